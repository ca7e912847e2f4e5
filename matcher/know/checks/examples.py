"""Whether the examples of a file expect things that exist, and prove both what is found and what is not."""

import re
from collections.abc import Collection, Iterable

from matcher.know.checks.known import Known
from matcher.know.shapes.rules import CounterexamplesFile, ExclusionFile, RuleFile
from matcher.know.source.complaints import Complaints, Path
from matcher.model.folding import is_chinese
from matcher.model.states import ListingStatus, Maturity, Outcome, Status
from matcher.model.taxonomy import CriteriaGroup, Framework, Taxonomy

NOTHING = "none"
_LISTS = ("also", "never")
_TEXTS = ("says", "title")
_KEYS = (*_TEXTS, "as_of", "activity", "status", "class", "exclusion", "also", "never", "code")

Expected = dict[str, str | list[str]]


def check_examples(complaints: Complaints, file: RuleFile | ExclusionFile, finds: str, known: Known) -> None:
    """Check each example, then that every language has one that is found and one that is not."""
    for at, example in enumerate(file.examples):
        _check_example(complaints, ("examples", at), example, known)
    if file.maturity != Maturity.STABLE or (isinstance(file, RuleFile) and finds not in known.activities):
        return
    languages = sorted(
        {
            language
            for shape in (file.names_it, file.hints_at_it, *file.together)
            if shape is not None
            for language in shape.model_fields_set
        }
    )
    for language in languages:
        spoken = [example for example in file.examples if _language(example) == language]
        hits = [example for example in spoken if _is_hit(example, finds, exclusion=isinstance(file, ExclusionFile))]
        if not hits:
            complaints.add(
                ("examples",),
                f"no example in {language} is found",
                f"Write a text in {language} with `activity: {finds}`."
                if isinstance(file, RuleFile)
                else f"Write a text in {language} with `exclusion: {finds}`.",
                key=True,
            )
        if len(hits) == len(spoken):
            complaints.add(
                ("examples",),
                f"no near miss in {language}",
                f"Write a text in {language} that holds similar words and is something else.",
                key=True,
            )


def check_counterexamples(complaints: Complaints, file: CounterexamplesFile, known: Known) -> None:
    """Check that each counterexample expects no activity."""
    for at, example in enumerate(file.examples):
        _check_example(complaints, ("examples", at), example, known)
        if example.get("activity", NOTHING) != NOTHING:
            complaints.add(
                ("examples", at, "activity"),
                "a counterexample that expects an activity",
                "Write `activity: none`; a text that is found stands in the rule that finds it.",
            )


def _check_example(complaints: Complaints, path: Path, example: Expected, known: Known) -> None:
    if not any(key in example for key in _TEXTS):
        complaints.add(path, "an example without a text", "Write `says:`, or `title:`, or both.")
    if "activity" not in example:
        hint = "Write `activity:` with an activity, or `activity: none`."
        complaints.add(path, "an example that expects nothing", hint)
    choices = _choices(known)
    for key, value in example.items():
        where = (*path, key)
        if isinstance(value, list):
            if key not in _LISTS:
                complaints.add(where, f"`{key}` holds one text", "Lists stand under `also` and `never`.")
                continue
            for at, word in enumerate(value):
                known.name(complaints, (*where, at), "activity", word, known.activities)
        elif key in choices:
            what, words = choices[key]
            known.name(complaints, where, what, value, words)
        elif key == "code":
            _check_code(complaints, where, value, example, known.taxonomy)
        elif key not in (*_TEXTS, "as_of"):
            _check_outcome(complaints, where, value, example, known.taxonomy)


def _choices(known: Known) -> dict[str, tuple[str, Collection[str]]]:
    """What may be expected under each key, and what to call it."""
    taxonomy = known.taxonomy
    return {
        "activity": ("activity", {*known.activities, NOTHING}),
        "also": ("activity", known.activities),
        "never": ("activity", known.activities),
        "status": ("status", list(Status)),
        "class": ("class", taxonomy.classes),
        "exclusion": ("exclusion", {*known.exclusions, NOTHING}),
        **{name: (f"status of '{name}'", statuses_of(framework)) for name, framework in taxonomy.frameworks.items()},
    }


def statuses_of(framework: Framework) -> list[str]:
    """The statuses a framework can give; a labelled one names its steps."""
    if not framework.label:
        return list(ListingStatus)
    steps = {"listed": "listed", "contribution": "meets_contribution"}
    told = [f"{steps[step]}_{framework.label}" for step in framework.steps if step in steps]
    return [*told, ListingStatus.NOT_LISTED, ListingStatus.EXCLUDED, ListingStatus.UNDETERMINED]


def _check_code(complaints: Complaints, path: Path, code: str, example: Expected, taxonomy: Taxonomy) -> None:
    activity = taxonomy.activities.get(str(example.get("activity", "")))
    if activity is not None:
        codes = [listing.code for listing in activity.listings]
        if code not in codes:
            complaints.unknown(path, f"code of '{activity.id}'", code, codes)


def _check_outcome(complaints: Complaints, path: Path, word: str, example: Expected, taxonomy: Taxonomy) -> None:
    """An expectation of a criterion: its id must be one of the expected activity's, its word an outcome.

    Nothing is said where the activity is unknown or its own file could not be read: that is told there.
    """
    key = str(path[-1])
    name = example.get("activity", NOTHING)
    activity = taxonomy.activities.get(str(name))
    if activity is None and name != NOTHING:
        return
    listings = activity.listings if activity else ()
    ids = [name for listing in listings if listing.criteria for name in _ids(listing.criteria)]
    if key not in ids:
        complaints.unknown(path, "expectation", key, [*_KEYS, *taxonomy.frameworks, *ids], key=True)
    elif word not in list(Outcome):
        complaints.unknown(path, "outcome", word, list(Outcome))


def _ids(group: CriteriaGroup) -> Iterable[str]:
    yield from (criterion.id for criterion in group.criteria)
    for inner in group.groups:
        yield from _ids(inner)


def _language(example: Expected) -> str:
    text = re.sub(r"\s", "", f"{example.get('title', '')}{example.get('says', '')}")
    return "zh" if sum(map(is_chinese, text)) * 4 > len(text) else "en"


def _is_hit(example: Expected, finds: str, *, exclusion: bool) -> bool:
    if exclusion:
        return example.get("exclusion") == finds or "excluded" in example.values()
    return example.get("activity") == finds or finds in example.get("also", [])
