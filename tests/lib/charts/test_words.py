import math

import pytest

from lib.charts import words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.713, "0.71 kW"),
        (1.96, "2.0 kW"),
        (14.59, "14.6 kW"),
        (12.0, "12 kW"),
        (1589.2, "1,589 kW"),
        (-0.5, "-0.50 kW"),
    ],
)
def test_power_in_running_text(value, text):
    assert words.kw(value).replace(words.NBSP, " ") == text


@pytest.mark.parametrize(("value", "text"), [(9.876, "9.88 kW"), (1234.5, "1,234 kW"), (math.nan, "–")])
def test_power_under_the_pointer(value, text):
    assert words.exact_kw(value).replace(words.NBSP, " ") == text


def test_a_number_never_parts_from_its_unit():
    assert all(words.NBSP in text for text in (words.kw(1), words.percent(0.5), words.day("2026-07-28")))


def test_counts_and_times_as_words():
    assert words.span((22, 2)) == "22:00 to 02:00"
    assert words.day("2026-07-28").replace(words.NBSP, " ") == "28 Jul"
    assert words.percent(0.294).replace(words.NBSP, " ") == "29 %"
    assert words.sentence("two of K") == "Two of K"


@pytest.mark.parametrize(
    ("confidence", "text"),
    [(0.9, "9 of 10"), (0.95, "19 of 20"), (0.5, "5 of 10"), (0.99, "99 of 100"), (0.925, "92.5 of 100")],
)
def test_certainty_as_a_count_of_events(confidence, text):
    assert words.certainty(confidence) == text


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("building_type", "Building type"),
        ("floor_area_m2", "Floor area, m²"),
        ("daily_kwh", "Daily, kWh"),
        ("kwh", "kWh"),
        ("hasPool", "Has Pool"),
        ("ZIP", "ZIP"),
        (2024, "2024"),
    ],
)
def test_a_column_of_a_side_table_as_words(name, label):
    assert words.column(name) == label
