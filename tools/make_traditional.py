"""Writes rules/language/traditional.yaml from the Unihan database (Unicode License v3).

usage: python tools/make_traditional.py FOLDER

FOLDER holds Unihan_Variants.txt (plain or .bz2) as distributed by the Unicode Consortium. Only one-to-one folds are
written, so that offsets into a text never move.
"""

import bz2
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "rules" / "language" / "traditional.yaml"
PER_LINE = 30
HEADER = """\
# Traditional characters and the simplified one each is read as: pairs, first the traditional form.
# Made by tools/make_traditional.py from Unihan_Variants.txt of the Unicode Character Database.
# Copyright 1991-2026 Unicode, Inc. Used under the Unicode License v3. One character to one: offsets never move.
traditional:
"""


def variant_lines(folder: Path) -> list[str]:
    """The lines of the Unihan variants file, plain or compressed."""
    packed = folder / "Unihan_Variants.txt.bz2"
    if packed.exists():
        return bz2.decompress(packed.read_bytes()).decode("utf-8").splitlines()
    return (folder / "Unihan_Variants.txt").read_text(encoding="utf-8").splitlines()


def traditional_forms(folder: Path) -> dict[str, str]:
    """Each character that is only a traditional form and has one simplified form, with that form."""
    simplified: dict[str, list[str]] = {}
    also_simplified: set[str] = set()
    for line in variant_lines(folder):
        code, _, rest = line.partition("\t")
        kind, _, values = rest.partition("\t")
        if not code.startswith("U+") or kind not in ("kSimplifiedVariant", "kTraditionalVariant"):
            continue
        character = chr(int(code.removeprefix("U+"), 16))
        forms = [chr(int(word.split("<")[0].removeprefix("U+"), 16)) for word in values.split()]
        if kind == "kSimplifiedVariant":
            simplified[character] = [form for form in forms if form != character]
            if character in forms:
                also_simplified.add(character)
        elif character in forms:
            also_simplified.add(character)
    basic_plane = 0x10000
    return {
        character: forms[0]
        for character, forms in sorted(simplified.items())
        if len(forms) == 1 and character not in also_simplified and max(map(ord, character + forms[0])) < basic_plane
    }


def main() -> None:
    """Write the table."""
    pairs = [form + plain for form, plain in traditional_forms(Path(sys.argv[1])).items()]
    lines = [f'  - "{" ".join(pairs[at : at + PER_LINE])}"' for at in range(0, len(pairs), PER_LINE)]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
