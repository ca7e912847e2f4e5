"""The page of a whole input. Its filters need no script: the style hides the rows that are not asked for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from matcher.audit.gold import GoldReport
from matcher.audit.gold_told import gold_drawings, gold_sheets
from matcher.audit.report.overview import Overview, Row
from matcher.audit.usage import RuleUse
from matcher.audit.usage_told import use_sheets
from matcher.model.assessment import Assessment
from matcher.model.rules import Pack
from matcher.model.states import Band, Status
from matcher.tell.charts import Bar, bars_svg
from matcher.tell.page.answer import answer_section, state
from matcher.tell.page.answers import page_foot, sources_section
from matcher.tell.page.markup import page, safe, table, tag
from matcher.tell.sheets import sheets_section
from matcher.tell.voice import Voice

_CLASSES, _QUESTIONS, _TABLE = 20, 25, 15
_HEADS = ("name", "status", "class", "activity", "codes", "confidence", "review")


class ReportPage:
    """Writes the page of one input in one language. `tool` is the program's name and version."""

    def __init__(self, pack: Pack, voice: Voice, tool: tuple[str, str]) -> None:
        self._pack = pack
        self._voice = voice
        self._say = voice.say
        self._tool = tool

    def of(self, name: str, seen: Overview, use: RuleUse, gold: GoldReport | None) -> str:
        """The whole page about the input of that name."""
        whole = seen.told()
        title = self._say("report_title", name=name)
        main = [
            *self._summary(seen),
            *self._documents(seen, {number for number, _ in whole}),
            self._gold(gold) if gold else "",
            *self._rules(use),
            *self._questions(seen),
            *self._whole(whole, seen),
            sources_section([answer for _, answer in whole], self._pack.taxonomy.sources, self._voice),
        ]
        parts = [
            tag("a", safe(self._say("report_skip")), kind="skip", more='href="#documents"'),
            tag("header", tag("h1", safe(title)) + self._lead(seen)),
            tag("main", "\n".join(filter(None, main))),
            page_foot(self._pack.identity, self._tool, self._voice),
        ]
        return page(title, self._voice.language, "\n".join(parts), rules=_FILTERS)

    def _lead(self, seen: Overview) -> str:
        """Which law, which pack, and what this is not."""
        sources = sorted({source for _, source in seen.dates})
        days = "; ".join(self._days(source, [day for day, own in seen.dates if own == source]) for source in sources)
        identity = self._pack.identity
        pack = self._voice.word(identity.name) or identity.id
        told = "".join(tag("p", safe(line), kind="soft") for line in (days, f"{pack} {identity.version}") if line)
        return told + tag("p", safe(self._say("disclaimer")), kind="lead")

    def _days(self, source: str, days: Sequence[str]) -> str:
        """The day of law, or the first and the last, and where they come from."""
        shown = min(days) if len(days) == 1 else f"{min(days)} – {max(days)}"
        return self._say("as_of_shown", date=shown, source=self._say(f"as_of_{source}"))

    def _summary(self, seen: Overview) -> Iterator[str]:
        """The numbers that matter most, drawn and by framework."""
        tiles = [(self._say("audit_documents"), seen.documents)]
        tiles += [(self._say(f"band_{band}"), seen.bands[band]) for band in Band]
        yield tag("h2", safe(self._say("report_summary")))
        told = "".join(tag("li", tag("b", f"{number:,}") + safe(name)) for name, number in tiles)
        yield tag("ul", told, kind="tiles")
        statuses = {self._say(f"status_{name}"): number for name, number in seen.statuses.items()}
        drawings = [
            bars_svg(self._say("status"), _bars(statuses), "by-status"),
            bars_svg(self._say("report_classes"), _bars(seen.classes)[:_CLASSES], "by-class"),
        ]
        yield tag("div", "".join(tag("figure", one) for one in drawings), kind="charts")
        rows = [
            [safe(self._name(framework)), safe(self._say(f"listing_{status}")), f"{number:,}"]
            for framework, counts in seen.frameworks.items()
            for status, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
        heads = [self._say("framework"), self._say("status"), self._say("audit_documents")]
        yield table(heads, rows, caption=self._say("report_frameworks"))
        reasons = {self._say(f"review_{name}"): number for name, number in seen.reasons.items()}
        told_reasons = [[safe(one.label), f"{one.count:,}"] for one in _bars(reasons)]
        yield table([self._say("audit_reasons"), self._say("audit_documents")], told_reasons)

    def _documents(self, seen: Overview, linked: set[int]) -> Iterator[str]:
        """Each document in a line, with the filters above."""
        yield tag("h2", safe(self._say("page_documents")), more='id="documents"')
        yield self._filter("band", [band.value for band in Band if seen.bands[band]], "report_band")
        yield self._filter("status", [status.value for status in Status if seen.statuses[status]], "status")
        heads = [self._say(f"report_{name}") for name in _HEADS]
        body = "\n".join(self._line(row, linked) for row in seen.rows)
        head = tag("thead", tag("tr", "".join(tag("th", safe(one), more='scope="col"') for one in heads)))
        more = f'role="region" tabindex="0" aria-label="{safe(self._say("page_documents"))}"'
        yield tag("div", tag("table", f"{head}\n<tbody>\n{body}\n</tbody>"), kind="wide", more=more)
        if seen.documents > len(seen.rows):
            yield tag("p", safe(self._say("report_more", shown=len(seen.rows), number=seen.documents)), kind="soft")

    def _filter(self, name: str, values: Sequence[str], words: str) -> str:
        """A row of buttons of which one is pressed; the first shows everything."""
        choices = [("all", self._say("report_all")), *((one, self._say(f"{words}_{one}")) for one in values)]
        told = "".join(
            f'<input type="radio" name="{name}" id="{name}-{value}"{" checked" if value == "all" else ""}>'
            + tag("label", safe(said), more=f'for="{name}-{value}"')
            for value, said in choices
        )
        return tag("fieldset", tag("legend", safe(self._say(f"report_{name}"))) + told, kind="filters")

    def _line(self, row: Row, linked: set[int]) -> str:
        name = safe(row.name)
        shown = f'<a href="#d{row.number}">{name}</a>' if row.number in linked else name
        beginning = tag("div", safe(row.beginning), kind="soft") if row.beginning not in (row.name, "") else ""
        reasons = "; ".join(self._say(f"review_{reason}") for reason in row.reasons)
        cells = [
            state(row.status, self._say(f"status_{row.status}")),
            *(safe(row.class_id), tag("code", safe(row.activity)) if row.activity else "", safe(row.codes)),
            row.confidence,
            state(row.band, self._say(f"report_band_{row.band}"))
            + (tag("div", safe(reasons), kind="soft") if reasons else ""),
        ]
        head = tag("th", shown + beginning, more='scope="row"')
        told = head + "".join(tag("td", cell) for cell in cells)
        return tag("tr", told, more=f'data-band="{row.band}" data-status="{row.status}"')

    def _gold(self, gold: GoldReport) -> str:
        drawings = "".join(tag("figure", one) for one in gold_drawings(gold, self._voice))
        told = sheets_section(gold_sheets(gold, self._voice))
        head = tag("h2", safe(self._say("report_gold")))
        return tag("section", head + tag("div", drawings, kind="charts") + told)

    def _rules(self, use: RuleUse) -> Iterator[str]:
        sheets = use_sheets(use, self._pack.book, self._voice, _TABLE)
        yield tag("section", tag("h2", safe(self._say("report_rules"))) + sheets_section(sheets))

    def _questions(self, seen: Overview) -> Iterator[str]:
        """What is asked most often over all documents."""
        asked = sorted(seen.questions.items(), key=lambda pair: (-pair[1], pair[0]))[:_QUESTIONS]
        rows = [
            [tag("code", safe(about)), safe(framework), tag("code", safe(criterion)), f"{number:,}"]
            for (about, framework, criterion), number in asked
        ]
        if rows:
            yield tag("h2", safe(self._say("questions")))
            heads = ("report_activity", "framework", "page_criterion", "audit_documents")
            yield table([self._say(key) for key in heads], rows)

    def _whole(self, whole: Sequence[tuple[int, Assessment]], seen: Overview) -> Iterator[str]:
        """The documents told whole."""
        if whole:
            yield tag("h2", safe(self._say("report_whole")))
            if len(whole) < seen.documents:
                said = self._say("report_chosen", shown=len(whole), number=seen.documents)
                yield tag("p", safe(said), kind="soft")
            for number, answer in whole:
                yield answer_section(answer, self._voice, f"d{number}", level=3)

    def _name(self, framework: str) -> str:
        return self._voice.word(self._pack.taxonomy.frameworks[framework].name)


def _bars(counts: Mapping[str, int] | Counter[str]) -> list[Bar]:
    """A bar for each count, the largest first."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Bar(label=name, count=number) for name, number in ordered]


def _rules_of(name: str, values: Sequence[str]) -> str:
    return "".join(
        f"body:has(#{name}-{value}:checked) tr[data-{name}]:not([data-{name}={value}]) {{ display: none; }}\n"
        for value in values
    )


_FILTERS = _rules_of("band", [band.value for band in Band]) + _rules_of("status", [status.value for status in Status])
