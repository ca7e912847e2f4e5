"""A record decided once more, from its own pack: what would come out otherwise now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from matcher import __version__
from matcher.audit.record.facts import Facts
from matcher.audit.record.fields import fields_of, hash_of
from matcher.audit.record.lines import NORMALISER, Line
from matcher.audit.record.reading import Record
from matcher.model.assessment import Assessment
from matcher.model.document import Document
from matcher.model.problems import Refusal
from matcher.river import Matcher

_AT_ONCE = 512
NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value of one decision that came out otherwise; `where` is its path inside the decision."""

    number: int
    document: str
    where: str
    before: str
    after: str


@dataclass(slots=True, kw_only=True)
class Replay:
    """What a replay came to. `other_program` names what is not the same now, so that decision ids cannot agree."""

    decisions: int = 0
    different: int = 0
    differences: list[Difference] = field(default_factory=list)
    other_program: list[str] = field(default_factory=list)


def replay(record: Record, matcher: Matcher, documents: Iterable[tuple[int, Document]] | None = None) -> Replay:
    """Decide everything in the record once more, with the matcher of the pack it holds.

    `documents` are those of the input with the line each stands in (or its number, from 1, where the input is no
    table); they are needed for a record without texts, and compared with the record by their hashes. Raises Refusal
    where the record cannot be read.
    """
    done = Replay()
    tool = record.manifest.tool
    if tool.version != __version__:
        done.other_program.append(f"the record was made by {tool.name} {tool.version}, this is {__version__}")
    facts = Facts(matcher.pack, redact=record.manifest.options.redact)
    options = record.manifest.options.answers
    waiting = _with_documents(record, documents, done)
    while block := list(islice(waiting, _AT_ONCE)):
        answers = matcher.answer_each([document for _, document in block], options)
        for (line, _), answer in zip(block, answers, strict=True):
            _compare(line, answer, facts, done)
    return done


def _with_documents(
    record: Record, given: Iterable[tuple[int, Document]] | None, done: Replay
) -> Iterator[tuple[Line, Document]]:
    """Each line with its document; a line whose document is missing or another is a difference."""
    source = None if given is None else _Input(given)
    for line in record.lines():
        done.decisions += 1
        if line.normaliser != NORMALISER and not done.other_program:
            done.other_program.append(f"the texts were folded by {line.normaliser}, now by {NORMALISER}")
        document = record.document(line) if source is None else source.document(line)
        said = line.document.get("sha256")
        if document is None:
            missing = "the record holds no texts: name the input" if source is None else "not in the input"
            _note(done, line, [("document", "recorded", missing)])
        elif hash_of(fields_of(document)) != said:
            _note(done, line, [("document", str(said), hash_of(fields_of(document)))])
        else:
            yield line, document


class _Input:
    """The documents of an input, found by line as the record asks for them, in order."""

    def __init__(self, given: Iterable[tuple[int, Document]]) -> None:
        self._given = iter(given)
        self._next = next(self._given, None)

    def document(self, line: Line) -> Document | None:
        """The document of a line; rows in between, which the record does not hold, are passed over."""
        wanted = int(line.row["line"]) if line.row else line.number
        while self._next is not None and self._next[0] < wanted:
            self._next = next(self._given, None)
        return self._next[1] if self._next is not None and self._next[0] == wanted else None


def _compare(line: Line, answer: Assessment | Refusal, facts: Facts, done: Replay) -> None:
    if isinstance(answer, Refusal):
        _note(done, line, [("document", "decided", f"refused: {answer}")])
        return
    now = facts.of(answer)
    if done.other_program:
        now = {**now, "decision_id": line.decision.get("decision_id")}
    if now != line.decision:
        _note(done, line, differences(line.decision, now))


def _note(done: Replay, line: Line, found: Iterable[tuple[str, str, str]]) -> None:
    done.different += 1
    name = str(line.document.get("id", ""))
    done.differences += [
        Difference(number=line.number, document=name, where=where, before=before, after=after)
        for where, before, after in found
    ]


def differences(before: object, after: object, where: str = "") -> Iterator[tuple[str, str, str]]:
    """Every value that is not the same in two plain objects: its path, and both as text, in the order of paths."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            here = f"{where}.{key}" if where else str(key)
            yield from differences(before.get(key, _Absent), after.get(key, _Absent), here)
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple):
        for at in range(max(len(before), len(after))):
            old, new = (one[at] if at < len(one) else _Absent for one in (before, after))
            yield from differences(old, new, f"{where}[{at}]")
    elif before != after:
        yield where, _shown(before), _shown(after)


class _Absent:
    """Stands where one of two objects has no value."""


def _shown(value: object) -> str:
    return NOTHING if value is _Absent else str(value)
