"""Shapes nobody had before: how many chance leaves, when they are more, and in which order they are shown."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from lib.changes import populations
from lib.charts import new_shapes
from lib.profiles.period import Period
from lib.report.changed import beyond, newcomers

HOURS = np.arange(24)


def period(hourly_kw: np.ndarray) -> Period:
    n = len(hourly_kw)
    ids = np.array([f"C{row:04}" for row in range(n)], dtype=object)
    none = np.zeros(n)
    return Period(
        date(2026, 5, 1), date(2026, 5, 28), ids, np.full((n, 2), 9), none.astype(int), hourly_kw,
        np.zeros((n, 8, 8)), np.zeros((n, 8)), none, "a", "demo",
    )  # fmt: skip


def flat(n: int) -> np.ndarray:
    """1 kW all day, and each customer a little more at noon than the one before."""
    return 1.0 + np.outer(np.arange(n) / n, HOURS == 12)


SEGMENTS = SimpleNamespace(
    features="daily",
    codebook=np.full((1, 24), 1 / 24),
    caps=np.full(24, np.inf),
    scaling="share",
    numbers=(1,),
    label=lambda number: f"{number} Flat",
)


def moved(before: np.ndarray, after: np.ndarray):
    return populations(period(before), period(after), SEGMENTS)


@pytest.mark.parametrize(("n", "chance"), [(50, 50 * 1.49 / 51), (999, 999 * 10.98 / 1000)])
def test_of_a_few_more_than_a_hundredth_lie_beyond_the_quantile_of_others(n, chance):
    """.99 x 49 + 1 is 49.51 of 51 places; .99 x 998 + 1 is 989.02 of 1,000, so that 11 of 999 lie beyond."""
    assert moved(flat(n), flat(n)).by_chance == pytest.approx(chance, rel=0.005)


def test_where_nothing_moved_nothing_is_new():
    found = moved(flat(200), flat(200))
    assert (len(found.new_shapes), found.shapes_are_new) == (2, False)
    assert beyond(found) == (
        "**2** later shapes lie further from every segment than 99 % of the earlier ones; 3 would by chance, "
        "and that is not clearly more."
    )


def test_new_shapes_stand_with_their_own_days_the_furthest_first():
    """Found by reading: rows were sorted by distance, and their days were not."""
    after = flat(200)
    after[:30] += np.outer(3.0 + np.arange(30) / 10, HOURS == 2)
    found = moved(flat(200), after)
    assert found.newcomers[:2].tolist() == ["C0029", "C0028"]
    assert found.shape_kw[0, 2] == pytest.approx(1 + 3 + 2.9)
    assert found.usual == pytest.approx((after / after.mean(axis=1, keepdims=True)).mean(axis=0))
    assert found.shapes_are_new
    assert beyond(found).endswith("3 would by chance. **There are shapes nobody had before.**")
    rows = newcomers(found, {"C0029": (SimpleNamespace(new=True, label="possible new electric vehicle"),)})
    assert rows.iloc[0][["Customer", "kWh a day", "Peak at", "May be"]].tolist() == [
        "C0029",
        pytest.approx(24 + 5.9 + 0.1, abs=0.1),
        "02:00",
        "possible new electric vehicle",
    ]


def test_the_picture_says_when_the_new_shapes_peak_or_that_each_has_its_own_hour():
    after = flat(200)
    after[:30] += np.outer(np.full(30, 6.0), HOURS == 2)
    assert new_shapes(moved(flat(200), after)).title.endswith(
        "nobody had before, most with a peak about 02:00, 5.6 times the mean"
    )
    after = flat(200)
    after[np.arange(30), np.arange(30) % 24] += 6.0
    assert new_shapes(moved(flat(200), after)).title.endswith(
        "nobody had before, with peaks at different hours"
    )
