"""Who is set aside before ranking and why, and how good the data behind everybody else are."""

import numpy as np

from lib.profiles import Profiles
from lib.targets.attributes import Attributes
from lib.targets.components import Components

FEWEST_DAYS, FULL_DAYS, FULL_SHARE = 14, 28, 0.98
VACANT_KWH = 0.1
MOST_OFFERS = 3
PEOPLE = ("medical", "opted_out", "other_programme", "still_in")
MESSAGES = {
    "medical": "medical or life-support need",
    "opted_out": "asked not to be contacted",
    "other_programme": "in a conflicting programme",
    "still_in": "still enrolled: a matter of keeping, not of asking",
    "spared": "grew tired or opted out in last season's events",
    "asked_too_often": f"asked {MOST_OFFERS} times or more already",
    "few_days": f"under {FEWEST_DAYS} valid days",
    "vacant": f"vacant: under {VACANT_KWH} kWh a day",
    "no_window": "no reading in the event window",
}


def grades(profiles: Profiles) -> np.ndarray:
    """(n_customers,) confidence grade of each; "" where days are not known.

    Notes
    -----
    A from 28 valid days and 98 % complete, B from 28, C 14-27, D below.  Days are not known where they are NaN or
    negative, or where a file without figures gives none to anybody.
    """
    days = np.asarray(profiles.valid_days, dtype=float)
    unknown = ~(days >= 0) | (profiles.figures is None and not np.nansum(np.maximum(days, 0)))
    full = days >= FULL_DAYS
    return np.select(
        [unknown, full & (profiles.completeness >= FULL_SHARE), full, days >= FEWEST_DAYS],
        ["", "A", "B", "C"],
        "D",
    )


def set_aside(
    profiles: Profiles, components: Components, attributes: Attributes, spared: tuple[str, ...] = ()
) -> np.ndarray:
    """(n_customers,) code of the first reason to leave a customer out; "" for who is eligible.

    Notes
    -----
    People come before data: whoever must not be asked is counted as that, however poor the readings.
    """
    reasons = {role: getattr(attributes, role) for role in PEOPLE}
    nobody = np.zeros(len(profiles.customer_id), dtype=bool)
    reasons["spared"] = np.isin(profiles.customer_id.astype(str), spared) if spared else nobody
    reasons["asked_too_often"] = attributes.times_asked >= MOST_OFFERS
    reasons["few_days"] = grades(profiles) == "D"
    reasons["vacant"] = (profiles.reason == "vacant") | (np.abs(profiles.hourly_kw).sum(axis=1) < VACANT_KWH)
    reasons["no_window"] = ~np.isfinite(components.hot_kw) | ~np.isfinite(components.always_on_kw)
    return np.select(list(reasons.values()), list(reasons), "")


def counted(codes: np.ndarray) -> tuple[tuple[str, int, str], ...]:
    """(code, count, message) of every reason that occurs, in the order of the reasons."""
    counts = {code: int((codes == code).sum()) for code in MESSAGES}
    return tuple((code, count, MESSAGES[code]) for code, count in counts.items() if count)
