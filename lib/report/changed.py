"""What changed, in one sentence and as a list."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.changes import Changes, Hint, Populations
from lib.charts.words import clock, day, kw, span
from lib.profiles.parts import OF

FIRST = 100  # rows shown


def what_changed(changes: Changes, began: Mapping[str, tuple[Hint, ...]]) -> str:
    """How many are not who they were, and what may have come; or why that cannot be said."""
    since, n = day(changes.later[0].isoformat()), len(changes)
    if changes.has("too_few"):
        return f"**Cannot be said**: only {n:,} customers have enough whole days before and after {since}."
    if changes.has("seasons_too_different"):
        return "**Cannot be said**: the periods before and after are too different."
    listed, new = len(changes.order), new_cars(began)
    cars = f" **{new:,}** may have a new electric vehicle." if new else ""
    if not listed:
        return f"**Nobody** of {n:,} customers can be said to have changed since {since}.{cars}"
    net = float(changes.kw[changes.order].sum())
    what = "are candidates for a change" if changes.has("candidates") else "no longer look like themselves"
    verb = (
        what
        if listed > 1
        else what.replace("are candidates", "is a candidate")
        .replace("look", "looks")
        .replace("themselves", "itself")
    )
    sign = "more" if net > 0 else "less"
    return f"**{listed:,} of {n:,} customers** {verb} since {since}, {kw(abs(net))} {sign} in their own hours.{cars}"


def new_cars(began: Mapping[str, tuple[Hint, ...]]) -> int:
    """Customers whose days hint at a car that was not there before."""
    return sum(any(h.new and h.technology == "electric vehicle" for h in told) for told in began.values())


def listed(
    changes: Changes, began: Mapping[str, tuple[Hint, ...]], first: int | None = FIRST
) -> pd.DataFrame:
    """The list: customer, kW added or removed, when, and what it may be."""
    order = changes.order[:first]
    who = changes.customer_id[order]
    return pd.DataFrame(
        {
            "Customer": who,
            "kW changed": changes.kw[order].round(2),
            "When": [span((int(a), int(b))) for a, b in changes.window[order]],
            "Before": list(changes.before_kw[order].round(2)),
            "After": list(changes.after_kw[order].round(2)),
            "May be": _new(began, who),
        }
    )


def _new(began: Mapping[str, tuple[Hint, ...]], who: np.ndarray) -> list[str]:
    """What may have come to each of some customers, in words."""
    return ["; ".join(hint.label for hint in began.get(each, ()) if hint.new) for each in who]


def newcomers(populations: Populations, began: Mapping[str, tuple[Hint, ...]]) -> pd.DataFrame:
    """Who has a shape that nobody had before, the furthest first."""
    days = populations.shape_kw[:FIRST]
    return pd.DataFrame(
        {
            "Customer": populations.newcomers[:FIRST],
            "kWh a day": days.sum(axis=1).round(1),
            "Peak at": [clock(int(day.argmax())) for day in days],
            "Mean day": list(days.round(2)),
            "May be": _new(began, populations.newcomers[:FIRST]),
        }
    )


def table(changes: Changes, began: Mapping[str, tuple[Hint, ...]]) -> pd.DataFrame:
    """The list as a file: customer_id, kw, from_hour and to_hour of its window, chance, may_be."""
    order = changes.order
    who = changes.customer_id[order]
    return pd.DataFrame(
        {
            "customer_id": who,
            "kw": changes.kw[order].round(3),
            "from_hour": changes.window[order, 0],
            "to_hour": changes.window[order, 1],
            "chance": changes.chance[order],
            "may_be": _new(began, who),
        }
    )


def new_technologies(began: Mapping[str, tuple[Hint, ...]], listed: np.ndarray) -> pd.DataFrame:
    """Customers by technology that may have come, and how many of them are listed."""
    on_list, rows = set(listed), {}
    for who, told in began.items():
        for hint in (each for each in told if each.new):
            rows.setdefault(hint.technology, []).append(who)
    return pd.DataFrame(
        [
            {
                "May have come": name.capitalize(),
                "Customers": len(who),
                "Of them listed": len(on_list & set(who)),
            }
            for name, who in rows.items()
        ]
    )


def beyond(populations: Populations) -> str:
    """How many later shapes lie beyond the earlier ones, beside what chance would leave."""
    many, chance = len(populations.new_shapes), f"{populations.by_chance:.0f}"
    verb = "shape lies" if many == 1 else "shapes lie"
    said = f"**{many:,}** later {verb} further from every segment than 99 % of the earlier ones"
    if populations.shapes_are_new:
        return f"{said}; {chance} would by chance. **There are shapes nobody had before.**"
    return f"{said}; {chance} would by chance, and that is not clearly more."


def placed(features: str) -> str:
    """How a period is placed in segments that are not by the shape of a day; nothing where they are."""
    if features == "daily":
        return ""
    return (
        "A period has one mean day of each customer, so segments by the shape of "
        f"{OF[features]} are placed here by the mean day of their customers."
    )
