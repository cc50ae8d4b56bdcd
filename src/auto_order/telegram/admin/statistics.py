"""What the shop earned, as a picture with its figures and as a file."""

from auto_order.kit.secret import Secret
from auto_order.reporting import service as reporting
from auto_order.reporting.models import Report, Span
from auto_order.telegram import chart
from auto_order.telegram.screens.admin import statistics as screens
from auto_order.telegram.staff_callbacks.statistics import ExportStatistics, ShowStatistics
from auto_order.telegram.visit import Answer, File, Visit


async def show_statistics(visit: Visit, tap: ShowStatistics) -> Answer:
    """Show the chart."""
    report = await _read(visit, tap.span)
    bars = screens.bars(report, visit.shop.preferences.timezone, visit.words)
    png = await chart.draw(screens.chart_title(report, visit.words), bars)
    return Answer(screens.statistics(report, png, visit.words))


async def export_statistics(visit: Visit, tap: ExportStatistics) -> Answer:
    """Send the figures as a file."""
    timezone = visit.shop.preferences.timezone
    report = await _read(visit, tap.span)
    name = f"statistik-{visit.now.astimezone(timezone):%Y-%m-%d}.csv"
    return Answer(file=File(name, Secret(screens.write_csv(report, timezone))))


async def _read(visit: Visit, span: Span) -> Report:
    async with visit.shop.tx.reading() as session:
        return await reporting.report(session, span, timezone=visit.shop.preferences.timezone, now=visit.now)
