"""Pieces of a page: data is escaped where it enters, and the whole page may load and run nothing."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from matcher.tell.materiality.strokes import escaped
from matcher.tell.voice import inert


def safe(text: str) -> str:
    """Data as text of a page or as a quoted attribute: nothing in it can act."""
    return escaped(inert(text))


def tag(name: str, content: str, *, kind: str = "", more: str = "") -> str:
    """An element around content that is safe already. `kind` is its class, `more` its other attributes."""
    own = f' class="{kind}"' if kind else ""
    return f"<{name}{own}{' ' + more if more else ''}>{content}</{name}>"


def chip(words: str, kind: str) -> str:
    """A short word that stands out; its meaning is in the word, its colour only helps."""
    return tag("span", safe(words), kind=f"chip {kind}")


def items(lines: Iterable[str], kind: str = "") -> str:
    """A list of lines that are safe already; nothing for no lines."""
    told = "".join(tag("li", one) for one in lines)
    return tag("ul", told, kind=kind) if told else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "", kind: str = "") -> str:
    """A table of cells that are safe already, the first cell of a row being its head; nothing for no rows."""
    body = "\n".join(
        tag("tr", tag("th", row[0], more='scope="row"') + "".join(tag("td", cell) for cell in row[1:])) for row in rows
    )
    if not body:
        return ""
    heads = tag("thead", tag("tr", "".join(tag("th", safe(cell), more='scope="col"') for cell in head)))
    named = tag("caption", safe(caption)) if caption else ""
    whole = tag("table", f"{named}{heads}\n<tbody>\n{body}\n</tbody>", kind=kind)
    return tag("div", whole, kind="wide", more=f'role="region" tabindex="0" aria-label="{safe(caption or head[0])}"')


def page(title: str, language: str, body: str, *, rules: str = "") -> str:
    """A whole page. `rules` are rules of style beside the common ones.

    Its policy allows nothing but its own style: no script, no font, no picture and no request.
    """
    style = f"{_style()}{rules}"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="{safe(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{safe(title)}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


@cache
def _style() -> str:
    return files("matcher.tell.page").joinpath("page.css").read_text(encoding="utf-8")
