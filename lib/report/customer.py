"""Why this customer, in one sentence."""

import numpy as np

from lib.charts.words import NBSP, kw, percent
from lib.profiles.temperature import TemperatureResponse
from lib.targets import TargetRanking


def customer(ranking: TargetRanking, customer_id: str) -> str:
    """Rank, load above base, on how many peak days, and the kW to expect; or why the customer is not on the list."""
    found = np.flatnonzero(ranking.customer_id == customer_id)
    if not len(found):
        code = dict(ranking.set_aside_ids).get(customer_id, "")
        why = {each: message for each, _, message in ranking.set_aside}.get(code, "no typical day is known")
        return f"**Not on the list**: {why}."
    row = int(found[0])
    up, days = ranking.evidence.hot_days_up[row], ranking.evidence.hot_days[row]
    often = f", up on {up:.0f} of {days:.0f} peak days" if days > 0 else ""
    above = f"**{kw(ranking.flexible_kw[row])}** above base in the window{often}"
    return (
        f"**Rank {row + 1:,} of {len(ranking):,}**: {above}; {kw(ranking.expected_kw[row])} to expect of it."
    )


def on_list(ranking: TargetRanking, row: int) -> list[tuple[str, str]]:
    """The figures behind the rank of one customer, as (name, words); those that are not known are left out."""
    peak, alike, grade = (
        getattr(ranking, name)[row] for name in ("responsibility", "repeatability", "confidence_grade")
    )
    coincident = f"{kw(ranking.coincident_kw[row])}, {percent(peak)} of its own highest"
    told = [
        ("Expected", f"8 times of 10 between {kw(ranking.low_kw[row])} and {kw(ranking.high_kw[row])}"),
        ("In the window", f"{kw(ranking.window_kw[row])}, of which {kw(ranking.flexible_kw[row])} can move"),
        ("Base", kw(ranking.base_kw[row])),
        ("In the system’s highest hours", coincident if np.isfinite(peak) else ""),
        ("Evenings alike", f"{alike:.2f} of 1" if np.isfinite(alike) else ""),
        ("Data", f"grade {grade}" if grade else ""),
    ]
    return [(name, words) for name, words in told if words]


def follows(temperature: TemperatureResponse | None, row: int) -> str:
    """How the load of one customer follows the temperature; "" where too little is known."""
    if temperature is None or not np.isfinite(temperature.followed[row]):
        return ""
    parts = [
        f"{kw(slope[row])} more for each degree {side} {point[row]:.0f}{NBSP}°C"
        for side, slope, point in (
            ("above", temperature.cooling_kw_per_c, temperature.cooling_above_c),
            ("below", temperature.heating_kw_per_c, temperature.heating_below_c),
        )
        if slope[row] > 0
    ]
    often = f"; that is {percent(temperature.followed[row])} of what days differ by"
    return " and ".join(parts) + often if parts else "the load does not follow it"
