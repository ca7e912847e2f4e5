"""What each framework says of a match: claimed codes, steps, editions, labels."""

import datetime
from dataclasses import replace

import pytest
from judging import PACK, assess, changed, fact, figure, framework, hit, named, outcomes, shown, verdict, with_deal

from matcher.model.document import Attestation, Attestations, DealKind, DealState, Document
from matcher.model.states import Basis, DoubtKind, How, Member

YES, NO = Attestation(met=True, by="A. Reader"), Attestation(met=False, by="A. Reader")
MITIGATION, ADAPTATION = "climate-mitigation", "climate-adaptation"


def attested(**more):
    return Document(id="1", text="Some text.", attest=Attestations(**more))


def also(assessment):
    return {(one.code, one.because) for one in assessment.matches[0].also_listed}


def test_mitigation_is_claimed_unless_the_text_names_another_objective():
    answer = assess(named("solar"))
    assert answer.matches[0].codes["eu"] == ("CCM 4.1",)
    assert also(answer) == {("CCA 4.1", "objective")}
    answer = assess(named("solar", 85, hit("solar", How.OBJECTIVE, key=ADAPTATION)))
    assert answer.matches[0].codes["eu"] == ("CCA 4.1",)
    assert also(answer) == {("CCM 4.1", "objective")}


def test_a_doubted_or_unlisted_objective_changes_nothing():
    for name, doubt in ((ADAPTATION, DoubtKind.NEGATED), ("water", None)):
        answer = assess(named("solar", 85, hit("solar", How.OBJECTIVE, key=name, doubt=doubt)))
        assert answer.matches[0].codes["eu"] == ("CCM 4.1",)


def test_an_activity_of_another_objective_alone_is_claimed_under_it():
    assert assess(named("desalination")).matches[0].codes["eu"] == ("CCA 5.13",)


def test_codes_follow_relation_and_then_number():
    assert assess(named("solar")).matches[0].codes["cn-2025"] == ("4.2.2", "4.2.10")
    assert assess(named("solar")).matches[0].codes["gb4754"] == ("4416", "3825")
    assert assess(named("hydropower")).matches[0].codes["isic"] == ("3510",)


def test_every_list_has_its_place_even_when_it_is_empty():
    assert list(assess(named("storage")).matches[0].codes) == ["eu", "cn-2021", "cn-2025", "isic", "nace", "gb4754"]


@pytest.mark.parametrize(
    ("more", "claimed"),
    [
        ({}, True),
        ({"clause": 3}, False),
        ({"doubt": DoubtKind.NEGATED}, False),
        ({"doubt": DoubtKind.ROLE}, True),
    ],
)
def test_a_narrower_item_is_claimed_once_its_part_is_shown_beside_a_name(more, claimed):
    answer = assess(named("hydropower", 85, shown("hydropower", "cn-2025 4.2.4", **more)))
    assert answer.matches[0].codes["cn-2025"] == (("4.2.4",) if claimed else ())
    assert verdict(answer, "cn").status == ("eligible" if claimed else "undetermined")
    assert (("4.2.4", "undetermined") in also(answer)) is not claimed
    assert outcomes(answer).get("plan") == ("qualitative" if claimed else None)


def test_a_part_that_is_not_shown_is_asked_for_in_the_words_of_the_pack():
    questions = [one for one in assess(named("hydropower")).questions if one.framework == "cn-2025"]
    assert [(one.id, one.code, one.asks["en"]) for one in questions] == [
        ("holds", "4.2.4", "Is it about large plants?")
    ]


def test_any_such_activity_qualifies_only_where_the_list_says_so():
    assert verdict(assess(named("solar")), "eu").contribution == "meets"
    assert verdict(assess(named("hydropower")), "eu").contribution == "undetermined"


def test_a_typing_error_qualifies_for_nothing():
    answer = assess(named("solar", by_typo=True))
    assert verdict(answer, "eu").contribution == "undetermined"
    assert verdict(answer, "cgt").status == "listed_reconstruction"
    assert "typo_only" in answer.review.reasons


def test_an_incomplete_listing_never_meets_but_may_fail():
    every = {"climate-risk-assessment": YES}
    answer = assess(named("desalination"), document=attested(criteria=every))
    assert outcomes(answer) == {"climate-risk-assessment": "met"}
    assert verdict(answer, "eu").contribution == "undetermined"
    answer = assess(named("desalination"), document=attested(criteria={"climate-risk-assessment": NO}))
    assert (verdict(answer, "eu").contribution, verdict(answer, "eu").alignment) == ("fails", "not_aligned")


def test_harm_is_unknown_until_attested_and_only_where_the_listing_asks():
    told = verdict(assess(named("hydropower")), "eu").dnsh
    assert told == {MITIGATION: "not_applicable", ADAPTATION: "unknown", "water": "unknown"}
    document = attested(dnsh={"water": YES, ADAPTATION: NO, MITIGATION: NO})
    told = verdict(assess(named("hydropower"), document=document), "eu")
    assert told.dnsh == {MITIGATION: "not_applicable", ADAPTATION: "not_met", "water": "met"}
    assert told.alignment == "not_aligned"


def test_aligned_only_when_every_step_is_attested():
    criteria = {"lifecycle-ghg": YES}
    harm = {"water": YES, ADAPTATION: YES}
    whole = {"criteria": criteria, "dnsh": harm, "safeguards": YES}
    assert verdict(assess(named("hydropower"), document=attested(**whole)), "eu").alignment == "aligned"
    for left_out in whole:
        some = {name: given for name, given in whole.items() if name != left_out}
        stated = {"hydropower": [figure("lifecycle_ghg", 20)]}
        told = verdict(assess(named("hydropower"), document=attested(**some), stated=stated), "eu")
        assert told.alignment == "undetermined", left_out
        assert told.contribution == "meets"


def test_where_any_qualifies_alignment_rests_on_the_match_and_the_rest_is_attested():
    document = attested(dnsh={ADAPTATION: YES}, safeguards=YES)
    assert verdict(assess(named("solar"), document=document), "eu").alignment == "aligned"
    assert verdict(assess(named("solar", by_typo=True), document=document), "eu").alignment == "undetermined"


def test_safeguards_speak_only_by_attestation():
    assert verdict(assess(named("solar")), "eu").safeguards == "not_assessed"
    told = verdict(assess(named("solar"), document=attested(safeguards=NO)), "eu")
    assert (told.safeguards, told.alignment) == ("attested_not_met", "not_aligned")


def test_figures_of_the_text_give_meets_and_no_more():
    answer = assess(named("hydropower"), stated={"hydropower": [fact("no_reservoir")]})
    told = verdict(answer, "eu")
    assert (told.status, told.contribution, told.alignment) == ("eligible", "meets", "undetermined")
    finding = answer.matches[0].findings[0]
    assert (finding.id, finding.basis, finding.framework, finding.code) == ("run-of-river", "stated", "eu", "CCM 4.5")


def test_supplied_figures_beat_the_text():
    stated = {"hydropower": [figure("lifecycle_ghg", 20)]}
    supplied = [figure("lifecycle_ghg", 120, basis=Basis.SUPPLIED)]
    answer = assess(named("hydropower"), stated=stated, supplied=supplied)
    assert outcomes(answer)["lifecycle-ghg"] == "not_met"
    assert verdict(answer, "eu").contribution == "undetermined"


@pytest.mark.parametrize(
    ("deal", "edition", "status"),
    [
        ({}, "cn-2025", "undetermined"),
        (
            {"kind": DealKind.LOAN, "state": DealState.APPROVED, "date": datetime.date(2024, 1, 1)},
            "cn-2021",
            "eligible",
        ),
    ],
)
def test_the_edition_of_the_deal_decides_status_and_criteria(deal, edition, status):
    candidate = named("hydropower", 85, shown("hydropower", "cn-2021 3.2.2.4"))
    answer = assess(candidate, document=with_deal(**deal))
    told = verdict(answer, "cn")
    assert (told.edition, told.status) == (edition, status)
    assert answer.matches[0].codes["cn-2021"] == ("3.2.2.4",)


def test_a_day_before_a_framework_is_out_of_its_scope():
    answer = assess(named("solar"), day=datetime.date(2020, 1, 1))
    assert verdict(answer, "eu").status == "out_of_scope"
    assert (verdict(answer, "cn").status, verdict(answer, "cn").edition) == ("out_of_scope", "")
    assert verdict(answer, "cgt").status == "meets_contribution_reconstruction"


@pytest.mark.parametrize(
    ("member", "status"),
    [
        (Member.YES, "listed_reconstruction"),
        (Member.LIKELY, "listed_reconstruction"),
        (Member.UNCLEAR, "undetermined"),
        (Member.NO, "not_listed"),
    ],
)
def test_the_labelled_framework_follows_membership(member, status):
    ground = replace(PACK.taxonomy.activities["wastewater"].common_ground, member=member)
    answer = assess(named("wastewater"), pack=changed(PACK, "wastewater", common_ground=ground))
    assert verdict(answer, "cgt").status == status


def test_the_labelled_framework_reads_its_own_basis_whatever_deal_and_objective():
    adapted = named("solar", 85, hit("solar", How.OBJECTIVE, key=ADAPTATION))
    assert verdict(assess(adapted), "cgt").status == "meets_contribution_reconstruction"
    assert verdict(assess(adapted), "eu").contribution == "undetermined"


def test_common_ground_needs_both_sides():
    assert verdict(assess(named("hydropower")), "cgt").status == "undetermined"
    both = named("hydropower", 85, shown("hydropower", "cn-2021 3.2.2.4"))
    assert verdict(assess(both), "cgt").status == "listed_reconstruction"
    met = {"hydropower": [fact("no_reservoir")]}
    assert verdict(assess(both, stated=met), "cgt").status == "meets_contribution_reconstruction"


def test_a_new_framework_and_a_new_edition_are_data_only():
    frameworks = PACK.taxonomy.frameworks | {
        "moon": framework("moon", steps=("listed", "contribution")),
        "cn-2030": framework("cn-2030", edition_of="cn", in_force=datetime.date(2030, 1, 1)),
    }
    on_it = tuple(
        replace(PACK.taxonomy.activities["solar"].listings[0], framework=name, code=code, dnsh=())
        for name, code in (("moon", "M1"), ("cn-2030", "9.9"))
    )
    pack = changed(PACK, "solar", listings=PACK.taxonomy.activities["solar"].listings + on_it)
    pack = replace(pack, taxonomy=replace(pack.taxonomy, frameworks=frameworks))
    answer = assess(named("solar"), pack=pack, day=datetime.date(2031, 1, 1))
    assert verdict(answer, "moon").status == "eligible"
    assert verdict(answer, "moon").contribution == "meets"
    assert verdict(answer, "moon").alignment is None
    assert (verdict(answer, "cn").edition, answer.matches[0].codes["cn-2030"]) == ("cn-2030", ("9.9",))


def test_a_framework_we_hold_no_list_of_says_nothing():
    assert [one.framework for one in assess(named("solar")).matches[0].verdicts] == ["eu", "cn", "cgt"]


def test_a_broad_group_settles_nothing():
    answer = assess(named("clean-energy"))
    assert {verdict(answer, name).status.value for name in ("eu", "cn")} == {"undetermined"}
    assert verdict(answer, "cgt").status == "undetermined"
    assert answer.matches[0].codes["eu"] == ()


def test_questions_are_asked_only_while_they_matter():
    asked = [one.id for one in assess(named("hydropower")).questions if one.framework == "eu"]
    assert asked == ["run-of-river", "power-density", "lifecycle-ghg"]
    met = assess(named("hydropower"), stated={"hydropower": [fact("no_reservoir")]})
    assert [one.id for one in met.questions if one.framework == "eu"] == []


def test_doubtful_evidence_is_told():
    unsure = changed(
        PACK,
        "hydropower",
        listings=tuple(replace(one, verified=False) for one in PACK.taxonomy.activities["hydropower"].listings),
    )
    met = {"hydropower": [fact("no_reservoir")]}
    assert "unverified_criteria" in assess(named("hydropower"), pack=unsure, stated=met).review.reasons
    both = {"hydropower": [figure("lifecycle_ghg", 20), figure("lifecycle_ghg", 200)]}
    assert "conflicting_figures" in assess(named("hydropower"), stated=both).review.reasons
    over = {"hydropower": [figure("lifecycle_ghg", 200)]}
    answer = assess(named("hydropower"), stated=over, document=attested(criteria={"lifecycle-ghg": YES}))
    assert outcomes(answer)["lifecycle-ghg"] == "met"
    assert "attested_against_figure" in answer.review.reasons


@pytest.mark.parametrize(
    ("criterion", "listing", "told"),
    [("yes", True, "yes"), ("second-hand", True, "second-hand"), ("no", True, "no"), ("yes", False, "no")],
)
def test_a_finding_is_as_sure_as_its_criterion_and_never_surer_than_its_listing(criterion, listing, told):
    mine = next(one for one in PACK.taxonomy.activities["hydropower"].listings if one.code == "CCM 4.5")
    criteria = replace(
        mine.criteria, criteria=tuple(replace(one, verified=criterion) for one in mine.criteria.criteria)
    )
    pack = changed(PACK, "hydropower", listings=(replace(mine, criteria=criteria, verified=listing),))
    assert {one.verified for one in assess(named("hydropower"), pack=pack).matches[0].findings} == {told}
