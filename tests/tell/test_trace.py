"""A trace says how the points came about and what was missing, the same in every format."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from matcher import Document
from matcher.cli.explain import trace_of_document
from matcher.tell.trace.markdown import trace_markdown
from matcher.tell.trace.objects import trace_object
from matcher.tell.trace.terminal import print_trace
from matcher.tell.voice import Voice
from tests.audit.commands import command

TEXT = "A 660 MW coal unit; the river is dammed for a small hydro station, and no wind turbines are built."
HOSTILE = "no wind farm <script>x</script> \x1b[31m \u202e [red]x[/red] | `x`\n# head\n"


@pytest.fixture(scope="module")
def trace(matcher):
    return of(matcher, TEXT, "wind-power")


def of(matcher, text, wanted=None, language="en"):
    document = Document(id="t", text=text)
    return trace_of_document(document, matcher, Voice(matcher.pack.book.sentences, language), None, wanted)


def test_steps_add_up_to_the_points(matcher, trace):
    assert {one.finds for one in trace.candidates} >= {"coal-power", "hydropower", "wind-power"}
    for one in trace.candidates:
        assert sum(step.points for step in one.steps) == (one.steps[-1].total if one.steps else 0)
        if not one.set_aside:
            assert one.points == max(0, min(100, one.steps[-1].total))
            assert one.points >= one.needed


def test_each_hit_lies_in_its_drawer_with_its_words(trace):
    hits = [hit for one in trace.candidates for hit in one.hits]
    assert hits
    assert all(TEXT[hit.span.start : hit.span.end] == hit.quote for hit in hits)
    hydro = next(one for one in trace.candidates if one.finds == "hydropower")
    assert "names_it" in hydro.drawers
    doubts = [doubt for hit in hits for doubt in hit.doubts]
    assert {"no"} <= {doubt.cue for doubt in doubts if doubt.kind == "negated"}


def test_why_not_names_the_doubt_and_nothing_that_is_not_missing(trace):
    told = trace.why_not
    assert not told.matched
    assert told.says == "The text says it is not so."
    assert (told.points, told.needed) == (0, 40)
    assert not told.names
    assert told.nearest is None


def test_why_not_shows_which_parts_of_a_group_stand(matcher):
    told = of(
        matcher, "Nets and cages are moved to a licensed farm at sea, and turbines are looked at.", "hydropower"
    ).why_not
    parts = [(terms, quote) for group in told.groups for terms, quote in group.parts]
    assert any(quote.lower() == "turbines" for _, quote in parts)
    assert any(not quote for _, quote in parts)


def test_a_feature_that_bars_is_told_without_points(matcher):
    told = of(matcher, "A new substation with SF6 switchgear.", "sf6-high-gwp")
    barring = next(one for one in told.candidates if one.finds == "sf6-high-gwp")
    assert (barring.points, barring.drawers, barring.set_aside) == (0, ["feature"], "feature")
    assert not told.why_not.matched


def test_a_page_of_answers_holds_their_traces_where_asked(matcher, tmp_path):
    out = tmp_path / "a.html"
    for words, number in ((["--explain"], 1), ([], 0)):
        command(matcher, "classify", "--text", TEXT, "--format", "html", "--lang", "en", "-o", out, *words)
        assert out.read_text(encoding="utf-8").count("How the answer came about") == number


def test_why_not_of_what_is_matched_says_so(matcher):
    told = of(matcher, TEXT, "hydropower").why_not
    assert told.matched
    assert told.says == "It is matched."


def test_the_nearest_words_are_words_of_the_text(matcher):
    text = "Installation of ground source heatpums in the town hall."
    told = of(matcher, text, "heat-pumps").why_not
    assert told.names["en"]
    assert told.nearest is not None
    assert text[told.nearest.span.start : told.nearest.span.end] == told.nearest.found


def test_every_format_tells_the_same_rules(matcher, trace):
    voice = Voice(matcher.pack.book.sentences, "en")
    shown = io.StringIO()
    print_trace(trace, voice, Console(file=shown, width=200))
    told = trace_object(trace)
    for text in (shown.getvalue(), trace_markdown(trace, voice).replace("\\", "")):
        for one in told["candidates"]:
            assert f"Rule {one['rule']} for {one['finds']}: {one['points']} points" in text
        assert "Why not wind-power?" in text
        assert "negated: “no”" in text


@settings(max_examples=10)
@given(st.text(st.sampled_from("no wind farm solar<>&|\x1b\u202e`#\n[]*_光伏不"), max_size=60))
def test_nothing_in_a_text_acts(matcher, text):
    told = of(matcher, text + HOSTILE, "wind-power")
    voice = Voice(matcher.pack.book.sentences, "zh")
    shown = io.StringIO()
    print_trace(told, voice, Console(file=shown, width=100))
    page = trace_markdown(told, voice)
    for output in (shown.getvalue(), page):
        assert "\x1b" not in output
        assert "\u202e" not in output
    assert "<script>" not in page
    assert not [line for line in page.splitlines() if line.lstrip(" -").startswith("# head")]


@pytest.mark.parametrize("format_", ["table", "md", "json", "html"])
def test_the_command_writes_every_format_to_a_file(matcher, tmp_path, format_):
    out = tmp_path / "trace"
    words = ["--why-not", "wind-power", "--format", format_, "-o", out, "--lang", "en"]
    command(matcher, "explain", "--text", TEXT, *words)
    told = out.read_text(encoding="utf-8")
    assert "hydropower" in told
    if format_ == "json":
        assert json.loads(told)[0]["why_not"]["finds"] == "wind-power"
    else:
        assert "Why not wind" in told.replace("\\", "")


def test_an_unknown_id_is_refused_with_the_nearest(matcher, capsys):
    command(matcher, "explain", "--text", "x", "--why-not", "wind-pwer", code=2)
    assert "wind-power" in capsys.readouterr().err
