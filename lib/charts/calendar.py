"""Dates as days since 1970: a plain number, which no browser shifts by its time zone."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

DAY_MS = 86_400_000


def day_numbers(dates: Iterable[object]) -> np.ndarray:
    """Days since 1970 of dates given as ISO text, dates or timestamps."""
    return pd.to_datetime(pd.Series(list(dates))).to_numpy().astype("datetime64[D]").astype(int)


def iso(number: int) -> str:
    """The date of a day number, YYYY-MM-DD."""
    return str(np.datetime64(int(number), "D"))


def mondays(first: int, last: int) -> list[int]:
    """Mondays from first to last, both included; 1970 began on a Thursday."""
    return [number for number in range(first, last + 1) if (number + 3) % 7 == 0]


def labelled_days(first: int, last: int) -> tuple[list[int], str]:
    """Where a time axis is labelled, and the form of its labels: days, Mondays, months or years, as the span asks."""
    days = last - first
    if days <= 10:
        return list(range(first, last + 1)), "%-d %b"
    if days <= 100:
        return mondays(first, last), "%-d %b"
    months = np.arange(iso(first)[:7], iso(last + 1), dtype="datetime64[M]")
    starts = months.astype("datetime64[D]").astype(int).tolist()
    every = 1 if days <= 400 else 3 if days <= 1200 else 12
    kept = [start for start in starts if start >= first][::every]
    return kept, "%b %Y" if days > 400 else "%b"
