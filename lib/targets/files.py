"""The list as files: CSV that no spreadsheet runs, Parquet, and a workbook with the settings beside the list."""

import io
import re

import pandas as pd

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
SPAN = re.compile(r"[+-]?[\d.,]+ to [+-]?[\d.,]+")


def safe(table: pd.DataFrame) -> pd.DataFrame:
    """The table with text that a spreadsheet would run as a formula made plain by an apostrophe before it.

    Notes
    -----
    Columns of numbers stay as they are, and so does text that is a number, such as an identifier ``-12``.  Names of
    columns may come from outside too.
    (OWASP, "CSV injection", from memory, not read.)
    """
    made = table.copy(deep=False)
    for name in [name for name in table if not pd.api.types.is_numeric_dtype(table[name])]:
        made[name] = table[name].map(defused)
    return made.rename(columns=defused)


def csv(table: pd.DataFrame) -> bytes:
    """UTF-8 with a mark at its beginning, so that a spreadsheet reads every letter."""
    return safe(table).to_csv(index=False).encode("utf-8-sig")


def parquet(table: pd.DataFrame) -> bytes:
    """The table as it is: nothing runs in Parquet."""
    return table.to_parquet(index=False)


def workbook(table: pd.DataFrame, settings: str) -> bytes:
    """An xlsx file with the list on one sheet and the settings that made it on another; no cell is a formula."""
    import xlsxwriter

    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet, bold = book.add_worksheet("Targets"), book.add_format({"bold": True})
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
        sheet.write_row(0, 0, list(table), bold)
        for number, name in enumerate(table):
            sheet.write_column(1, number, table[name].astype(object).where(table[name].notna(), "").tolist())
        book.add_worksheet("Settings").write_column(0, 0, settings.splitlines())
    return file.getvalue()


def defused(cell: object) -> object:
    """A cell with an apostrophe before it where a spreadsheet would run it; numbers, and spans of two, stay."""
    if not isinstance(cell, str) or not cell.startswith(STARTS) or SPAN.fullmatch(cell):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
