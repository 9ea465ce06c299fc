"""Why this customer: one line of words with the numbers in it."""

import numpy as np

LONGEST = 90


def reasons(
    window_kw: np.ndarray,
    flexible_kw: np.ndarray,
    days_up: np.ndarray,
    days: np.ndarray,
    said_yes: np.ndarray,
    said_no: np.ndarray,
    measured_kw: np.ndarray,
) -> np.ndarray:
    """(n,) of str, at most 90 characters each, such as ``2.2 kW on peak days, 1.6 above base; ...``.

    Parameters
    ----------
    window_kw, flexible_kw : load in the window and how much of it is above the base, kW.
    days_up, days : on how many event-like days the load was above usual, and of how many; NaN: days not known.
    said_yes, said_no : (n,) bool, last season's answer; measured_kw : what was given then, NaN if not measured.
    """
    rows = zip(window_kw, flexible_kw, days_up, days, said_yes, said_no, measured_kw, strict=True)
    return np.array([_reason(*row) for row in rows], dtype=object)


def _reason(
    window_kw: float, flexible_kw: float, up: float, days: float, yes: bool, no: bool, measured_kw: float
) -> str:
    when = "on peak days" if days >= 0 else "on an average day"
    load = f"{kw(window_kw)} kW {when}, {_above(flexible_kw)}"
    return _joined(
        load, f"up on {up:.0f} of {days:.0f}" if days > 0 else "", _last_year(yes, no, measured_kw)
    )


def kw(value: float) -> str:
    """Two decimals under 1 kW, one under 100, none above."""
    size = abs(value)
    return f"{value:,.2f}" if size < 0.995 else f"{value:,.1f}" if size < 99.95 else f"{value:,.0f}"


def _above(flexible_kw: float) -> str:
    return f"{kw(flexible_kw)} above base" if flexible_kw >= 0.005 else "none above base"


def _last_year(yes: bool, no: bool, measured_kw: float) -> str:
    if yes and np.isfinite(measured_kw):
        return f"gave {kw(measured_kw)} kW last year"
    return "took part last year" if yes else "said no last year" if no else ""


def _joined(load: str, up: str, last: str) -> str:
    """All three, or without the days where the line grows too long."""
    whole = "; ".join(part for part in (load, up, last) if part)
    return whole if len(whole) <= LONGEST else "; ".join(part for part in (load, last) if part)
