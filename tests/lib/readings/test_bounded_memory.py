"""Files built to fill the memory are refused, each in a sentence, by a process that stays small."""

import gzip
import io
import os
import random
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from tests.lib.readings.formats.books import workbook
from tests.lib.readings.formats.test_green_button import SOUND
from tests.lib.readings.made import MONDAY

ROOT = Path(__file__).parents[3]
MB = 1 << 20
MORE = 200  # MB that a file may take above what small ones took; each holds 300 MB or more
PROGRAM = """
import re, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from lib.answers import Reading
from lib.findings import Refusal
from lib.readings.read import read_files

def said(name):
    with TemporaryDirectory() as spool:
        try:
            return f"{read_files([Path(name)], Reading(), Path(spool)).readings} readings"
        except Refusal as why:
            return str(why)

def peak():  # of this program alone: that of getrusage begins with what the one that started it took
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024

for name in sys.argv[1:]:
    print(said(name), peak(), sep="|", flush=True)
"""
ROWS = [["customer_id", "start", "kwh"], *(["A", f"{MONDAY:%Y-%m-%d} {n:02}:00", 1.5] for n in range(24))]
CSV = "\n".join(",".join(map(str, row)) for row in ROWS).encode()
ZEROS = b"0" * (300 * MB)
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE feed [<!ENTITY e0 "{"ha" * 50}">{LAUGHS}]>'  # 100 bytes to the tenth, nine times
FAT = f'<!DOCTYPE feed [<!ENTITY e9 "{"ha" * 50_000}">]>'


def packs_as_readings_do() -> bytes:
    """Two megabytes that fill the head of a file, so that what comes below cannot be seen from it."""
    rng = random.Random(1)
    rows = (f"C{n // 24},{MONDAY:%Y-%m-%d} {n % 24:02}:00,{rng.random():.9f}\n" for n in range(72_000))
    return b"customer_id,start,kwh\n" + "".join(rows).encode()


def zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", content)
    return packed.getvalue()


def lying(archive: bytes) -> bytes:
    """The same archive, whose directory says that the file in it has a thousand bytes."""
    at = archive.rindex(b"PK\x01\x02") + 24
    return archive[:at] + (1000).to_bytes(4, "little") + archive[at + 4 :]


def book_with(name: str, content: bytes) -> bytes:
    """A sound workbook with one part more, or another in its place."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook({"Sheet1": ROWS}))) as sound:
        parts = {part: sound.read(part) for part in sound.namelist()} | {name: content}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for part, text in parts.items():
            book.writestr(part, text)
    return packed.getvalue()


def laughing(declared: str, entities: str, document: str) -> str:
    """A document that declares entities, and has them in its first title or text."""
    return f'<?xml version="1.0"?>{declared}' + document.replace("</title>", f"{entities}</title>", 1)


BOOK = "the workbook is too large to be read at once"
MANY = "grows more than 300-fold"
ENTITIES = "declares entities"
BOMBS = {
    "a.csv.gz": (lambda: gzip.compress(CSV + ZEROS), MANY),
    "below.csv.gz": (
        lambda: gzip.compress(packs_as_readings_do() + ZEROS + b"\n1,2,3\n"),
        "the table cannot be read",
    ),
    "a.zip": (lambda: zipped(CSV + ZEROS), MANY),
    "lying.zip": (lambda: lying(zipped(CSV + ZEROS)), "is damaged"),
    "gzip_in.zip": (lambda: zipped(gzip.compress(CSV + ZEROS)), MANY),
    "strings.xlsx": (lambda: book_with("xl/sharedStrings.xml", ZEROS), BOOK),
    "entities.xlsx": (  # nothing of them is read
        lambda: book_with("xl/worksheets/sheet1.xml", (BILLION + "<worksheet>&e9;</worksheet>").encode()),
        "no sheet of the workbook has dates with numbers beside them",
    ),
    "billion.xml": (lambda: laughing(BILLION, "&e9;", SOUND).encode(), ENTITIES),
    "fat.xml": (lambda: laughing(FAT, "&e9;" * 5000, SOUND).encode(), ENTITIES),
    "text.xml.gz": (
        lambda: gzip.compress((SOUND[: SOUND.rindex("<entry>")].encode() + ZEROS), 1),
        "4 MB of text",
    ),
}
SMALL = {"s.csv": CSV, "s.csv.gz": gzip.compress(CSV), "s.zip": zipped(CSV), "s.xml": SOUND.encode()}
SMALL["s.xlsx"] = workbook({"Sheet1": ROWS})


pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to ask for memory")


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What was said of each file, and by how many MB it raised the most that the process ever took."""
    folder = tmp_path_factory.mktemp("bombs")
    for name, content in SMALL.items():
        (folder / name).write_bytes(content)
    for name, (make, _) in BOMBS.items():
        (folder / name).write_bytes(make())
    names = [*SMALL, *BOMBS]
    files = [str(folder / name) for name in names]
    program = folder / "read_all.py"  # a program without a file is thought to be a person, and shown a bar
    program.write_text(PROGRAM)
    paths = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, program, *files], capture_output=True, text=True, env=paths)
    assert ran.returncode == 0, ran.stderr[-2000:]
    lines = [line.rsplit("|", 1) for line in ran.stdout.splitlines()]
    peaks = [int(peak) for _, peak in lines]
    rises = [0, *(after - before for before, after in pairwise(peaks))]
    return {name: (text, rise) for name, (text, _), rise in zip(names, lines, rises, strict=True)}


def test_the_small_ones_are_read(said):
    assert {name: said[name][0] for name in SMALL} == dict.fromkeys(SMALL, "24 readings")


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_bounded_memory(said, name):
    text, rise = said[name]
    assert BOMBS[name][1] in text
    assert rise < MORE
