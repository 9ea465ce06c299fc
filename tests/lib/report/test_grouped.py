"""What is said of groups of events beside a plain baseline."""

import numpy as np

from lib.programme.types import Result, Settlement
from lib.report.grouped import grouped, said, several


def result(group, delivered, half=1.0, events=4, label="settled"):
    """Of a baseline of 40 kW, so that a kW is 2.5 %."""
    band = (delivered - half, delivered + half)
    return Result("", group, events, 40.0, 40 - delivered, *band, np.nan, 22, label, np.nan, 2.5 * delivered)


def settlement(groups, raw, method="ten_adjusted"):
    blank = dict.fromkeys(Settlement.__slots__)
    return Settlement(**blank | {"groups": groups, "raw": raw, "method": method})


FIRM = (result("all", 4, events=9), result("A", 6), result("B", 2), result("C", 8, events=1))
WEAK = (result("all", 8, label="indicative"), result("A", 8, label="indicative"))
PLAIN = (result("all", 2, events=9), result("A", 4), result("B", -1))


def test_a_plain_baseline_stands_beside_every_group_that_has_a_baseline():
    table = grouped(settlement(FIRM + WEAK, PLAIN))
    assert table["Group"].tolist() == ["All events", "A", "B", "C", "All events", "A"]
    assert table["Of the baseline, %"].tolist() == [10, 15, 5, 20, 20, 20]
    assert table["As they are, %"].fillna(99).tolist() == [5, 10, -2.5, 99, 99, 99]


def test_groups_of_one_event_and_checks_of_before_and_after_are_not_compared():
    assert [one.group for one in several(settlement(FIRM + WEAK, PLAIN))] == ["A", "B"]
    assert [one.group for one in several(settlement(WEAK, ()))] == ["A"]


def test_what_a_plain_baseline_would_have_said_is_told_and_why():
    text = said(settlement(FIRM, PLAIN)).replace("\N{NO-BREAK SPACE}", " ")
    assert text == (
        "All 9 events with a baseline: 10.0 % of it, 7.5 to 12.5. The 10 latest days of the same kind as they are "
        "would say 5.0 % (median of the events 5.0 %), and less than nothing for B: holidays and closed days stand "
        "among them, and nothing takes over how high the load is that morning."
    )
    assert said(settlement(FIRM, PLAIN, "ten_raw")).endswith("7.5 to 12.5.")
    assert said(settlement(WEAK, ())).startswith("None of these events has a baseline")
