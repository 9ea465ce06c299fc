"""A reading that is under way: how far it is told, and stopped wherever it is."""

import itertools
from threading import enumerate as threads

import duckdb
import pytest

from lib.answers import Reading
from lib.readings.read import read_files
from lib.readings.watch import Watch, watched
from tests.lib.readings.made import MONDAY, hours, write


class Enough(Exception):
    """What a page raises when it is left."""


def leave(share, doing):
    raise Enough


def endless_query(watch):
    with duckdb.connect() as con:
        watch.con = con
        con.execute("select sum(hash(a.range * b.range)) from range(10000000) a, range(10000000) b")


def endless_loop(watch):
    for _ in itertools.count():
        pass


@pytest.mark.parametrize("work", [endless_query, endless_loop])
def test_whatever_comes_up_meanwhile_stops_the_work_first(work):
    before = threads()
    with pytest.raises(Enough):
        watched(work, leave)
    assert threads() == before


def test_what_is_read_comes_back_and_what_is_refused_is_raised():
    assert watched(lambda watch: 7, leave) == 7
    with pytest.raises(ZeroDivisionError):
        watched(lambda watch: 1 / 0, leave)


def test_a_step_ends_where_the_next_begins_and_the_share_never_falls():
    watch = Watch()
    watch.enter("Reading a.csv", 0.5)
    assert (watch.share(), watch.doing) == (0.0, "Reading a.csv")
    watch.enter("Keeping the readings", 0.9)
    assert watch.share() == 0.5
    watch.begins = 0.2
    assert watch.share() == 0.5
    with duckdb.connect() as con:
        watch.con = con
    assert watch.share() == 0.5  # the connection is closed: nothing more to tell


def test_reading_two_files_tells_each_step(tmp_path):
    paths = [write(tmp_path / f"{name}.csv", hours([name], 3, first=MONDAY)) for name in "ab"]
    told = []

    class Told(Watch):
        def enter(self, doing, ends):
            told.append((doing, round(ends, 3)))

    read_files(paths, Reading(), tmp_path, watch=Told())
    assert told == [
        ("Reading a.csv", 0.325),
        ("Reading b.csv", 0.65),
        ("Putting the readings in order", 0.7),
        ("Keeping the readings", 0.95),
        ("Looking for gaps", 1.0),
    ]
