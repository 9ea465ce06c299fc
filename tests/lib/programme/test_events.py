"""Event tables as people keep them, and what is wrong with them in one sentence."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from lib.findings import Refusal
from lib.programme.events import Clock, read_events


def read(text, groups=None):
    rows = [line.split(",") for line in text.strip().splitlines()]
    return read_events(pd.DataFrame(rows[1:], columns=rows[0]), "events.csv", groups=groups)


def test_rows_of_one_event_are_one_event_with_several_customers():
    table = read(
        "event,date,start,end,customer_id,group,expected_kw\n"
        "E1,2012-05-21,13:15,17:15,B,GTR,1.5\nE1,2012-05-21,13:15,17:15,A,GTR,2\nE1,2012-05-21,13:15,17:15,C,VFD,"
    )
    one, two = table.events
    assert (one.name, one.day, one.clock, one.group) == ("E1", date(2012, 5, 21), Clock(795, 240), "GTR")
    assert one.customers == ("B", "A")
    assert one.expected_kw == 3.5
    assert (two.group, two.customers) == ("VFD", ("C",))
    assert np.isnan(two.expected_kw)
    assert one.clock.words == "13:15 to 17:15"


def test_who_opts_out_was_asked_all_the_same():
    [event] = read(
        "event,date,start,end,customer_id,opted_out\nE1,2026-07-01,17:00,21:00,A,no\nE1,2026-07-01,17:00,21:00,B,yes"
    ).events
    assert (event.customers, event.opted_out) == (("A", "B"), ("B",))


def test_without_customers_everybody_took_part():
    [event] = read("event,date,start,end\nE1,2026-07-01,22:00,02:00").events
    assert event.customers == ()
    assert event.clock == Clock(1320, 240)


def test_the_control_group_stands_by_the_others():
    [event] = read(
        "event,date,start,end,customer_id,group\nE1,2026-07-01,17:00,21:00,A,asked\nE1,2026-07-01,17:00,21:00,B,control"
    ).events
    assert (event.group, event.customers, event.control) == ("asked", ("A",), ("B",))


def test_groups_alone_need_to_know_their_members():
    text = "event,date,start,end,group\nE1,2026-07-01,17:00,21:00,north"
    [event] = read(text, {"A": "north", "B": "south", "C": "north"}).events
    assert event.customers == ("A", "C")
    with pytest.raises(Refusal) as why:
        read(text)
    assert str(why.value) == (
        "events.csv: nobody is known to be in the group 'north'. Add a column customer_id, or give a table by customer "
        "with a column group (--attributes)."
    )


def test_a_table_without_hours_is_no_table_of_events():
    with pytest.raises(Refusal) as why:
        read("event,date\nE1,2026-07-01")
    assert str(why.value).startswith("events.csv: the columns do not say when each began and ended")


def test_the_fingerprint_follows_the_content():
    one = "event,date,start,end\nE1,2026-07-01,17:00,21:00"
    assert read(one).fingerprint == read(one).fingerprint
    assert read(one).fingerprint != read(one.replace("21:00", "20:00")).fingerprint


def test_the_price_events_of_london_are_a_table_of_events(shared_data):
    table = read_events(shared_data / "lcl_Tariffs.xlsx")
    groups = [event.group for event in table.events]
    assert {group: groups.count(group) for group in set(groups)} == {"High": 69, "Low": 92}
    assert all(event.customers == () for event in table.events)
    assert table.findings[-1].message == (
        "15 events last over twelve hours; their first twelve hours are looked at."
    )
