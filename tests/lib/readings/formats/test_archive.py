"""Zips: names, what is skipped, what cannot be read, and archives built to fill a disk."""

import gzip
import io
import zipfile

import pytest

from lib.findings import Refusal
from tests.lib.readings.formats.books import STAMP, workbook
from tests.lib.readings.made import found, read, table

DAY = "start,kwh\n" + "".join(f"2026-06-01 {hour:02}:00,0.5\n" for hour in range(24))


def archive(tmp_path, members, name="meters.zip"):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for inside, content in members.items():
            file.writestr(inside, content)
    return path


def customers(readings):
    return table(readings)["customer_id"].unique().tolist()


def test_one_file_for_each_meter_is_called_by_its_name(tmp_path):
    readings = read(
        archive(tmp_path, {"a/0012.csv": DAY, "a/0013.csv": DAY, "0014.csv.gz": gzip.compress(DAY.encode())})
    )
    assert customers(readings) == ["0012", "0013", "0014"]
    assert readings.energy_kwh == 36


def test_files_of_one_name_in_several_folders_stay_apart(tmp_path):
    readings = read(
        archive(tmp_path, {"house.1/data.csv": DAY, "house.2/data.csv": DAY, "m.1.csv": DAY, "m.2.csv": DAY})
    )
    assert customers(readings) == ["house-1-data", "house-2-data", "m-1", "m-2"]


def test_folders_hidden_files_and_what_a_mac_adds_are_skipped(tmp_path):
    members = {"a/": "", "a/0012.csv": DAY, "__MACOSX/a/._0012.csv": "\0\0", "a/.DS_Store": "\0\0"}
    readings = read(archive(tmp_path, members))
    assert (customers(readings), readings.findings) == (["0012"], ())


def test_names_inside_are_never_paths(tmp_path):
    inside = tmp_path / "deep" / "down"
    inside.mkdir(parents=True)
    readings = read(archive(inside, {"../../out.csv": DAY, "/etc/loadlens.csv": DAY}))
    assert customers(readings) == ["loadlens", "out"]
    assert [path.name for path in tmp_path.rglob("*.csv")] == []


def test_what_cannot_be_read_is_named_beside_what_can(tmp_path):
    readings = read(archive(tmp_path, {"0012.csv": DAY, "notes.txt": "call them on Monday", "empty.csv": ""}))
    assert customers(readings) == ["0012"]
    message = found(readings)["unread_files"]
    assert message == (
        "2 files in meters.zip are left out; the first: notes.txt: no table found; the first line is 'call them on "
        "Monday'. Loadlens reads columns parted by commas, semicolons or tabs."
    )


def test_formats_inside(tmp_path):
    hours = [["start", "kwh"], *([(46174 + hour / 24, STAMP), 0.5] for hour in range(24))]
    nem12 = "200,NMI1,E1,1,E1,N1,S,kWh,30,\n300,20260601," + "0.25," * 48 + "A"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("0013.csv", DAY)
    book = read(archive(tmp_path, {"0012.xlsx": workbook({"A": hours}), "more.zip": inner.getvalue()}))
    assert (customers(book), book.energy_kwh) == (["0012", "0013"], 24)
    meter = read(archive(tmp_path, {"nem12#one": nem12}, "nem12.zip"))
    assert (customers(meter), meter.format, meter.energy_kwh) == (["NMI1"], "NEM12", 12)


def nested(depth):
    content = DAY.encode()
    for _ in range(depth):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as file:
            file.writestr("inner.zip" if content[:2] == b"PK" else "a.csv", content)
        content = inner.getvalue()
    return content


REFUSED = {
    "nothing": ({"a/": ""}, "meters.zip: the zip archive holds no file."),
    "nothing to read": (
        {"a.txt": "call them", "b.txt": "write to them"},
        "meters.zip: none of its 2 files can be read; the first: a.txt: no table found; the first line is 'call them'. "
        "Loadlens reads columns parted by commas, semicolons or tabs.",
    ),
    "one file that cannot be read": (
        {"a.txt": "call them"},
        "a.txt: no table found; the first line is 'call them'. "
        "Loadlens reads columns parted by commas, semicolons or tabs.",
    ),
    "bomb": (
        {"a.csv": "0" * 9_000_000},
        "meters.zip: the archive grows more than 300-fold when it is unpacked, which no readings do.",
    ),
    "archives in archives": (
        {"a.zip": nested(3)},
        "inner.zip: files are packed in files that are packed. Unpack them first.",
    ),
}


@pytest.mark.parametrize("members, why", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(tmp_path, members, why):
    with pytest.raises(Refusal) as caught:
        read(archive(tmp_path, members))
    assert str(caught.value) == why


def test_many_names_for_one_piece_of_data_are_refused(tmp_path):
    """Entries that overlap add up to more than the archive can hold."""
    path = archive(tmp_path, {"a.csv": DAY * 300})
    with zipfile.ZipFile(path, "a") as file:
        first = file.infolist()[0]
        for number in range(600):
            twin = zipfile.ZipInfo(f"{number}.csv")
            for name in ("header_offset", "compress_type", "CRC", "compress_size", "file_size", "flag_bits"):
                setattr(twin, name, getattr(first, name))
            file.filelist.append(twin)
        file._didModify = True
    with pytest.raises(Refusal, match="grows more than 300-fold"):
        read(path)


def test_a_damaged_archive_is_refused(tmp_path):
    content = bytearray(archive(tmp_path, {"a.csv": DAY}).read_bytes())
    content[60] ^= 255
    path = tmp_path / "damaged.zip"
    path.write_bytes(content)
    with pytest.raises(
        Refusal, match=r"^damaged.zip: the zip archive is damaged or packed in a way that is not read"
    ):
        read(path)
    path.write_bytes(content[:100])
    with pytest.raises(
        Refusal, match=r"^damaged.zip: the zip archive is damaged .*\(File is not a zip file\)"
    ):
        read(path)


def test_a_locked_archive_is_refused(tmp_path):
    path = archive(tmp_path, {"a.csv": DAY})
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag of encryption, in the local header
    content[content.rindex(b"PK\x01\x02") + 8] |= 1  # and in the directory
    path.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        read(path)
    assert str(caught.value) == (
        "meters.zip: the zip archive is locked with a password. Unpack it and give the files."
    )
