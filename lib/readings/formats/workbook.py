"""Excel workbooks: the sheets that look like readings, each as a table of text that the other formats read."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from lib.findings import Finding, Refusal
from lib.readings.columns import UNRANKED, is_number, rank
from lib.readings.formats.archive import BROKEN
from lib.readings.formats.form import EXPANSION, NOT_MINE, Head, Packed, Recognition
from lib.readings.stamps import is_date, is_stamp

NAME = "Excel workbook"
WHAT = "xlsx: the sheet that holds dates with numbers beside them, below any title; then as any other table"
MOST_BYTES = 400 << 20  # of XML, unpacked
MOST_CELLS = 12_000_000  # of the rectangle that a sheet spans: all of it is held in memory
LOOK = 1000  # rows
MANY_TIMES = 4  # cells in a row: they are names of columns, and so are the midnights among them
SERIALS = (30_000, 60_000)  # days since the end of 1899 that are dates of our time
EPOCH = datetime(1899, 12, 30)
CURE = "Save the sheet with the readings as CSV."


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows down to LOOK, how many of them hold a date and a number, the row above the first of these."""

    name: str
    rows: list[list]
    data: int
    height: int
    header: tuple[str, ...]


def recognise(head: Head) -> Recognition:
    """By the workbook inside the zip."""
    if not head.start.startswith(b"PK\x03\x04") or not zipfile.is_zipfile(head.path):
        return NOT_MINE
    try:
        with zipfile.ZipFile(head.path) as archive:
            inside = "xl/workbook.xml" in archive.namelist()
    except BROKEN:
        return NOT_MINE
    return Recognition(1.0, "the zip holds an Excel workbook") if inside else NOT_MINE


def unpack(head: Head, folder: Path) -> Iterator[Packed]:
    """The sheet with most rows of readings, and all others with the same header, as CSV.

    Raises
    ------
    Refusal
        The workbook is damaged or too large, or no sheet looks like readings.
    """
    refuse_bomb(head)
    book, sheets = open_book(head)
    likely = [sheet for sheet in sheets if sheet.data]
    if not likely:
        listed = ", ".join(f"{sheet.name} ({', '.join(sheet.header[:4]) or 'empty'})" for sheet in sheets[:4])
        raise Refusal(
            f"{head.name}: no sheet of the workbook has dates with numbers beside them; found {listed}. "
            "Loadlens needs the readings of each interval."
        )
    best = max(likely, key=lambda sheet: (sheet.data, sheet.height))
    taken = [sheet for sheet in likely if sheet.header == best.header]
    findings = _left_out([sheet for sheet in sheets if sheet.rows and sheet not in taken], taken)
    for number, sheet in enumerate(taken):
        path = folder / f"sheet-{number}.csv"
        write_sheet(path, sheet, book.get_sheet_by_name(sheet.name).iter_rows())
        yield Packed(path, head.name, findings if sheet is taken[0] else ())
        path.unlink()


def refuse_bomb(head: Head) -> None:
    """Refuse a workbook that would fill the memory: by its size unpacked, and by the rectangle each sheet spans."""
    too_large = f"{head.name}: the workbook is too large to be read at once. {CURE}"
    try:
        with zipfile.ZipFile(head.path) as archive:
            total = sum(member.file_size for member in archive.infolist())
            if total > min(MOST_BYTES, EXPANSION * head.path.stat().st_size):
                raise Refusal(too_large)
            for member in archive.namelist():
                if (
                    re.match(r"(?i)/?xl/worksheets/[^/]*\.xml$", member)
                    and _spanned(archive, member) > MOST_CELLS
                ):
                    raise Refusal(too_large)
    except BROKEN as why:
        raise _damaged(head, why) from None


def _spanned(archive: zipfile.ZipFile, member: str) -> int:
    """Cells of the rectangle from the first to the last: a single cell far out is one that hides a bomb."""
    rows = columns = in_row = count = 0
    rest = b""
    with archive.open(member) as file:
        while chunk := file.read(1 << 20):
            text = rest + chunk
            cut = max(text.rfind(b"<"), len(text) - 4096)  # a tag that goes on in the next chunk
            text, rest = text[:cut], text[cut:]
            for part, row in _rows(text):
                in_row += len(re.findall(rb"<(?:\w+:)?c[\s>/]", part))
                columns = max(columns, in_row, *map(_column, set(re.findall(rb'\sr="([A-Z]{1,3})\d', part))))
                if row is not None:
                    rows, count, in_row = max(rows, row), count + 1, 0
    return max(rows, count) * columns


def _rows(text: bytes) -> Iterator[tuple[bytes, int | None]]:
    """What stands before each row's tag, with the number in the tag; and what stands after the last."""
    before = 0
    for tag in re.finditer(rb"<(?:\w+:)?row\b[^>]*", text):
        number = re.search(rb'\sr="(\d{1,9})"', tag[0])
        yield text[before : tag.start()], int(number[1]) if number else 0
        before = tag.end()
    yield text[before:], None


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def open_book(head: Head) -> tuple["CalamineWorkbook", list[Sheet]]:  # noqa: F821, imported where it is used
    """The workbook and the head of each of its sheets that can be seen.

    Raises
    ------
    Refusal
        It is damaged or locked with a password.
    """
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(str(head.path))
        shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        return book, [_sheet(name, book.get_sheet_by_name(name)) for name in shown]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as why:  # a panic of the reader is no Exception
        raise _damaged(head, why) from None


def _sheet(name: str, sheet: "CalamineSheet") -> Sheet:  # noqa: F821
    rows = sheet.to_python(skip_empty_area=False, nrows=LOOK) if sheet.start else []
    data = [number for number, row in enumerate(rows) if _is_data(row)]
    above = [row for row in rows[: data[0] if data else 1] if sum(cell != "" for cell in row) > 1]
    header = tuple(str(cell) for cell in above[-1] if cell != "") if above else ()
    return Sheet(name, rows, len(data), sheet.height, header)


def _is_data(row: Sequence) -> bool:
    """Whether a row has a date and a number; a date may be a number too."""
    numbers = sum(map(_is_number, row))
    return numbers > 1 or (numbers == 1 and any(map(_is_time, row)))


def _is_time(cell: object) -> bool:
    return is_stamp(cell) or is_date(cell) if isinstance(cell, str) else isinstance(cell, date)


def _is_number(cell: object) -> bool:
    return is_number(cell) if isinstance(cell, str) else type(cell) in (int, float)


def write_sheet(path: Path, sheet: Sheet, rows: Iterable[Sequence]) -> None:
    """Every row of the sheet as a line of its own, so that rows keep their numbers."""
    stamps, serials = _stamp_columns(sheet.rows), _serial_columns(sheet.rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            times = sum(isinstance(cell, datetime) for cell in row) >= MANY_TIMES
            writer.writerow(
                [
                    _text(_dated(cell) if i in serials else cell, times or i in stamps | serials)
                    for i, cell in enumerate(row)
                ]
            )


def _stamp_columns(rows: Sequence[Sequence]) -> set[int]:
    """Columns of dates with a time: midnight comes as a date alone."""
    return {i for row in rows for i, cell in enumerate(row) if isinstance(cell, datetime)}


def _serial_columns(rows: Sequence[Sequence]) -> set[int]:
    """Columns of dates that come as a number of days, since nobody has given the cells a date's format."""
    found = set()
    for i, column in enumerate(zip(*rows, strict=False)):
        name = next(
            (cell for cell in column if isinstance(cell, str) and rank(cell, "start") < UNRANKED), None
        )
        numbers = [cell for cell in column if isinstance(cell, int | float)]
        if name and numbers and all(SERIALS[0] < cell < SERIALS[1] for cell in numbers):
            found.add(i)
    return found


def _dated(cell: object) -> object:
    return (
        EPOCH + timedelta(days=cell)
        if isinstance(cell, int | float) and SERIALS[0] < cell < SERIALS[1]
        else cell
    )


def _text(cell: object, stamp: bool) -> str:
    """A cell as it would be written: clocks to the second, whole numbers without a point."""
    if isinstance(cell, datetime):
        return f"{cell + timedelta(seconds=0.5):%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}" + (" 00:00:00" if stamp else "")
    if isinstance(cell, time):
        return _clock(
            timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second + cell.microsecond / 1e6)
        )
    if isinstance(cell, timedelta):
        return _clock(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    return str(cell)


def _clock(since_midnight: timedelta) -> str:
    minutes = round(since_midnight.total_seconds() / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _left_out(sheets: Sequence[Sheet], taken: Sequence[Sheet]) -> tuple[Finding, ...]:
    if not sheets:
        return ()
    others = ", ".join(sheet.name for sheet in sheets[:5])
    read = ", ".join(sheet.name for sheet in taken[:5])
    message = f"Of the workbook, sheet {read} is read; {len(sheets)} others are left out: {others}."
    return (Finding("info", "sheets", message, len(sheets), sheets[0].name),)


def _damaged(head: Head, why: BaseException) -> Refusal:
    text = str(why).splitlines()[0][:80] if str(why) else type(why).__name__
    return Refusal(f"{head.name}: the workbook is damaged or locked ({text}). {CURE}")
