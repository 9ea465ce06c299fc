"""Is a value energy or power, and in which unit? By the column's name, else by what a day would amount to."""

import re

import duckdb

from lib.findings import Refusal

UNITS = {"Wh": 0.001, "kWh": 1.0, "kW": 1.0}
POWER_NAMES = ("power", "load", "demand", "kw", "leistung", "vermogen", "puissance")
HOME_KWH = (0.5, 400.0)  # what a customer uses in a day, from a small flat to a small shop [A]


def decide_unit(
    con: duckdb.DuckDBPyConnection, column: str, answer: str | None, name: str
) -> tuple[str, str]:
    """The unit of the values, and why.

    Parameters
    ----------
    con : holds the table ``parsed(customer_id, start, value)``.
    column : name of the value column. answer : "Wh", "kWh" or "kW" where the user has said.

    Raises
    ------
    Refusal
        The answer is no unit we know.
    """
    if answer:
        known = {unit.lower(): unit for unit in UNITS}
        if answer.lower() not in known:
            raise Refusal(f"{name}: the unit {answer!r} is not known. Use Wh, kWh or kW.", ask="unit")
        return known[answer.lower()], "as you said"
    # A unit stands between things that are not letters, or where small letters turn to a capital: energy_kWh, usageKWh.
    for pattern, unit in ((r"k\.?wh", "kWh"), (r"(?<!k)wh", "Wh"), (r"kw(?!h)", "kW")):
        if re.search(rf"(?i)(?<![a-z]){pattern}(?![a-z])", column.replace("_", " ")) or re.search(
            rf"(?i)^(energy|usage|consumption|power|load|demand|avg|value|import)?{pattern}(hh)?$", column
        ):
            return unit, f"the column is called {column}"
    if any(word in column.lower() for word in POWER_NAMES):
        return "kW", f"the column is called {column}: power, assumed kW"
    return _by_magnitude(con)


def _by_magnitude(con: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    """Median daily sum per customer: taken as kWh it must be what a customer can use."""
    daily = con.execute("""
        select median(total) from (
            select sum(value) as total from parsed where value is not null group by customer_id, start::date)
        """).fetchone()[0]
    if daily is not None and daily > HOME_KWH[1] and HOME_KWH[0] <= daily / 1000 <= HOME_KWH[1]:
        return (
            "Wh",
            f"no unit is given; a day adds up to {daily:,.0f}, which a customer uses in Wh, not in kWh",
        )
    return "kWh", f"no unit is given; a day adds up to {daily or 0:,.1f}, assumed kWh"
