"""The matrix without a drawing: its facts as a table, and as a page that holds both."""

import html

from matcher.model.materiality import Axis, RecordKind
from matcher.model.ratings import Materiality, TopicResult
from matcher.tell.materiality.numbers import interval
from matcher.tell.voice import Voice, inert


def kinds_told(topic: TopicResult, voice: Voice) -> str:
    """The four numbers of a topic in words, each with its own score or bounds."""
    told = [
        f"{voice.say(f'kind_{kind}')} {interval(found.score, found.lower, found.upper)}"
        for kind, found in topic.kinds.items()
        if found.upper is not None
    ]
    return ", ".join(told) or voice.say("verdict_not_assessed")


def matrix_table(told: Materiality, voice: Voice) -> list[list[str]]:
    """A header and one row for each topic."""
    say = voice.say
    rows = [
        [
            *(say("mat_topic"), "name", "pillar", *(say(f"kind_{kind}") for kind in RecordKind)),
            *(*(say(f"axis_{axis}") for axis in Axis), say("mat_verdict"), say("mat_confidence"), say("mat_records")),
        ]
    ]
    for topic in told.topics:
        scores = [
            interval(found.score, found.lower, found.upper) if (found := topic.kinds.get(kind)) else ""
            for kind in RecordKind
        ]
        rows.append(
            [
                *(topic.code, voice.word(topic.name), topic.pillar, *scores),
                *(say(f"verdict_{topic.axes[axis]}") for axis in Axis),
                say(f"verdict_{topic.verdict}"),
                topic.confidence or "",
                str(sum(found.records for found in topic.kinds.values())),
            ]
        )
    return rows


def matrix_page(told: Materiality, voice: Voice, name: str) -> str:
    """A page with the drawing and its table; nothing in it runs or is fetched."""
    from matcher.tell.materiality.strokes import FONTS
    from matcher.tell.materiality.svg import matrix_svg

    rows = matrix_table(told, voice)
    head = "".join(f'<th scope="col">{_safe(cell)}</th>' for cell in rows[0])
    body = "\n".join(
        f'<tr><th scope="row">{_safe(row[0])}</th>{"".join(f"<td>{_safe(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows[1:]
    )
    title = _safe(voice.say("mat_matrix_title", name=name))
    drawing = (
        matrix_svg(told, voice, name).partition("\n")[2].replace("<svg ", '<svg style="max-width:100%;height:auto" ', 1)
    )
    return f"""<!doctype html>
<html lang="{voice.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: {FONTS}; color: #1c2430; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }}
table {{ border-collapse: collapse; font-size: 0.9rem; }}
th, td {{ border: 1px solid #6b7685; padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }}
thead th {{ background: #f1f3f6; }}
</style>
</head>
<body>
<figure style="margin:0">
{drawing}</figure>
<h2>{_safe(voice.say("mat_matrix_table"))}</h2>
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
<p>{_safe(voice.say("mat_disclaimer"))}</p>
</body>
</html>
"""


def _safe(text: str) -> str:
    return html.escape(inert(text))
