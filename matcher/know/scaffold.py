"""A new activity with its rule, to be filled in: what must be written stands in marked blanks that lint names."""

import re
from pathlib import Path

from matcher.model.problems import Place, Problem, Refusal
from matcher.model.rules import Pack

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ACTIVITY = """\
activity: {id}
name: {{en: "<fill in: its name>", zh: "<fill in: its Chinese name>"}}
sector: {sector}
class: "<fill in: a class of classes.yaml, such as {a_class}>"
green: by_nature             # or when_met: an ordinary thing that is green only with its criteria
covers: "<fill in: in one sentence, what money buys here>"
listed:                      # one entry for each item of each list; a list that does not name it has no entry
  - in: "<fill in: a framework or edition, such as {a_framework}>"
    code: "<fill in: the code of its item>"
    relation: exact          # or close, broader, narrower
    contribution_kind: own   # or enabling, transitional; only where the framework has that step
"""
_RULE = """\
rule: {id}
finds: {id}
role: build_operate          # what the money does: make, build_operate, install_in_building, trade, research, ...
maturity: draft              # stable once its examples prove it
names_it:                    # any one of these names it by itself
  en: ["<fill in: a name that means nothing else>"]
  zh: ["<fill in: a Chinese name; a comment beside it tells its meaning>"]
not_it:                      # the words are there, the thing is another
  - when: {{en: ["<fill in: words that say so>"]}}
    because: {{en: "<fill in: why it is another thing>", zh: "<fill in: the same in Chinese>"}}
errs:
  - "<fill in: where this rule is known to be wrong>"
examples:                    # for each language one text that is found and one that is not
  - {{says: "<fill in: a text that is found>", activity: {id}}}
  - {{says: "<fill in: a text with similar words that is something else>", activity: none}}
  - {{says: "<fill in: a Chinese text that is found>", activity: {id}}}
  - {{says: "<fill in: a Chinese text with similar words that is something else>", activity: none}}
"""


def scaffold(new: str, sector: str, folder: Path, pack: Pack) -> list[Path]:
    """Write the two files of a new activity under a folder and give back where they stand.

    Raises Refusal for an id that is none, that the pack has, or whose files are there, and for an unknown sector.
    """
    taxonomy, book = pack.taxonomy, pack.book
    taken = {*taxonomy.activities, *book.exclusions, *(rule.id for rule in book.rules)}
    problems = []
    if not _ID.fullmatch(new):
        problems.append(_problem(new, "this is no id", "Small letters and digits, with single hyphens between them."))
    if new in taken:
        problems.append(_problem(new, "this id is given already", f"Look at it: taxomatch taxonomy show {new}"))
    if sector not in taxonomy.sectors:
        hint = f"Write --sector with one of: {', '.join(sorted(taxonomy.sectors))}."
        problems.append(_problem("--sector", f"unknown sector {sector!r}" if sector else "no sector is given", hint))
    paths = {
        folder / part / "activities" / sector / f"{new}.yaml": text
        for part, text in (("taxonomy", _ACTIVITY), ("rules", _RULE))
    }
    problems += [_problem(str(path), "this file exists", "Nothing is overwritten.") for path in paths if path.exists()]
    if problems:
        raise Refusal(problems)
    named = {"id": new, "sector": sector, "a_class": next(iter(taxonomy.classes), "none")}
    named["a_framework"] = next(iter(taxonomy.frameworks), "none")
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**named), encoding="utf-8", newline="\n")
    return list(paths)


def _problem(place: str, message: str, hint: str) -> Problem:
    return Problem(place=Place(file=place), message=message, hint=hint)
