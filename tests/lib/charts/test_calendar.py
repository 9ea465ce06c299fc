from lib.charts import calendar


def test_days_are_counted_from_1970():
    assert calendar.day_numbers(["1970-01-01", "1970-01-11", "2026-06-07"]).tolist() == [0, 10, 20611]
    assert calendar.day_numbers([]).tolist() == []
    assert calendar.iso(20611) == "2026-06-07"


def test_eight_weeks_are_labelled_on_mondays():
    values, form = calendar.labelled_days(20611, 20666)
    assert [calendar.iso(value) for value in values[:2]] == ["2026-06-08", "2026-06-15"]
    assert (len(values), form) == (8, "%-d %b")


def test_a_few_days_are_all_labelled():
    assert calendar.labelled_days(100, 103)[0] == [100, 101, 102, 103]


def test_a_year_is_labelled_by_its_months_and_more_by_quarters_with_the_year():
    first, last = calendar.day_numbers(["2025-01-01", "2025-12-31"])
    months, form = calendar.labelled_days(first, last)
    assert [calendar.iso(value) for value in (months[0], months[-1])] == ["2025-01-01", "2025-12-01"]
    assert (len(months), form) == (12, "%b")
    quarters, form = calendar.labelled_days(first, last + 365)
    assert (len(quarters), form) == (8, "%b %Y")
