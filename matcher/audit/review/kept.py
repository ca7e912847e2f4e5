"""Decisions of people kept for later: as labelled rows to measure by, and as examples for the rules."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matcher.audit.review.decisions import NONE, Decision, Said
from matcher.model.rules import RuleBook
from matcher.tell.neutral import neutral

_WIDTH = 110
_NOTHING = "counterexamples"


def gold_csv(decisions: Iterable[Decision]) -> str:
    """A table with a label for each decision that is sure; `taxomatch audit gold --gold label` measures by it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["id", "title", "text", "label", "activity", "said", "by", "on", "why", "decision_id"])
    for one in decisions:
        if one.said is not Said.UNSURE:
            own = (one.id, one.title, one.text, one.class_id, one.activity, one.said, one.by, one.on.isoformat())
            writer.writerow([neutral(cell) for cell in (*own, one.why, one.decision_id)])
    return out.getvalue()


def example_files(decisions: Sequence[Decision], book: RuleBook) -> tuple[dict[str, bytes], int]:
    """Examples to copy into rules, as YAML files by name; and how many decisions name no activity, so make none.

    A decision for an activity is an example of its rule; one for nothing is a counterexample. Each once.
    """
    rule_of = {rule.finds: rule.id for rule in book.rules if not rule.exclusion}
    found: dict[str, dict[tuple[str, ...], Decision]] = {}
    without = 0
    for one in decisions:
        owner = rule_of.get(one.activity, "") if one.class_id != NONE or one.activity else _NOTHING
        if one.said is Said.UNSURE or not owner:
            without += 1
            continue
        found.setdefault(owner, {}).setdefault((one.title, one.text), one)
    files = {f"{owner}.yaml": _written(owner, list(each.values())) for owner, each in sorted(found.items())}
    return {name: text.encode() for name, text in files.items()}, without


def _written(owner: str, decisions: Sequence[Decision]) -> str:
    """The examples of one rule, under a line that says where they go."""
    import yaml

    where = "a file of rules/counterexamples/" if owner == _NOTHING else f"rule {owner}, under `examples:`"
    examples = [_example(one) for one in decisions]
    written = yaml.safe_dump({"examples": examples}, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return f"# Confirmed by people. Shorten and reword them, then copy them into {where}.\n{written}"


def _example(one: Decision) -> Mapping[str, Any]:
    told: dict[str, Any] = {}
    if one.title.strip():
        told["title"] = one.title
    if one.text.strip():
        told["says"] = one.text
    told["activity"] = one.activity or NONE
    if one.activity:
        told["class"] = one.class_id
    return told
