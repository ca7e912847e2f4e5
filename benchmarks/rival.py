"""Another program over the same terms and texts: rival.py NAME FILE, in an environment of its own.

FILE is JSON with `terms` and `texts`. What comes back on stdout is JSON: processor seconds of finding, without start
and without building the matcher; hits; version.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

Find = Callable[[str], int]


def spacy(terms: list[str]) -> Find:
    """spaCy's PhraseMatcher on lower case; every Chinese character is a token, else it would see no Chinese term."""
    library = import_module("spacy")
    language = library.blank("en")
    infixes = [*language.Defaults.infixes, r"[\u4e00-\u9fff]"]
    language.tokenizer.infix_finditer = library.util.compile_infix_regex(infixes).finditer
    language.max_length = 10_000_000
    matcher = import_module("spacy.matcher").PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("terms", [language.make_doc(term) for term in terms])
    return lambda text: len(matcher(language.make_doc(text)))


def flashtext(terms: list[str]) -> Find:
    """flashtext's KeywordProcessor, with the places of its hits; it asks for borders of words, which Chinese lacks."""
    processor = import_module("flashtext").KeywordProcessor()
    processor.add_keywords_from_list(terms)
    return lambda text: len(processor.extract_keywords(text, span_info=True))


def main() -> None:
    """Build, find, tell."""
    name, file = sys.argv[1:]
    given = json.loads(Path(file).read_text(encoding="utf-8"))
    find = {"spacy": spacy, "flashtext": flashtext}[name](given["terms"])
    started = time.process_time()
    hits = sum(map(find, given["texts"]))
    print(json.dumps({"seconds": time.process_time() - started, "hits": hits, "version": version(name)}))


if __name__ == "__main__":
    main()
