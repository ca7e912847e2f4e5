"""How words vary: families, plurals, spellings. The words themselves stand in the language file."""

from collections.abc import Callable, Iterable

from matcher.know.shapes.language import EndingShape, LanguageFile

_VOWELS = frozenset("aeiou")


class Inflection:
    """The forms of a word in one language. All words are folded."""

    def __init__(self, file: LanguageFile, fold: Callable[[str], str]) -> None:
        self._families: dict[str, list[str]] = {}
        for family in file.families:
            forms = [fold(form) for form in family]
            for form in forms:
                self._families.setdefault(form, []).extend(forms)
        self._irregular = {fold(one): fold(many) for one, many in file.plurals.irregular.items()}
        self._plurals = frozenset(self._irregular.values())
        self._endings: list[EndingShape] = file.plurals.endings
        self._spellings: dict[str, list[str]] = {}
        self._known: dict[tuple[str, bool], list[str]] = {}
        for left, right in file.spellings:
            self._spellings.setdefault(fold(left), []).append(fold(right))
            self._spellings.setdefault(fold(right), []).append(fold(left))

    def forms(self, word: str, *, last: bool) -> list[str]:
        """The word, its family, the other spellings of each; as the last word of a term also the plural."""
        if (word, last) not in self._known:
            self._known[word, last] = self._forms(word, last=last)
        return self._known[word, last]

    def _forms(self, word: str, *, last: bool) -> list[str]:
        family = self._families.get(word, [])
        forms = _once([word, *family, *self._other_spellings([word, *family])])
        if not last:
            return forms
        singulars = [form for form in forms if form == word or form not in family]
        return _once([*forms, *(plural for form in singulars if (plural := self.plural(form)))])

    def plural(self, word: str) -> str:
        """The plural; empty when the word is one already or the language forms none."""
        if not word.isalpha() or word in self._plurals:
            return ""
        for one, many in self._irregular.items():
            if word.endswith(one) and (word == one or len(one) > 3):  # noqa: PLR2004
                return word[: -len(one)] + many
        for rule in self._endings:
            if not word.endswith(rule.ending):
                continue
            stem = word[: len(word) - len(rule.ending)]
            if rule.after_consonant and (not stem or stem[-1] in _VOWELS):
                continue
            return stem + rule.becomes
        return ""

    def _other_spellings(self, words: Iterable[str]) -> list[str]:
        found = []
        for word in words:
            for length in range(2, len(word) + 1):
                found += [word[:-length] + other for other in self._spellings.get(word[-length:], [])]
                if word.endswith("s"):
                    ending = word[-length - 1 : -1]
                    found += [word[: -length - 1] + other + "s" for other in self._spellings.get(ending, [])]
        return found


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
