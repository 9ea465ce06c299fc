"""Names of columns, and what they say."""

import pytest

from lib.readings.columns import Roles, best, is_number, other, rank
from lib.readings.names import BY_UNIT, UNRANKED
from lib.readings.numbers import decimal_mark
from lib.readings.stamps import is_clock, is_date, is_hour, is_stamp
from lib.readings.units import unit_in_name


@pytest.mark.parametrize(
    "names, role, expected",
    [
        (["Account", "LCLid", "note"], "customer", "LCLid"),  # the meter before the account
        (["METER_ID", "house"], "customer", "METER_ID"),
        (["building", "id"], "customer", "building"),
        (["a", "b"], "customer", None),
        (["end", "start"], "start", "start"),
        (["kW", "kWh"], "value", "kWh"),
        (["use", "Energy (kWh)"], "value", "Energy (kWh)"),
    ],
)
def test_earlier_aliases_win(names, role, expected):
    assert best(names, role) == expected
    assert best(reversed(names), role) == expected


@pytest.mark.parametrize(
    "column, what",
    [
        ("Total gas used", "gas"),
        ("kvarh", "reactive power"),
        ("exportKwh", "what is fed into the grid"),
        ("solar_kw", "what is fed into the grid"),
        ("Temperature", "weather or another measure"),
        ("Gasthaus kWh", ""),
        ("usage", ""),
    ],
)
def test_what_is_not_energy_from_the_grid(column, what):
    assert other(column) == what


def test_a_unit_in_the_name_makes_a_value():
    assert rank("Consumer_0_electric (kW)", "value") == BY_UNIT
    assert rank("export kWh", "value") == UNRANKED


@pytest.mark.parametrize(
    "column, unit",
    [
        ("kwh", "kWh"),
        ("KWH/hh (per half hour)", "kWh"),
        ("energy_kWh", "kWh"),
        ("usageKWh", "kWh"),
        ("Energy (Wh)", "Wh"),
        ("avg kW", "kW"),
        ("power", ""),
        ("kwartaal", ""),
        ("MWh", "MWh"),
        ("load_MW", "MW"),
        ("Puissance moyenne (W)", "W"),
        ("Active power, watts", "W"),
        ("sensor w", ""),
        ("Usage(Real energy in kilowatt-hours)", "kWh"),
    ],
)
def test_the_unit_in_a_name(column, unit):
    assert unit_in_name(column) == unit


@pytest.mark.parametrize(
    "roles, end",
    [
        (Roles("c", "interval_end", "v"), True),
        (Roles("c", "Read Date and End Time", "v"), True),
        (Roles("c", "periodEnd", "v"), True),
        (Roles("c", "enddatetime", "v"), True),
        (Roles("c", "date", "v", clock="Hour Ending"), True),
        (Roles("c", "weekend_start", "v"), False),
        (Roles("c", "sender time", "v"), False),
        (Roles("c", "date", "v", clock="hour"), False),
    ],
)
def test_a_name_says_that_stamps_end_the_interval(roles, end):
    assert roles.named_end == end


@pytest.mark.parametrize("cell", ["1", "-1.5", "+.5", "5.", "1,5", "1e-3", "1,234.5", "1.234,5"])
def test_numbers(cell):
    assert is_number(cell)


@pytest.mark.parametrize("cell", ["", "x", "1 2", "1,2,3", "2026-06-01", "12:00", "--"])
def test_no_numbers(cell):
    assert not is_number(cell)


@pytest.mark.parametrize(
    "cells, mark",
    [
        (["1", "2"], "."),
        (["1.5", "2"], "."),
        (["1,5", "2"], ","),
        (["0,125"], ","),
        (["1,234.5", "2,000"], "."),
        (["1.234,5", "2.000"], ","),
        (["1,234", "7.5"], "."),
    ],
)
def test_the_mark_before_the_decimals(cells, mark):
    assert decimal_mark(cells, "a.csv") == mark


def test_what_a_cell_of_time_looks_like():
    assert is_stamp("2026-06-01 00:00")
    assert is_stamp("1/6/26 0:00")
    assert is_stamp("1780272000")
    assert not is_stamp("2026-06-01")
    assert not is_stamp("8350.274")
    assert is_date("2026-06-01")
    assert is_date("1 Jun 2026")
    assert not is_date("12.5")
    assert is_clock("7:05 PM")
    assert not is_clock("7")
    assert is_hour("24")
    assert not is_hour("25")
