"""What a person may have meant by a word that is not known."""

from collections.abc import Iterable

_SHOWN = 20


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint: the nearest known words first, then which words are known, in their order."""
    from rapidfuzz import fuzz, process, utils

    choices = list(dict.fromkeys(map(str, known)))
    near = process.extract(word, choices, scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=70)
    lines = []
    if near:
        lines.append("did you mean " + " or ".join(f"{choice!r}" for choice, _, _ in near) + "?")
    listed = ", ".join(f"{choice!r}" for choice in choices[:_SHOWN])
    more = f" and {len(choices) - _SHOWN} more" if len(choices) > _SHOWN else ""
    lines.append(f"Known are: {listed}{more}." if choices else "None is known here.")
    return "\n".join(lines)
