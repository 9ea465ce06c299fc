"""What a hint rests on: the mean day of the days that show it beside the others, its hours shaded."""

import numpy as np
import pandas as pd

from lib.changes.hints import Hint, span_of
from lib.charts import marks, theme
from lib.charts.customer import runs
from lib.charts.picture import Picture
from lib.charts.words import clock

HEIGHT = 190


def hinted(hint: Hint) -> Picture | None:
    """The days that show a technology beside those that do not; None where there are not both."""
    if not (np.isfinite(hint.with_kw).all() and np.isfinite(hint.without_kw).all()):
        return None
    table = pd.DataFrame({"hour": range(24), "with_kw": hint.with_kw, "without_kw": hint.without_kw})
    evidence = [table[table["hour"].isin(part)] for part in runs(np.array(sorted(hint.hours), int))]
    smooth = {"interpolate": "monotone"}
    layers = [
        marks.band(part, "hour", "without_kw", "with_kw", "accent", 0.35, **smooth)
        for part in evidence
        if len(part) > 1
    ]
    layers += [
        marks.line(table, "hour", "without_kw", "context", 1.8, **smooth),
        marks.line(table, "hour", "with_kw", "accent", 2.6, **smooth),
        marks.hover(
            table.assign(clock=[clock(hour) for hour in range(24)]),
            "hour",
            clock="Hour",
            with_kw="Days that show it",
            without_kw="Others",
        ),
    ]
    values = table[["with_kw", "without_kw"]]
    y = theme.kw_axis("with_kw", 1.1 * float(values.max().max()), min(0.0, float(values.min().min())))
    title = f"{hint.label.capitalize()}: {span_of(hint.hours)}"
    note = (
        "Blue: mean of the days that show it. Grey: of the others. Coloured: the hours that are the evidence."
    )
    return Picture(
        theme.stack(layers, theme.hour_axis(), y, HEIGHT),
        title,
        note,
        f"{title}. {hint.why}.",
        table.round(4),
    )
