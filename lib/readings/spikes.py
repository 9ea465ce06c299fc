"""Readings that no meter of such a customer can mean: a counter that jumped, a unit that slipped, a faulty pulse."""

import duckdb

from lib.findings import Finding
from lib.spelling import counted

LEAST_KW = 50.0  # more than the connection of a home carries [A]
TIMES = 100  # of the customer's own median
SUSPECT = 10  # times the customer's own mean: only these are looked at closely
RARE = 0.01  # of a customer's readings; what happens oftener is a habit, such as a pump's


def spikes(con: duckdb.DuckDBPyConnection, table: str, minutes: int) -> tuple[Finding, ...]:
    """Count readings far beyond what their customer ever uses; they stay as they are.

    Parameters
    ----------
    con : holds ``customers``, see `lib.readings.quality.describe`.
    table : the readings, ``customer_id, start, kwh``. minutes : length of an interval.
    """
    least = LEAST_KW * minutes / 60
    count, who, first, when, kwh, usual = con.execute(f"""
        with suspects as (
            select customer_id from customers
            where peak > {least} and peak > {SUSPECT} * (nano_taken + nano_fed) / 1e9 / readings),
        looked as (
            select customer_id, start, abs(kwh) as kwh, median(abs(kwh)) over (partition by customer_id) as usual,
                   count(*) over (partition by customer_id) as readings
            from {table} semi join suspects using (customer_id)),
        high as (select *, count(*) over (partition by customer_id) as times from looked
                 where kwh > {least} and kwh > {TIMES} * usual)
        select count(*), count(distinct customer_id), arg_max(customer_id, kwh), arg_max(start, kwh), max(kwh),
               arg_max(usual, kwh)
        from high where times <= greatest(1, {RARE} * readings)
        """).fetchone()
    if not count:
        return ()
    beyond = f"over {LEAST_KW:.0f} kW and over {TIMES} times what is usual of the same customer"
    many = counted(count, "reading is", "readings are")
    message = f"{many} {beyond}, at {counted(who, 'customer')}; kept as they are."
    example = f"{first} at {when:%Y-%m-%d %H:%M}: {kwh:,.6g} kWh, usually {usual:,.4g}"
    return (Finding("warning", "spike", message, count, example),)
