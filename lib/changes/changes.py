"""Two periods to the list of those who changed (docs/method.md, "What changed")."""

from hashlib import blake2b

import numpy as np

from lib.changes.caveats import caveats_of
from lib.changes.evidence import Evidence, weigh
from lib.changes.types import Changes
from lib.findings import Finding
from lib.profiles.period import BLOCK_HOURS, Period
from lib.spelling import counted

LEAST_KW, LEAST_SHARE = 0.15, 0.10  # what is listed: from so many kW, and so much of the own mean load
FEWEST = 20  # customers, to learn from each other what is usual
WEEKDAYS, WEEKEND_DAYS = 5, 4
SUNNY, IDLE_KW = 0.03, 0.02
WIDTHS = range(2, 13)
REASONS = {  # the verb of one and of several, and the rest
    "other_period": ("has", "have", "readings in one of the periods only"),
    "few_days": (
        "has",
        "have",
        f"fewer than {WEEKDAYS} weekdays or {WEEKEND_DAYS} weekend days at home in a period",
    ),
    "idle": ("uses", "use", "next to nothing in one of the periods"),
    "solar": ("had", "had", "solar panels before: days that follow the sun cannot be compared by shape"),
}


def changes(earlier: Period, later: Period) -> Changes:
    """Who no longer looks like itself, after allowing for what similar customers did.

    Parameters
    ----------
    earlier, later : the same customers over two periods; those in one of them only are counted and left out.
    """
    both, aside = _compared(earlier, later)
    a, b = (each.rows(np.isin(each.customer_id, both)) for each in (earlier, later))
    found = weigh(a, b) if len(a) >= FEWEST else None
    expected = _expected_kw(a, found)
    kw, window = _best_window(b.hourly_kw - expected)
    order = np.zeros(0, int)
    if found is not None:
        large = (np.abs(kw) >= LEAST_KW) & (np.abs(kw) >= LEAST_SHARE * a.level_kw)
        order = np.flatnonzero(found.found & large)
        order = order[np.argsort(-np.abs(kw[order]), kind="stable")]
    left_kw = np.delete(b.hourly_kw - expected, order, axis=0).mean(axis=0) if found else np.zeros(24)
    seasons = found.seasons if found else float("nan")
    middling = float(np.median(a.level_kw)) if len(a) else float("nan")
    findable = max(found.findable * middling, LEAST_KW, LEAST_SHARE * middling) if found else float("nan")
    return Changes(
        earlier=(a.first, a.last),
        later=(b.first, b.last),
        customer_id=a.customer_id,
        chance=found.chance if found else np.full(len(a), np.nan),
        kw=kw,
        window=window,
        before_kw=a.hourly_kw,
        after_kw=b.hourly_kw,
        expected_kw=expected,
        order=order,
        findable_kw=findable,
        seasons=seasons,
        set_aside=aside,
        caveats=caveats_of(a, seasons, findable, len(order), FEWEST, left_kw),
        fingerprint=blake2b(
            f"{earlier.fingerprint} {later.fingerprint}".encode(), digest_size=16
        ).hexdigest(),
        origin="upload" if "upload" in (earlier.origin, later.origin) else earlier.origin,
    )


def _compared(earlier: Period, later: Period) -> tuple[np.ndarray, tuple[Finding, ...]]:
    """Customers that can be compared, and the others counted, each by the first reason that holds."""
    both = np.intersect1d(earlier.customer_id, later.customer_id)
    reason = np.full(len(both), "", dtype=object)
    pair = [each.rows(np.isin(each.customer_id, both)) for each in (earlier, later)]
    few = [(each.days[:, 0] < WEEKDAYS) | (each.days[:, 1] < WEEKEND_DAYS) for each in pair]
    reason[pair[0].sunny >= SUNNY] = "solar"
    reason[~np.all([each.level_kw >= IDLE_KW for each in pair], axis=0)] = "idle"
    reason[np.any(few, axis=0)] = "few_days"
    counts = {code: int((reason == code).sum()) for code in REASONS}
    counts["other_period"] = len(np.union1d(earlier.customer_id, later.customer_id)) - len(both)
    told = tuple(
        Finding("set aside", code, _told(count, *REASONS[code]), count)
        for code, count in counts.items()
        if count
    )
    return both[reason == ""], told


def _told(count: int, has: str, have: str, what: str) -> str:
    return f"{counted(count, f'customer {has}', f'customers {have}')} {what}."


def _expected_kw(earlier: Period, found: Evidence | None) -> np.ndarray:
    """(n, 24) the later mean day that was to be expected, kW: the blocks' expected change on the earlier hours."""
    if found is None:
        return earlier.hourly_kw
    shares = earlier.hourly_kw / earlier.level_kw[:, None]
    blocks = shares.reshape(len(earlier), 24 // BLOCK_HOURS, BLOCK_HOURS).mean(axis=2)
    expected = shares + np.repeat(found.expected - blocks, BLOCK_HOURS, axis=1)
    return expected * (found.level * earlier.level_kw)[:, None]


def _best_window(extra_kw: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean kW of the window of 2 to 12 hours that stands out most, sum over the root of its length, and the window."""
    n = len(extra_kw)
    heap = np.cumsum(np.concatenate([np.zeros((n, 1)), extra_kw, extra_kw], axis=1), axis=1)
    sums = np.stack([heap[:, width : width + 24] - heap[:, :24] for width in WIDTHS], axis=1)
    score = np.abs(sums) / np.sqrt(WIDTHS)[:, None]
    best = score.reshape(n, len(WIDTHS) * 24).argmax(axis=1)
    width, first = WIDTHS[0] + best // 24, best % 24
    kw = sums.reshape(n, len(WIDTHS) * 24)[np.arange(n), best] / width
    return kw, np.column_stack([first, (first + width) % 24])
