"""What the shop earned: the bars of a chart, the figures below it, and the same as a file."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, tzinfo

from auto_order.kit.money import compact_rupiah
from auto_order.reporting.models import Figures, Report, Span
from auto_order.telegram.chart import Bar
from auto_order.telegram.screens.screen import Picture, Screen, tap
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.staff_callbacks.statistics import ExportStatistics, ShowStatistics
from auto_order.telegram.texts import Html, Words, joined

_LABELS = {Span.DAY: "%d/%m", Span.WEEK: "%d/%m", Span.MONTH: "%m/%y"}
_MOST_NAME = 40


def chart_title(report: Report, words: Words) -> str:
    """Say what the chart shows; fonts have no emoji."""
    return words(f"statistics-title-{report.span}")


def bars(report: Report, timezone: tzinfo, words: Words) -> Sequence[Bar]:
    """Make a bar of each stretch's revenue."""
    return [
        Bar(
            stretch.starts_at.astimezone(timezone).strftime(_LABELS[report.span]),
            figures.revenue,
            compact_rupiah(figures.revenue, thousand=words("thousand"), million=words("million")),
        )
        for stretch, figures in report.stretches
    ]


def statistics(report: Report, png: bytes, words: Words) -> Screen:
    """Show the chart with its figures."""
    now, total = report.stretches[-1][1], report.total
    text = words(
        "statistics",
        title=chart_title(report, words),
        current=_describe(now, words),
        total=_describe(total, words),
        conversion=_percent(total),
        top=_list_top(report, words),
    )
    spans = [
        tap(words(f"button-span-{span}"), ShowStatistics(span=span))
        for span in Span
        if span is not report.span
    ]
    rows = [
        spans,
        [tap(words("button-csv"), ExportStatistics(span=report.span))],
        [tap(words("button-back"), ShowAdmin())],
    ]
    return Screen(text, rows, picture=Picture(png=png))


def write_csv(report: Report, timezone: tzinfo) -> str:
    """Write the figures as a spreadsheet reads them."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(["from", "to", *Figures._fields])
    for stretch, figures in report.stretches:
        writer.writerow([_day(stretch.starts_at, timezone), _day(stretch.ends_at, timezone), *figures])
    return page.getvalue()


def _describe(figures: Figures, words: Words) -> Html:
    return words(
        "statistics-figures",
        revenue=words.money(figures.revenue),
        paid=figures.paid,
        placed=figures.placed,
        newcomers=figures.newcomers,
    )


def _percent(figures: Figures) -> int:
    return 100 * figures.paid // figures.placed if figures.placed else 0


def _list_top(report: Report, words: Words) -> Html:
    if not report.top:
        return words("nothing-yet")
    return joined(
        words(
            "statistics-top",
            number=number,
            name=product.name[:_MOST_NAME],
            units=product.units,
            revenue=words.money(product.revenue),
        )
        for number, product in enumerate(report.top, start=1)
    )


def _day(moment: datetime, timezone: tzinfo) -> str:
    return f"{moment.astimezone(timezone):%Y-%m-%d}"
