"""One bar a row with its figure at the end; no horizontal axis, since the ends are told."""

import altair as alt
import pandas as pd

from lib.charts import marks, theme

ROW = 36
LETTER = 0.08  # of the longest bar, for each letter at its end


def bars(table: pd.DataFrame, value: str, tone: str = "accent", **titles: str) -> alt.LayerChart:
    """Rows of a table as bars.

    Parameters
    ----------
    table : with the columns name (at the left), `value` (length), and told (text at the end).
    tone : the role of all bars, or the column that holds it for each. titles : column to the words of its tooltip.
    """
    room = max(0.75, LETTER * table["told"].str.len().max())  # for what stands at the end, on a phone too
    top = float(max(table[value].max(), 1e-9)) * (1 + room)
    x = alt.X(f"{value}:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=None)
    y = alt.Y("name:N", sort=list(table["name"]), scale=alt.Scale(padding=0), axis=theme.NAMES)
    bar = alt.Chart(table).mark_bar(size=14).encode(x, y, tooltip=marks.tooltips(**titles))
    ends = alt.Chart(table).mark_text(align="left", dx=5, fontSize=12.5, fontWeight=marks.BOLD, tooltip=None)
    coloured = bar.encode(theme.by_tone(tone)) if tone in table else theme.role(bar, tone)
    named = theme.role(ends.encode(x, y, alt.Text("told:N")), "ink")
    return theme.stack([coloured, named], x, y, ROW * len(table))
