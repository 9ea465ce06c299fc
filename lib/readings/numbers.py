"""Numbers as text: which mark stands before the decimals, and the SQL that reads them."""

import re
from collections.abc import Sequence

from lib.findings import Refusal

NULLS = ("", "null", "none", "nan", "na", "n/a", "-", "--", "?")
_DIGITS = re.compile(r"[-+]?[\d.,]+")
# Marks between thousands that no number has before its decimals: blanks of three kinds, and an apostrophe.
APART = " \u00a0\u202f'’"
_GROUPED = rf"^[-+]?\d{{1,3}}([{APART}]\d{{3}})+([.,]\d*)?$"
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}([.,]\d{3})+")


def decimal_mark(cells: Sequence[str], where: str) -> str:
    """The mark before the decimals, "." or ",".

    Raises
    ------
    Refusal
        Every comma could part thousands as well as decimals.
    """
    numbers = [cell for cell in map(joined, cells) if _DIGITS.fullmatch(cell)]
    both = next((cell for cell in numbers if "," in cell and "." in cell), None)
    if both:
        return max(",.", key=both.rfind)
    commas = [cell for cell in numbers if "," in cell]
    if not commas or any("." in cell for cell in numbers):
        return "."
    if all(_THOUSANDS.fullmatch(cell) for cell in commas):
        raise Refusal(
            f"{where}: found {commas[0]}, and the comma may part thousands or decimals. "
            "Write the numbers without marks between thousands, for example 1234.5.",
            ask="value",
        )
    return ","


def joined(cell: str) -> str:
    """A number without blanks or apostrophes between its thousands: 1 234,5 is 1234,5; other cells as they are."""
    cell = cell.strip()
    return re.sub(f"[{APART}]", "", cell) if re.match(_GROUPED, cell) else cell


def number_sql(text: str, decimal: str) -> str:
    """SQL for the number in a cell of text, NULL where there is none; quick where it has no blanks and no thousands.

    What is slower stands once in the SQL: DuckDB makes what stands there twice for every row, needed or not.
    """
    marks = f"{',' if decimal == '.' else '.'}{APART}".replace("'", "''")
    grouped = rf"[-+]?\d{{1,3}}([{marks}]\d{{3}})+([{decimal}]\d*)?"
    whole = f"regexp_extract(trim({text}), '^([^{marks}]*|{grouped})$')"
    ungrouped = _pointed(f"translate({whole}, '{marks}', '')", decimal)
    plain = (
        f"case when not contains({text}, '.') then {_pointed(text, decimal)} end" if decimal == "," else text
    )
    return f"coalesce(try_cast({plain} as double), try_cast({ungrouped} as double))"


def missing_sql(text: str) -> str:
    """SQL for whether a cell says that there is no value; not with IN, of which DuckDB makes a join over every row."""
    return f"coalesce(regexp_full_match(lower({text}), '{'|'.join(map(re.escape, NULLS))}'), true)"


def _pointed(text: str, decimal: str) -> str:
    return text if decimal == "." else f"replace({text}, '{decimal}', '.')"
