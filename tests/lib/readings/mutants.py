"""Files of every format, written here and then damaged: what the reader must survive, and must not misread."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from lib.answers import Reading
from lib.findings import Refusal
from lib.readings.read import read_files
from tests.lib.readings.formats.books import workbook
from tests.lib.readings.formats.test_green_button import block, clock, feed, kind
from tests.lib.readings.formats.test_nem12 import HEADER, channel, day
from tests.lib.readings.layouts import slots
from tests.lib.readings.layouts_america import AMERICA
from tests.lib.readings.layouts_europe import EUROPE
from tests.lib.readings.layouts_more import MORE

NASTY = (
    *("", "-", "Null", "NaN", "inf", "-1e999", "1e308", "1,5", "1.234,5", "1,234", '"', "'", "=1+1", "\0", "é"),
    *("2026-02-30 25:61", "31/12/2026", "00:00", "24:00", "99999999999", "9" * 400, "kWh", "Total", "0x10", "١٢", "N"),
)  # fmt: skip
FEW = 20  # lines: too few to lose one unnoticed
MARKS = b'\0\xff\x1f\x8b,;"\n\r<>&=-e.'


@dataclass(frozen=True)
class Seed:
    """A sound file; `table`: a text of rows, whose energy is known after some changes."""

    name: str
    content: bytes
    table: bool = False


@dataclass(frozen=True)
class Mutant:
    """A changed file; `careful`: a change after which the energy is the same, or a finding says why not."""

    seed: Seed
    how: str
    content: bytes
    careful: bool


def seeds() -> tuple[Seed, ...]:
    texts = [(layout.name.split(",")[0], layout.write().encode(layout.encoding)) for layout in LAYOUTS]
    tables = [Seed(f"{name}.csv", content, content.count(b"\n") > FEW) for name, content in texts]
    return (*tables, *_wide(), *_records(), *_packed(tables))


LAYOUTS = (*AMERICA, *EUROPE, *MORE)


def _wide() -> list[Seed]:
    hours = list(slots(60))
    meters = "\n".join(f"{s.start},{s.taken},{s.taken},{s.taken},{s.taken}" for s in hours)
    stamps = ",".join(str(s.start) for s in hours)
    rows = "\n".join(f"{meter},{','.join(str(s.taken) for s in hours)}" for meter in ("A", "B"))
    return [
        Seed("meters.csv", f"time,101,102,103,104\n{meters}\n".encode(), True),
        Seed("intervals.csv", f"meter,{stamps}\n{rows}\n".encode()),
    ]


def _records() -> list[Seed]:
    days = [day([s.taken for s in slots(30, days=1)], on=f"202601{n:02}") for n in range(1, 4)]
    nem12 = "\n".join([HEADER, channel("E1"), *days, channel("B1"), *days, "900"])
    values = [round(1000 * s.taken) for s in slots(60)]
    xml = feed(clock(-18000), kind(), block(values), kind(flow=19), block(values))
    return [Seed("nem12.csv", nem12.encode()), Seed("home.xml", xml.encode())]


def _packed(tables: list[Seed]) -> list[Seed]:
    rows = [["customer", "start", "kwh"], *(["A", f"{s.start:%Y-%m-%d %H:%M}", s.taken] for s in slots(60))]
    packed, parquet = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("m1.csv", "m2.csv"):
            archive.writestr(name, "\n".join(f"{start},{kwh}" for _, start, kwh in rows))
    pd.DataFrame(rows[1:], columns=rows[0]).to_parquet(parquet)
    return [
        Seed("book.xlsx", workbook({"Sheet1": rows})),
        Seed("meters.zip", packed.getvalue()),
        Seed("long.parquet", parquet.getvalue()),
        Seed("packed.csv.gz", gzip.compress(tables[0].content, mtime=0)),
    ]


def _flip(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 2, 8, 64))):
        changed[rng.randrange(len(changed))] = rng.choice(MARKS) if rng.random() < 0.5 else rng.randrange(256)
    return bytes(changed)


def _cut(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] if rng.random() < 0.5 else content[:at] + content[at + rng.randrange(1, 200) :]


def _repeat(content: bytes, rng: random.Random) -> bytes:
    at, long = rng.randrange(len(content)), rng.randrange(1, 2000)
    return content[: at + long] + content[at : at + long] * rng.choice((1, 2, 30)) + content[at + long :]


def _lines(
    change: Callable[[list[bytes], random.Random], list[bytes]],
) -> Callable[[bytes, random.Random], bytes]:
    def changed(content: bytes, rng: random.Random) -> bytes:
        return b"\n".join(change(content.split(b"\n"), rng))

    return changed


def _swap(lines: list[bytes], rng: random.Random) -> list[bytes]:
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[i], lines[j] = lines[j], lines[i]
    return lines


def _strange_cell(lines: list[bytes], rng: random.Random) -> list[bytes]:
    for _ in range(rng.choice((1, 1, 5, 100))):
        i = rng.randrange(len(lines))
        cells = lines[i].split(b";" if b";" in lines[i] else b",")
        cells[rng.randrange(len(cells))] = rng.choice(NASTY).encode("utf-8", "surrogatepass")
        lines[i] = (b";" if b";" in lines[i] else b",").join(cells)
    return lines


def _without_column(lines: list[bytes], rng: random.Random) -> list[bytes]:
    mark = b";" if b";" in lines[len(lines) // 2] else b","
    at = rng.randrange(8)
    return [mark.join(cell for i, cell in enumerate(line.split(mark)) if i != at) for line in lines]


def _shuffled_columns(lines: list[bytes], rng: random.Random) -> list[bytes]:
    mark, seed = (b";" if b";" in lines[len(lines) // 2] else b","), rng.random()
    shuffled = []
    for line in lines:
        cells = line.split(mark)
        random.Random(seed).shuffle(cells)
        shuffled.append(mark.join(cells))
    return shuffled


ROUGH: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flip": _flip,
    "cut": _cut,
    "repeat": _repeat,
    "swap": _lines(_swap),
    "strange cell": _lines(_strange_cell),
    "without a column": _lines(_without_column),
    "shuffled columns": _lines(_shuffled_columns),
}


def _data(lines: list[bytes]) -> list[int]:
    """Lines that hold readings: the commonest number of marks, without the first and last of them."""
    marks = [line.count(b",") + line.count(b";") for line in lines]
    usual = max(set(marks), key=marks.count)
    return [i for i, n in enumerate(marks) if n == usual][2:-2]


def _twice(lines: list[bytes], rng: random.Random) -> list[bytes]:
    i = rng.choice(_data(lines))
    return [*lines[:i], lines[i], *lines[i:]]


def _empty_cell(lines: list[bytes], rng: random.Random) -> list[bytes]:
    i = rng.choice(_data(lines))
    mark = b";" if b";" in lines[i] else b","
    cells = lines[i].split(mark)
    filled = [n for n, cell in enumerate(cells) if any(48 <= c < 58 for c in cell)]
    cells[rng.choice(filled)] = b""
    lines[i] = mark.join(cells)
    return lines


def _absent(lines: list[bytes], rng: random.Random) -> list[bytes]:
    i = rng.choice(
        _data(lines)[2:-2]
    )  # of two registers: a file may well end where a row at its end is absent
    return [*lines[:i], *lines[i + 1 :]]


def _unreadable(lines: list[bytes], rng: random.Random) -> list[bytes]:
    i = rng.choice(_data(lines))
    mark = b";" if b";" in lines[i] else b","
    lines[i] = mark.join([b"###"] * (1 + lines[i].count(mark)))
    return lines


CAREFUL: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "a row twice": _lines(_twice),
    "an empty cell": _lines(_empty_cell),
    "an unreadable row": _lines(_unreadable),
    "a row is absent": _lines(_absent),
    "text under the table": lambda content, rng: content + b"\nEnd of report\n",
    "a line above": lambda content, rng: b"Report of a portal\n" + content,
    "other line ends": lambda content, rng: content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "empty lines": _lines(lambda lines, rng: [*lines, b"", b"", b""]),
}


def mutant(number: int) -> Mutant:
    """One of endlessly many, always the same for a number."""
    rng, all_seeds = random.Random(number), _seeds()
    seed = rng.choice(all_seeds)
    careful = seed.table and rng.random() < 0.4
    how = rng.choice(list(CAREFUL if careful else ROUGH))
    content = (CAREFUL if careful else ROUGH)[how](seed.content, rng)
    if not careful and rng.random() < 0.3:
        how, content = f"{how} and flip", _flip(content or b"x", rng)
    return Mutant(seed, how, content, careful)


_seeds = cache(seeds)


def fault(number: int) -> str:
    """What the reader does wrong with a mutant; "" where nothing."""
    changed = mutant(number)
    got = _read(changed.seed.name, changed.content)
    if isinstance(got, str):
        return f"{number}: {changed.seed.name}, {changed.how}: {got}" if got.startswith("crash") else ""
    before = _sound(changed.seed)
    if changed.careful and abs(got[0] - before[0]) > 1e-6 and got[1] <= before[1]:
        return (
            f"{number}: {changed.seed.name}, {changed.how}: {before[0]} became {got[0]} and nothing is said"
        )
    return ""


@cache
def _sound(seed: Seed) -> tuple[float, frozenset[str]]:
    got = _read(seed.name, seed.content)
    assert not isinstance(got, str), got
    return got


def _read(name: str, content: bytes) -> tuple[float, frozenset[str]] | str:
    """Energy and what was said, or what ended the reading."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            readings = read_files([path], Reading(), Path(folder))
        except Refusal as why:
            return (
                "refused"
                if "\n" not in str(why) and name.split(".")[0] in str(why)
                else f"crash: {why!s:.200}"
            )
        except Exception as why:  # what is looked for
            return f"crash: {type(why).__name__}: {why!s:.200}"
        return readings.energy_kwh, frozenset(f"{f.code} {f.message}" for f in readings.findings)
