"""Writes rules/language/en.words.txt, the ordinary English words that are never taken for a typing error.

usage: python tools/make_words.py FOLDER

FOLDER holds the word lists of SCOWL (final/ of the release, or /usr/share/dict/scowl where a system ships them). SCOWL
may be used for any purpose as long as its notice is kept: see the head of the file that is written.
"""

import re
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "rules" / "language" / "en.words.txt"
KINDS = ("english", "american", "british", "british_z", "british_variant_1", "american_variant_1")
SIZES = ("10", "20", "35", "40", "50", "55", "60")
SHORTEST = 6
HEADER = """\
# Ordinary English words of six letters and more, one a line. Made by tools/make_words.py from SCOWL, sizes 10 to 60.
# Copyright 2000-2018 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word lists, the
# associated scripts, the output created from the scripts, and its documentation for any purpose is hereby granted
# without fee, provided that the above copyright notice appears in all copies and that both that copyright notice and
# this permission notice appear in supporting documentation. Kevin Atkinson makes no representations about the
# suitability of this array for any purpose. It is provided "as is" without express or implied warranty.
"""


def main() -> None:
    """Write the list."""
    words: set[str] = set()
    for kind in KINDS:
        for part in ("words", "upper", "proper-names"):
            for size in SIZES:
                path = Path(sys.argv[1]) / f"{kind}-{part}.{size}"
                if path.exists():
                    text = path.read_text(encoding="latin-1").lower()
                    words.update(re.findall(rf"^([a-z]{{{SHORTEST},}})(?:'s)?$", text, re.MULTILINE))
    TARGET.write_text(HEADER + "\n".join(sorted(words)) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
