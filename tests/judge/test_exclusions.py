"""What is barred: the subject, a part beside it, an item ended by a fact."""

from judging import PACK, assess, figure, hit, named, verdict

from matcher.model.states import Basis, DoubtKind, How


def barred(assessment):
    return [(one.id, one.subject) for one in assessment.exclusions]


def test_the_subject_excludes_the_document():
    answer = assess(named("coal-power"))
    assert (answer.status, answer.class_id, answer.activity) == ("excluded", "fossil", "")
    assert barred(answer) == [("coal-power", True)]
    assert answer.matches == ()
    assert answer.review.band == "accept"


def test_the_subject_is_what_is_named_first():
    coal_first = assess(named("coal-power", 60, at=0), named("solar", 95, at=30, clause=1))
    assert (coal_first.status, coal_first.class_id) == ("excluded", "fossil")
    solar_first = assess(named("coal-power", 95, at=30, clause=1), named("solar", 60, at=0))
    assert (solar_first.status, solar_first.class_id, solar_first.activity) == ("matched", "solar", "solar")


def test_a_green_part_of_an_excluded_subject_changes_nothing():
    answer = assess(named("coal-power", at=0), named("storage", 95, at=30, clause=1))
    assert (answer.status, answer.class_id, answer.activity) == ("excluded", "fossil", "")
    assert [(one.activity, one.part) for one in answer.matches] == [("storage", True)]
    assert verdict(answer, "eu").status == "eligible"
    assert "green_part" in answer.review.reasons


def test_a_fossil_part_beside_a_green_subject_goes_to_review_and_changes_nothing():
    answer = assess(named("storage", at=0), named("coal-power", 95, at=30, clause=1))
    assert (answer.status, answer.class_id) == ("matched", "storage")
    assert barred(answer) == [("coal-power", False)]
    assert (answer.review.band, answer.review.reasons) == ("review", ("fossil_beside",))
    assert not answer.matches[0].part


def test_a_listed_activity_of_class_fossil_beside_the_subject_does_not_speak_for_it():
    answer = assess(named("storage", 70, at=0), named("gas-power", 95, at=30, clause=1))
    assert (answer.class_id, answer.activity) == ("storage", "storage")
    assert [one.activity for one in answer.matches] == ["storage", "gas-power"]
    assert "fossil_beside" in answer.review.reasons


def test_a_listed_activity_of_class_fossil_as_the_subject_is_matched_and_fossil():
    answer = assess(named("gas-power", 70, at=0), named("storage", 95, at=30, clause=1))
    assert (answer.status, answer.class_id, answer.activity) == ("matched", "fossil", "gas-power")
    assert answer.exclusions == ()
    met = assess(named("gas-power"), stated={"gas-power": [figure("lifecycle_ghg", 20)]})
    assert verdict(met, "eu").contribution == "meets"
    assert met.class_id == "fossil"


def test_an_excluded_activity_keeps_the_word_of_the_list_that_names_it():
    answer = assess(named("gas-network"))
    assert (answer.status, answer.class_id, answer.activity) == ("excluded", "fossil", "gas-network")
    assert barred(answer) == [("gas-supply", True)]
    assert answer.exclusions[0].hits == answer.matches[0].hits
    assert not answer.matches[0].part
    assert answer.matches[0].codes["cn-2021"] == ("3.2.3.3",)
    assert (verdict(answer, "eu").status, verdict(answer, "eu").excluded_by) == ("excluded", ("gas-supply",))
    assert verdict(answer, "cgt").status == "excluded"
    assert verdict(answer, "cn").status == "not_listed"


def test_the_list_that_names_it_says_eligible_while_its_edition_rules():
    answer = assess(named("gas-network"), day=PACK.taxonomy.frameworks["cn-2021"].until)
    assert (answer.status, verdict(answer, "cn").status, verdict(answer, "eu").status) == (
        "excluded",
        "eligible",
        "excluded",
    )


def test_an_excluded_activity_beside_a_green_subject_stands_aside():
    answer = assess(named("storage", 60, at=0), named("gas-network", 95, at=30, clause=1))
    assert (answer.status, answer.class_id, answer.activity) == ("matched", "storage", "storage")
    assert barred(answer) == [("gas-supply", False)]
    assert answer.exclusions[0].hits


def test_a_thing_named_as_barred_is_excluded_and_keeps_the_lists_without_that_test():
    for candidates in (
        (named("freight-rail", 90, at=0), named("coal-line", 60, at=8)),
        (named("coal-line", 60, at=0), named("freight-rail", 90, at=8)),
    ):
        answer = assess(*candidates, day=PACK.taxonomy.frameworks["cn-2021"].until)
        assert (answer.status, answer.class_id, answer.activity) == ("excluded", "fossil", "freight-rail")
        assert not answer.matches[0].part
        assert "disqualified" not in answer.review.reasons
        assert verdict(answer, "eu").status == "excluded"
        assert verdict(answer, "eu").excluded_by == ("coal-line",)
        assert (verdict(answer, "cgt").status, verdict(answer, "cn").status) == ("excluded", "eligible")
        assert answer.matches[0].codes["eu"] == ()


def test_a_barred_thing_named_elsewhere_in_the_text_is_only_beside():
    answer = assess(named("freight-rail", 90, at=0), named("coal-line", 60, at=80, clause=4))
    assert (answer.status, answer.class_id) == ("matched", "rail")
    assert verdict(answer, "eu").status == "eligible"
    assert "fossil_beside" in answer.review.reasons


def test_a_feature_ends_only_the_item_that_names_it():
    feature = hit("bad-medium", How.NAMED, start=40)
    answer = assess(named("switchgear"), features=(feature,))
    assert (answer.status, answer.class_id) == ("matched", "making")
    assert barred(answer) == [("bad-medium", False)]
    assert answer.exclusions[0].hits == (feature,)
    told = verdict(answer, "eu")
    assert (told.status, told.contribution, told.alignment) == ("excluded", "fails", "not_aligned")
    assert (verdict(answer, "cn").status, answer.matches[0].codes["eu"]) == ("eligible", ())
    assert answer.review.reasons == ("disqualified",)
    other = assess(named("storage"), features=(feature,))
    assert (verdict(other, "eu").status, other.exclusions) == ("eligible", ())


def test_a_doubted_feature_ends_nothing():
    feature = hit("bad-medium", How.NAMED, doubt=DoubtKind.NEGATED)
    assert verdict(assess(named("switchgear"), features=(feature,)), "eu").status == "eligible"


def test_a_figure_may_disqualify_and_a_missing_one_never_does():
    over = [figure("medium_gwp", 23500, unit="GWP", basis=Basis.SUPPLIED)]
    answer = assess(named("switchgear"), supplied=over)
    assert verdict(answer, "eu").status == "excluded"
    assert barred(answer) == [("bad-medium", False)]
    wide = [figure("medium_gwp", 5, 50, unit="GWP", basis=Basis.SUPPLIED)]
    assert verdict(assess(named("switchgear"), supplied=wide), "eu").status == "eligible"


def test_a_typing_error_excludes_nothing():
    answer = assess(named("coal-power", by_typo=True), possible_exclusions=("coal-power",))
    assert (answer.status, answer.exclusions) == ("unmatched", ())
    assert (answer.review.band, answer.review.reasons) == ("review", ("possible_exclusion",))
    assert [(one.finds, one.reason) for one in answer.set_aside] == [("coal-power", "typo_only")]


def test_an_exclusion_that_was_set_aside_bars_nothing():
    answer = assess(named("coal-power", 0, set_aside="negated"), named("solar", at=30))
    assert (answer.status, answer.exclusions) == ("matched", ())
    assert [(one.finds, one.reason) for one in answer.set_aside] == [("coal-power", "negated")]
