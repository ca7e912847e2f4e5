"""Files of sector priors: what is usual in an industry, brought by the user and never shipped."""

import csv
import io
import re

from matcher.model.materiality import RecordKind, SectorPrior
from matcher.model.problems import Place, Problem, Refusal
from matcher.read.encodings import decode
from matcher.read.source import open_source

_SECTORS = ("sector", "isic_rev4_code")
_KINDS = ("kind", "side")
_VALUES = ("value", "prior_1_5")
_CODE = re.compile(r"(?P<standard>[a-z][a-z0-9-]*(?:_[0-9]{4})?)_code")
_STEPS = {"vl": 1, "l": 2, "m": 3, "h": 4, "vh": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
_NOTHING = ("", "nd", "n/a", "na")
_KIND = {
    "impact_negative": RecordKind.IMPACT_NEGATIVE,
    "risk": RecordKind.RISK,
    "financial_dependency": RecordKind.RISK,
}
_PATH = re.compile(r"[A-Z](_[0-9]+)+")


def read_priors(name: str) -> list[SectorPrior]:
    """The priors of a CSV file: columns sector (ISIC Rev. 4), kind, value, source, and `<standard>_code` for the topic.

    A value is 1 to 5 or VL to VH; ND, N/A or nothing gives no prior. Kinds are impact_negative (its scale) and risk
    (its magnitude). Raises Refusal with every problem.
    """
    with open_source(name) as source:
        text, _ = decode(source.stream.read(), source.place, None)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = [column.strip().casefold() for column in reader.fieldnames or ()]
    reader.fieldnames = header
    columns = {what: next((one for one in known if one in header), "") for what, known in _known().items()}
    coded = next((column for column in header if column not in _SECTORS and _CODE.fullmatch(column)), "")
    missing = [what for what, column in columns.items() if not column] + ([] if coded else ["<standard>_code"])
    if missing:
        hint = "The header of sector priors: sector,esrs_2026_code,kind,value,source."
        raise Refusal(
            [Problem(place=Place(file=name, line=1, column=1), message=f"no column {', '.join(missing)}", hint=hint)]
        )
    standard = coded.removesuffix("_code")
    found: list[SectorPrior] = []
    problems: list[Problem] = []
    for row in reader:
        place = Place(file=name, line=reader.line_num, column=1)
        cells = {what: (row.get(column) or "").strip() for what, column in columns.items()}
        value, kind = cells["value"].casefold(), _KIND.get(cells["kind"].casefold())
        if value in _NOTHING:
            continue
        if value not in _STEPS or kind is None:
            what, hint = ("value", "1 to 5, VL, L, M, H, VH, ND or N/A") if kind else ("kind", ", ".join(_KIND))
            problems.append(
                Problem(place=place, message=f"E_UNKNOWN_{what.upper()} {cells[what]!r}", hint=f"Expected: {hint}.")
            )
            continue
        found.append(
            SectorPrior(
                sector=_isic(cells["sector"]),
                topic=f"{standard} {(row.get(coded) or '').strip()}",
                kind=kind,
                value=_STEPS[value],
                source=cells["source"],
                place=place,
            )
        )
    if problems:
        raise Refusal(problems)
    return found


def _known() -> dict[str, tuple[str, ...]]:
    return {"sector": _SECTORS, "kind": _KINDS, "value": _VALUES, "source": ("source",)}


def _isic(code: str) -> str:
    """An ISIC code as its digits; a path such as `A_1_11_111` is read from its last step, with its leading zeros."""
    if not _PATH.fullmatch(code):
        return code
    steps = code.split("_")[1:]
    return steps[-1].zfill(len(steps) + 1)
