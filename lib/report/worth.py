"""What the page Business case answers in one sentence, and its tables."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from lib.charts.words import kw, money
from lib.programme.assumptions import Assumption, check
from lib.programme.bills import Bills
from lib.programme.business import BusinessCase


def business_case(case: BusinessCase) -> str:
    """What firm kW earn in a year against what they cost, and how many it would take to come out even."""
    if not case.size.asked or case.size.firm_kw[1] <= 0:
        return "**Nobody is asked**, so nothing is earned and nothing spent."
    firm, gain, cost = kw(case.size.firm_kw[1]), money(case.base.gain), money(case.base.cost)
    said = f"**{firm}** firm earn **{_plain(gain)}** a year against {_plain(cost)}"
    if not np.isfinite(case.break_even_kw):
        return f"{said}; a kW earns nothing, so it never breaks even."
    return f"{said}; it breaks even at {kw(case.break_even_kw)} firm{_paid(case)}."


def years(payback: float) -> str:
    """Time until what was spent once has come back."""
    return f"{payback:.1f} years" if np.isfinite(payback) else "never"


def _paid(case: BusinessCase) -> str:
    if not np.isfinite(case.payback):
        return ", and what is spent once never comes back"
    return f", and pays back in {case.payback:.1f} years"


def _plain(text: str) -> str:
    """Dollars that markdown does not take for mathematics."""
    return text.replace("$", "\\$")


def assumption_table(assumptions: Sequence[Assumption]) -> pd.DataFrame:
    """A row for each assumption, as it is edited."""
    rows = [(each.label, *each.values, each.unit, each.source) for each in assumptions]
    return pd.DataFrame(rows, columns=["Assumption", "Low", "Usual", "High", "Unit", "Source"])


def from_table(table: pd.DataFrame, standing: Sequence[Assumption]) -> tuple[Assumption, ...]:
    """Assumptions from an edited table.

    Raises
    ------
    Refusal
        A number cannot be meant.
    """
    numbers = table[["Low", "Usual", "High"]].to_numpy(float)
    return tuple(
        each if tuple(row) == each.values else check(replace(each, low=row[0], base=row[1], high=row[2]))
        for each, row in zip(standing, numbers.tolist(), strict=True)
    )


def each_kw(case: BusinessCase) -> str:
    """What a participant must bring, beside what one brings."""
    brought = case.size.firm_kw[1] / case.size.enrolled if case.size.enrolled else 0.0
    return (
        f"A participant must bring {kw(case.break_even_each_kw)} firm, and brings {kw(brought)}"
        if np.isfinite(case.break_even_each_kw)
        else "No kW of a participant pays for its cost"
    )


def bill_table(found: Bills) -> pd.DataFrame:
    """What one customer would pay in a year under each price."""
    names = {
        "Flat, as now": found.now[0],
        "Time of use, nothing moved": found.time_of_use[0],
        "Time of use, load moved every day": found.shifted[0],
        "Flat, with the rebate": found.rebate[0],
    }
    rows = [(name, value, value - found.now[0]) for name, value in names.items()]
    return pd.DataFrame(rows, columns=["Price", "$ a year", "Against now, $"]).round(0)


def bill_title(found: Bills) -> str:
    """Which price this customer would do best with."""
    kinds = {"the rebate": found.rebate[0], "time of use": found.shifted[0], "the flat price": found.now[0]}
    best = min(kinds, key=kinds.get)
    return (
        f"This customer does best with {best}: {money(kinds[best])} a year against {money(found.now[0])} now"
    )


def winners(found: Bills) -> str:
    """How many of those asked would pay less under time of use."""
    less, moved = (float((each < found.now).mean()) for each in (found.time_of_use, found.shifted))
    return (
        f"Of those asked {100 * less:.0f} % pay less under time of use as they are, {100 * moved:.0f} % when they "
        "move load"
    )
