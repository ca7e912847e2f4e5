"""A measure by labels, told: as plain objects, as tables, and drawn."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from matcher.audit.gold import CodeScore, GoldReport, Score, Share, Step
from matcher.audit.labels import Scoring
from matcher.tell.charts import Curve, curves_svg
from matcher.tell.neutral import neutral
from matcher.tell.sheets import Sheet
from matcher.tell.voice import Voice

_DIGITS = 6
_BY = ("accuracy", "macro_f1", "claims_right", "found", "false_claims")
_SHOWN = ("accuracy", "macro_precision", "macro_recall", "macro_f1", "claims_right", "found", "false_claims")


def gold_object(report: GoldReport) -> dict[str, Any]:
    """Everything measured; shares are fractions with six decimals, intervals are `[low, high]`."""
    return {
        "rows": report.whole.rows,
        "unlabelled": report.unlabelled,
        "resamples": report.resamples,
        "all": _score(report.whole),
        "by": {name: _score(one) for name, one in report.groups},
        "bands": {band: {"rows": rows, "right": right} for band, rows, right in report.bands},
        "confusions": [
            {
                "truth": one.truth,
                "answer": one.answer,
                "number": one.number,
                "examples": [{"id": id_, "text": text} for id_, text in one.examples],
            }
            for one in report.confusions
        ],
        "calibration": [_step(one) for one in report.calibration],
        "calibration_error": round(report.calibration_error, _DIGITS),
        "thresholds": [_step(one) for one in report.thresholds],
        "codes": {one.framework: _codes(one) for one in report.codes},
    }


def gold_sheets(report: GoldReport, voice: Voice) -> list[Sheet]:
    """The tables a reader looks at, the whole first."""
    say = voice.say
    sets = [(say("gold_all"), report.whole), *report.groups]
    return [
        Sheet(
            name="shares",
            title=say("gold_title", rows=report.whole.rows, unlabelled=report.unlabelled),
            heads=(say("gold_measure"), say("gold_value"), say("gold_interval")),
            rows=tuple(
                (say(f"gold_{name}"), _short(share.value), f"{_short(share.low)}-{_short(share.high)}")
                for name in _SHOWN
                for share in [getattr(report.whole, name)]
            ),
            note=say("gold_note", resamples=report.resamples),
        ),
        Sheet(
            name="by",
            title=say("gold_by"),
            heads=(say("gold_rows_of"), say("gold_rows"), say("gold_interval"), *(say(f"gold_{name}") for name in _BY)),
            rows=tuple(
                (
                    *(name, str(one.rows), f"{_short(one.accuracy.low)}-{_short(one.accuracy.high)}"),
                    *(_short(getattr(one, shown).value) for shown in _BY),
                )
                for name, one in sets
            )
            if report.groups
            else (),
        ),
        Sheet(
            name="classes",
            title=say("gold_classes"),
            heads=tuple(
                say(f"gold_{name}") for name in ("class", "support", "given", "precision", "recall", "f1", "f1_range")
            ),
            rows=tuple(
                (
                    *(one.name, str(one.support), str(one.given)),
                    *(_short(share.value) for share in (one.precision, one.recall, one.f1)),
                    f"{_short(one.f1.low)}-{_short(one.f1.high)}",
                )
                for one in report.whole.classes
            ),
        ),
        Sheet(
            name="confusions",
            title=say("gold_confusions"),
            heads=(say("gold_truth"), say("gold_answer"), say("gold_number"), say("gold_examples")),
            rows=tuple(
                (one.truth, one.answer, str(one.number), "; ".join(f"{id_}: {text}" for id_, text in one.examples[:1]))
                for one in report.confusions
            ),
        ),
        Sheet(
            name="calibration",
            title=say("gold_calibration", error=_short(report.calibration_error)),
            heads=(say("gold_confidence"), say("gold_number"), say("gold_right"), say("gold_share")),
            rows=tuple(
                (_short(one.confidence / 100), str(one.number), str(one.right), _short(one.share))
                for one in report.calibration
            ),
        ),
        Sheet(
            name="thresholds",
            title=say("gold_thresholds"),
            heads=(say("gold_from"), say("gold_number"), say("gold_precision"), say("gold_coverage")),
            rows=tuple(
                (_short(one.confidence / 100), str(one.number), _short(one.share), _short(one.coverage))
                for one in report.thresholds
            ),
        ),
        Sheet(
            name="bands",
            title=say("gold_bands"),
            heads=(say("gold_band"), say("gold_rows"), say("gold_right"), say("gold_share")),
            rows=tuple(
                (band, str(rows), str(right), _short(right / rows if rows else 0)) for band, rows, right in report.bands
            ),
        ),
        Sheet(
            name="codes",
            title=say("gold_codes"),
            heads=(say("framework"), say("gold_rows"), say("gold_given"), say("gold_first"), say("gold_of_three")),
            rows=tuple(
                (
                    *(one.framework, str(one.rows), str(one.given)),
                    *(_with_interval(share) for share in (one.first, one.of_three)),
                )
                for one in report.codes
            ),
        ),
    ]


def gold_drawings(report: GoldReport, voice: Voice) -> list[str]:
    """The calibration curve, and precision and coverage at each threshold."""
    say = voice.say
    measured = tuple((one.confidence / 100, one.share, one.number) for one in report.calibration)
    precise = tuple((one.confidence / 100, one.share, one.number) for one in report.thresholds)
    covered = tuple((one.confidence / 100, one.coverage, one.number) for one in report.thresholds)
    return [
        curves_svg(
            say("gold_curve"),
            say("gold_confidence"),
            say("gold_share"),
            [Curve(label=say("gold_measured"), points=measured)],
            "gold-calibration",
            even=True,
        ),
        curves_svg(
            say("gold_thresholds"),
            say("gold_from"),
            say("gold_share"),
            [
                Curve(label=say("gold_precision"), points=precise),
                Curve(label=say("gold_coverage"), points=covered),
            ],
            "gold-thresholds",
            even=False,
        ),
    ]


def _score(one: Score) -> dict[str, Any]:
    return {
        "rows": one.rows,
        "claims": one.claims,
        "micro_f1": _share(one.accuracy),
        **{name: _share(getattr(one, name)) for name in _SHOWN},
        "classes": {
            each.name: {
                "support": each.support,
                "given": each.given,
                "precision": _share(each.precision),
                "recall": _share(each.recall),
                "f1": _share(each.f1),
            }
            for each in one.classes
        },
    }


def _share(one: Share) -> dict[str, Any]:
    return {"value": round(one.value, _DIGITS), "interval": [round(one.low, _DIGITS), round(one.high, _DIGITS)]}


def _step(one: Step) -> dict[str, Any]:
    return {
        "confidence": one.confidence / 100,
        "number": one.number,
        "right": one.right,
        "share": round(one.share, _DIGITS),
        "coverage": round(one.coverage, _DIGITS),
    }


def _codes(one: CodeScore) -> dict[str, Any]:
    return {"rows": one.rows, "given": one.given, "first": _share(one.first), "of_three": _share(one.of_three)}


def _short(value: float) -> str:
    return f"{value:.3f}"


def _with_interval(one: Share) -> str:
    return f"{_short(one.value)} ({_short(one.low)}-{_short(one.high)})"


def wrong_rows(rows: Sequence[Scoring]) -> str:
    """Every wrong answer as a row of CSV, with the labels, the confidence and the beginning of the text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["id", "labels", "answer", "confidence", "review", "text"])
    for row in rows:
        if not row.is_right:
            confidence = f"{row.confidence / 100:.2f}" if row.confidence >= 0 else ""
            cells = (row.id, "; ".join(row.gold.right), row.answer, confidence, row.band, row.text)
            writer.writerow([neutral(cell) for cell in cells])
    return out.getvalue()
