"""Plain tables without a header: a time, a value and perhaps a customer, known by what their cells look like."""

from collections.abc import Sequence

from lib.findings import Finding
from lib.readings.columns import is_number
from lib.readings.stamps import is_clock, is_date, is_stamp

WIDEST = 4  # columns: customer, date, clock, value
FEWEST = 4  # rows, before what is alike in all of them means anything


def headless(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Names for the columns of rows without a header; none where it is not clear which is which.

    Notes
    -----
    There must be one column of times, or one of dates and one of clocks; and one of numbers.  Beside it a column of
    text is the customer, or one of whole numbers where the values are none.
    """
    filled = [row for row in rows if any(row)]
    width = len(filled[0]) if filled else 0
    if len(filled) < FEWEST or not 1 < width <= WIDEST or any(len(row) != width for row in filled):
        return ()
    kinds = [_kind([row[i] for row in filled]) for i in range(width)]
    if kinds.count("v") == 1 and kinds.count("n") == 1:
        kinds[kinds.index("n")] = "c"  # 1001 beside 0.25
    if kinds.count("n") == 1:
        kinds[kinds.index("n")] = "v"
    if sorted(kinds) not in (["s", "v"], ["c", "s", "v"], ["d", "t", "v"], ["c", "d", "t", "v"]):
        return ()
    return tuple(
        {"c": "customer_id", "s": "start", "d": "date", "t": "time", "v": "value"}[kind] for kind in kinds
    )


def no_header(names: Sequence[str], first: Sequence[str]) -> Finding:
    """Say that there is no header, and what the columns were taken for."""
    taken = ", ".join(f"{cell} as {name}" for name, cell in zip(names, first, strict=True))
    message = f"The table has no header; its columns were taken for what they look like: {taken}."
    return Finding("warning", "no_header", message, 0, ", ".join(first))


def _kind(cells: Sequence[str]) -> str:
    """s, d and t: times, dates and clocks; n and v: whole and other numbers; c: what may be a customer."""
    filled = [cell for cell in cells if cell]
    for letter, test in (("s", is_stamp), ("d", is_date), ("t", is_clock)):
        if filled and all(map(test, filled)):
            return letter
    if filled and all(map(is_number, filled)):
        return "n" if all(cell.isdecimal() for cell in filled) else "v"
    return "c" if len(filled) == len(cells) and not any(map(is_number, filled)) else "?"
