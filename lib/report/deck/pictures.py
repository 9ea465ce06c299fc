"""Charts that PowerPoint draws itself, so that they can be edited; their numbers are those of the app's pictures."""

from collections.abc import Mapping, Sequence

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide as PptxSlide
from pptx.util import Pt

from lib.report.deck.slide import Place, clean, colour
from lib.targets.files import defused

Series = Mapping[str, tuple[Sequence[float], str]]  # name: values, role of its colour


def curves(
    slide: PptxSlide,
    place: Place,
    x: Sequence[float],
    series: Series,
    axes: tuple[str, str],
    alt: str,
    dashed: str = "",
) -> None:
    """Lines over a numeric axis.

    Parameters
    ----------
    axes : titles of the horizontal and the vertical axis, with their units.
    dashed : the one series that is drawn dashed.
    """
    data = XyChartData()
    for name, (values, _) in series.items():
        line = data.add_series(_told(name))
        for at, value in zip(x, values, strict=True):
            line.add_data_point(float(at), float(value))
    chart = _add(slide, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, place, data, alt, len(series) > 1)
    _lines(chart, series, dashed)
    _axes(chart, *axes)


def days(slide: PptxSlide, place: Place, series: Series, alt: str) -> None:
    """Mean days, one line each, in kW over the hours."""
    data = CategoryChartData()
    data.categories = [f"{hour:02}:00" for hour in range(24)]
    for name, (values, _) in series.items():
        data.add_series(_told(name), [float(value) for value in values])
    chart = _add(slide, XL_CHART_TYPE.LINE, place, data, alt)
    _lines(chart, series)
    _axes(chart, "hour of the day", "kW")


def bars(slide: PptxSlide, place: Place, names: Sequence[str], series: Series, number: str, alt: str) -> None:
    """Bars side by side with their values at the end, the first name on top.

    Parameters
    ----------
    number : how values are written, as Excel says it: "0%" or "0.0".
    """
    data = CategoryChartData(number_format=number)
    data.categories = [_told(name) for name in names]
    for name, (values, _) in series.items():
        data.add_series(_told(name), [float(value) for value in values])
    chart = _add(slide, XL_CHART_TYPE.BAR_CLUSTERED, place, data, alt, legend=len(series) > 1)
    for plotted, (_, role) in zip(chart.plots[0].series, series.values(), strict=True):
        plotted.format.fill.solid()
        plotted.format.fill.fore_color.rgb = colour(role)
    plot = chart.plots[0]
    plot.has_data_labels, plot.gap_width, plot.overlap = True, 60, -5
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = number, False
    plot.data_labels.show_value, plot.data_labels.font.size = True, Pt(11)
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = colour("context")
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False


def _told(name: str) -> str:
    """A name as the workbook behind a chart may hold it: what PowerPoint opens to edit the numbers runs formulas."""
    return defused(clean(name))


def _add(slide: PptxSlide, kind: XL_CHART_TYPE, place: Place, data, alt: str, legend: bool = True) -> Chart:
    frame = slide.shapes.add_chart(kind, *place.emu(), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(alt))  # python-pptx has no name for it
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(12), colour("muted")
    chart.has_title, chart.has_legend = False, legend
    if legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    return chart


def _lines(chart: Chart, series: Series, dashed: str = "") -> None:
    for plotted, (name, (_, role)) in zip(chart.plots[0].series, series.items(), strict=True):
        line = plotted.format.line
        line.width, line.color.rgb, plotted.smooth = Pt(2.25), colour(role), False
        if name == dashed:
            line.dash_style = MSO_LINE.DASH


def _axes(chart: Chart, across: str, up: str) -> None:
    for axis, title in ((chart.category_axis, across), (chart.value_axis, up)):
        axis.has_title = True
        axis.axis_title.text_frame.text = title
        run = axis.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold, run.font.color.rgb = Pt(12), False, colour("muted")
        axis.format.line.color.rgb = colour("context")
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.major_gridlines.format.line.color.rgb = colour("wash")
