"""Is a value energy, power or a counter, and in which unit? By the column's name, else by what a day amounts to."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.readings import Decision
from lib.spelling import counted

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
# Columns by which a published set of readings is known, those of them that hold kW, and who publishes it.  Both units
# are from memory, not read: the sets are not in the stores that could be searched.
PUBLISHED = (
    ({"dataid"}, {"use", "grid"}, "the columns are those of Pecan Street, whose circuits are in kW"),
    (
        {"Sub_metering_1"},
        {"Global_active_power"},
        "the columns are those of a home that UCI publishes, in kW",
    ),
)
HOME_KWH = (0.5, 400.0)  # what a customer uses in a day, from a small flat to a small shop [A]
USUAL_KWH = (2.0, 60.0)  # what most homes use in a day [A]
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
    day = _day(con)
    if any(word in column.lower() for word in POWER_NAMES):
        return _power(column, day)
    return _by_magnitude(column, name, day)


def published_unit(columns: Collection[str], value: str) -> tuple[str, str]:
    """The unit of a published set of readings and why we think so, by the names of its columns; else twice ""."""
    found = (why for marks, values, why in PUBLISHED if marks <= set(columns) and value in values)
    why = next(found, "")
    return ("kW", why) if why else ("", "")


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
        f"{counted(count, 'reading is', 'readings are')} larger than anybody takes, and missing here; the first is "
        f"{value:,.6g} in row {line or 0:,}."
    )
    return (Finding("warning", "impossible", message, count, f"row {line or 0:,}: {value:,.6g}"),)


@dataclass(frozen=True, slots=True)
class _Day:
    """What a day of a customer adds up to, as written: the median; and what is needed to judge it.

    `per_hour`: readings an hour. `whole`: share of values without decimals. `first`: one of the customers.
    """

    total: float
    per_hour: float
    whole: float
    customers: int
    first: str

    @property
    def mean_power(self) -> float:
        """The same day, were the values power."""
        return self.total / self.per_hour


def _day(con: duckdb.DuckDBPyConnection) -> _Day:
    total, per_day, whole, customers, first = con.execute("""
        with judged as (
            select customer_id, start::date as day, value from parsed semi join few using (customer_id)
            where value is not null),
        days as (select sum(value) as total, count(*) as n, avg((value = round(value))::int) as whole from judged
                 group by customer_id, day)
        select median(total), median(n), avg(whole), (select count(*) from few), (select min(customer_id) from few)
        from days""").fetchone()
    return _Day(total or 0.0, max(1.0, (per_day or 24) / 24), whole or 0.0, customers, first)


def _power(column: str, day: _Day) -> tuple[str, str, tuple[Finding, ...]]:
    """Power is in kW, unless whole numbers amount to a customer's day in W alone."""
    size = day.mean_power
    if size > HOME_KWH[1] and _is_home(size / 1000) and day.whole > WHOLE:
        return "W", f"the column is called {column}: power; a day of {size:,.0f} kWh is too much for kW", ()
    why = f"the column is called {column}: power, assumed kW"
    if _is_home(size) or not size:
        return "kW", why, ()
    return "kW", why, (_doubt(column, "kW", size, day),)


def _by_magnitude(column: str, name: str, day: _Day) -> tuple[str, str, tuple[Finding, ...]]:
    """Median daily sum of a customer: taken as kWh it must be what a customer can use.

    Watt-hours are whole numbers: 12.23 of them were never metered.
    """
    daily = day.total
    if daily > HOME_KWH[1] and _is_home(daily / 1000) and day.whole > WHOLE:
        why = f"no unit is given; a day adds up to {daily:,.0f}, which a customer uses in Wh, not in kWh"
        return "Wh", why, ()
    why = f"no unit is given; a day adds up to {daily:,.1f}, assumed kWh"
    if not daily or _is_home(daily):
        return "kWh", why, _open(column, day)
    doubt = _doubt(column, "kWh", daily, day)
    if day.customers == 1 and daily > HOME_KWH[1]:  # one building, or weather
        said = doubt.message.removeprefix(f"Column {column} ")
        raise Refusal(f"{name}, column {column}: it {said}", ask="unit")
    return "kWh", why, (doubt,)


def _is_home(daily: float) -> bool:
    return HOME_KWH[0] <= daily <= HOME_KWH[1]


def _doubt(column: str, unit: str, daily: float, day: _Day) -> Finding:
    size = f"{daily:,.0f}" if daily >= 100 else f"{daily:.4g}"
    message = (
        f"Column {column} names no unit; taken as {unit} a day adds up to {size}, which is not what a customer uses. "
        "Say --unit Wh, kWh or kW."
    )
    return Finding("warning", "unit_doubt", message, day.customers, f"customer {day.first}")


def _open(column: str, day: _Day) -> tuple[Finding, ...]:
    """Both kWh and kW may be meant, where an interval is no hour: say what either would be."""
    if day.per_hour <= 1 or not day.total:
        return ()
    low, high = USUAL_KWH
    rather_kw = day.total > high and low <= day.mean_power <= high
    message = (
        f"Column {column} names no unit and was taken as kWh: a day of {day.total:,.1f} kWh; were it kW, of "
        f"{day.mean_power:,.1f} kWh{', as most homes have' if rather_kw else ''}. Say --unit kW if it is."
    )
    severity = "warning" if rather_kw else "info"
    return (Finding(severity, "unit_assumed", message, day.customers, f"customer {day.first}"),)
