"""What the picture of two periods says."""

from lib.charts import changed_days


def title(changes) -> str:
    return changed_days(changes).title.replace("\N{NO-BREAK SPACE}", " ")


def test_where_nobody_is_listed_an_hour_that_is_hardly_off_is_no_finding(make):
    assert title(make.changes(3)) == "Mean of the 3 listed: 1.5 kW more than expected at 01:00"
    assert title(make.changes(0)) == "Mean of 30 compared: as expected, within 0.00 kW at every hour"
