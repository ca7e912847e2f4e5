"""A slow, plain reading of what it means for a phrase to stand: the oracle of the fast matcher.

No automaton, no columns, no keyed parts: every pattern is looked for at every place, character by character.
"""

import itertools

from matcher.model.phrases import PatternTable


def letter(character: str) -> bool:
    return character.isalnum() and character < "\u3000"


def occurrences(text: str, folded: str, table: PatternTable, number: int) -> set[tuple[int, int]]:
    """Every (start, end) at which a term stands in a text that folds one to one."""
    term = table.terms[number]
    found = set()
    for pattern, numbers in zip(table.patterns, table.terms_of, strict=True):
        if number not in numbers:
            continue
        for start in range(len(folded) - len(pattern) + 1):
            if folded[start : start + len(pattern)] != pattern:
                continue
            end = start + len(pattern)
            figure = start > 0 and folded[start - 1].isdigit() and not pattern[0].isdigit()
            if term.words and letter(pattern[0]) and start and letter(folded[start - 1]) and not figure:
                continue
            if term.words and letter(pattern[-1]) and not term.open_end and end < len(folded) and letter(folded[end]):
                continue
            while term.open_end and end < len(folded) and letter(folded[end]):
                end += 1
            piece = text[start:end].removesuffix("s")
            if not term.exact or piece == piece.upper():
                found.add((start, end))
    return found


def takes_apart(guard: tuple[int, int], span: tuple[int, int]) -> bool:
    overlaps = guard[0] < span[1] and span[0] < guard[1]
    return overlaps and not (span[0] <= guard[0] and guard[1] <= span[1])


def standing(
    text: str, folded: str, table: PatternTable, clause_ends: list[int], reach: int
) -> set[tuple[int, int, int]]:
    """Every (phrase, start, end) that stands: one-part phrases everywhere, others at their shortest in each clause."""
    guards = set()
    spans: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for phrase in table.phrases:
        for part, terms in enumerate(phrase.parts):
            found = set().union(*(occurrences(text, folded, table, number) for number in terms))
            spans[phrase.index, part] = found
            if phrase.kind == "guard":
                guards |= found
    stands = set()
    for phrase in (one for one in table.phrases if one.rule >= 0):
        if len(phrase.parts) == 1:
            free = [
                span for span in spans.get((phrase.index, 0), ()) if not any(takes_apart(one, span) for one in guards)
            ]
            stands |= {(phrase.index, *span) for span in free}
            continue
        edges = [0, *clause_ends, len(text) + 1]
        for low, high in itertools.pairwise(edges):
            parts = [
                [span for span in spans.get((phrase.index, part), ()) if low <= span[0] < high]
                for part in range(len(phrase.parts))
            ]
            widths = [
                (max(end for _, end in choice) - min(start for start, _ in choice), choice)
                for choice in itertools.product(*parts)
            ]
            if widths and min(widths)[0] <= reach:
                stands.add((phrase.index, -1, min(widths)[0]))
    return stands
