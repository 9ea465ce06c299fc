"""What fails under us: each time a clear sentence, nothing half written, what was there before, and a second try."""

import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

import duckdb
import ibis
import pandas as pd
import pytest

from lib.answers import Reading
from lib.findings import Refusal
from lib.output import write_csv
from lib.profiles.system import observe
from lib.readings import engine, read
from lib.readings.spool import STALE_SECONDS, Spool, sweep_stale
from lib.readings.warehouse import read_address
from tests import meter_files

ROOT = Path(__file__).resolve().parents[2]
LOST = "small.csv: what was read of it is no longer there, or damaged. Read it again."


@pytest.fixture(scope="module")
def content():
    return meter_files.table(meter_files.evenings(30))


@pytest.fixture
def small(tmp_path, content):
    path = tmp_path / "small.csv"
    path.write_bytes(content)
    return path


@pytest.fixture
def spool(tmp_path):
    path = tmp_path / "spool"
    path.mkdir()
    return path


def take(small, spool):
    return read.read_files([small], Reading(), spool)


@pytest.mark.parametrize("broken", ["cut off", "written over", "gone"])
def test_a_corrupt_spool_is_said_and_a_second_reading_works(broken, small, spool):
    found, place = take(small, spool), spool / "readings.parquet"
    before, whole = observe(found).total_kw, place.read_bytes()
    if broken == "gone":
        place.unlink()
    else:
        place.write_bytes(
            whole[: len(whole) // 2] if broken == "cut off" else whole[:4] + b"\1" * (len(whole) - 4)
        )
    with pytest.raises(Refusal) as why:
        observe(found)
    assert str(why.value) == LOST
    assert (observe(take(small, spool)).total_kw == before).all()


def test_a_spool_that_is_damaged_inside_is_said_too(small, spool):
    found, place = take(small, spool), spool / "readings.parquet"
    whole = bytearray(place.read_bytes())
    whole[4 : len(whole) // 2] = b"\xff" * (
        len(whole) // 2 - 4
    )  # the foot, which tells what is where, is sound
    place.write_bytes(whole)
    with pytest.raises(Refusal) as why:
        observe(found)
    assert str(why.value) == LOST


def test_the_memory_runs_out_after_the_file_was_read(small, spool, monkeypatch):
    found, real = take(small, spool), ibis.duckdb.connect
    before = observe(found).total_kw
    monkeypatch.setattr(ibis.duckdb, "connect", lambda **said: real(**said | {"memory_limit": "100KB"}))
    with pytest.raises(Refusal) as why:
        observe(found)
    assert str(why.value) == (
        "small.csv: this takes more memory than there is. Choose a shorter period or fewer customers."
    )
    monkeypatch.undo()
    assert (observe(found).total_kw == before).all()


@pytest.mark.parametrize("memory", ["1MB", "3MB"])
def test_the_memory_of_the_engine_runs_out(memory, small, spool, monkeypatch):
    monkeypatch.setattr(read, "MEMORY", memory)
    with pytest.raises(Refusal) as why:
        take(small, spool)
    assert str(why.value) == (
        "small.csv: unpacked, the file is larger than this computer can hold. Split it and read the parts."
    )
    assert not list(spool.iterdir())
    monkeypatch.undo()
    assert take(small, spool).customers == 30


def test_the_database_goes_away_in_mid_query(small, tmp_path, monkeypatch):
    url = tmp_path / "meters.db"
    with duckdb.connect(url) as con:
        con.execute(f"create table readings as select * from read_csv('{small}')")
    found = read_address(f"duckdb://{url}#readings", Reading(), "Meters")
    before = observe(found).total_kw
    closed, gone = [], RuntimeError("server closed the connection; password=s3cret")

    def to_pandas(self, *_, **__):
        raise gone

    monkeypatch.setattr("ibis.expr.types.Table.to_pandas", to_pandas)
    monkeypatch.setattr(engine, "close", lambda backend: closed.append(backend) or backend.disconnect())
    with pytest.raises(Refusal) as why:
        observe(found)
    assert str(why.value) == (
        "Meters: the database cannot be read (RuntimeError). Check the address and your right to read."
    )
    assert why.value.__cause__ is None
    assert closed  # the connection is given back
    monkeypatch.undo()
    assert (observe(found).total_kw == before).all()


def test_a_database_that_does_not_answer_is_not_waited_for_long():
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    with socket.socket() as deaf:  # takes the call, and says nothing
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        url = f"postgres://reader:s3cret@127.0.0.1:{deaf.getsockname()[1]}/meters?connect_timeout=2"
        with pytest.raises(Refusal) as why:
            read_address(f"{url}#readings", Reading(), "Meters")
    assert str(why.value) == (
        "Meters: the database cannot be read (ConnectionTimeout). Check the address and your right to read."
    )


def test_the_database_changes_between_two_looks(small, tmp_path):
    url = tmp_path / "meters.db"
    with duckdb.connect(url) as con:
        con.execute(f"create table readings as select * from read_csv('{small}')")
    place = f"duckdb://{url}#readings"
    found = read_address(place, Reading(), "Meters")
    with duckdb.connect(url) as con:
        con.execute("update readings set kwh = kwh + 1 where rowid = 0")
    with pytest.raises(Refusal) as why:
        observe(found)
    assert str(why.value) == (
        "Meters: the table has changed since it was read. Read it again, so that all figures are of one state."
    )
    assert observe(read_address(place, Reading(), "Meters")).total_kw.sum() > 0


def test_the_disk_is_full(small, tmp_path):
    out, spools = tmp_path / "out", tmp_path / "spools"
    out.mkdir()
    spools.mkdir()
    (out / "profiles.parquet").write_bytes(b"the one of yesterday")

    def no_more() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    command = [sys.executable, "-m", "lib", "profiles", str(small), "--out", str(out / "profiles.parquet")]
    settings = os.environ | {"TMPDIR": str(spools), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=settings, capture_output=True, text=True, preexec_fn=no_more, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert "small.csv: the disk takes no more. Make room on it and read the file again." in done.stderr
    assert not list(spools.iterdir())
    assert [path.name for path in out.iterdir()] == ["profiles.parquet"]
    assert (out / "profiles.parquet").read_bytes() == b"the one of yesterday"


def test_a_table_that_cannot_be_written_leaves_the_one_before(tmp_path, monkeypatch):
    def half(_, place, **__):
        Path(place).write_text("half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pandas.DataFrame.to_csv", half)
    path = tmp_path / "targets.csv"
    path.write_text("yesterday")
    with pytest.raises(OSError, match="No space left"):
        write_csv(pd.DataFrame({"kw": [1.0]}), path)
    assert [each.name for each in tmp_path.iterdir()] == ["targets.csv"]
    assert path.read_text() == "yesterday"


def test_a_disk_without_room_for_a_folder_is_said(monkeypatch):
    def none(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", none)
    with pytest.raises(Refusal) as why:
        Spool()
    assert str(why.value) == (
        "The disk takes no more (No space left on device). Make room on it, or ask whoever runs Loadlens to, "
        "and try again."
    )


def test_what_a_killed_server_left_is_swept_and_what_is_in_use_stays(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code = "import os; from lib.readings.spool import Spool; held = Spool(); os.kill(os.getpid(), 9)"
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"TMPDIR": str(tmp_path)}, check=False
    )
    [left] = tmp_path.iterdir()
    in_use, stranger = Spool(), tmp_path / "loadlens-notes.txt"
    stranger.write_text("no folder of ours")
    born = left.stat().st_mtime
    sweep_stale(born + STALE_SECONDS - 60)
    assert left.exists()  # it may be another server's
    os.utime(left, (born - STALE_SECONDS, born - STALE_SECONDS))
    sweep_stale(born + 60)
    assert not left.exists()
    assert in_use.path.exists()
    assert stranger.exists()
    in_use.close()
    assert not in_use.path.exists()


def test_a_clock_that_was_set_moves_nothing_from_under_a_process_that_lives(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code = "from lib.readings.spool import Spool; held = Spool(); print(held.path, flush=True); input()"
    other = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    theirs, mine = Path(other.stdout.readline().strip()), Spool()
    years = 3 * 365 * 24 * 3600
    for now in (0, -years, mine.path.stat().st_mtime + years):
        sweep_stale(now)
        assert theirs.exists()
        assert mine.path.exists()
    other.kill()
    other.wait()
    other.stdout.close(), other.stdin.close()
    sweep_stale(mine.path.stat().st_mtime + years)
    assert not theirs.exists()
    assert mine.path.exists()
    mine.close()


def test_a_link_that_somebody_laid_into_the_shared_folder_is_not_followed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "precious").mkdir()
    (tmp_path / "loadlens-link").symlink_to(tmp_path / "precious")
    sweep_stale((tmp_path / "precious").stat().st_mtime + 2 * STALE_SECONDS)
    assert list((tmp_path / "precious").iterdir()) == []


def test_the_time_zone_of_the_machine_changes_no_figure(small, tmp_path):
    made = []
    for zone in ("UTC", "Pacific/Auckland", "America/St_Johns"):
        out = tmp_path / f"{len(made)}.parquet"
        command = [sys.executable, "-m", "lib", "profiles", str(small), "--out", str(out)]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"TZ": zone}, capture_output=True, check=True)
        made.append(out.read_bytes())
    assert made[0] == made[1] == made[2]
