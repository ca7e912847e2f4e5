"""What came out otherwise between two packs or two records, and the change that made it so."""

import csv
import datetime
import json
import os
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_pack import FILES, with_change, write_pack

from matcher.audit.diff import compare_packs, compare_records, pack_changes
from matcher.audit.diff.answers import Kind, answer_in, turns_between
from matcher.audit.diff.causes import causes_of
from matcher.audit.record import open_record
from matcher.audit.record.lines import line_in
from matcher.cli.main import app
from matcher.cli.outcome import run_guarded
from matcher.know.source.folder import read_folder
from matcher.model.document import AsOf, Document, Options
from matcher.model.states import AsOfFrom
from matcher.river import Matcher
from tests.audit.recording import copy_of, documents, is_proof, make_record

MILL, EXCLUSION = "rules/activities/crafts/mill.yaml", "rules/exclusions/oven.yaml"
METHOD, ENGLISH = "rules/method.yaml", "rules/language/en.yaml"
LISTED = "taxonomy/activities/crafts/mill.yaml"

GIVEN = [
    Document(id="corn", text="A new corn mill."),
    Document(id="water", text="A water wheel in the valley."),
    Document(id="lake", text="A corn mill, excluded by nobody, near a lake, minus the roof."),
    Document(id="figure", text="A corn mill with an intensity of 50 g/kWh."),
    Document(id="pepper", text="A pepper mill, no corn mill."),
    Document(id="oven", text="An oven for the bakery."),
    Document(id="two", text="Corn mill and another corn mill, a large mill; build a mill."),
    Document(id="roads", text="Roads."),
]
CHANGES = {
    "a term added": (
        with_change(MILL, "[corn mill, GRIST]", "[corn mill, water wheel, GRIST]"),
        ["water"],
        "names_it.en + water wheel",
    ),
    "a term removed": (
        with_change(MILL, "[corn mill, GRIST]", "[GRIST]"),
        ["corn", "lake", "figure"],
        "names_it.en - corn mill",
    ),
    "an exclusion's term": (with_change(EXCLUSION, "{en: [oven]}", "{en: [furnace]}"), ["oven"], "names_it.en - oven"),
    "a figure of a list": (
        with_change(LISTED, "below 100 g/kWh", "below 10 g/kWh"),
        ["figure"],
        "must_be below 100 g/kWh → below 10 g/kWh",
    ),
    "a threshold": (with_change(METHOD, "match_at: 40", "match_at: 70"), ["corn"], "match_at 40 → 70"),
    "a number of the method": (
        with_change(METHOD, "names_it: 60", "names_it: 30"),
        ["corn"],
        "points.names_it 60 → 30",
    ),
    "words that say it is another thing": (
        with_change(MILL, "when: {en: [pepper mill]}", "when: {en: [pepper mill, corn mill with]}"),
        ["figure"],
        "not_it[1].when.en + corn mill with",
    ),
    "a cue": (with_change(ENGLISH, "before: [without]", "before: [without, new]"), ["corn"], "negated.before + new"),
    "the class": (with_change(LISTED, "green: by_nature", "green: when_met"), ["corn"], "green by_nature → when_met"),
    "the confidence": (
        with_change("rules/calibration.yaml", "{points: 60, confidence: 90}", "{points: 60, confidence: 60}"),
        ["corn"],
        "steps",
    ),
}


def compared(small, small_pack, folder, changes, given=GIVEN, options=None):
    pack = write_pack(folder, changes)
    found = pack_changes(*(read_folder(one).contents for one in (small_pack, pack)))
    return compare_packs(small, Matcher.load(pack), found, given, options or Options())


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_named_for_the_decisions_it_makes(small, small_pack, tmp_path, what):
    changes, expected, named = CHANGES[what]
    done = compared(small, small_pack, tmp_path, changes)
    assert done.documents == len(GIVEN)
    told = {one.id: one for one in done.answers}
    assert set(expected) <= set(told)
    for name in expected:
        assert [named in str(cause) for cause in told[name].causes] == [True], told[name]
        assert told[name].turns
    assert "roads" not in told
    assert not [change for change in done.idle if named in str(change)]


def test_of_several_changes_each_decision_names_its_own(small, small_pack, tmp_path):
    changes = {
        MILL: FILES[MILL].replace("[corn mill, GRIST]", "[corn mill, water wheel, GRIST]"),
        EXCLUSION: FILES[EXCLUSION].replace("{en: [oven]}", "{en: [furnace]}"),
        LISTED: FILES[LISTED].replace("below 100 g/kWh", "below 10 g/kWh"),
        "rules/sentences/en.yaml": 'hello: "Hi {name}"\n',
        "taxonomy/README.md": "Words.\n",
    }
    done = compared(small, small_pack, tmp_path, changes)
    causes = {one.id: [cause.file for cause in one.causes] for one in done.answers}
    assert causes == {"water": [MILL], "oven": [EXCLUSION], "figure": [LISTED]}
    assert [str(change) for change in done.idle] == [
        f"{EXCLUSION}: names_it.en + furnace",
        "rules/sentences/en.yaml: hello Hello {name} → Hi {name}",
    ]


def test_gained_lost_changed_and_shifted_are_told_apart(small, small_pack, tmp_path):
    changes = {
        MILL: FILES[MILL].replace("[corn mill, GRIST]", "[water wheel, large mill, GRIST]"),
        METHOD: FILES[METHOD].replace("long_term: 2", "long_term: 3"),
    }
    done = compared(small, small_pack, tmp_path, changes)
    kinds = {one.id: one.kind for one in done.differences}
    assert kinds["water"] is Kind.GAINED
    assert kinds["corn"] is Kind.LOST
    assert kinds["two"] is Kind.SHIFTED
    assert {
        one.where: (one.before, one.after) for one in next(one for one in done.answers if one.id == "water").turns
    } == {
        "status": ("unmatched", "matched"),
        "class": ("none", "mills"),
        "activity": ("-", "mill"),
        "review": ("reject", "accept"),
    }


def test_the_same_pack_gives_no_difference(small, small_pack, tmp_path):
    done = compared(small, small_pack, tmp_path, {})
    assert (done.changes, done.differences) == ([], [])


def test_a_rule_that_comes_whole_is_named(small, small_pack, tmp_path):
    new = FILES[EXCLUSION].replace("exclusion: oven", "exclusion: kiln").replace("{en: [oven]}", "{en: [valley]}")
    new = new.replace("An oven.", "A valley.").replace("exclusion: oven", "exclusion: kiln")
    done = compared(small, small_pack, tmp_path, {"rules/exclusions/kiln.yaml": new})
    assert [(one.id, [str(cause) for cause in one.causes]) for one in done.answers] == [
        ("water", ["rules/exclusions/kiln.yaml + new file"])
    ]


@settings(max_examples=200 if is_proof() else 12)
@given(word=st.text("bcdfgklmprtvz", min_size=5, max_size=9), chinese=st.booleans(), gone=st.booleans())
def test_a_pack_changed_by_one_term_names_that_term(small, small_pack, tmp_path_factory, word, chinese, gone):
    term = "".join(chr(0x7530 + ord(letter) % 40) for letter in word) if chinese else word
    old, kept = ("[电磨坊]", "[电磨坊, {}]") if chinese else ("[corn mill, GRIST]", "[corn mill, {}, GRIST]")
    folder = write_pack(tmp_path_factory.mktemp("pack"), with_change(MILL, old, kept.format(term)))
    matchers, packs = [small, Matcher.load(folder)], [small_pack, folder]
    if gone:
        matchers, packs = matchers[::-1], packs[::-1]
    changes = pack_changes(*(read_folder(one).contents for one in packs))
    given = [Document(id="it", text=f"在村里建{term}。" if chinese else f"A new {term} there."), *GIVEN]
    done = compare_packs(*matchers, changes, given, Options())
    sign = "-" if gone else "+"
    where = f"{MILL}: names_it.{'zh' if chinese else 'en'} {sign} {term}"
    assert [(one.id, one.kind, [str(cause) for cause in one.causes]) for one in done.answers] == [
        ("it", Kind.LOST if gone else Kind.GAINED, [where])
    ]


plain = st.recursive(
    st.text(alphabet="abc", min_size=1, max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "in", "en", "zh"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(before=plain, after=plain)
def test_files_differ_where_and_only_where_their_texts_do(before, after):
    old, new = ({"rules/x.yaml": json.dumps({"a": one}).encode()} for one in (before, after))
    found = pack_changes(old, new)
    assert all(change.file == "rules/x.yaml" and change.before != change.after for change in found)
    if before == after:
        assert found == []
    elif not found:
        assert sorted(json.dumps(before)) == sorted(json.dumps(after))


def test_two_records_tell_what_changed_in_pack_options_and_documents(small, small_pack, tmp_path):
    make_record(tmp_path / "a", small, small_pack, GIVEN)
    pack = write_pack(tmp_path / "pack", CHANGES["a figure of a list"][0])
    now = [
        *GIVEN[:1],
        Document(id="water", text="A corn mill in the valley."),
        *GIVEN[3:],
        Document(id="new", text="x"),
    ]
    make_record(tmp_path / "b", Matcher.load(pack), pack, now)
    done = compare_records(open_record(tmp_path / "a"), open_record(tmp_path / "b"))
    assert done.documents == len(GIVEN) + 1
    told = {one.id: (one.kind, [str(cause) for cause in one.causes]) for one in done.answers}
    assert told == {
        "water": (Kind.GAINED, ["document: text text before → text after"]),
        "lake": (Kind.MISSING, []),
        "figure": (
            Kind.CHANGED,
            [f"{LISTED}: listed[aa CC 4.10].criteria.list[low].must_be below 100 g/kWh → below 10 g/kWh"],
        ),
        "new": (Kind.NEW, []),
    }


def test_records_are_compared_whatever_their_order_and_another_day_of_law_is_named(small, small_pack, tmp_path):
    make_record(tmp_path / "a", small, small_pack, documents(20))
    make_record(tmp_path / "b", small, small_pack, documents(20)[::-1])
    done = compare_records(open_record(tmp_path / "a"), open_record(tmp_path / "b"))
    assert (done.documents, done.differences) == (20, [])
    day = AsOf(date=datetime.date(2020, 1, 1), source=AsOfFrom.OPTION)
    make_record(tmp_path / "c", small, small_pack, GIVEN, options=Options(as_of=day))
    make_record(tmp_path / "d", small, small_pack, GIVEN)
    done = compare_records(open_record(tmp_path / "c"), open_record(tmp_path / "d"))
    assert len(done.answers) == len(GIVEN)
    assert {str(cause) for one in done.answers for cause in one.causes} == {
        "options: as_of date 2020-01-01, source option → none"
    }


@pytest.fixture
def sides(small_pack, tmp_path, monkeypatch):
    """Two packs, of which the second knows one more term, and an input."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(small_pack, "a")
    write_pack(tmp_path / "b", CHANGES["a term added"][0])
    with (tmp_path / "in.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([["text"], *([one.text] for one in GIVEN)])

    def diff(*words):
        return run_guarded(lambda: app(["audit", "diff", *words, "--input", "in.csv"]), debug=True)

    return diff


def test_the_command_names_the_term_and_ends_with_1_only_if_asked(sides, capsys):
    assert sides("a", "b") == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        f"{MILL}: names_it.en + water wheel",
        "  gained  3",
        "      status: unmatched → matched",
        "      class: none → mills",
        "      review: reject → accept",
        "      activity: - → mill",
    ]
    assert "8 documents; changes of the pack: 1; 1 gained; accepted: 0" in told.err
    assert sides("a", "b", "--exit-code") == 1
    assert sides("a", "a", "--exit-code") == 0


def test_accepted_differences_are_told_and_do_not_count(sides, tmp_path, capsys):
    assert sides("a", "b", "--write-baseline", "known.json", "--exit-code") == 0
    assert sides("a", "b", "--baseline", "known.json", "--exit-code") == 0
    assert "(accepted)" in capsys.readouterr().out
    known = json.loads((tmp_path / "known.json").read_text())
    assert [one["kind"] for one in known["accepted"]] == ["gained"]
    known["accepted"][0]["because"] = "Wheels are mills."
    (tmp_path / "known.json").write_text(json.dumps(known))
    assert sides("a", "b", "--baseline", "known.json", "--write-baseline", "known.json") == 0
    assert json.loads((tmp_path / "known.json").read_text())["accepted"][0]["because"] == "Wheels are mills."
    assert sides("a", "a", "--baseline", "known.json", "--exit-code") == 0
    assert "no longer met: 1" in capsys.readouterr().err
    assert sides("b", "a", "--baseline", "known.json", "--exit-code") == 1
    (tmp_path / "known.json").write_text("[]")
    assert sides("a", "b", "--baseline", "known.json") == 2


@pytest.mark.parametrize("format_", ["table", "json", "csv", "md"])
def test_every_format_names_term_document_and_values_and_nothing_in_them_acts(
    small_pack, tmp_path, monkeypatch, capsys, format_
):
    monkeypatch.chdir(tmp_path)
    hostile = "=cmd|' \x1b[31m\u202e<b>`x`"
    write_pack(tmp_path / "b", with_change(MILL, "[corn mill, GRIST]", '[corn mill, "=1+<b>wheel", GRIST]'))
    (tmp_path / "in.json").write_text(json.dumps([{"id": hostile, "description": "A =1+<b>wheel."}]))
    words = ["audit", "diff", str(small_pack), "b", "--input", "in.json", "--format", format_, "-o", "out"]
    assert run_guarded(lambda: app(words), debug=True) == 0
    told = (tmp_path / "out").read_bytes().decode()
    if format_ == "json":
        group = json.loads(told)["groups"][0]
        assert group["causes"][0]["after"] == "=1+<b>wheel"
        assert group["decisions"][0]["id"] == hostile
        return
    if format_ == "csv":
        rows = list(csv.DictReader(told.splitlines()))
        assert rows[0]["id"].startswith("'=")
        assert {row["where"]: row["after"] for row in rows}["activity"] == "mill"
        return
    assert "gained" in told
    assert not set("\x1b\u202e") & set(told)
    assert ("=1+\\<b\\>wheel" if format_ == "md" else "=1+<b>wheel") in told


def git(folder, *words):
    """Run git in a folder, as nobody in particular."""
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who |= {f"GIT_{role}_{what}": "x@y.z" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, env={**os.environ, **who})


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
@pytest.mark.parametrize("below", ["", "packs/ours"])
def test_a_pack_is_compared_with_an_earlier_commit(sides, tmp_path, capsys, below):
    home = tmp_path / "home"
    pack = write_pack(home / below)
    git(tmp_path, "init", "-q", str(home))
    git(home, "add", "-A")
    git(home, "commit", "-q", "-m", "first")
    git(home, "tag", "v1")
    write_pack(pack, CHANGES["a term added"][0])
    assert sides(str(pack), "--since", "v1", "--exit-code") == 1
    assert "names_it.en + water wheel" in capsys.readouterr().out
    git(home, "commit", "-q", "-a", "-m", "second")
    assert sides(str(pack), "--since", "HEAD", "--exit-code") == 0
    assert sides(str(pack), "--since", "HEAD~1", "--exit-code") == 1
    assert sides(str(pack), "--since", "no-such") == 2
    assert sides(str(pack), "--since", "--output=x") == 2
    assert sides("a", "--since", "HEAD") == 2
    assert "git" in capsys.readouterr().err


def test_without_git_it_says_so(sides, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert sides("a", "--since", "HEAD") == 2
    assert "git is not installed" in capsys.readouterr().err


def test_what_cannot_be_compared_is_refused(sides, recorded, tmp_path, capsys):
    record = str(recorded[0])
    assert sides("a") == 2
    assert sides("a", record) == 2
    assert run_guarded(lambda: app(["audit", "diff", record, record, "--as-of", "2025-01-01"]), debug=True) == 2
    assert sides(record, record) == 2
    assert sides("a", "nowhere") == 2
    assert run_guarded(lambda: app(["audit", "diff", "a", "b"]), debug=True) == 2
    assert "--input" in capsys.readouterr().err
    assert run_guarded(lambda: app(["audit", "diff", record, record, "--exit-code"]), debug=True) == 0


@given(st.data())
def test_a_line_of_any_make_is_compared_or_refused(recorded, tmp_path_factory, data):
    line = json.loads((recorded[0] / "decisions.jsonl").read_bytes().splitlines()[1])
    at = line["decision"]
    for _ in range(6):
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(at[key], dict | list) or data.draw(st.booleans()):
            at[key] = data.draw(st.sampled_from([None, "x", 3, [], {}, [None], {"x": None}, [[]], True]))
            break
        at = at[key]
    try:
        told = line_in(json.dumps(line).encode())
    except ValueError:
        return
    facts = next(map(json.loads, (recorded[0] / "decisions.jsonl").read_bytes().splitlines()))["decision"]
    turns_between(answer_in(told.decision), answer_in(facts))
    causes_of(told.decision, facts, [])


def test_of_many_decisions_the_first_are_shown_and_the_rest_are_counted(small_pack, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write_pack(tmp_path / "b", CHANGES["a term added"][0])
    (tmp_path / "in.csv").write_text("text\n" + "A water wheel.\n" * 9)
    words = ["audit", "diff", str(small_pack), "b", "--input", "in.csv", "--most", "2"]
    for format_, shown in (("table", 2), ("md", 2 * 4), ("csv", 9 * 4)):
        assert run_guarded(lambda format_=format_: app([*words, "--format", format_]), debug=True) == 0
        told = capsys.readouterr().out
        assert told.count("gained") == shown
        assert ("and 7 more" in told) == (format_ != "csv")


def test_what_a_new_pack_would_say_to_an_old_record(small, small_pack, tmp_path, capsys):
    write_pack(tmp_path / "b", CHANGES["a term added"][0])
    make_record(tmp_path / "r", small, small_pack, GIVEN)
    make_record(tmp_path / "blind", small, small_pack, GIVEN, redact=True)
    words = ["audit", "diff", str(tmp_path / "r"), str(tmp_path / "b"), "--format", "json"]
    assert run_guarded(lambda: app(words), debug=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(group["causes"][0]["after"], [one["id"] for one in group["decisions"]]) for group in told["groups"]] == [
        ("water wheel", ["water"])
    ]
    words[2] = str(tmp_path / "blind")
    assert run_guarded(lambda: app(words), debug=True) == 2
    assert "--redact" in capsys.readouterr().err


def test_a_record_that_was_changed_is_compared_and_named(recorded, tmp_path, capsys):
    changed = copy_of(recorded[0], tmp_path / "r")
    data = (changed / "decisions.jsonl").read_bytes()
    (changed / "decisions.jsonl").write_bytes(data.replace(b'"status":"matched"', b'"status":"broad"', 1))
    words = ["audit", "diff", str(recorded[0]), str(changed)]
    assert run_guarded(lambda: app(words), debug=True) == 0
    told = capsys.readouterr()
    assert "not traced to one change" in told.out
    assert "status: matched → broad" in told.out
    assert "this line was edited" in told.err
