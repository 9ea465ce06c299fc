"""What two periods cannot tell, in sentences; the page says them first."""

import numpy as np

from lib.findings import Finding
from lib.profiles.period import Period
from lib.segments.kinds import NBSP, clock
from lib.spelling import counted

FEW = 500  # customers: below it the list holds candidates, and no error rate is promised
SEASONS_DIFFER = 0.5
BLIND = 0.5  # of the mean load: where only larger changes could be found, the seasons are too different
MANY = 1 / 3  # of all customers: so many hide one another
TOGETHER = 0.10  # of the mean load: what all who are not listed may lie off what was expected at an hour


def caveats_of(
    earlier: Period, seasons: float, findable_kw: float, listed: int, fewest: int, left_kw: np.ndarray
) -> tuple[Finding, ...]:
    """What cannot be told, most important first.

    Parameters
    ----------
    earlier : the customers compared. seasons, findable_kw : see `Changes`. listed : how many are on the list.
    fewest : under so many customers nothing is compared at all.
    left_kw : (24,) mean later day of those not listed less the expected one, kW.
    """
    n = len(earlier)
    if n < fewest:
        message = (
            f"{n} customers have whole days enough in both periods; at least {fewest} are needed to learn from one "
            "another what is usual. Choose another date, or load more customers or days."
        )
        return (Finding("warning", "too_few", message, n),)
    found, level_kw = [], float(np.median(earlier.level_kw))
    blind = seasons > SEASONS_DIFFER and findable_kw > BLIND * level_kw and not listed
    if blind:
        message = (
            "The periods are too different, by season or by what came to many: only a change of "
            f"{findable_kw:,.2f}{NBSP}kW over six hours would stand out at a middling customer, who uses "
            f"{level_kw:,.2f}{NBSP}kW. That nobody is listed says nothing. "
            "Compare the same season."
        )
        found.append(Finding("warning", "seasons_too_different", message))
    elif seasons > SEASONS_DIFFER:
        message = "The seasons differ: all customers changed together, and smaller changes drown in it."
        found.append(Finding("warning", "seasons_differ", message))
    if n < FEW:
        who = counted(n, "customer is", "customers are")
        message = f"{who} few, under {FEW}: those listed are candidates, of whom some will be wrong."
        found.append(Finding("warning", "candidates", message, n))
    if listed > MANY * n:
        message = "More than a third of all customers are listed: so many hide one another."
        found.append(Finding("warning", "many", message, listed))
    at = int(np.abs(left_kw).argmax())
    if np.abs(left_kw[at]) > TOGETHER * earlier.level_kw.mean() and not blind:
        message = (
            f"Those not listed use {abs(left_kw[at]):,.2f}{NBSP}kW {'more' if left_kw[at] > 0 else 'less'} than "
            f"expected at {clock(at)} in the mean: many changed in one way, and so hide one another."
        )
        found.append(Finding("warning", "together", message))
    message = (
        f"Not listed is not unchanged: it takes about {findable_kw:,.2f}{NBSP}kW over six hours to be listed."
    )
    return (*found, Finding("info", "not_unchanged", message))
