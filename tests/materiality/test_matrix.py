"""The matrix: valid, deterministic, inert, readable without colour, nothing drawn where nothing is known."""

import itertools
import random
import re
import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from matcher import Matcher
from matcher.model.materiality import (
    Factor,
    Horizon,
    MaterialityOptions,
    Origin,
    Rating,
    Record,
    RecordKind,
    RecordState,
    Register,
)
from matcher.model.ratings import Materiality
from matcher.tell.materiality.grid import grid_lines
from matcher.tell.materiality.layout import FRAME, across, labels_of, spots_of, upward
from matcher.tell.materiality.places import marks_of, unrated_of
from matcher.tell.materiality.svg import matrix_svg, thresholds_of
from matcher.tell.materiality.table import matrix_page, matrix_table
from matcher.tell.voice import Voice

SVG = "{http://www.w3.org/2000/svg}"
WHITE, AREA, STRIP = "#ffffff", "#fdf0e2", "#f1f3f6"


def rating(value: int, *, sure: bool = True) -> Rating:
    return Rating(value=value, evidence="file") if sure else Rating(value=value, origin=Origin.ACTIVITY_RULE)


def screening(matcher: Matcher, topics: int, seed: int = 4) -> Materiality:
    assert matcher.pack.materiality is not None
    chance = random.Random(seed)  # noqa: S311
    codes = sorted(
        {code for one in matcher.pack.materiality.topics.values() for code in one.codes.get("esrs_2026", ())}
    )
    records = []
    for code in codes[:topics]:
        sure = chance.random() < 0.7
        for kind in RecordKind:
            if chance.random() < 0.4:
                continue
            about = {"id": f"{code} {kind}", "standard_version": "esrs_2026", "topic": code, "kind": kind}
            if kind.value.startswith("impact"):
                ratings = {factor: rating(chance.randint(1, 5), sure=sure) for factor in (Factor.SCALE, Factor.SCOPE)}
                if chance.random() < 0.2:
                    ratings.pop(Factor.SCOPE)
                state = RecordState.ACTUAL
                records.append(Record(**about, state=state, ratings=ratings))
            else:
                horizons = {
                    horizon: {
                        factor: rating(chance.randint(1, 5), sure=sure)
                        for factor in (Factor.MAGNITUDE, Factor.LIKELIHOOD)
                    }
                    for horizon in Horizon
                    if chance.random() < 0.9
                }
                records.append(Record(**about, state=RecordState.ANTICIPATED, horizons=horizons))
    return matcher.score(Register(records=tuple(records)))


def voice_of(matcher: Matcher, language: str) -> Voice:
    return Voice(matcher.pack.book.sentences, language)


@pytest.mark.parametrize("topics", [0, 1, 3, 12, 30])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_drawing_is_valid_and_says_everything_in_words(matcher: Matcher, topics: int, language: str):
    told, voice = screening(matcher, topics), voice_of(matcher, language)
    text = matrix_svg(told, voice, "Río <b>& co</b> 水电 \x0b")
    root = ET.fromstring(text)  # noqa: S314  (our own)
    assert root.get("role") == "img"
    assert "Noto Sans CJK SC" in (root.get("font-family") or "")
    description = root.find(f"{SVG}desc")
    assert description is not None
    for one in told.topics:
        assert one.code in (description.text or "")
    said = "".join(root.itertext())
    assert voice.say("mat_disclaimer") in said
    assert "mat_" not in said
    assert text == matrix_svg(told, voice, "Río <b>& co</b> 水电 \x0b")


@pytest.mark.parametrize("seed", range(12))
def test_labels_overlap_neither_each_other_nor_marks_and_none_is_missing(matcher: Matcher, seed: int):
    told = screening(matcher, 30, seed)
    pairs = list(marks_of(told))
    spots = spots_of([mark for _, marks in pairs for mark in marks], thresholds_of(told))
    first = {spot.mark.topic.code: spot for spot in reversed(spots)}
    labels = labels_of([(first[topic.code], topic.code) for topic, _ in pairs], spots, 13)
    assert len(labels) == len(pairs)
    for one, other in itertools.combinations(labels, 2):
        assert not one.box.meets(other.box)
    for label in labels:
        assert label.box.inside(FRAME)
        assert not any(label.box.meets(spot.box) for spot in spots)


@pytest.mark.parametrize("seed", range(12))
def test_no_mark_crosses_a_threshold_or_stands_where_its_axis_is_open(matcher: Matcher, seed: int):
    told = screening(matcher, 40, seed)
    thresholds = thresholds_of(told)
    line_x, line_y = across(thresholds[0]), upward(thresholds[1])
    marks = [mark for _, marks in marks_of(told) for mark in marks]
    for spot in spots_of(marks, thresholds):
        mark = spot.mark
        if mark.x is None:
            assert spot.x < across(Fraction(1))
        elif mark.x.is_point:
            assert (spot.x >= line_x) == (mark.x.low >= thresholds[0])
        if mark.y is None:
            assert spot.y > upward(Fraction(1))
        elif mark.y.is_point:
            assert (spot.y >= line_y) == (mark.y.low <= thresholds[1])


def test_what_nobody_knows_is_not_drawn_but_named(matcher: Matcher):
    unrated = Record(
        id="u", standard_version="esrs_2026", topic="E1.2", kind=RecordKind.RISK, state=RecordState.ANTICIPATED
    )
    told = matcher.score(Register(records=(unrated,)))
    assert list(marks_of(told)) == []
    assert [one.code for one in unrated_of(told)] == ["E1.2"]
    assert "Not drawn, since nothing is known of them: E1.2" in matrix_svg(told, voice_of(matcher, "en"), "x")
    assert grid_lines(told, voice_of(matcher, "en")) == []


def test_good_and_bad_stand_apart_and_are_joined(matcher: Matcher):
    about = {"standard_version": "esrs_2026", "topic": "E1.1", "state": RecordState.ACTUAL}
    bad = Record(id="b", kind=RecordKind.IMPACT_NEGATIVE, **about, ratings={Factor.SCALE: rating(5)})
    good = Record(
        id="g",
        kind=RecordKind.IMPACT_POSITIVE,
        **about,
        ratings={Factor.SCALE: rating(3), Factor.SCOPE: rating(3)},
    )
    told = matcher.score(Register(records=(bad, good)))
    ((_, marks),) = marks_of(told)
    assert [mark.good for mark in marks] == [False, True]
    assert marks[0].y is not None
    assert marks[0].y != marks[1].y


def channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_texts_and_marks_stand_out_from_every_ground_they_lie_on(matcher: Matcher):
    text = matrix_svg(screening(matcher, 30), voice_of(matcher, "en"), "x")
    for colour in set(re.findall(r'<text [^>]*fill="(#[0-9a-f]{6})"', text)):
        assert min(contrast(colour, ground) for ground in (WHITE, AREA, STRIP)) >= 4.5, colour
    for colour in set(re.findall(r'stroke="(#[0-9a-f]{6})"', text)) - {WHITE, "#d5dae1"}:
        assert min(contrast(colour, ground) for ground in (WHITE, AREA, STRIP)) >= 3, colour


def test_the_page_holds_the_table_and_nothing_that_runs(matcher: Matcher):
    told, voice = screening(matcher, 12), voice_of(matcher, "en")
    page = matrix_page(told, voice, "<script>alert(1)</script>")
    assert "<script" not in page
    assert page.count("<tr>") == len(told.topics) + 1
    assert all(len(row) == len(matrix_table(told, voice)[0]) for row in matrix_table(told, voice))


def test_the_grid_counts_what_does_not_fit_and_never_rounds_up(matcher: Matcher):
    told = screening(matcher, 40)
    lines = grid_lines(told, voice_of(matcher, "en"))
    assert len([line for line in lines if re.match(r"[1-5] \|", line)]) == 5
    preset = MaterialityOptions(preset="reporting")
    record = Record(
        id="n",
        standard_version="esrs_2026",
        topic="E1.1",
        kind=RecordKind.IMPACT_NEGATIVE,
        state=RecordState.POTENTIAL,
        ratings={factor: rating(value) for factor, value in zip(Factor, (3, 3, 4, 4), strict=False)},
    )
    lines = grid_lines(matcher.score(Register(records=(record,)), preset), voice_of(matcher, "en"))
    assert next(line for line in lines if " A" in line).startswith("2 |")
