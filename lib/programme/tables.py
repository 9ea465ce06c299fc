"""Settlement as tables: rows for programs, and a row for each event and customer."""

from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np
import pandas as pd

from lib.programme.baselines import METHODS
from lib.programme.events import Event, clock
from lib.programme.placebo import Trust
from lib.programme.sums import Settled, add_up
from lib.programme.types import Result, Settlement

COLUMNS = (
    "event",
    "group",
    "date",
    "start",
    "end",
    "customer_id",
    "baseline_kw",
    "metered_kw",
    "delivered_kw",
    "low_kw",
    "high_kw",
    "reduction_pct",
    "low_pct",
    "high_pct",
    "days",
    "label",
    "factor",
)


def answer(found: Settlement) -> dict:
    """What the command line says of a settlement; None where a number is not known."""
    plain = [
        {
            "group": one.group,
            "events": one.events,
            "reduction_pct": one.percent(one.delivered_kw),
            "median_pct": one.median_pct,
        }
        for one in found.raw
        if one.label != "indicative"
    ]
    told = {
        "events": [{**row(one), **when(e)} for e, one in zip(found.events, found.results, strict=True)],
        "groups": [_group(one, {each["group"]: each for each in plain}) for one in found.groups],
        "recommended": found.recommended,
        "reason": found.reason,
        "method": found.method,
        "rule": found.rule,
        "placebo": [asdict(one) for one in found.trust],
        "plain": plain,
    }
    return {name: _known(value) for name, value in told.items()}


def _group(one: Result, plain: dict[str, dict]) -> dict:
    """A sum over events, beside what the ten latest days as they are would have said of the same."""
    beside = plain.get(one.group) if one.label != "indicative" else None
    share, median = (beside[name] if beside else np.nan for name in ("reduction_pct", "median_pct"))
    more = {"events": one.events, "median_pct": one.median_pct}
    return {**row(one), **more, "plain_pct": share, "plain_median_pct": median}


def _known(value: object) -> object:
    """Numbers for JSON, None where one is not finite."""
    if isinstance(value, list):
        return [{name: _known(cell) for name, cell in each.items()} for each in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


def row(result: Result) -> dict:
    """One result with the keys of the command line; NaN where a number is not known."""
    return {
        "event": result.name,
        "group": result.group,
        "baseline_kw": result.baseline_kw,
        "metered_kw": result.metered_kw,
        "delivered_kw": result.delivered_kw,
        "low_kw": result.low_kw,
        "high_kw": result.high_kw,
        "reduction_pct": result.percent(result.delivered_kw),
        "low_pct": result.percent(result.low_kw),
        "high_pct": result.percent(result.high_kw),
        "expected_kw": result.expected_kw,
        "days": result.days,
        "label": result.label,
    }


def when(event: Event) -> dict:
    """Date and hours of an event as text."""
    end = clock(event.clock.start + event.clock.minutes)
    return {"date": event.day.isoformat(), "start": clock(event.clock.start), "end": end}


def customer_table(settled: Sequence[Settled]) -> pd.DataFrame:
    """A row for each event and customer; negative reductions stay in."""
    rows = [
        {
            **row(one.result),
            **when(one.event),
            "customer_id": one.event.customers[0],
            "factor": one.result.factor,
        }
        for one in settled
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = table.select_dtypes("number").columns
    return table.assign(**{name: table[name].astype(float).round(6) for name in numbers.drop("days")})


def each_customer(settled: Sequence[Settled]) -> pd.DataFrame:
    """customer_id, events, baseline_kw, delivered_kw, low_kw, high_kw, label: all events of each, with a baseline.

    The kW are means over the customer's events; the band is that of a sum (`half_width_of_many`).
    """
    mine: dict[str, list[Settled]] = {}
    for one in settled:
        mine.setdefault(one.event.customers[0], []).append(replace(one, event=replace(one.event, group="")))
    sums = [(who, add_up(some)) for who, some in mine.items()]
    names = ("events", "baseline_kw", "delivered_kw", "low_kw", "high_kw", "label")
    rows = [(who, *(getattr(found[0], name) for name in names)) for who, found in sums if found]
    table = pd.DataFrame(rows, columns=["customer_id", *names])
    return table.sort_values("delivered_kw", ascending=False, ignore_index=True)


def event_table(events: Sequence[Event], results: Sequence[Result]) -> pd.DataFrame:
    """A row for each event, with its hours and the performance factor."""
    rows = [
        {**row(result), **when(event), "performance_pct": 100 * result.performance}
        for event, result in zip(events, results, strict=True)
    ]
    return pd.DataFrame(rows).replace([np.inf, -np.inf], np.nan)


def trust_table(trust: Sequence[Trust]) -> pd.DataFrame:
    """A row for each method that could be tried, in percent of the load."""
    rows = [
        {
            "Baseline": METHODS[each.method].label,
            "Bias, %": 100 * each.bias,
            "On hot days, %": 100 * each.hot_bias,
            "CV(RMSE), %": 100 * each.cv_rmse,
            "One customer, CV, %": 100 * each.customer_cv,
            "Days": each.days,
        }
        for each in trust
        if np.isfinite(each.bias)
    ]
    return pd.DataFrame(rows).round(1)
