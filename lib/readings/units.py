"""Is a value energy, power or a counter, and in which unit? By the column's name, else by what a day amounts to."""

import re
from collections.abc import Sequence

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.readings import Decision

UNITS = {
    "kWh": 1.0,
    "Wh": 0.001,
    "kW": 1.0,
    "W": 0.001,
    "MWh": 1000.0,
    "MW": 1000.0,
    "GWh": 1e6,
}  # in kWh or kW
POWER = ("kW", "W", "MW")
# A unit stands between things that are not letters, or at the end of one of these: energy_kWh, usageKWh, kWhhh.
# A W alone is a unit where it is a capital: "Sensor w" has none.
UNIT_NAMES = {
    "kWh": r"(?i:k\.?wh|kilo-?watt.?hours?)",
    "Wh": r"(?i:wh|watt.?hours?)",
    "kW": r"(?i:kw|kilo-?watts?)",
    "MWh": r"(?i:mwh)",
    "MW": r"(?i:mw)",
    "GWh": r"(?i:gwh)",
    "W": r"(?:W|(?i:watts?))",
}
BEFORE_UNIT = r"(?i:energy|usage|consumption|power|load|demand|avg|value|import|reading)?"
POWER_NAMES = ("power", "load", "demand", "leistung", "vermogen", "puissance")
HOME_KWH = (0.5, 400.0)  # what a customer uses in a day, from a small flat to a small shop [A]
MOST_KWH = 1_000_000_000  # in an interval: a power station makes a hundredth; and sums stay exact
WHOLE = 0.99  # share of values without decimals


def decide_unit(
    con: duckdb.DuckDBPyConnection,
    column: str,
    answer: str | None,
    name: str,
    told: tuple[str, str] = ("", ""),
) -> tuple[str, str, tuple[Finding, ...]]:
    """The unit of the values, why, and what is doubtful about it.

    Parameters
    ----------
    con : holds ``parsed(customer_id, start, value)`` and ``few(customer_id)``, some customers to judge by.
    column : name of the value column. answer : a key of UNITS where the user has said.
    told : the unit that the rows themselves say, and where they do.

    Raises
    ------
    Refusal
        The unit is not read, or weak evidence would have to decide.
    """
    if answer:
        return answer, "as you said", ()
    if told[0]:
        return *told, ()
    unit = unit_in_name(column)
    if unit:
        return unit, f"the column is called {column}", ()
    if any(word in column.lower() for word in POWER_NAMES):
        return "kW", f"the column is called {column}: power, assumed kW", ()
    return _by_magnitude(con, column, name)


def unit_in_name(column: str) -> str:
    """The unit that a column's name says; "" where it says none."""
    for unit, pattern in UNIT_NAMES.items():
        apart = rf"(?<![A-Za-z]){pattern}(?![A-Za-z])"
        joined = rf"^{BEFORE_UNIT}{pattern}(?i:hh)?$"
        if re.search(apart, column.replace("_", " ")) or re.search(joined, column):
            return unit
    return ""


def to_kwh(unit: str, minutes: int) -> float:
    """kWh of one in a unit, over an interval of so many minutes."""
    return UNITS[unit] * (minutes / 60 if unit in POWER else 1)


def written(unit: str) -> str:
    """A unit as a row or a line above a table writes it, in those that are read; "" where it is none of them."""
    known = {name.lower(): name for name in UNITS}
    return known.get(unit.strip().lower().removesuffix("s"), "")


def converted(
    con: duckdb.DuckDBPyConnection, unit: str, minutes: int, decisions: Sequence[Decision]
) -> tuple[Finding, ...]:
    """Say that values in ``parsed`` which are not kWh were made kWh, and why we think that they were not."""
    if unit == "kWh":
        return ()
    value, count = con.execute("""
        select (select value from parsed where value > 0 limit 1), (select count(*) from parsed)""").fetchone()
    factor = UNITS[unit]
    parts = (
        [f"multiplied by {factor:,.0f}"] * (factor > 1)
        + [f"divided by {1 / factor:,.0f}"] * (factor < 1)
        + ["multiplied by the hours of the interval"] * (unit in POWER)
    )
    why = next(d.evidence for d in decisions if d.name == "unit")
    code = "kw_unit" if unit in POWER else "wh_unit"
    message = f"Values are in {unit} ({why}) and were {' and '.join(parts)} to give kWh."
    example = f"{value:.6g} {unit} is {value * to_kwh(unit, minutes):.6g} kWh" if value else ""
    return (Finding("info", code, message, count, example),)


def impossible(con: duckdb.DuckDBPyConnection, factor: float) -> tuple[Finding, ...]:
    """Readings of ``parsed`` that nobody can have taken, at so many kWh for one of their unit."""
    count, line, value = con.execute(f"""
        select count(*), min(line), arg_min(value, line) from parsed
        where not abs(value) * {factor!r} < {MOST_KWH}""").fetchone()
    if not count:
        return ()
    message = (
        f"{count:,} readings are larger than anybody takes, and count as missing; the first is {value:,.6g} "
        f"in row {line or 0:,}."
    )
    return (Finding("warning", "impossible", message, count, f"row {line or 0:,}: {value:,.6g}"),)


def _by_magnitude(
    con: duckdb.DuckDBPyConnection, column: str, name: str
) -> tuple[str, str, tuple[Finding, ...]]:
    """Median daily sum of a customer: taken as kWh it must be what a customer can use.

    Watt-hours are whole numbers: 12.23 of them were never metered.
    """
    daily, whole, customers, first = con.execute("""
        with judged as (
            select customer_id, start::date as day, value from parsed semi join few using (customer_id)
            where value is not null),
        days as (select sum(value) as total, avg((value = round(value))::int) as whole from judged
                 group by customer_id, day)
        select median(total), avg(whole), (select count(*) from few), (select min(customer_id) from few) from days
        """).fetchone()
    daily = daily or 0.0
    low, high = HOME_KWH
    if daily > high and low <= daily / 1000 <= high and whole > WHOLE:
        why = f"no unit is given; a day adds up to {daily:,.0f}, which a customer uses in Wh, not in kWh"
        return "Wh", why, ()
    why = f"no unit is given; a day adds up to {daily:,.1f}, assumed kWh"
    if low <= daily <= high or not daily:
        return "kWh", why, ()
    size = f"{daily:,.0f}" if daily >= 100 else f"{daily:.4g}"
    doubt = f"names no unit; taken as kWh a day adds up to {size}, which is not what a customer uses"
    if customers == 1 and daily > high:  # one building, or weather
        raise Refusal(f"{name}, column {column}: it {doubt}. Say --unit Wh, kWh or kW.", ask="unit")
    message = f"Column {column} {doubt}. Say --unit Wh, kWh or kW."
    return "kWh", why, (Finding("warning", "unit_doubt", message, customers, f"customer {first}"),)
