"""A code as people write it: read where it can mean one thing only, refused with the candidates where it cannot."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from matcher.catalogue.items import in_language, items_of, lists_of
from matcher.model.problems import Refusal
from matcher.model.taxonomy import Activity, Taxonomy, Words

_INDUSTRY = re.compile(
    r"(?P<system>nace|isic|gb\s*/?\s*t?\s*4754)"
    r"(?:\s*[-:.]?\s*(?:rev(?:ision)?|version|v)?\.?\s*(?P<revision>\d{4}|\d(?:\.\d)?)(?=[\s:]))?"
    r"[\s:]*(?P<code>[a-z]?\d[\d.]*)"
)
_WITH_SECTION = re.compile(r"[a-z]\d[\d.]*")
_NUMBER = re.compile(r"\d+(\.\d+)*")
_SEPARATORS = re.compile(r"[\s_:-]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NEAREST = 5


class Industry(StrEnum):
    """The classifications of industries whose codes activities carry."""

    ISIC = "isic"
    NACE = "nace"
    GB4754 = "gb4754"


INDUSTRY_NAMES = {Industry.ISIC: "ISIC", Industry.NACE: "NACE", Industry.GB4754: "GB/T 4754"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of a list (`system` is a framework or an edition) or of a classification of industries.

    `heading`: a part of the list above its items.
    """

    system: str
    code: str
    title: Words
    revision: str = ""
    heading: bool = False

    @property
    def key(self) -> str:
        """The code with what it needs to be unmistakable."""
        if self.system not in list(Industry):
            return f"{self.system} {self.code}"
        return f"{industry_name(Industry(self.system), self.revision)} {self.code}"


def industry_name(system: Industry, revision: str) -> str:
    """A classification with its revision, if known, as people write it: `NACE Rev. 2`, `GB/T 4754-2017`."""
    name = INDUSTRY_NAMES[system]
    if not revision:
        return name
    return f"{name}-{revision}" if system is Industry.GB4754 else f"{name} Rev. {revision}"


class Codes:
    """All codes of a taxonomy, to be read from what people write."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._whole: dict[str, list[Code]] = {}
        self._by_number: dict[str, list[Code]] = {}
        for framework in lists_of(taxonomy):
            for item in items_of(framework.id, taxonomy).values():
                code = Code(system=framework.id, code=item.code, title=item.name, heading=item.heading)
                folded = _fold(item.code)
                self._whole.setdefault(folded, []).append(code)
                if not _NUMBER.fullmatch(folded) and (number := re.search(r"\d.*", folded)):
                    self._by_number.setdefault(number.group(), []).append(code)
        self._aliases = dict(_aliases(taxonomy))

    def read(self, written: str) -> Code:
        """The one code that was meant.

        Raises Refusal, with every candidate, for a number that stands in several lists or lacks the letters of its
        annex, for a code of an industry without its revision, and for what no list holds.
        """
        text = " ".join(unicodedata.normalize("NFKC", written).lower().replace("\u2014", "-").split()).rstrip(".")
        if industry := _INDUSTRY.fullmatch(text):
            system = re.sub(r"[^a-z0-9]", "", industry["system"]).replace("gbt", "gb")
            return self._industry(Industry(system), industry["revision"] or "", industry["code"], written)
        self._refuse_list_not_held(text, written)
        systems, rest = self._named_list(text)
        if systems and len(named_alike := self._whole.get(_fold(text), [])) == 1:
            return named_alike[0]
        candidates = self._candidates(rest, systems)
        complete = [code for code in candidates if _fold(code.code) == _fold(rest)]
        if len(candidates) == 1 and complete:
            return complete[0]
        if not systems and (_WITH_SECTION.fullmatch(text) or (_NUMBER.fullmatch(text) and not candidates)):
            candidates += self._industries(text)
            if not complete and _WITH_SECTION.fullmatch(text) and candidates:
                return self._industry(Industry.NACE, "", text, written)
        raise _refusal(written, candidates, self._nearest(rest, systems))

    def _refuse_list_not_held(self, text: str, written: str) -> None:
        """Say what is missing of a framework that is named and whose codes the pack does not hold."""
        for framework in self._taxonomy.frameworks.values():
            if framework.missing and re.match(rf"{re.escape(framework.id)}([\s:/]|$)", text):
                missing = in_language(framework.missing, "en")
                raise Refusal(f"{written}: the pack holds no codes of {framework.id}. It would need: {missing}")

    def _named_list(self, text: str) -> tuple[frozenset[str], str]:
        """The lists that the text names before the code, if any, and the code itself."""
        for alias in sorted(self._aliases, key=len, reverse=True):
            rest = text.removeprefix(alias)
            if rest != text and rest[:1] in (" ", ":", "/"):
                return self._aliases[alias], rest.lstrip(" :/")
        return frozenset(), text

    def _candidates(self, text: str, systems: frozenset[str]) -> list[Code]:
        folded = _fold(text)
        found = [*self._whole.get(folded, ()), *self._by_number.get(folded, ())]
        return [code for code in found if not systems or code.system in systems]

    def _industry(self, system: Industry, revision: str, code: str, written: str) -> Code:
        """The code of an industry, where the pack knows it in that revision.

        The revision may be left out where all codes of the classification are of one.
        """
        name = INDUSTRY_NAMES[system]
        known = [one for one in self._industries(code) if one.system == system]
        if not known:
            raise Refusal(f"{written}: no activity carries this {name} code")
        revisions = sorted({one.revision for one in known if one.revision})
        revision = revision or self._taxonomy.revisions.get(system, "")
        hint = "\n".join(f"    {one.key}" for one in known)
        if not revisions and not revision:
            return known[0]
        if not revisions:
            raise Refusal(f"{written}: the pack does not say which revision its {name} codes are of; write:\n{hint}")
        if not revision:
            raise Refusal(
                f"{written}: which revision of {name}? The same number means different things in two of them. "
                f"The pack holds:\n{hint}"
            )
        if revision not in revisions:
            held = " and ".join(industry_name(system, one) for one in revisions)
            asked = industry_name(system, revision)
            raise Refusal(f"{written}: the pack holds codes of {held}, none of {asked}:\n{hint}")
        return next(one for one in known if one.revision == revision)

    def _industries(self, text: str) -> list[Code]:
        """The codes of industries with this number; the letter of a section may be left out."""
        carried = dict.fromkeys(
            one
            for activity in self._taxonomy.activities.values()
            for one in industry_codes(activity, self._taxonomy)
            if text in (one[2].lower(), one[2].lower().lstrip(_LETTERS))
        )
        return [Code(system=system, code=code, title={}, revision=revision) for system, revision, code in carried]

    def _nearest(self, text: str, systems: frozenset[str]) -> list[Code]:
        """Codes that look like what was written."""
        from rapidfuzz import fuzz, process

        near = process.extract(_fold(text), list(self._whole), scorer=fuzz.ratio, score_cutoff=75, limit=_NEAREST)
        codes = [code for folded, _, _ in near for code in self._whole[folded]]
        return [code for code in codes if not systems or code.system in systems][:_NEAREST]


def industry_codes(activity: Activity, taxonomy: Taxonomy) -> Iterator[tuple[Industry, str, str]]:
    """The codes of industries of an activity as classification, revision and code, each once."""
    revisions = taxonomy.revisions
    yield from ((Industry.ISIC, revisions.get(Industry.ISIC, ""), code) for code in activity.isic)
    yield from ((Industry.NACE, activity.nace_revision, code) for code in activity.nace)
    ticked = dict.fromkeys(code for listing in activity.listings for code in listing.industry)
    yield from ((Industry.GB4754, revisions.get(Industry.GB4754, ""), code) for code in ticked)


def _aliases(taxonomy: Taxonomy) -> Iterator[tuple[str, frozenset[str]]]:
    """What people write before a code to name its list; a framework with editions means any of them."""
    lists = {framework.id for framework in lists_of(taxonomy)}
    for framework in taxonomy.frameworks.values():
        editions = {one.id for one in taxonomy.frameworks.values() if one.edition_of == framework.id}
        meant = frozenset((editions or {framework.id}) & lists)
        if meant:
            yield from ((alias, meant) for alias in {framework.id, framework.column, framework.id.replace("-", " ")})


def _fold(code: str) -> str:
    return _SEPARATORS.sub("", code.lower()).rstrip(".")


def _refusal(written: str, candidates: Iterable[Code], nearest: Iterable[Code]) -> Refusal:
    """Why a code was not read, with what may be written instead."""
    found = list(candidates)
    if len(found) == 1:
        return Refusal(f"{written} is not the whole code; write:\n{_lines(found)}")
    if found:
        return Refusal(f"{written} means more than one thing; write one of:\n{_lines(found)}")
    near = list(nearest)
    return Refusal(f"no list holds {written}" + (f"; near are:\n{_lines(near)}" if near else ""))


def _lines(codes: Iterable[Code]) -> str:
    return "\n".join(
        f"    {code.key}  {in_language(code.title, 'en')}{'  (heading)' if code.heading else ''}".rstrip()
        for code in codes
    )
