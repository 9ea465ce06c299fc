"""Load shapes: a profile without its size, so that distances compare when energy is used, not how much."""

import numpy as np

from lib.allowed import SCALINGS

ROW_WISE = ("root_share", "share", "peak", "range", "zscore")
CAP_QUANTILE = 0.98


def shapes(hourly_kw: np.ndarray, scaling: str = "root_share") -> np.ndarray:
    """Load shapes of customers, under one of the scalings of `lib.choices.SCALINGS`.

    Parameters
    ----------
    hourly_kw : ndarray of shape (n_customers, 24 x parts)
        Mean kW of each local clock hour, of one mean day or of several one after the other; NaN where the customer has
        no reading in that hour.
    scaling : str
        One of `SCALINGS`.

    Returns
    -------
    ndarray of float64, shape (n_customers, 24 x parts)
        Dimensionless, except for "kw" (kW).

    Raises
    ------
    ValueError
        If the profiles have not 24 columns, or the scaling has another name.

    Notes
    -----
    root share ``sign(P) sqrt(|P| / S)``, share ``P / S`` with ``S = sum |P|``; peak ``P / max |P|``; range
    ``(P - min) / (max - min)``; zscore ``(P - mean) / sd``: of a customer's own hours, so that a new customer
    can be scored alone.  per_hour is ``(P - mean) / sd`` down the customers, and keeps size.

    Where no hour is negative S is the energy of the day, and squared distances of root shares are twice
    Hellinger's.  A net exporter has no share of day; its hours are taken relative to the mean of |P|, which is
    S / 24, so that it stands on the scale of the others and nothing jumps where the sum passes zero.

    Each mean day is scaled on its own, so that a week or a pair of seasons is told by when, not by how much more of it.

    A constant row has no range and no spread: "range" and "zscore" give zeros.  Missing hours are filled first
    (`fill_hours`); a customer without any reading stays NaN.
    """
    if scaling not in SCALINGS:
        raise ValueError(f"scaling is {scaling!r}; it must be one of {', '.join(SCALINGS)}.")
    filled = fill_hours(hourly_kw)
    return _SCALE[scaling](filled.reshape(len(filled), -1, 24)).reshape(filled.shape)


def winsorise(shapes: np.ndarray, caps: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Cut the highest values of each hour of the shapes, so that spikes do not pull centroids.

    Parameters
    ----------
    shapes : ndarray of shape (n_customers, n_columns)
        Under a scaling of `ROW_WISE`; the other two are clustered as they are.
    caps : ndarray of shape (n_columns,), optional
        Caps of an earlier population, for customers who come later; by default the 98th percentile of each hour.

    Returns
    -------
    shapes : ndarray of shape (n_customers, n_columns)
    caps : ndarray of shape (n_columns,)
    """
    if caps is None:
        caps = np.nanquantile(shapes, CAP_QUANTILE, axis=0)
    return np.minimum(shapes, caps), caps


def fill_hours(hourly_kw: np.ndarray) -> np.ndarray:
    """Profiles with each missing hour at the mean of the nearest known hours before and after it.

    Parameters
    ----------
    hourly_kw : ndarray of shape (n_customers, 24 x parts)
        NaN where the customer has no reading in that hour.

    Returns
    -------
    ndarray of float64, shape (n_customers, 24 x parts)
        A day without any reading stays NaN.

    Notes
    -----
    The day is a circle: hour 23 and hour 0 are neighbours.
    """
    profiles = np.asarray(hourly_kw, dtype=np.float64)
    if profiles.ndim != 2 or not profiles.shape[1] or profiles.shape[1] % 24:
        raise ValueError(f"profiles have the shape {profiles.shape}; expected one row a customer, 24 hours.")
    days = profiles.reshape(-1, 24)
    gaps = np.flatnonzero(np.isnan(days).any(axis=1))
    if not len(gaps):
        return profiles
    filled = days.copy()
    rows = days[gaps]
    before, after = _last_known(rows), _last_known(rows[:, ::-1])[:, ::-1]
    filled[gaps] = np.where(np.isnan(rows), (before + after) / 2, rows)
    return filled.reshape(profiles.shape)


def _last_known(rows: np.ndarray) -> np.ndarray:
    """The latest known value at or before each hour, the day before included."""
    two_days = np.concatenate([rows, rows], axis=1)
    hours = np.where(np.isnan(two_days), 0, np.arange(48))
    return np.take_along_axis(two_days, np.maximum.accumulate(hours, axis=1), axis=1)[:, 24:]


def _share(profiles: np.ndarray) -> np.ndarray:
    return _divide(profiles, np.abs(profiles).sum(axis=-1, keepdims=True))


def _root_share(profiles: np.ndarray) -> np.ndarray:
    share = _share(profiles)
    return np.sign(share) * np.sqrt(np.abs(share))


def _peak(profiles: np.ndarray) -> np.ndarray:
    return _divide(profiles, np.abs(profiles).max(axis=-1, keepdims=True))


def _range(profiles: np.ndarray) -> np.ndarray:
    lowest = profiles.min(axis=-1, keepdims=True)
    return _divide(profiles - lowest, profiles.max(axis=-1, keepdims=True) - lowest)


def _zscore(profiles: np.ndarray) -> np.ndarray:
    return _standardise(profiles, profiles, axis=-1)


def _per_hour(profiles: np.ndarray) -> np.ndarray:
    known = profiles[~np.isnan(profiles).any(axis=(1, 2))]
    return _standardise(profiles, known, axis=0)


def _kw(profiles: np.ndarray) -> np.ndarray:
    return profiles.copy()


_SCALE = {
    "root_share": _root_share,
    "share": _share,
    "peak": _peak,
    "range": _range,
    "zscore": _zscore,
    "per_hour": _per_hour,
    "kw": _kw,
}


def _standardise(profiles: np.ndarray, population: np.ndarray, axis: int) -> np.ndarray:
    mean = population.mean(axis=axis, keepdims=True)
    sd = population.std(axis=axis, keepdims=True)
    only_rounding = sd <= 1e-12 * np.abs(mean)
    return _divide(profiles - mean, np.where(only_rounding, 0.0, sd))


def _divide(profiles: np.ndarray, divisor: np.ndarray) -> np.ndarray:
    """The quotient, and zero where the divisor is zero; NaN rows stay NaN."""
    return np.divide(profiles, divisor, out=np.where(np.isnan(profiles), np.nan, 0.0), where=divisor != 0)
