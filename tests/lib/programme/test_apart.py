"""What each group and each customer delivered, on numbers that a reader can check."""

import numpy as np
import pytest

from lib.programme.apart import by_group
from lib.programme.events import joined, table_of
from tests.lib.programme import made
from tests.lib.programme.test_settle import flat, settled


def readings_and_settlement(tmp_path):
    kw = {"A": flat(), "B": flat(3.0, 1.0), "C": flat(1.0, 0.0)}
    found = settled(tmp_path, kw)
    return made.readings_of(kw, tmp_path), found


def test_each_group_has_its_own_baseline(tmp_path):
    """A and B left out .5 and 1 kW of 2 and 3; C, in the other group, nothing of 1; D is in no group."""
    readings, found = readings_and_settlement(tmp_path)
    first, second = by_group(readings, found, {"A": "Evening", "B": "Evening", "C": "Flat"}, "US")
    assert (first.group, first.baseline_kw, first.delivered_kw) == ("Evening", 5, pytest.approx(1.5))
    assert (second.group, second.baseline_kw, second.delivered_kw) == ("Flat", 1, pytest.approx(0))
    assert np.isnan(first.expected_kw)  # the plan was made for all together
    assert by_group(readings, found, {}, "US") == ()


def test_customers_stand_in_order_of_what_they_gave(tmp_path):
    _, found = readings_and_settlement(tmp_path)
    assert found.by_customer["customer_id"].tolist() == ["B", "A", "C"]
    assert found.by_customer["delivered_kw"].tolist() == pytest.approx([1, 0.5, 0])
    assert found.by_customer["events"].tolist() == [1, 1, 1]


def test_two_events_of_one_customer_are_their_mean(tmp_path):
    kw = flat()
    kw[-1, 17:21] -= 1.0  # the day after: 1 kW less
    both = [made.event(day, customers=("A",)) for day in ("2026-07-02", "2026-07-03")]
    found = settled(tmp_path, {"A": kw}, *both, holidays="none")
    [row] = found.by_customer.to_dict("records")
    assert (row["events"], row["delivered_kw"]) == (2, pytest.approx((0.5 + 1.0) / 2))


def test_the_hour_before_is_told_apart_from_the_morning(tmp_path):
    """16:00 is after the hours that the factor is made from: what is added there moves no baseline."""
    kw = flat()
    kw[31, 16] += 0.7
    [course] = settled(tmp_path, {"A": kw}).courses
    assert course.hour_before_kw == pytest.approx(0.7)
    assert course.baseline_kw[course.event] == pytest.approx([2] * 4)


def test_events_made_by_hand_join_those_of_a_table():
    given, own = made.event("2026-07-02"), made.event("2026-07-01")
    table = table_of([given], "events.csv", "upload")
    assert joined(table, [own], "upload").events == (own, given)
    assert joined(table, [], "upload") is table
    assert joined(None, [], "upload") is None
    alone = joined(None, [own], "demo")
    assert (alone.events, alone.name, alone.origin) == ((own,), "Events made here", "demo")
