"""Packs to compare with: ours without the repair of typing errors, and ours with many more rules."""

import random
import re
from pathlib import Path

from matcher.know import export_pack
from matcher.model.taxonomy import Taxonomy

_SYLLABLES = "zor qua vex nim dro plu tas gri bev oth skem urd vash jin kel fom wip yat"
_ACTIVITY = """\
activity: made-up-{number}
name: {{en: Made up {number}, zh: 虚构{number}}}
sector: {sector}
class: {class_id}
green: by_nature
covers: Nothing; it makes the rule base larger.
listed:
  - {{in: {listed_in}, code: {code}, relation: broader}}
"""
_RULE = """\
rule: made-up-{number}
finds: made-up-{number}
role: build_operate
maturity: draft
names_it:
  en: [{names}]
hints_at_it:
  en: [{hints}]
errs: [It is made up.]
examples:
  - {{says: "A {first} of stone.", activity: made-up-{number}}}
  - {{says: "A stone.", activity: none}}
"""


def without_repair(folder: Path) -> Path:
    """Our pack with no word long enough to be repaired."""
    export_pack(folder)
    method = folder / "rules" / "method.yaml"
    told = method.read_text(encoding="utf-8")
    changed = re.sub(r"min_letters: \d+", "min_letters: 1000", told)
    if changed == told:
        raise SystemExit("method.yaml says no longer from how many letters on words are repaired")
    method.write_text(changed, encoding="utf-8")
    return folder


def enlarged(folder: Path, rules: int, taxonomy: Taxonomy) -> Path:
    """Our pack with so many more rules of ten terms each, for activities like the first one that has a bare listing."""
    export_pack(folder)
    like, listing = next(
        (one, listing)
        for one in taxonomy.activities.values()
        for listing in one.listings
        if listing.criteria is None and not listing.holds
    )
    dice = random.Random(rules)
    for number in range(rules):
        terms = [_term(dice) for _ in range(10)]
        said = {
            "number": number,
            "sector": like.sector,
            "class_id": like.class_id,
            "listed_in": listing.framework,
            "code": listing.code,
            "names": ", ".join(terms[:6]),
            "hints": ", ".join(terms[6:]),
            "first": terms[0],
        }
        for kind, form in (("taxonomy", _ACTIVITY), ("rules", _RULE)):
            place = folder / kind / "activities" / like.sector / f"made-up-{number}.yaml"
            place.write_text(form.format(**said), encoding="utf-8")
    return folder


def _term(dice: random.Random) -> str:
    """Two made-up words."""
    return " ".join("".join(dice.choice(_SYLLABLES.split()) for _ in range(3)) for _ in range(2))
