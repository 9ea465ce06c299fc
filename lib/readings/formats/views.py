"""Several blocks of one name over the same time: what is taken, what is fed in, and the one less the other."""

from pathlib import Path

import duckdb

from lib.findings import Finding
from lib.readings.formats.source import quoted
from lib.readings.numbers import number_sql

ROUNDED = 0.02  # kWh that a sum of rounded numbers may be off
TAKEN, FED, NET = "delivered", "received", "net"


def tell_views_apart(path: Path) -> tuple[Path, tuple[Finding, ...]]:
    """Name the views in a file ``register, view, start, value, line`` by their signs, and leave out the net one.

    Notes
    -----
    One of them is never below zero, another never above, and where there is a third it is the sum of the two.  Other
    views stay as they are: the order of readings refuses what comes twice with different values.
    """
    with duckdb.connect() as con:
        con.execute(f"""
            create view rows as
            select *, {number_sql("trim(value)", ".")} as number from read_parquet({quoted(str(path))})""")
        names = _names(con)
        if not names:
            return path, ()
        listed = ", ".join(f"({view}, '{name}')" for view, name in names.items())
        target = path.with_name("apart.parquet")
        con.execute(f"""
            copy (
                select register || ' (' || name || ')' as register, start, value, line
                from rows join (values {listed}) as names(view, name) using (view) where name != '{NET}'
                order by line
            ) to {quoted(str(target))} (format parquet)""")
        left = sum(view[1] for view in _views(con) if names[view[0]] == NET)
    return target, _told(left)


def _views(con: duckdb.DuckDBPyConnection) -> list[tuple[int, int, float, float]]:
    """Of each view its number, how many values it has, the lowest and the highest."""
    return con.execute("""
        select view, count(number), min(number), max(number) from rows group by view order by view""").fetchall()


def _names(con: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """What each view holds; nothing where there is one, or where the signs do not tell."""
    registers = con.execute("select count(distinct register) from rows").fetchone()[0]
    views = [view for view in _views(con) if view[1]]
    taken = [view for view, _, low, high in views if low >= 0 and high > 0]
    fed = [view for view, _, low, high in views if high <= 0 and low < 0]
    if registers != 1 or len(taken) != 1 or len(fed) != 1:
        return {}
    others = [view for view, *_ in views if view not in (*taken, *fed)]
    if len(others) > 1 or not all(_is_sum(con, other, (*taken, *fed)) for other in others):
        return {}
    return {taken[0]: TAKEN, fed[0]: FED} | dict.fromkeys(others, NET)


def _is_sum(con: duckdb.DuckDBPyConnection, view: int, parts: tuple[int, ...]) -> bool:
    """Whether a view is the sum of others, where all of them have a value."""
    return con.execute(f"""
        with each as (
            select start, sum(number) filter (view = {view}) as whole,
                   sum(number) filter (view in {parts}) as parts, count(number) as n
            from rows group by start)
        select coalesce(avg((abs(whole - parts) < {ROUNDED})::int), 0) > 0.95 from each where n = 3""").fetchone()[
        0
    ]


def _told(left: int) -> tuple[Finding, ...]:
    if not left:
        return ()
    message = f"{left:,} readings are what is taken less what is fed in; they are left out, since both stand there too."
    return (Finding("info", "other_register", message, left, NET),)
