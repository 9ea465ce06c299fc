"""How many customers have days enough."""

from itertools import pairwise

import altair as alt
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.profiles.average import FEWEST_DAYS
from lib.profiles.profiles import Profiles
from lib.profiles.sufficiency import GRADES, WANTED_DAYS, WARNED_DAYS, by_customer, counted

HEIGHT = 150


def sufficiency(profiles: Profiles) -> Picture:
    """Customers by the number of like days behind their typical day; the numbers are those of each customer."""
    table = counted(profiles).assign(label=_labels())
    title = sufficiency_title(table)
    return Picture(
        _chart(table),
        title,
        f"Whole days: {WANTED_DAYS} are wanted, under {WARNED_DAYS} warned, under {FEWEST_DAYS} refused.",
        f"{title}. " + ", ".join(f"{row.label}: {row.customers:,}" for row in table.itertuples()) + ".",
        by_customer(profiles),
    )


def sufficiency_title(table: pd.DataFrame) -> str:
    """How many have what is wanted; and how many are set aside for want of days."""
    total, full, none = table["customers"].sum(), table["customers"].iloc[0], table["customers"].iloc[-1]
    if full == total:
        return f"All {total:,} customers have {WANTED_DAYS} like days or more"
    most = f"{full:,} of {total:,} customers have" if full else "No customer has"
    few = f"; {none:,} {'has' if none == 1 else 'have'} under {FEWEST_DAYS}" if none else ""
    return f"{most} {WANTED_DAYS} like days or more{few}"


def _labels() -> list[str]:
    above = [f"{GRADES[0].least} days and more"]
    between = [f"{low.least} to {high.least - 1}" for high, low in pairwise(GRADES)]
    return [f"{days}, {each.name}" for days, each in zip(above + between, GRADES, strict=True)]


def _chart(table: pd.DataFrame) -> alt.LayerChart:
    told = table.assign(told=table["customers"].map("{:,}".format), most=int(table["customers"].max()))
    y = alt.Y("label:N", sort=list(told["label"]), axis=theme.NAMES)
    x = alt.X("customers:Q", axis=None, scale=alt.Scale(domain=[0, 1.15 * max(1, int(told["most"].iloc[0]))]))
    base = alt.Chart(told).encode(x, y)
    tips = marks.tooltips(label="Like days", told="Customers")
    bars = theme.role(base.mark_bar(cornerRadius=2, height=18).encode(tooltip=tips), "context")
    numbers = theme.role(
        base.mark_text(align="left", dx=5, fontSize=marks.TEXT, tooltip=None).encode(alt.Text("told:N")),
        "ink",
    )
    return theme.stack([bars, numbers], x, y, HEIGHT)
