"""An assessment as cells of a table: the `tm_` columns, made from the frameworks of the pack."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from matcher.model.assessment import Assessment, Finding, Match, Verdict
from matcher.model.evidence import Hit
from matcher.model.rules import RuleBook
from matcher.model.states import How
from matcher.model.taxonomy import Framework, Taxonomy
from matcher.tell.voice import Voice

_REMEMBERED = 4096
_SHOWN = (How.NAMED, How.TOGETHER, How.HINT, How.TYPO, How.GREEN_NAMED, How.SHOWN, How.OBJECTIVE)
_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")
_QUOTE_MARK = '"'

joined = "; ".join
"""Several values as one cell."""


class _Memory(Generic[_Thing, _Made]):
    """What was made of things, while they are the same things: judge hands one object to all rows that say the same."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[_Thing, _Made]] = {}

    def of(self, thing: _Thing, make: Callable[[_Thing], _Made]) -> _Made:
        """What is made of the thing."""
        known = self._known.get(id(thing))
        if known is not None and known[0] is thing:
            return known[1]
        made = make(thing)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[id(thing)] = (thing, made)
        return made


class Cells:
    """Turns assessments into rows of cells, in the order of `columns`. `lists` makes one cell of several values."""

    def __init__(self, book: RuleBook, taxonomy: Taxonomy, lists: Callable[[Iterable[str]], str] = joined) -> None:
        self._rules = book.rules
        self._list = lists
        held = [one for one in taxonomy.frameworks.values() if one.steps]
        edited = {one.edition_of for one in held if one.edition_of}
        self._listing = [one for one in held if one.id not in edited and not one.label]
        self._judging = [one for one in held if not one.edition_of]
        self._edited = edited
        self._verdicts = _Memory[Sequence[Verdict], list[str]]()
        self._criteria = _Memory[Sequence[Finding], str]()
        self._no_verdict = self._verdict_cells(())
        self.standing_columns = (
            *(f"{one.column}_codes" for one in self._listing),
            *(f"{one.column}_{step}" for one in self._judging for step in self._steps(one)),
        )
        self.columns = (
            *(
                "tm_status",
                "tm_class",
                "tm_activity",
                "tm_activity_name",
                "tm_confidence",
                "tm_points",
                "tm_alternatives",
            ),
            *(f"tm_{name}" for name in self.standing_columns),
            *("tm_criteria", "tm_missing", "tm_excluded_by", "tm_evidence", "tm_rules", "tm_doubts", "tm_flags"),
            *("tm_language", "tm_as_of", "tm_review", "tm_review_reason", "tm_decision_id"),
        )

    def of(self, answer: Assessment, voice: Voice) -> list[str]:
        """The cells of one answer; lists are joined by `; `, no value is an empty cell."""
        best = answer.matches[0] if answer.matches else None
        own = [match for match in answer.matches if not match.part] or answer.matches
        cells = [
            answer.status.value,
            answer.class_id,
            answer.activity,
            voice.word(best.name) if best and answer.activity else "",
            f"{best.confidence / 100:.2f}" if best else "",
            str(best.points) if best else "",
            self._list(f"{match.activity}={match.points}" for match in answer.matches[1:]),
        ]
        for framework in self._listing:
            codes = [code for match in own for code in match.codes.get(framework.id, ())]
            cells.append(self._list(dict.fromkeys(codes)))
        cells += self._verdicts.of(best.verdicts, self._verdict_cells) if best else self._no_verdict
        cells += [
            self._criteria.of(best.findings, self._outcomes) if best else "",
            self._missing(answer, best, voice) if best else "",
            self._list(one.id for one in answer.exclusions),
            self._list(self._evidence(answer)),
            self._list(self._rules_at_work(answer)),
            self._list(self._doubts(answer)),
            self._list(answer.flags),
            answer.language,
            f"{answer.as_of.date.isoformat()} ({answer.as_of.source.value})",
            answer.review.band.value,
            self._list(answer.review.reasons),
            answer.decision_id,
        ]
        return cells

    def standing(self, match: Match) -> list[str]:
        """What the frameworks say of one match, in the order of `standing_columns`."""
        cells = [self._list(match.codes.get(framework.id, ())) for framework in self._listing]
        return cells + self._verdict_cells(match.verdicts)

    def _steps(self, framework: Framework) -> list[str]:
        """The columns that a framework's steps make."""
        steps = ["edition"] if framework.id in self._edited else []
        steps.append("status")
        if not framework.label:
            steps += ["contribution"] if "contribution" in framework.steps else []
            steps += ["alignment"] if "safeguards" in framework.steps else []
        return steps

    def _verdict_cells(self, verdicts: Sequence[Verdict]) -> list[str]:
        """The cells of all frameworks about one match."""
        found = {verdict.framework: verdict for verdict in verdicts}
        return [cell for framework in self._judging for cell in self._verdict(framework, found.get(framework.id))]

    def _verdict(self, framework: Framework, verdict: Verdict | None) -> list[str]:
        """The cells of one framework."""
        if verdict is None:
            return [""] * len(self._steps(framework))
        told = {
            "edition": verdict.edition,
            "status": verdict.status,
            "contribution": verdict.contribution.value if verdict.contribution else "",
            "alignment": verdict.alignment.value if verdict.alignment else "",
        }
        return [told[step] for step in self._steps(framework)]

    def _outcomes(self, findings: Sequence[Finding]) -> str:
        """Criteria with their outcomes."""
        return self._list(dict.fromkeys(f"{one.id}={one.outcome.value}" for one in findings))

    def _missing(self, answer: Assessment, best: Match, voice: Voice) -> str:
        """The questions that are open about the best match."""
        return self._list(dict.fromkeys(voice.word(one.asks) for one in answer.questions if one.about == best.activity))

    def _evidence(self, answer: Assessment) -> Iterable[str]:
        """Each undoubted hit of the matches and exclusions once, as `field:start-end "quote"`."""
        fields = {"title": answer.document.title, "text": answer.document.text}
        told = [one.hits for one in answer.matches] + [one.hits for one in answer.exclusions]
        spans = {hit.span: None for hits in told for hit in hits if not hit.doubts and hit.how in _SHOWN}
        for span in spans:
            quote = fields[span.field][span.start : span.end].replace(_QUOTE_MARK, "'")
            yield f'{span.field}:{span.start}-{span.end} "{quote}"'

    def _rules_at_work(self, answer: Assessment) -> Iterable[str]:
        """The rules that made the answer."""
        hits: list[Hit] = [one.hits[0] for one in answer.matches if one.hits]
        hits += [one.hits[0] for one in answer.exclusions if one.hits]
        return dict.fromkeys(self._rules[hit.rule].id for hit in hits)

    def _doubts(self, answer: Assessment) -> Iterable[str]:
        """Every doubt with its cue, as `kind "cue" against "term"`."""
        doubts = [doubt for match in answer.matches for doubt in match.doubts]
        doubts += [doubt for one in answer.set_aside for doubt in one.doubts]
        return dict.fromkeys(f'{one.kind.value} "{one.cue}" against "{one.hit_term}"' for one in doubts)
