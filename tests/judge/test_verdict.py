"""The answer about a document: status, class, order, review, identity."""

import datetime
from dataclasses import replace

import pytest
from judging import DAY, PACK, assess, figure, hit, named, reading, with_deal

from matcher.judge import Judge, judge
from matcher.model.document import AsOf, Attestation, Attestations, DealKind, Document
from matcher.model.states import AsOfFrom, DoubtKind, How, Maturity

AS_OF = AsOf(date=DAY, source=AsOfFrom.PACK)
YES = Attestation(met=True, by="A. Reader")


@pytest.mark.parametrize(
    ("document", "status", "reason"),
    [
        (Document(id="1", problem="unreadable"), "error", "unreadable"),
        (Document(id="1", problem="unreadable", skip="totals"), "error", "unreadable"),
        (Document(id="1"), "empty", "no_text"),
        (Document(id="1", title=" \t", text="\u200b\n"), "empty", "no_text"),
        (Document(id="1", text="Total", skip="totals"), "skipped", "no_project"),
        (Document(id="合计", skip="totals"), "skipped", "no_project"),
    ],
)
def test_what_is_not_judged_says_so(document, status, reason):
    answer = assess(document=document)
    assert (answer.status, answer.class_id, answer.activity) == (status, "none", "")
    assert (answer.review.band, answer.review.reasons) == ("reject", (reason,))


def test_a_title_alone_is_a_text():
    assert assess(document=Document(id="1", title="Solar farm")).status == "unmatched"


def test_nothing_found_is_nothing_to_accept():
    answer = assess()
    assert (answer.status, answer.class_id, answer.activity, answer.matches) == ("unmatched", "none", "", ())
    assert (answer.review.band, answer.review.reasons) == ("reject", ())


def test_candidates_below_the_line_are_told_and_nothing_more():
    answer = assess(named("solar", 20), named("hydropower", 0, set_aside="negated"))
    assert answer.status == "unmatched"
    assert [(one.finds, one.reason) for one in answer.set_aside] == [
        ("solar", "too_few_points"),
        ("hydropower", "negated"),
    ]
    assert answer.review.band == "reject"
    assert assess(named("solar", 38)).review.reasons == ("near_match",)


def test_the_best_comes_first_whatever_the_order_they_came_in():
    candidates = [named("solar", 70, at=9), named("storage", 90, at=50), named("hydropower", 70, at=0)]
    expected = ["storage", "hydropower", "solar"]
    for order in (candidates, candidates[::-1]):
        answer = assess(*order)
        assert [one.activity for one in answer.matches] == expected
        assert (answer.activity, answer.class_id) == ("storage", "storage")


def test_a_surer_match_has_more_confidence():
    assert [assess(named("solar", points)).matches[0].confidence for points in (40, 60, 85, 100)] == [60, 85, 95, 95]


def test_a_match_of_little_confidence_goes_to_review_or_is_rejected():
    assert assess(named("solar", 85)).review.band == "accept"
    assert assess(named("solar", 45)).review.reasons == ("low_confidence",)
    strict = replace(PACK, book=replace(PACK.book, method=replace(PACK.book.method, reject_below=70)))
    assert assess(named("solar", 45), pack=strict).review.band == "reject"


def test_two_answers_over_the_same_words_are_ambiguous():
    answer = assess(named("solar", 70), named("storage", 68, at=3))
    assert answer.status == "ambiguous"
    assert {one.activity for one in answer.matches} == {"solar", "storage"}
    assert answer.review.reasons == ("ambiguous",)
    assert assess(named("solar", 70), named("storage", 60, at=3)).status == "matched"
    assert assess(named("solar", 70), named("storage", 68, at=30)).status == "matched"
    same_class = assess(named("switchgear", 70), named("rail-parts", 70, at=3))
    assert same_class.status == "matched"


def test_a_broad_group_is_named_only_where_no_activity_is():
    answer = assess(named("clean-energy"))
    assert (answer.status, answer.class_id, answer.activity) == ("broad", "solar", "clean-energy")
    assert [(one.about, one.asks["en"]) for one in answer.questions] == [("clean-energy", "Which technology?")]
    answer = assess(named("clean-energy", 95), named("storage", 60, at=30))
    assert (answer.status, answer.class_id, answer.activity) == ("matched", "storage", "storage")


def test_eligible_is_not_green():
    answer = assess(named("new-building"))
    assert (answer.status, answer.class_id) == ("matched", "none")
    assert not answer.matches[0].shows_class
    assert "class_depends_on_criteria" in answer.review.reasons


def test_a_criterion_that_is_met_shows_the_green_and_one_that_is_not_hides_it():
    met, failed = figure("saving", "0.2", unit="%"), figure("saving", "0.05", unit="%")
    assert assess(named("new-building"), stated={"new-building": [met]}).class_id == "buildings"
    assert assess(named("new-building"), stated={"new-building": [failed]}).class_id == "none"


@pytest.mark.parametrize(
    ("doubt", "shown"), [(None, "buildings"), (DoubtKind.NEGATED, "none"), (DoubtKind.ROLE, "buildings")]
)
def test_words_that_name_the_green_show_it_when_they_are_undoubted(doubt, shown):
    answer = assess(named("new-building", 85, hit("new-building", How.GREEN_NAMED, start=20, doubt=doubt)))
    assert answer.class_id == shown


def test_the_class_is_that_of_the_best_match_that_shows_it():
    answer = assess(named("new-building", 95), named("solar", 60, at=30))
    assert (answer.activity, answer.class_id) == ("new-building", "solar")


def test_what_was_noticed_in_the_text_goes_to_review():
    answer = assess(named("solar"), flags=("hidden_characters",), other_language="de")
    assert answer.flags == ("hidden_characters",)
    assert answer.review.reasons == ("other_language", "hidden_characters")


def test_an_edition_by_date_is_flagged_where_something_is_claimed():
    dealt = with_deal(kind=DealKind.LOAN, date=datetime.date(2024, 1, 1))
    answer = assess(named("solar"), document=dealt)
    assert answer.flags == ("edition_by_date",)
    assert answer.review.reasons == ("edition_by_date",)
    assert assess(document=dealt).flags == ()


def test_a_draft_rule_goes_to_review():
    rules = tuple(replace(rule, maturity=Maturity.DRAFT) for rule in PACK.book.rules)
    answer = assess(named("solar"), pack=replace(PACK, book=replace(PACK.book, rules=rules)))
    assert answer.review.reasons == ("draft_rule",)


def test_attestations_that_miss_or_serve_two_are_told():
    def answered(*candidates, **criteria):
        document = Document(id="1", text="Some text.", attest=Attestations(criteria=criteria))
        return assess(*candidates, document=document).review.reasons

    assert "attestation_unused" in answered(named("solar"), **{"no-such": YES})
    assert "attestation_unused" not in answered(named("hydropower"), **{"lifecycle-ghg": YES})
    harm = Document(id="1", text="Some text.", attest=Attestations(dnsh={"watr": YES}))
    assert "attestation_unused" in assess(named("solar"), document=harm).review.reasons
    known = Document(id="1", text="Some text.", attest=Attestations(dnsh={"water": YES}))
    assert "attestation_unused" not in assess(named("solar"), document=known).review.reasons
    both = answered(named("hydropower"), named("gas-power", at=40), **{"lifecycle-ghg": YES})
    assert "attested_for_several" in both


def test_the_better_of_two_rules_for_one_activity_speaks():
    twice = replace(named("solar", 60, at=3))
    answer = assess(named("solar", 90), twice)
    assert [one.points for one in answer.matches] == [90]
    assert [(one.finds, one.reason) for one in answer.set_aside] == [("solar", "better_rule")]


def identity(document=None, as_of=AS_OF, language=None, version="1.0", pack=PACK):
    document = document or Document(id="1", text="Some text.")
    return Judge(pack, version).judge(document, reading(), (), as_of, language=language).decision_id


def test_the_decision_id_covers_what_bears_on_the_answer():
    text = Document(id="1", text="Some text.")
    attest = Attestations(criteria={"a": YES}, dnsh={"water": YES}, safeguards=YES)
    others = [
        identity(replace(text, text="Some text!")),
        identity(replace(text, title="Some text.", text="")),
        identity(replace(text, data={"lifecycle_ghg": "5"})),
        identity(replace(text, deal=with_deal(kind=DealKind.LOAN).deal)),
        identity(replace(text, attest=attest)),
        identity(replace(text, attest=replace(attest, safeguards=replace(YES, verified_by="B")))),
        identity(replace(text, skip="totals")),
        identity(as_of=replace(AS_OF, date=datetime.date(2026, 1, 2))),
        identity(as_of=replace(AS_OF, source=AsOfFrom.OPTION)),
        identity(language="zh"),
        identity(version="1.1"),
        identity(pack=replace(PACK, identity=replace(PACK.identity, fingerprint="other"))),
        identity(),
    ]
    assert len(set(others)) == len(others)


def test_the_decision_id_covers_nothing_else():
    one = Document(id="1", text="\ud800 text", data={"a": "1", "b": "2"})
    other = Document(id="2", text="\ud800 text", data={"b": "2", "a": "1"}, country="CN")
    assert identity(one) == identity(other)
    assert len(identity(one)) == 32


def test_one_document_can_be_judged_without_keeping_a_judge():
    document = Document(id="1", text="Some text.")
    assert judge(document, reading(named("solar")), (), PACK, AS_OF).class_id == "solar"


def test_judging_again_gives_the_same_answer():
    keeper = Judge(PACK)
    document = Document(id="1", text="Some text.")
    first = keeper.judge(document, reading(named("hydropower")), (), AS_OF)
    assert keeper.judge(document, reading(named("hydropower")), (), AS_OF) == first
    assert (
        first.matches[0].findings is keeper.judge(document, reading(named("hydropower")), (), AS_OF).matches[0].findings
    )
