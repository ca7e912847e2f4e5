"""Where candidates come from: the activity, its listings, the words of the text, and a file of sector priors."""

import csv
from pathlib import Path

import pytest
from vectors import FACTS, by_id

from matcher import Document, Matcher, Refusal
from matcher.model.materiality import (
    Confidence,
    Factor,
    Horizon,
    MaterialityOptions,
    MaterialVerdict,
    Origin,
    RecordKind,
    Register,
)
from matcher.model.ratings import Materiality, RecordResult
from matcher.model.topics import MaterialityBook
from matcher.read import Wording, read_priors, read_projects, read_register
from matcher.tell.materiality.sentences import Waterfall
from matcher.tell.voice import Voice
from matcher.trial import run_notices

DAM = "Construction of a 90 MW hydropower dam"


def rate(matcher: Matcher, text: str, standard: str = "", **more: object) -> Materiality:
    return matcher.rate(Document(id="x", text=text, **more), MaterialityOptions(standard=standard))  # type: ignore[arg-type]


def one(told: Materiality, topic: str, kind: RecordKind) -> RecordResult:
    return next(each for each in told.records if each.record.topic == topic and each.record.kind is kind)


def test_the_examples_of_the_text_rules_come_true(matcher: Matcher):
    report = run_notices(matcher.notice, matcher.pack)
    assert report.passed, str(report)
    assert report.examples > 100
    assert run_notices(matcher.notice, matcher.pack, only=["drought"]).examples == 5


def test_every_chinese_and_esrs_code_stands_for_one_topic(book: MaterialityBook):
    with (FACTS / "materiality_crosswalk.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    exchange = {row["code"] for row in rows if row["framework"].startswith("CN")}
    assert {code for topic in book.topics.values() for code in topic.codes.get("cn-exchange", ())} == exchange
    for row in rows:
        if row["framework"].startswith("SASB") and row["esrs_2026_codes"]:
            near = {topic.id for topic in book.topics.values() if row["name_en"] in topic.crosswalk.get("sasb", ())}
            assert near, row["name_en"]


def test_codes_that_swap_meaning_between_versions_stand_for_the_same_topic_of_ours(book: MaterialityBook):
    assert book.topic_of("esrs_2023", "E1.1") is book.topic_of("esrs_2026", "E1.2")
    assert book.code_of("climate-mitigation", "cn-exchange") == "Art. 21-28"
    assert book.code_of("innovation", "esrs_2026") == ""


def test_words_of_the_text_rate_with_their_quote_and_reason(matcher: Matcher):
    told = rate(matcher, f"{DAM} in a water-stressed basin.")
    rating = one(told, "E3.1", RecordKind.IMPACT_NEGATIVE).record.ratings[Factor.SCALE]
    assert (rating.value, rating.origin, rating.evidence) == (4, Origin.TEXT_RULE, "water-stressed")
    assert rating.span is not None
    assert rating.because["en"]


def test_a_claim_and_a_denial_are_told_and_set_nothing(matcher: Matcher):
    plain = rate(matcher, f"{DAM}.")
    claimed = rate(matcher, f"{DAM}. It has no significant impact. No resettlement is required.")
    assert [(each.rule, each.claim) for each in claimed.noticed] == [
        ("no-significant-impact", True),
        ("resettlement", True),
    ]
    assert [each.record for each in claimed.records] == [each.record for each in plain.records]
    assert claimed.noticed[1].quote == "No resettlement"


def test_a_shift_moves_what_is_there_and_keeps_it(matcher: Matcher):
    without = one(rate(matcher, f"{DAM}."), "E4.1", RecordKind.IMPACT_NEGATIVE).record.ratings
    assert Factor.SCALE not in without
    text = f"{DAM} inside a nature reserve, with a fish ladder."
    moved = one(rate(matcher, text), "E4.1", RecordKind.IMPACT_NEGATIVE).record.ratings[Factor.SCALE]
    assert (moved.value, moved.shifted_from) == (3, 4)
    assert moved.confidence is Confidence.B


def test_the_topics_of_an_activity_become_candidates(matcher: Matcher):
    told = rate(matcher, "Coal mine methane capture and use.", "esrs_2026")
    assert "coal-mine-methane" in {each.activity for each in matcher.classify("Coal mine methane capture.").matches}
    code = matcher.pack.materiality.code_of("worker-safety", "esrs_2026")
    safety = one(told, code, RecordKind.IMPACT_NEGATIVE)
    assert "activity coal-mine-methane" in safety.record.rules
    assert (safety.record.candidate, safety.record.ratings, safety.verdict) == (True, {}, MaterialVerdict.NOT_ASSESSED)


def test_a_check_is_evidence_beside_the_candidate_and_no_value(matcher: Matcher, tmp_path: Path):
    checks = (
        "attest:\n  dnsh:\n"
        "    water: {met: yes, by: A. Reader, on: 2026-02-01, document: water plan, verified_by: B. Second}\n"
        "  safeguards: {met: no, by: A. Reader}\n"
    )
    results = []
    for attested in ("", checks):
        path = tmp_path / "p.yaml"
        path.write_text(f"description: {DAM}.\n{attested}", encoding="utf-8")
        results.append(matcher.rate(read_projects([str(path)])[0]))
    without, told = results
    water, bare = (one(each, "E3.1", RecordKind.IMPACT_NEGATIVE) for each in (told, without))
    (check,) = water.record.checks
    assert (check.about, check.met, check.by, check.verified_by) == ("water", True, "A. Reader", "B. Second")
    assert bare.record.checks == ()
    assert (water.verdict, water.record.ratings) == (bare.verdict, bare.record.ratings)
    book = matcher.pack.materiality
    steps = list(Waterfall(book, Voice(matcher.pack.book.sentences, "en")).of(water))
    assert any("No significant harm (water) was attested by A. Reader, B. Second on 2026-02-01" in one for one in steps)
    rights = one(told, book.code_of("labour-rights", told.standard), RecordKind.IMPACT_NEGATIVE)
    assert [(each.about, each.met) for each in rights.record.checks] == [("safeguards", False)]


def test_a_person_wins_gaps_are_filled_and_the_beaten_value_is_kept(matcher: Matcher, tmp_path: Path):
    path = tmp_path / "p.yaml"
    path.write_text(
        f"description: {DAM} in a water-stressed basin.\n"
        "materiality:\n"
        "  - {topic: E3.1, kind: impact_negative, state: potential, standard_version: esrs_2026, scale: 2}\n"
        "  - {topic: E4.1, kind: impact_negative, state: actual, standard_version: esrs_2026, scale: cannot_judge}\n",
        encoding="utf-8",
    )
    told = matcher.rate(read_projects([str(path)])[0])
    water = one(told, "E3.1", RecordKind.IMPACT_NEGATIVE).record
    assert (water.ratings[Factor.SCALE].value, water.ratings[Factor.SCALE].origin) == (2, Origin.USER)
    assert [beaten.value for beaten in water.ratings[Factor.SCALE].superseded] == [4]
    assert one(told, "E4.1", RecordKind.IMPACT_NEGATIVE).record.ratings[Factor.SCALE].declined
    assert Factor.LIKELIHOOD not in one(told, "E4.1", RecordKind.IMPACT_NEGATIVE).record.ratings


def test_two_records_of_a_person_leave_no_room_for_a_candidate(matcher: Matcher):
    records = tuple(
        each.__class__(**{name: getattr(each, name) for name in each.__slots__} | {"topic": "E3.1"})
        for each in (by_id()["V01"], by_id()["V03"])
    )
    told = rate(matcher, f"{DAM} in a water-stressed basin.", materiality=Register(records=records))
    water = [each for each in told.records if each.record.topic == "E3.1" and each.record.kind == "impact_negative"]
    assert [each.record.id for each in water] == ["V01", "V03"]


def test_whoever_only_lowers_the_own_harm_gets_no_positive_candidate(matcher: Matcher):
    told = rate(matcher, "New cement kiln with a clinker line of 4,000 t a day.", "esrs_2026")
    assert not [
        each
        for each in told.records
        if each.record.kind is RecordKind.IMPACT_POSITIVE and "listing" in " ".join(each.record.rules)
    ]


def test_candidates_fall_on_the_codes_of_the_standard_asked_for(matcher: Matcher):
    codes = {each.record.topic for each in rate(matcher, f"{DAM}.", "cn-exchange").records}
    assert "Art. 32" in codes
    assert all(code.startswith("Art.") for code in codes)
    assert "consumer-inclusion" in rate(matcher, "A new metro line of 22 km.", "cn-exchange").unplaced


def test_without_any_activity_nothing_is_assessed(matcher: Matcher):
    told = rate(matcher, "Office chairs for the town hall.")
    assert (told.topics, told.decided) == ((), 0)


def test_an_activity_rule_alone_only_indicates(matcher: Matcher):
    told = rate(matcher, "A new nuclear power plant of 1,100 MW.")
    verdicts = {each.verdict for each in told.records}
    assert MaterialVerdict.MATERIAL not in verdicts
    assert MaterialVerdict.NOT_MATERIAL not in verdicts


def test_sector_priors_reach_the_nearest_sector_and_only_what_they_may(matcher: Matcher, tmp_path: Path):
    path = tmp_path / "priors.csv"
    path.write_text(
        "isic_rev4_code,esrs_2026_code,side,prior_1_5,source\n"
        "D_35,E3.1,impact_negative,2,table\n"
        "D_35_351,E3.1,impact_negative,VH,table\n"
        "D_35_351,E3.1,financial_dependency,H,table\n"
        "D_35_351,E1.3,financial_dependency,ND,table\n"
        "A_1_11_111,E4.1,impact_negative,5,table\n",
        encoding="utf-8",
    )
    priors = tuple(read_priors(str(path)))
    assert [each.sector for each in priors] == ["35", "351", "351", "0111"]
    told = matcher.rate(Document(id="x", text=f"{DAM}."), MaterialityOptions(priors=priors))
    water = one(told, "E3.1", RecordKind.IMPACT_NEGATIVE).record
    assert (water.ratings[Factor.SCALE].value, water.ratings[Factor.SCALE].origin) == (5, Origin.SECTOR_PRIOR)
    assert {each[Factor.MAGNITUDE].value for each in one(told, "E3.1", RecordKind.RISK).record.horizons.values()} == {4}
    assert set(one(told, "E3.1", RecordKind.RISK).record.horizons) == set(Horizon)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sector,kind,value,source\n", "<standard>_code"),
        ("sector,esrs_2026_code,kind,value,source\n35,E1.1,impact_negative,9,x\n", "E_UNKNOWN_VALUE"),
        ("sector,esrs_2026_code,kind,value,source\n35,E1.1,pressure,3,x\n", "E_UNKNOWN_KIND"),
    ],
)
def test_a_wrong_file_of_priors_is_refused(tmp_path: Path, text: str, said: str):
    path = tmp_path / "priors.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match=said):
        read_priors(str(path))


@pytest.mark.parametrize(
    ("materiality", "said"),
    [
        ("materiality: words", "keys and values"),
        ("materiality: [{topic: E1, kinds: risk}]", "unknown key 'kinds'"),
        ("materiality: [{topic: [E1]}]", "should be one text"),
        ("materiality: [{topic: E1, kind: risk, state: current, horizons: {soon: {}}}]", "unknown horizon 'soon'"),
        ("materiality: [{topic: E1, kind: risk, state: current, horizons: {short: 4}}]", "keys and values"),
        ("materiality: [{topic: E1, kind: risk, state: current, horizons: 4}]", "keys and values"),
        ("materiality: [{topic: E1, kind: risk, state: current, overrides: [x]}]", "an override should be"),
        ("materiality: [{topic: E1, kind: risk, state: current, scale: {value: 3, doc: x}}]", "unknown key 'doc'"),
    ],
)
def test_wrong_records_in_a_project_file_are_told_with_their_place(tmp_path: Path, materiality: str, said: str):
    path = tmp_path / "p.yaml"
    path.write_text(f"description: A dam.\n{materiality}\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_projects([str(path)])
    assert said in str(refused.value)
    assert f"{path}:2:" in str(refused.value)


def test_records_in_a_project_file_may_be_written_at_length(tmp_path: Path, matcher: Matcher):
    path = tmp_path / "p.yaml"
    path.write_text(
        "description: Office chairs.\n"
        "materiality:\n"
        "  - topic: E1.2\n"
        "    kind: risk\n"
        "    state: anticipated\n"
        "    standard_version: esrs_2026\n"
        "    horizons:\n"
        "      short: {magnitude: 2, likelihood: 2, likelihood_evidence: model}\n"
        "      medium: {}\n"
        "      long:\n"
        "    overrides:\n"
        "      - {what: long.magnitude, value: 4, by: A, on: 2026-01-05, because: new study, document: s1}\n"
        "      - {value: review, by: A, on: 2026-01-05, because: new study, document: s1}\n"
        "  - topic: E4.1\n"
        "    kind: impact_negative\n"
        "    state: actual\n"
        "    standard_version: esrs_2026\n"
        "    scale: {value: 4, evidence: page 3}\n"
        "    scope: 3\n"
        "    irremediability: null\n"
        "    evidence: {scope: page 4}\n"
        "  - {topic: E5.3, kind: risk, standard_version: esrs_2026, none_found_by: A, none_found_on: 2026-01-05}\n"
        "  - {topic: E5.1, standard_version: esrs_2026, out_of_scope: nothing is bought}\n",
        encoding="utf-8",
    )
    register = read_projects([str(path)])[0].materiality
    assert matcher.faults(register) == []
    risk, habitat = register.records
    assert (risk.id, habitat.id) == ("record-1", "record-2")
    assert [each.what for each in risk.overrides] == ["long.magnitude", "verdict"]
    assert {each.evidence for each in habitat.ratings.values()} == {"page 3", "page 4"}
    assert (register.none_found[0].topic, register.out_of_scope[0].topic) == ("E5.3", "E5.1")
    told = matcher.score(register)
    assert told.records[0].verdict is MaterialVerdict.REVIEW


def test_a_register_tells_wrong_days_conflicts_and_words(tmp_path: Path, book: MaterialityBook):
    path = tmp_path / "iro.tsv"
    path.write_text(
        "id\tstandard_version\ttopic\tkind\tstate\thorizon\tmagnitude\toverride\toverride_on\tnone_found_by\n"
        "r\tesrs_2026\tE1.2\trisk\tcurrent\tshort\t3\t\t\t\n"
        "r\tesrs_2026\tE1.1\t\t\tlong\t3\t\t\t\n"
        "r\t\t\t\t\tsoon\t3\t\t\t\n"
        "r\t\t\t\t\t\t\tverdict\tyesterday\t\n"
        "\tesrs_2026\tE1.1\t\t\t\t\t\t\tA\n",
        encoding="utf-8",
    )
    _, problems, _ = read_register(str(path), Wording(columns=book.columns, values=book.values))
    told = {(problem.place.line, problem.message.split()[0]) for problem in problems}
    assert {(3, "E_CONFLICTING_RECORD"), (4, "E_UNKNOWN_HORIZON"), (5, "E_NO_DATE"), (6, "E_MISSING_KIND")} <= told
