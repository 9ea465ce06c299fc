"""A picture for a room: the same drawing, higher, its words larger."""

from dataclasses import replace

import altair as alt

from lib.charts.picture import Picture

TIMES_HIGH, TIMES_WORDS = 1.6, 1.5


def large(picture: Picture) -> Picture:
    """The picture as it is shown to a room from a screen."""
    chart = picture.chart.copy(deep=True)
    chart.height = round(TIMES_HIGH * chart.height)
    chart.config.axis.labelFontSize = round(TIMES_WORDS * chart.config.axis.labelFontSize)
    for layer in chart.layer if isinstance(chart, alt.LayerChart) else [chart]:
        for name in ("fontSize", "dx", "dy"):
            if (size := getattr(layer.mark, name, alt.Undefined)) is not alt.Undefined:
                layer.mark[name] = TIMES_WORDS * size
    return replace(picture, chart=chart, ready=None)
