"""Which language a text is in: one of the pack's, or one that the pack recognises but does not read."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from matcher.find.phrases import Cue
from matcher.model.rules import Language, OtherLanguages


class Tongues:
    """Tells the language of texts. The pack's languages are told apart by their script."""

    def __init__(self, others: OtherLanguages, languages: Iterable[Language]) -> None:
        ids = {
            language.ideographic: language.id for language in sorted(languages, key=lambda one: one.id, reverse=True)
        }
        self._others = others
        self._alphabetic = ids.get(False, "")
        self._ideographic = ids.get(True, self._alphabetic)
        self._scripts = {language: _any_of(ranges) for language, ranges in others.scripts.items()}
        self._any_script = _any_of([one for ranges in others.scripts.values() for one in ranges])

    def tell(self, texts: Sequence[str], cues: Sequence[Sequence[Cue]]) -> tuple[str, str]:
        """The pack's language nearest to the texts, and the other language they are in, or an empty text.

        An ideograph counts for as much as a word. Foreign function words must be several, and dense.
        """
        whole = " ".join(filter(None, texts))
        if whole.isascii():
            return self._alphabetic, self._foreign(whole, cues)
        ideographs, words = _ideographs(whole), whole.count(" ") + 1
        nearest = self._ideographic if ideographs > words else self._alphabetic
        if self._any_script.search(whole):
            for language, script in self._scripts.items():
                written = len(script.findall(whole))
                if written > 1 and written * 2 > len(whole) - whole.count(" "):
                    return nearest, language
        return nearest, "" if ideographs > words else self._foreign(whole, cues)

    def _foreign(self, whole: str, cues: Sequence[Sequence[Cue]]) -> str:
        """The other language of the same alphabet that the function words speak for."""
        counted = Counter(cue.key for found in cues for cue in found if cue.kind == "foreign")
        if not counted:
            return ""
        language, number = min(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        words = whole.count(" ") + 1
        return language if number >= self._others.at_least and number * self._others.share >= words else ""


def _any_of(ranges: Iterable[tuple[int, int]]) -> re.Pattern[str]:
    """A pattern for a character of any of the ranges."""
    return re.compile("[" + "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges) + "]")


def _ideographs(text: str) -> int:
    """About how many characters of the text take three bytes and more: ideographs, and what is as wide."""
    return (len(text.encode("utf-8", "surrogatepass")) - len(text)) // 2
