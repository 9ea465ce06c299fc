"""The list beside what others would ask: as many customers by highest bill, by window kW, at random."""

from collections.abc import Sequence

import pandas as pd

from lib.charts.bars import bars
from lib.charts.picture import Picture
from lib.charts.words import NBSP, certainty, kw
from lib.targets.beside import BILLS, THIS, Rival


def rivals(found: Sequence[Rival]) -> Picture:
    """Firm kW of as many customers chosen in each way, with what it costs."""
    rows = sorted(found, key=lambda each: -each.p90_kw)
    table = pd.DataFrame(
        {
            "name": [each.name for each in rows],
            "asked": [each.asked for each in rows],
            "firm_kw": [each.p90_kw for each in rows],
            "p50_kw": [each.p50_kw for each in rows],
            "p10_kw": [each.p10_kw for each in rows],
            "expected_kw": [each.expected_kw for each in rows],
            "cost": [round(each.cost) for each in rows],
            "cost_of_firm_kw": [cost_of(each) for each in rows],
        }
    )
    tone = ["accent" if name == THIS else "context" for name in table["name"]]
    drawn = table.assign(
        tone=tone,
        told=[f"{kw(each.p90_kw)} at {cost_of(each)} a kW" for each in rows],
        **{f"{name}_told": table[name].map(kw) for name in ("firm_kw", "p50_kw", "expected_kw")},
        cost_told=table["cost"].map("{:,}".format),
    )
    tips = {"name": "List", "firm_kw_told": "Firm", "p50_kw_told": "5 of 10", "expected_kw_told": "Expected"}
    title = rivals_title(found)
    return Picture(
        bars(drawn, "firm_kw", "tone", **tips, cost_told="Cost"),
        title,
        f"Firm kW ({certainty(0.9)}) of {rows[0].asked:,} customers by each list, and the cost of one firm kW. "
        "Judged by the same model.",
        f"{title}. {'; '.join(f'{row.name}: {row.told}' for row in drawn[['name', 'told']].itertuples(index=False))}.",
        table,
    )


def cost_of(each: Rival) -> str:
    """Cost of one firm kW, in the money of whoever plans; a dash where nothing is firm."""
    return f"{each.cost_of_firm_kw:,.0f}" if each.p90_kw > 0 else "–"


def rivals_title(found: Sequence[Rival]) -> str:
    """How much more this list gives than highest bills, in percent; or less, or nothing."""
    firm = {each.name: each.p90_kw for each in found}
    this, bills = firm[THIS], firm[BILLS]
    if this <= 0 or bills <= 0:
        return f"As many letters give {kw(this)} firmly; by highest bill {kw(bills)}"
    more = this / bills - 1
    if abs(more) < 0.005:
        return "As many letters by highest bill give the same firm kW"
    how = f"{abs(more) * 100:.0f}{NBSP}% {'more' if more > 0 else 'less'}"
    return f"As many letters, {how} firm kW than by highest bill"
