"""Two packs on one input, or two records: every decision that came out otherwise, grouped by what caused it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from matcher.audit.diff.answers import COUNTED, Decided, Kind, Turn, answer_in, kind_of, turns_between
from matcher.audit.diff.causes import causes_of
from matcher.audit.diff.changes import Change, pack_changes
from matcher.audit.diff.pairing import paired
from matcher.audit.record import Facts, JsonObject, Line, Record, fields_of, hash_of
from matcher.know.source.folder import read_folder
from matcher.model.document import Document, Options
from matcher.model.problems import Refusal
from matcher.river import Matcher

_AT_ONCE = 512
_MOST_SHIFTED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One decision that came out otherwise: in which way, why, and every value of the answer before and after."""

    kind: Kind
    id: str
    sha256: str
    causes: tuple[Change, ...]
    turns: tuple[Turn, ...]


@dataclass(slots=True, kw_only=True)
class Comparison:
    """What a comparison came to; of shifted answers only the first thousand are kept."""

    documents: int = 0
    counts: Counter[Kind] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[tuple[Change, ...], list[Difference]]]:
        """The differences by their causes: those with the most differences of answers first."""
        grouped: dict[tuple[Change, ...], list[Difference]] = defaultdict(list)
        for one in self.differences:
            grouped[one.causes].append(one)
        return sorted(grouped.items(), key=lambda pair: (-sum(one.kind in COUNTED for one in pair[1]), pair[0]))

    @property
    def idle(self) -> list[Change]:
        """Changes that are the cause of no difference."""
        at_work = {change for one in self.differences for change in one.causes}
        return [change for change in self.changes if change not in at_work]

    @property
    def answers(self) -> list[Difference]:
        """The differences of answers, without those that are the same answer with other points or evidence."""
        return [one for one in self.differences if one.kind in COUNTED]

    def take(self, kind: Kind, before: Decided | None, after: Decided | None, causes: tuple[Change, ...]) -> None:
        """Note a difference."""
        self.counts[kind] += 1
        if kind is Kind.SHIFTED and self.counts[kind] > _MOST_SHIFTED:
            return
        known = after or before
        if known is None:
            return
        answers = [answer_in(one.facts) if one else {} for one in (before, after)]
        turns = _shifts(before, after) if kind is Kind.SHIFTED else turns_between(*answers)
        self.differences.append(Difference(kind=kind, id=known.id, sha256=known.sha256, causes=causes, turns=turns))


def compare_packs(
    old: Matcher, new: Matcher, changes: Sequence[Change], documents: Iterable[Document], options: Options
) -> Comparison:
    """Answer every document by both packs; a document that only one of them refuses is named in `refused`."""
    done = Comparison(changes=list(changes))
    tellers = Facts(old.pack), Facts(new.pack)
    waiting = iter(documents)
    while block := list(islice(waiting, _AT_ONCE)):
        pairs = zip(
            *(_decide(one, told, block, options) for one, told in zip((old, new), tellers, strict=True)), strict=True
        )
        for document, (before, after) in zip(block, pairs, strict=True):
            done.documents += 1
            if isinstance(before, Refusal) or isinstance(after, Refusal):
                if not (isinstance(before, Refusal) and isinstance(after, Refusal)):
                    done.refused.append(f"{document.id}: {before if isinstance(before, Refusal) else after}")
            else:
                sha256 = hash_of(fields_of(document))
                was, now = (Decided(id=document.id, sha256=sha256, facts=facts) for facts in (before, after))
                _compare(was, now, done)
    return done


def compare_records(old: Record, new: Record) -> Comparison:
    """Compare the decisions of two records about the same documents, and name those that only one of them has.

    Documents are the same when their fields are, or else when they bear the same id, which then is a change of its own.
    """
    done = Comparison(changes=[*_changes_of_runs(old, new), *pack_changes(_contents(old), _contents(new))])
    pairs = paired(old, new)
    done.documents = len(pairs)
    differing = [pair for pair in pairs if pair.differs]
    before = _decided(old, {pair.before for pair in differing})
    after = _decided(new, {pair.after for pair in differing})
    for pair in differing:
        was, now = before.get(pair.before), after.get(pair.after)
        if was is not None and now is not None:
            _compare(was, now, done)
        else:
            done.take(Kind.MISSING if now is None else Kind.NEW, was, now, ())
    return done


def _decided(record: Record, numbers: set[int]) -> dict[int, Decided]:
    """The decisions of a record that bear one of these numbers."""
    return {line.number: _of_line(line) for line in record.lines() if line.number in numbers}


def _of_line(line: Line) -> Decided:
    fields = line.document.get("fields")
    return Decided(
        id=str(line.document.get("id", "")),
        sha256=str(line.document.get("sha256", "")),
        facts=line.decision,
        fields=fields if isinstance(fields, dict) else None,
    )


def _compare(before: Decided, after: Decided, done: Comparison) -> None:
    """Note the difference of two decisions about one document, if there is one."""
    old, new = ({**one.facts, "decision_id": ""} for one in (before, after))
    if old == new:
        return
    kind = kind_of(answer_in(old), answer_in(new))
    own = tuple(_changes_of_document(before, after))
    done.take(kind, before, after, own or causes_of(old, new, done.changes))


def _changes_of_document(before: Decided, after: Decided) -> Iterator[Change]:
    """What is not the same in the fields of two documents of one id."""
    if before.sha256 == after.sha256:
        return
    old, new = before.fields, after.fields
    if old is None or new is None:
        yield Change(file="document", where="", before="as recorded", after="changed")
        return
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            told = ("text before", "text after") if name in ("title", "text") else (old.get(name), new.get(name))
            yield Change(file="document", where=name, before=_text(told[0]), after=_text(told[1]))


def _changes_of_runs(old: Record, new: Record) -> Iterator[Change]:
    """What is not the same in the programs and options of two runs."""
    import msgspec

    if old.manifest.tool.version != new.manifest.tool.version:
        yield Change(file="program", where="version", before=old.manifest.tool.version, after=new.manifest.tool.version)
    options = [msgspec.to_builtins(one.manifest.options.answers) for one in (old, new)]
    for name in options[0]:
        if options[0][name] != options[1][name]:
            yield Change(file="options", where=name, before=_text(options[0][name]), after=_text(options[1][name]))


def _text(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_text(one)}" for name, one in value.items())
    return "none" if value is None else str(value)


def _contents(record: Record) -> dict[str, bytes]:
    return read_folder(record.pack_folder).contents


def _decide(
    matcher: Matcher, facts: Facts, documents: Sequence[Document], options: Options
) -> Iterator[JsonObject | Refusal]:
    """The facts about each document, or why it was refused."""
    for answer in matcher.answer_each(documents, options):
        yield answer if isinstance(answer, Refusal) else facts.of(answer)


def _shifts(before: Decided | None, after: Decided | None) -> tuple[Turn, ...]:
    """The points and confidence of the activities of an answer that is the same in the rest."""
    if before is None or after is None:
        return ()
    pairs = zip(before.facts["matches"], after.facts["matches"], strict=False)
    return tuple(
        Turn(where=f"{old['activity']} {name}", before=str(old[name]), after=str(new[name]))
        for old, new in pairs
        for name in ("points", "confidence")
        if old[name] != new[name]
    )
