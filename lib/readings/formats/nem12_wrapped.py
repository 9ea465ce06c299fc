"""NEM12 records that were wrapped over several lines on their way: each in one piece again."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from lib.readings.columns import is_number
from lib.readings.formats.nem12_channels import DAY_MINUTES

MOST = 300  # lines of a record: a day of 5 minutes has 288 values
Line = tuple[int, str, list[str]]  # number, text, cells


def records(lines: Iterable[tuple[int, str]]) -> Iterator[Line]:
    """Every record with the number of its first line; lines of which none can be made stay as they are."""
    held: list[Line] = []
    due = 0
    for number, text in lines:
        cells = cells_of(text)
        if not any(cells):
            continue
        if held and not _begins(cells) and _goes_on(held, text, due):
            held.append((number, text, cells))
            continue
        for record in _together(held, due):
            due = _due(record[2]) or due
            yield record
        held = [(number, text, cells)]
    yield from _together(held, due)


def cells_of(text: str) -> list[str]:
    """The cells of a row; a quotation mark that is not closed ends with its row."""
    cells = next(csv.reader([text]), [""]) if '"' in text else text.split(",")
    return [cell.strip() for cell in cells]


def _begins(cells: Sequence[str]) -> bool:
    """Whether a line is the beginning of a record, and not values such as 300, 250, 200."""
    kind, second, *rest = (*cells, "")
    if kind in ("200", "250"):
        return any(re.search("[A-Za-z]", cell) for cell in rest[:3])
    if kind == "300":
        return not second or bool(re.search(r"[^\d.]|^\d{8}", second))
    if kind in ("100", "500"):
        return not is_number(second)
    if kind == "400":
        return any(cell[:1].isalpha() for cell in rest[1:2])
    return kind == "900" and not second


def _goes_on(held: Sequence[Line], text: str, due: int) -> bool:
    """Whether the record that is held may go on in a line: it is not complete, or there are stamps at its end."""
    kind, commas = held[0][2][0], sum(own.count(",") for _, own, _ in held)
    incomplete = commas < 2 + due or bool(re.fullmatch(r"[\d,\s]*", text))
    return len(held) < MOST and (kind == "200" or (kind == "300" and incomplete))


def _together(held: Sequence[Line], due: int) -> Iterator[Line]:
    """The lines as one record: cut between two cells, where a comma may be lost, or within one."""
    for between in ("", ",") if len(held) > 1 else ():
        text = _joined([own for _, own, _ in held], between)
        cells = cells_of(text)
        if _is_sound(cells, due):
            yield held[0][0], text, cells
            return
    yield from held


def _joined(texts: Sequence[str], between: str) -> str:
    text = texts[0].strip()
    for more in (own.strip() for own in texts[1:]):
        text += more if text.endswith(",") or more.startswith(",") else between + more
    return text


def _is_sound(cells: Sequence[str], due: int) -> bool:
    if cells[0] == "200":
        return bool(_due(cells))
    values, quality = cells[2 : 2 + due], "".join(cells[2 + due : 3 + due])
    return quality[:1].isalpha() and all(not value or is_number(value) for value in values)


def _due(cells: Sequence[str]) -> int:
    """Values in a day, as a record 200 says; 0 where it does not."""
    minutes = cells[8] if cells[0] == "200" and len(cells) > 8 else ""
    return DAY_MINUTES // int(minutes) if minutes.isdecimal() and 0 < int(minutes) <= 60 else 0
