"""Which changes made a decision come out otherwise, told from what the rules did before and after."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matcher.audit.diff.changes import Change
from matcher.audit.record.facts import JsonObject

_RULE_FILE = re.compile(r"rules/(?:activities/[^/]+|exclusions)/([^/]+)\.yaml")
_ACTIVITY_FILE = re.compile(r"taxonomy/activities/[^/]+/([^/]+)\.yaml")
_METHOD, _CALIBRATION = "rules/method.yaml", "rules/calibration.yaml"
_SILENT = re.compile(r"rules/(sentences/.*|counterexamples/.*|columns\.yaml)|taxonomy/(pack|sources)\.yaml")
_SAID_ONLY = re.compile(r"(examples|errs|name|covers|asks|does_not_cover)(\b.*)?|(.*\.)?(because|asks|name)(\.\w+)?")
_SURE, _LIKELY = 2, 1


@dataclass(slots=True)
class _Trace:
    """What is not the same in two decisions, by what could have made it so."""

    rules: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    cues: set[str] = field(default_factory=set)
    doubts: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    activities: set[str] = field(default_factory=set)
    exclusions: set[str] = field(default_factory=set)
    points: bool = False
    hits: bool = False
    judged: bool = False
    confidence: bool = False
    sorted_out: bool = False
    materiality: bool = False


def causes_of(before: JsonObject, after: JsonObject, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that made the difference: the sure ones, else the likely ones; the only one there is, if none."""
    trace = _trace(before, after)
    grades = {change: _grade(change, trace) for change in changes}
    for wanted in (_SURE, _LIKELY):
        found = tuple(change for change, grade in grades.items() if grade == wanted)
        if found:
            return found
    left = [change for change in changes if not _SILENT.fullmatch(change.file)]
    return tuple(left) if len(left) == 1 else ()


def _trace(before: JsonObject, after: JsonObject) -> _Trace:
    trace = _Trace()
    old, new = _by(before["rules"], "rule"), _by(after["rules"], "rule")
    for rule in sorted({*old, *new}):
        if old.get(rule) != new.get(rule):
            _of_rule(rule, old.get(rule, {}), new.get(rule, {}), trace)
    matches = _by(before["matches"], "activity"), _by(after["matches"], "activity")
    for activity in sorted({*matches[0], *matches[1]}):
        _of_match(activity, matches[0].get(activity), matches[1].get(activity), trace)
    barred = _by(before["exclusions"], "id"), _by(after["exclusions"], "id")
    trace.exclusions = {name for name in {*barred[0], *barred[1]} if barred[0].get(name) != barred[1].get(name)}
    trace.sorted_out = any(before[key] != after[key] for key in ("status", "set_aside", "review"))
    trace.materiality = before.get("materiality") != after.get("materiality")
    return trace


def _of_rule(rule: str, old: Mapping[str, Any], new: Mapping[str, Any], trace: _Trace) -> None:
    """Note what is not the same in two candidates of one rule."""
    trace.rules.add(rule)
    trace.points |= old.get("points", 0) != new.get("points", 0)
    steps = [Counter(tuple(step) for step in one.get("steps", ())) for one in (old, new)]
    trace.steps |= {name for name, _ in (steps[0] - steps[1]) + (steps[1] - steps[0])}
    hits = [{_key(hit): hit for hit in one.get("hits", ())} for one in (old, new)]
    for key in hits[0].keys() ^ hits[1].keys():
        trace.hits = True
        hit = hits[0].get(key) or hits[1][key]
        trace.terms |= {part.casefold() for part in hit["term"].split(" + ")}
    for key in hits[0].keys() & hits[1].keys():
        doubts = [{_doubt(doubt): doubt for doubt in one[key].get("doubts", ())} for one in hits]
        for other in doubts[0].keys() ^ doubts[1].keys():
            doubt = doubts[0].get(other) or doubts[1][other]
            trace.doubts.add(doubt["kind"])
            trace.cues.add(doubt.get("cue", "").casefold())
    if old.get("measurements") != new.get("measurements"):
        trace.judged = True


def _of_match(activity: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, trace: _Trace) -> None:
    """Note what the lists say otherwise of one activity."""
    if old is None or new is None:
        return
    judged = ("class", "shows_class", "codes", "also_listed", "frameworks", "criteria")
    if any(old[key] != new[key] for key in judged):
        trace.activities.add(activity)
        trace.judged = True
    trace.confidence |= old["confidence"] != new["confidence"] and old["points"] == new["points"]


def _grade(change: Change, trace: _Trace) -> int:
    """How surely a change had a part in it: sure, likely, or not at all."""
    if _SILENT.fullmatch(change.file) or _SAID_ONLY.fullmatch(change.where):
        return 0
    if found := _RULE_FILE.fullmatch(change.file):
        return _grade_of_rule(found.group(1), change, trace)
    if found := _ACTIVITY_FILE.fullmatch(change.file):
        return _SURE if found.group(1) in trace.activities else 0
    if change.file == _METHOD:
        return _grade_of_method(change.where, trace)
    if change.file == _CALIBRATION:
        return _SURE if trace.confidence else 0
    if change.file.startswith("rules/language/"):
        return _grade_of_language(change, trace)
    if change.file.startswith(("rules/materiality/", "taxonomy/topics/")):
        return _LIKELY if trace.materiality else 0
    return _LIKELY if trace.judged else 0


def _grade_of_rule(rule: str, change: Change, trace: _Trace) -> int:
    if rule in trace.exclusions and rule not in trace.rules:
        return _SURE
    if rule not in trace.rules:
        return 0
    words = _folded(change.words)
    if not change.where or words & (trace.terms | trace.cues) or _prefixes(words) & trace.terms:
        return _SURE
    return _LIKELY


def _grade_of_method(where: str, trace: _Trace) -> int:
    part, _, name = where.partition(".")
    if part == "points":
        return _SURE if name in trace.steps or (name.endswith("_at_most") and trace.steps) else 0
    if part in ("match_at", "ambiguous_within"):
        return _SURE if trace.sorted_out and not trace.points else 0
    if part == "bands":
        return _SURE if trace.sorted_out and not (trace.points or trace.hits) else 0
    if part == "doubts":
        return _SURE if trace.points and not trace.hits else 0
    return _LIKELY if trace.points or trace.hits or trace.doubts else 0


def _grade_of_language(change: Change, trace: _Trace) -> int:
    if _folded(change.words) & trace.cues:
        return _SURE
    part = change.where.split(".")[0].split("[")[0].removesuffix("s")
    if part in trace.doubts:
        return _LIKELY
    return _LIKELY if trace.hits and part not in ("negated", "replaced", "mentioned", "role") else 0


def _folded(words: Iterable[str]) -> set[str]:
    return {word.casefold() for word in words}


def _prefixes(words: Iterable[str]) -> set[str]:
    return {word.removesuffix("*") for word in words}


def _by(items: Iterable[Mapping[str, Any]], key: str) -> dict[str, Mapping[str, Any]]:
    return {item[key]: item for item in items}


def _key(hit: Mapping[str, Any]) -> tuple[Any, ...]:
    return hit["term"], hit["how"], hit.get("key"), hit["field"], hit["start"], hit["end"]


def _doubt(doubt: Mapping[str, Any]) -> tuple[Any, ...]:
    return doubt["kind"], doubt["field"], doubt["start"], doubt["end"], doubt.get("key")
