"""What cannot be read is refused in a sentence: where, what was found, how to mend it."""

import gzip
import tracemalloc
from datetime import timedelta

import duckdb
import pandas as pd
import pytest

from lib.answers import Reading
from lib.findings import Refusal
from lib.readings.formats.form import open_head
from lib.readings.formats.sample import look
from lib.readings.formats.source import attempt, open_source
from lib.readings.read import read_files
from tests.lib.readings.made import MONDAY, hours, read, write

CURE = "Save the readings as CSV, CSV.gz or Parquet: one row for each customer and interval."
DAY = [f"2026-06-01 {h:02}:00" for h in range(24)]


def csv(header, *rows):
    return "\n".join([header, *rows]).encode()


def each_hour(template):
    return [template.format(stamp=stamp, h=h, v=h % 5) for h, stamp in enumerate(DAY)]


REFUSED = {
    "empty": (b"", "a.csv: the file is empty. Export the readings again and upload the new file."),
    "blank": (b"\n \n", "a.csv: the file is empty. Export the readings again and upload the new file."),
    "pdf": (b"%PDF-1.7 ...", f"a.csv: this is a PDF document, not a table of readings. {CURE}"),
    "zip": (
        b"PK\x03\x04...",
        "a.csv: the zip archive is damaged or packed in a way that is not read (File is not a zip file). "
        "Pack the files again.",
    ),
    "page": (b"\n<!doctype html>", f"a.csv: this is a web page, not a table of readings. {CURE}"),
    "nem12": (
        b"100,NEM12,2023,X,Y\n200,N",
        "a.csv, row 2: found the meter “N” with intervals of “” minutes where a meter and part of an hour were "
        "expected. Export the file again.",
    ),
    "binary": (b"\x01\x00\x02", f"a.csv: this is not a text file. {CURE}"),
    "damaged gzip": (
        b"\x1f\x8b" + b"x" * 50,
        "a.csv: the compressed file is damaged (Error -3 while decompressing data: unknown compression method). "
        "Export it again.",
    ),
    "bomb": (
        gzip.compress(b"start,kwh\n" + b"0" * 3_000_000),
        f"a.csv: the file grows more than 300-fold when it is unpacked, which no readings do. {CURE}",
    ),
    "endless last row": (  # of 32 MB and more, over which DuckDB passes in silence
        csv("customer_id,start,kwh", *each_hour("A,{stamp},{v}"), "A,2026-06-02 00:00," + "1" * (33 << 20)),
        "a.csv: the last row has more than 1,048,576 bytes, which no row of readings has. Export the file again.",
    ),
    "damaged parquet": (
        b"PAR1" + b"x" * 50,
        "a.csv: the Parquet file is damaged. Export it again.",
    ),
    "prose": (
        b"Dear customer\nhere are your readings\n",
        "a.csv: no table found; the first line is 'Dear customer'. "
        "Loadlens reads columns parted by commas, semicolons or tabs.",
    ),
    "no rows": (
        b"customer_id,start,kwh\n",
        "a.csv: the table has a header and no rows. Export the readings again.",
    ),
    "no header": (
        b"1,2026-06-01 00:00,2\n1,2026-06-01 01:00,2\n",
        "a.csv, row 1: found values 1, 2026-06-01 00:00, 2 where column names were expected. "
        "Add a first row with names, for example customer_id,start,kwh.",
    ),
    "no times": (
        csv("customer_id,group,kwh", "A,x,1", "B,y,2"),
        "a.csv: no column holds dates and times. The file has customer_id, group, kwh. "
        "Add a column with the start of each interval, for example 2026-07-18 17:00.",
    ),
    "dates alone": (
        csv("customer_id,date,kwh", "A,2026-06-01,1", "A,2026-06-02,2"),
        "a.csv, column date: found dates without a time of day (2026-06-01). "
        "Loadlens needs readings of an hour or less; ask for the interval export.",
    ),
    "dates and clocks in turn": (
        csv("date,time,kwh", *[line for h in range(24) for line in (f",{h}:00,1", "14/03/2026,,")]),
        "a.csv, column date: no row has both a date and a time of day, in column time. Export the file again.",
    ),
    "a row for each day, too coarse": (
        csv("meter,date,00:00,06:00,12:00,18:00", "A,2026-06-01,1,2,3,4"),
        "a.csv: readings are 6 hours apart. Loadlens needs 60 minutes or a part of it; ask for the interval export.",
    ),
    "no value": (
        csv("start,note", *each_hour("{stamp},fine")),
        "a.csv: the energy column is not clear: no column holds numbers. The file has start, note. "
        "Call the column kwh, or choose it under “We read it as”.",
    ),
    "several values": (
        csv("start,boiler kwh,oven kwh", *each_hour("{stamp},{v},1")),
        "a.csv: the energy column is not clear: 2 columns could be it (boiler kwh, oven kwh). "
        "The file has start, boiler kwh, oven kwh. Call the column kwh, or choose it under “We read it as”.",
    ),
    "one name twice": (
        csv("start,usage,usage", *each_hour("{stamp},{v},1")),
        "a.csv: the energy column is not clear: 2 columns could be it (usage, usage (2)). "
        "The file has start, usage, usage (2). Call the column kwh, or choose it under “We read it as”.",
    ),
    "gas": (
        csv("start,Gas used", *each_hour("{stamp},{v}")),
        "a.csv: column Gas used holds gas. Loadlens reads the electricity that customers take: kwh.",
    ),
    "export": (
        csv("start,export kWh", *each_hour("{stamp},{v}")),
        "a.csv: column export kWh holds what is fed into the grid. "
        "Loadlens reads the electricity that customers take: kwh.",
    ),
    "temperature": (
        csv("start,temperature", *each_hour("{stamp},{v}")),
        "a.csv: column temperature holds weather or another measure. "
        "Loadlens reads the electricity that customers take: kwh.",
    ),
    "text for numbers": (
        csv("start,kwh", *each_hour("{stamp},x{v}")),
        "a.csv, row 2, column kwh: found “x0” where a number was expected, and so in 24 of 24 rows. "
        "Leave the cell empty where there is no reading.",
    ),
    "text for times": (
        csv("start,kwh", *each_hour("{stamp},{v}"), "then,1", "later,2"),
        "a.csv, row 26, column start: found “then” where a date and time was expected, and so in 2 of 26 rows. "
        "Write it as 2026-07-18 17:00.",
    ),
    "no times beside numbers": (
        csv("id,start,kwh", *each_hour("A,{stamp},{v}"), "A,,1", "A,,2"),
        "a.csv, row 26, column start: found “nothing” where a date and time was expected, and so in 2 of 26 rows. "
        "Write it as 2026-07-18 17:00.",
    ),
    "decimal commas in commas": (
        csv("start,kwh", *each_hour("{stamp},{v}"), "2026-06-02 00:00,1,5", "2026-06-02 01:00,2,5"),
        "a.csv, row 26, column beyond the last: found “5” where the row should have ended, and so in 2 of 26 rows. "
        "Put quotation marks around numbers with a comma, or part the columns by semicolons.",
    ),
    "thousands or decimals": (
        csv("start;kwh", *each_hour("{stamp};{h},125")[1:10]),
        "a.csv, column kwh: found 1,125, and the comma may part thousands or decimals. "
        "Write the numbers without marks between thousands, for example 1234.5.",
    ),
    "open quote": (
        csv(
            "id,start,kwh", *each_hour("A,{stamp},{v}"), '"A,2026-06-02 00:00,1', *each_hour("A,{stamp},{v}")
        ),
        "a.csv, row 26: a quotation mark is opened and not closed, so that the rows below run into one cell. "
        "Remove it, or close it.",
    ),
    "empty values": (
        csv("id,start,kwh", *each_hour("A,{stamp},")),
        "a.csv, column kwh: every cell is empty. Export the readings again.",
    ),
    "zeros": (
        csv("start,kwh", *each_hour("{stamp},0")),
        "a.csv: every reading is zero. Look at the column for kWh, or export the readings again.",
    ),
    "single readings": (
        csv("id,start,kwh", "A,2026-06-01 00:00,1", "B,2026-06-01 00:00,1"),
        "a.csv: every customer has a single reading. Loadlens needs at least a day of intervals each.",
    ),
    "daily": (
        csv("id,start,kwh", *[f"A,2026-06-{d:02} 00:00,{d % 3}" for d in range(1, 9)]),
        "a.csv: readings are 24 hours apart. Loadlens needs 60 minutes or a part of it; ask for the interval export.",
    ),
    "odd distance": (
        csv("id,start,kwh", *[f"A,2026-06-01 00:{7 * i:02},{i % 3}" for i in range(8)]),
        "a.csv: readings are 7 minutes apart. Loadlens needs 60 minutes or a part of it; ask for the interval export.",
    ),
    "ambiguous dates": (
        csv("start,kwh", *[f"03/04/2026 {h:02}:00,1" for h in range(24)]),
        "a.csv, column start: found 03/04/2026 00:00, and no date in the file tells the day from the month. "
        "Say which comes first: --dates day-first or --dates month-first.",
    ),
    "both orders": (
        csv("start,kwh", "13/06/2026 00:00,1", "06/14/2026 00:00,1"),
        "a.csv, column start: some dates have the day first and some the month first; found 13 in first and 14 in "
        "second place. Write all dates as 2026-07-18 17:00.",
    ),
    "apparent power": (
        csv("start,load kVA", *each_hour("{stamp},{v}")),
        "a.csv: column load kVA holds apparent power. Loadlens reads the electricity that customers take: kwh.",
    ),
    "registers": (
        csv("id,probe,start,kwh", *each_hour("A,left,{stamp},{v}"), *each_hour("A,right,{stamp},{h}")),
        "a.csv: 19 of 24 intervals come several times with different values (first: A at 2026-06-01 05:00). "
        "The file seems to hold several registers, such as import and export. Keep the rows of one register, or choose "
        "another customer column, and read it again.",
    ),
}


@pytest.mark.parametrize("content, message", REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_of_readings_is_refused(tmp_path, content, message):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        read(path)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "answers, message",
    [
        ({"customer": "meter"}, "a.csv: there is no column 'meter'. The file has customer_id, start, kwh."),
        ({"value": "kw"}, "a.csv: there is no column 'kw'. The file has customer_id, start, kwh."),
        (
            {"zone": "Europe/Amsterdm"},
            "The time zone 'Europe/Amsterdm' is not known. Write it as Europe/Amsterdam.",
        ),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_and_asked_again(tmp_path, answers, message):
    path = write(tmp_path / "a.csv", hours(["A"], 2))
    with pytest.raises(Refusal) as caught:
        read(path, **answers)
    assert str(caught.value) == message
    assert caught.value.ask in answers


def test_what_would_mend_a_refusal_is_asked(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(REFUSED["ambiguous dates"][0])
    with pytest.raises(Refusal) as caught:
        read(path)
    assert caught.value.ask == "dates"
    assert read(path, dates="day-first").start == "2026-04-03 00:00"
    assert read(path, dates="month-first").start == "2026-03-04 00:00"


def test_a_day_over_12_anywhere_in_the_file_tells_the_order(tmp_path):
    rows = [f"{1 + i // 24:02}/06/2026 {i % 24:02}:00,{i % 5}" for i in range(20 * 24)]
    path = tmp_path / "a.csv"
    path.write_bytes(
        csv("start,kwh", *(row for row in rows for _ in range(4)))
    )  # the first 1,000 rows do not tell
    assert read(path).end == "2026-06-20 23:00"


def test_half_the_customers_of_another_interval_length_are_refused(tmp_path):
    path = write(tmp_path / "a.csv", hours(["A"], 5, minutes=15) + hours(["B"], 5))
    with pytest.raises(Refusal) as caught:
        read(path)
    assert str(caught.value) == (
        "a.csv: most readings are 15 minutes apart, but the readings of customer B stand at 1 different minutes of the "
        "hour, unevenly, and so at 1 of 2 customers. Loadlens reads one interval length at a time; part them."
    )


def test_one_customer_whose_interval_length_changes_is_refused(tmp_path):
    path = write(
        tmp_path / "a.csv", hours(["A"], 5, minutes=30) + hours(["A"], 5, first=MONDAY + timedelta(days=5))
    )
    with pytest.raises(Refusal, match="Loadlens reads one interval length at a time"):
        read(path)


def test_files_of_two_interval_lengths_are_refused(tmp_path):
    a, b = write(tmp_path / "a.csv", hours(["A"], 2)), write(tmp_path / "b.csv", hours(["A"], 2, minutes=15))
    with pytest.raises(Refusal) as caught:
        read_files([a, b], Reading(), tmp_path)
    assert str(caught.value) == (
        "The files have intervals of 15 minutes (b.csv) and 60 minutes (a.csv). "
        "Read files of one interval length together."
    )


def test_parquet_without_rows_is_refused(tmp_path):
    pd.DataFrame({"customer_id": ["A"], "start": [MONDAY], "kwh": [1.0]})[:0].to_parquet(
        tmp_path / "a.parquet"
    )
    with pytest.raises(Refusal) as caught:
        read(tmp_path / "a.parquet")
    assert str(caught.value) == "a.parquet: the table has a header and no rows. Export the readings again."


def test_text_that_changes_its_encoding_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(
        csv("id,start,kwh", *each_hour("A,{stamp},{v}") * 4000, "") + "é,2026-06-02 00:00,1".encode("latin-1")
    )
    with pytest.raises(Refusal) as caught:
        read(path)
    assert str(caught.value) == (
        "a.csv: the table cannot be read (Invalid Input Error: CSV Error on Line: 96002). Save it again as CSV."
    )


def test_a_file_too_large_to_unpack_is_refused(tmp_path):
    rows = b"".join(b"C%06d,2026-06-01 00:00,1\n" % i for i in range(400_000))
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,start,kwh\n" + rows)
    with duckdb.connect(config={"memory_limit": "2MB", "max_temp_directory_size": "0KB"}) as con:
        source = open_source(con, path, look(open_head(path, "a.csv", Reading())))
        with pytest.raises(Refusal) as caught:
            attempt(con, f"create table all_of_it as select * from {source.relation} order by start", "a.csv")
    assert str(caught.value) == (
        "a.csv: unpacked, the file is larger than this computer can hold. Split it and read the parts."
    )


@pytest.mark.parametrize(
    "content, message",
    [
        (b"time," * 1_000_000, "a row has more than 349,525 characters"),
        (b"x" * 5_000_000, "a row has more than 349,525 characters"),
        (b"start,kwh\n2026-06-01 00:00," + b"1" * 5_000_000, "a row has more than 349,525 characters"),
        (
            b"time" + b",1" * 100_000 + b"\n" + (b"2026-06-01 00:00" + b",1" * 100_000 + b"\n") * 4,
            "has 100,001 columns",
        ),
    ],
)
def test_a_million_columns_are_refused_from_the_head_of_the_file(tmp_path, content, message):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    tracemalloc.start()
    with pytest.raises(Refusal, match=message):
        read(path)
    assert tracemalloc.get_traced_memory()[1] < 200e6
    tracemalloc.stop()


def test_the_widest_table_that_is_read(tmp_path):
    """A year of hours in the columns of a row: 8,760 of them."""
    stamps = [f"{MONDAY + timedelta(hours=n):%Y-%m-%d %H:%M}" for n in range(8760)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join([f"id,{','.join(stamps)}", *[f"{who}{',0.5' * 8760}" for who in "ABC"]]))
    assert read(path).energy_kwh == 3 * 4380
