"""What takes a hit back, and what only seems to: in both languages, with scope."""

import pytest


def best(matcher, text):
    answer = matcher.classify(text)
    return answer.activity or ("excluded" if answer.exclusions and answer.exclusions[0].subject else "none")


def doubts(matcher, text):
    answer = matcher.classify(text)
    found = [doubt for one in answer.set_aside for doubt in one.doubts]
    return {(doubt.kind.value, doubt.cue) for doubt in found}


@pytest.mark.parametrize(
    ("text", "activity"),
    [
        ("The loan builds a 50 MW wind farm.", "wind-power"),
        ("The loan does not build a wind farm.", "none"),
        ("The loan builds not only a wind farm.", "wind-power"),
        ("No coal, oil or gas: a wind farm of 50 MW.", "wind-power"),
        ("A school without a wind farm.", "none"),
        ("The project is not without a wind farm of its own.", "wind-power"),
        ("No.3 Wind Farm Project", "wind-power"),
        ("A non-profit body builds a wind farm.", "wind-power"),
        ("Excluding wind farms, the fund buys shares.", "none"),
        ("项目不建设风电场。", "none"),
        ("项目不仅建设风电场，还建设升压站。", "wind-power"),
        ("除风电场外，不安排其他资金。", "none"),
        ("本项目为非营利机构建设的风电场。", "wind-power"),
        ("新建100MW风电场，不涉及煤炭。", "wind-power"),
    ],
)
def test_negation_has_a_scope(matcher, text, activity):
    assert best(matcher, text) == activity


@pytest.mark.parametrize(
    "text",
    [
        "A wind farm replaces the coal-fired power plant.",
        "Wind farm in place of a coal-fired power plant.",
        "The coal-fired power plant will be replaced by a wind farm.",
        "以风电场替代燃煤电厂。",
        "关停燃煤电厂，新建风电场。",
    ],
)
def test_the_thing_that_is_replaced_does_not_exclude(matcher, text):
    answer = matcher.classify(text)
    assert answer.status == "matched"
    assert answer.activity == "wind-power"
    assert not answer.exclusions


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A bakery near the wind farm.", "mentioned"),
        ("A car park with views of the wind farm.", "mentioned"),
        ("风电场附近的面馆。", "mentioned"),
        ("We do not build a wind farm.", "negated"),
        ("项目不涉及风电场。", "negated"),
    ],
)
def test_a_doubted_hit_is_told_with_its_cue(matcher, text, kind):
    assert best(matcher, text) == "none"
    found = doubts(matcher, text)
    assert kind in {one for one, _ in found}
    assert all(cue in text for _, cue in found)


def test_a_cue_inside_a_term_doubts_nothing(matcher):
    answer = matcher.classify("Refurbishment of a 24 MW run-of-river hydropower plant without a reservoir.")
    outcomes = {finding.id: finding.outcome.value for finding in answer.matches[0].findings}
    assert outcomes["run-of-river-no-reservoir"] == "met"


@pytest.mark.parametrize(
    "text",
    [
        "Flexibility retrofit of a 600 MW coal-fired unit with carbon capture and a 50 MWh battery.",
        "Retrofit of two 300 MW coal-fired units, adding carbon capture and 20 MW of battery storage.",
        "煤电机组灵活性改造并配套碳捕集装置及储能系统。",
    ],
)
def test_a_figure_beside_the_barred_thing_does_not_put_the_green_part_first(matcher, text):
    answer = matcher.classify(text)
    assert (answer.status, answer.class_id) == ("excluded", "fossil")
    assert all(match.part for match in answer.matches)


@pytest.mark.parametrize(
    ("text", "class_id"),
    [
        ("新建小学教学楼，配套充电桩。", "none"),
        ("新建200MW光伏电站，配套储能。", "solar"),
        ("New primary school near the wind farm.", "none"),
    ],
)
def test_what_stands_attached_to_an_ordinary_thing_does_not_make_it_green(matcher, text, class_id):
    assert matcher.classify(text).class_id == class_id
