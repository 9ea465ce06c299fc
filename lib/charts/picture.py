"""What a picture is: the drawing, and the words that go with it."""

from dataclasses import dataclass

import altair as alt
import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A drawing with all that a page or a report says about it.

    Attributes
    ----------
    chart : the drawing; it carries no title, since titles of a drawing do not wrap.
    title : the finding, one plain sentence, computed from the data and true of it.
    note : what is drawn, then how to read it.
    alt : the same for someone who does not see it, with the figures.
    table : the numbers drawn; column names carry the unit.
    ready : the drawing as a finished specification, where it is kept for the next time.
    """

    chart: alt.Chart | alt.LayerChart
    title: str
    note: str
    alt: str
    table: pd.DataFrame
    ready: dict | None = None
