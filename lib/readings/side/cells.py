"""A small table as text: CSV, gz, Parquet or a workbook, whatever its separator and encoding."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pandas as pd

from lib.answers import Reading
from lib.findings import Finding, Refusal
from lib.readings.formats import workbook
from lib.readings.formats.form import Head, open_head
from lib.readings.formats.sample import look
from lib.readings.formats.source import BEYOND, attempt, identifier, open_source
from lib.readings.numbers import NULLS, decimal_mark
from lib.spelling import counted

MOST_ROWS = 5_000_000


@dataclass(frozen=True, slots=True)
class Cells:
    """A table as text.

    Attributes
    ----------
    table : every cell as text, trimmed; "" where nothing stands.
    first_line : the row of the file that the first row of the table is.
    digest : blake2b of the file. findings : what was left out on the way.
    """

    name: str
    table: pd.DataFrame
    first_line: int
    digest: str
    findings: tuple[Finding, ...] = ()

    def line(self, row: int) -> str:
        """Where a row of the table stands in the file."""
        return f"{row + self.first_line:,}"


def open_cells(path: Path, name: str) -> Cells:
    """Every cell of a file.

    Raises
    ------
    Refusal
        There is no table in it, or no such file.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "blake2b").hexdigest()[:32]
        head = open_head(path, name, Reading())
    except FileNotFoundError:
        raise Refusal(f"{name}: there is no such file; check the path.") from None
    with TemporaryDirectory() as folder:
        found: tuple[Finding, ...] = ()
        if workbook.recognise(head).sure:
            path, found = _fullest_sheet(head, Path(folder))
            head = open_head(path, name, Reading())
        return _read(head, digest, found)


def beginning(path: Path, name: str) -> Cells:
    """The first rows of a table of text; all of a workbook, which is small.

    Raises
    ------
    Refusal
        There is no table in it.
    """
    head = open_head(path, name, Reading())
    if workbook.recognise(head).sure:
        return open_cells(path, name)
    sample = look(head)
    return Cells(
        name, pd.DataFrame(list(sample.rows), columns=list(sample.columns), dtype=object), sample.skip + 2, ""
    )


def from_table(table: pd.DataFrame, name: str) -> Cells:
    """A table that is in memory as text; a whole number is written without a point."""
    text = pd.DataFrame({str(column): _text(table[column]) for column in table})
    digest = hashlib.blake2b(text.to_csv(index=False).encode(), digest_size=16).hexdigest()
    return Cells(name, text, 2, digest)


def numbers(cells: Cells, column: str) -> tuple[np.ndarray, tuple[Finding, ...]]:
    """(n_rows,) numbers of a column, NaN where there is none; and what could not be read."""
    text = cells.table[column]
    decimal = decimal_mark([cell for cell in text.unique()[:1000] if cell], f"{cells.name}, column {column}")
    thousands = "," if decimal == "." else "."
    marked = text.str.fullmatch(rf"[-+]?\d{{1,3}}([{thousands}]\d{{3}})+([{decimal}]\d*)?")
    plain = text.where(~marked, text.str.replace(thousands, "", regex=False))
    plain = plain if decimal == "." else plain.str.replace(",", ".", regex=False)
    values = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=float)
    values = np.where(np.isfinite(values), values, np.nan)
    bad = np.isnan(values) & ~text.str.lower().isin(NULLS).to_numpy()
    return values, unread(cells, column, bad)


def unread(cells: Cells, column: str, bad: np.ndarray) -> tuple[Finding, ...]:
    """Say which cells of a column could not be read: how many, and the first of them."""
    if not bad.any():
        return ()
    row, count = int(np.flatnonzero(bad)[0]), int(bad.sum())
    text, where = cells.table[column].iloc[row][:60], f"row {cells.line(row)}, column {column}"
    what = f"{counted(count, 'cell')} of {cells.name} could not be read and count as missing"
    message = f"{what}; the first is “{text}” in {where}."
    return (Finding("warning", "bad_value", message, count, f"{cells.name}, {where}: {text}"),)


def _read(head: Head, digest: str, found: tuple[Finding, ...]) -> Cells:
    sample = look(head)
    with duckdb.connect() as con:
        source = open_source(con, head.path, sample, deep=False)
        columns = ", ".join(f"trim({identifier(c)}::varchar) as {identifier(c)}" for c in source.columns)
        sql = f"select {columns} from {source.relation} limit {MOST_ROWS + 1}"
        table = attempt(con, sql, head.name).df()
    if len(table) > MOST_ROWS:
        raise Refusal(f"{head.name}: a table beside the readings has at most {MOST_ROWS:,} rows. Split it.")
    table = table.astype(object).where(table.notna(), "").drop(columns=BEYOND, errors="ignore")
    return Cells(
        head.name, _without_empty_rows(table), source.first_line, digest, (*found, *sample.above.findings())
    )


def _without_empty_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Stray lines under a table; what stands between rows stays, so that rows keep their numbers."""
    filled = np.flatnonzero((table != "").any(axis=1).to_numpy())
    return table.iloc[: filled[-1] + 1] if len(filled) else table.iloc[:0]


def _fullest_sheet(head: Head, folder: Path) -> tuple[Path, tuple[Finding, ...]]:
    """The sheet with most rows, as CSV."""
    workbook.refuse_bomb(head)
    book, sheets = workbook.open_book(head)
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise Refusal(f"{head.name}: every sheet of the workbook is empty. Export the table again.")
    taken = max(filled, key=lambda sheet: sheet.height)
    workbook.write_sheet(folder / "sheet.csv", taken, book.get_sheet_by_name(taken.name).iter_rows())
    return folder / "sheet.csv", _other_sheets(taken, [s for s in filled if s is not taken])


def _other_sheets(taken: workbook.Sheet, others: Sequence[workbook.Sheet]) -> tuple[Finding, ...]:
    if not others:
        return ()
    names = ", ".join(sheet.name for sheet in others)
    message = f"Of the workbook, sheet {taken.name} is read; {len(others)} others are left out: {names}."
    return (Finding("info", "sheets", message, len(others), others[0].name),)


def _text(column: pd.Series) -> pd.Series:
    if pd.api.types.is_float_dtype(column) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")
    text = column.astype(object).where(column.notna(), "").map(str).str.strip()
    return text.reset_index(drop=True)
