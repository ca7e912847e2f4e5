"""The keys of a project file to a document; everything that does not fit is told, with its place."""

import datetime
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from matcher.model.document import Amount, Attestation, Attestations, Deal, DealKind, DealState, Document
from matcher.model.materiality import Register
from matcher.model.problems import Place, Problem
from matcher.read.dates import read_date
from matcher.read.nearest import nearest
from matcher.read.projects.nodes import Entries, Items, Node, Text
from matcher.read.registers.nodes import register_in

_PROJECT = ("id", "title", "description", "country", "amount", "deal", "data", "attest", "materiality")
_AMOUNT = ("value", "currency")
_DEAL = ("kind", "state", "date", "chosen_edition")
_ATTEST = ("criteria", "dnsh", "safeguards")
_ATTESTATION = ("met", "by", "on", "document", "verified_by")
_TRUTH = {"yes": True, "true": True, "no": False, "false": False}

_Word = TypeVar("_Word", bound=StrEnum)
_Value = TypeVar("_Value")


class ProjectFields:
    """Reads one project. What is wrong goes to `problems`; the document is whole only if nothing was added there."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems

    def document(self, node: Node, name: str) -> Document:
        """The document that `node` describes; `name` is its id where it gives none."""
        project = self._entries(node, _PROJECT, "a project")
        if isinstance(node, Entries) and not ("title" in node.values or "description" in node.values):
            self._complain(node.place, "a project without a description", "Write `description: what the money is for`.")
        return Document(
            id=self._text(project, "id") or name,
            title=self._text(project, "title"),
            text=self._text(project, "description"),
            country=self._text(project, "country"),
            amount=self._amount(project.get("amount")),
            deal=self._deal(project.get("deal")),
            data=self._data(project.get("data")),
            attest=self._attestations(project.get("attest")),
            materiality=self._materiality(project.get("materiality")),
        )

    def _amount(self, node: Node | None) -> Amount | None:
        if node is None or _nothing(node):
            return None
        if isinstance(node, Text):
            return Amount(value=node.text)
        amount = self._entries(node, _AMOUNT, "an amount")
        return Amount(value=self._text(amount, "value"), currency=self._text(amount, "currency"))

    def _deal(self, node: Node | None) -> Deal:
        deal = self._entries(node, _DEAL, "a deal")
        return Deal(
            kind=self._word(deal.get("kind"), DealKind),
            state=self._word(deal.get("state"), DealState),
            date=self._date(deal.get("date")),
            chosen_edition=self._text(deal, "chosen_edition") or None,
        )

    def _data(self, node: Node | None) -> dict[str, str]:
        entries = self._entries(node, None, "data")
        return {measure: self._text(entries, measure) for measure in entries}

    def _materiality(self, node: Node | None) -> Register:
        return Register() if node is None or _nothing(node) else register_in(node, self._problems)

    def _attestations(self, node: Node | None) -> Attestations:
        attest = self._entries(node, _ATTEST, "attest")
        safeguards = attest.get("safeguards")
        return Attestations(
            criteria=self._attested(attest.get("criteria"), "criteria"),
            dnsh=self._attested(attest.get("dnsh"), "dnsh"),
            safeguards=None if safeguards is None or _nothing(safeguards) else self._attestation(safeguards),
        )

    def _attested(self, node: Node | None, what: str) -> dict[str, Attestation]:
        return {key: self._attestation(value) for key, value in self._entries(node, None, what).items()}

    def _attestation(self, node: Node) -> Attestation:
        entries = self._entries(node, _ATTESTATION, "an attestation")
        if isinstance(node, Entries):
            for key in ("met", "by"):
                if key not in entries or _nothing(entries[key]):
                    hint = "It needs `met: yes` or `met: no`, and `by: name`."
                    self._complain(node.place, f"an attestation without {key!r}", hint)
        return Attestation(
            met=self._truth(entries.get("met")),
            by=self._text(entries, "by"),
            on=self._date(entries.get("on")),
            document=self._text(entries, "document"),
            verified_by=self._text(entries, "verified_by"),
        )

    def _entries(self, node: Node | None, known: tuple[str, ...] | None, what: str) -> dict[str, Node]:
        if node is None or _nothing(node):
            return {}
        if not isinstance(node, Entries):
            self._complain(node.place, f"{what} should be keys and values", f"Known keys: {_listed(known)}.")
            return {}
        for key, place in node.places.items():
            if known is not None and key not in known:
                self._complain(place, f"unknown key {key!r} of {what}", nearest(key, known))
        return node.values

    def _text(self, entries: dict[str, Node], key: str) -> str:
        node = entries.get(key)
        if node is None:
            return ""
        if not isinstance(node, Text):
            self._complain(node.place, f"{key!r} should be one text", f"Write `{key}: ...` with the value in quotes.")
            return ""
        return node.text

    def _word(self, node: Node | None, words: type[_Word]) -> _Word | None:
        def read(text: str) -> _Word | None:
            return words(text) if text in set(words) else None

        return self._read(node, read, lambda text: nearest(text, words))

    def _date(self, node: Node | None) -> datetime.date | None:
        return self._read(node, read_date, lambda _: "Write a day as 2026-01-31.")

    def _truth(self, node: Node | None) -> bool:
        return bool(self._read(node, _TRUTH.get, lambda _: "Write yes or no."))

    def _read(
        self, node: Node | None, read: Callable[[str], _Value | None], hint: Callable[[str], str]
    ) -> _Value | None:
        if node is None or _nothing(node):
            return None
        text = node.text.strip() if isinstance(node, Text) else ""
        value = read(text)
        if value is None:
            message = f"{text!r} cannot be read here" if text else "one word should stand here"
            self._complain(node.place, message, hint(text))
        return value

    def _complain(self, place: Place, message: str, hint: str) -> None:
        self._problems.append(Problem(place=place, message=message, hint=hint))


def _nothing(node: Node) -> bool:
    return isinstance(node, Text) and not node.text.strip()


def _listed(known: Iterable[str] | None) -> str:
    return ", ".join(known) if known else "ids of your own"


def projects_in(nodes: list[Node]) -> list[Node]:
    """The nodes that are projects: those of a list stand for themselves."""
    return [project for node in nodes for project in (node.items if isinstance(node, Items) else [node])]
