"""Pseudonyms at the door: the same key joins what belongs together, and no identifier is left behind it."""

import hashlib
import hmac
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.answers import Reading, SideReading
from lib.cli import main
from lib.findings import Refusal
from lib.pseudonyms import FORM, Pseudonyms, refuse_plain
from lib.readings.read import read_files
from lib.readings.side import read_named, read_side
from tests import meter_files

KEY = "0123456789abcdef0123456789abcdef"
CALLED = Pseudonyms.of_key(KEY, "key")
MARK = "MARKED"


@pytest.fixture
def place(tmp_path):
    (tmp_path / "key").write_text(KEY + "\n")
    (tmp_path / "meters.csv").write_bytes(meter_files.table(meter_files.evenings(12, prefix=MARK)))
    return tmp_path


def test_a_pseudonym_is_the_first_80_bits_of_the_hash_with_the_key():
    by_hand = hmac.new(KEY.encode(), b"C001", hashlib.sha256).hexdigest()
    assert CALLED.of("C001") == f"P{by_hand[:20]}"
    assert Pseudonyms.of_key(KEY[::-1], "key").of("C001") != CALLED.of("C001")
    assert KEY not in repr(CALLED)


@given(st.text(max_size=30), st.text(max_size=30))
def test_each_has_one_which_stays_and_is_nobody_elses(one, other):
    assert CALLED.of(CALLED.of(one)) == CALLED.of(one)
    assert (CALLED.of(one) == CALLED.of(other)) == (one == other)
    assert bool(FORM.fullmatch(CALLED.of(one))) == bool(one)


def test_a_sentence_keeps_its_numbers_and_loses_its_customers():
    known = frozenset(CALLED.each(["C1", "NMI-7 b", "1234567", "12"]))
    told = CALLED.within("12 rows of C1.csv name (C1); 1234567: C2", known)
    assert told == f"12 rows of {CALLED.of('C1')}.csv name ({CALLED.of('C1')}); {CALLED.of('1234567')}: C2"
    assert CALLED.within("NMI-7 b", known) == CALLED.of("NMI-7 b")


def test_a_key_that_could_be_guessed_is_refused():
    with pytest.raises(Refusal) as why:
        Pseudonyms.of_key("secret", "key.txt")
    assert str(why.value) == (
        "key.txt: the key of the pseudonyms has 6 characters, and needs 32 or more. "
        'Make one: python -c "import secrets; print(secrets.token_hex(32))".'
    )


def test_readings_hold_pseudonyms_and_no_identifier(place):
    spools = [place / name for name in ("as it is", "called")]
    for spool in spools:
        spool.mkdir()
    rows = (place / "meters.csv").read_text().splitlines()
    rows += [rows[-1], f'"=""{MARK}000""",2026-06-29 00:00,0.5', f"{MARK}000,2026-06-29 01:00,{MARK}000"]
    (place / "meters.csv").write_text("\n".join(rows) + "\n")
    plain, called = (
        read_files([place / "meters.csv"], Reading(), spool, pseudonyms=named)
        for spool, named in zip(spools, (None, CALLED), strict=True)
    )
    ids = [sorted(each.open().to_pandas()["customer_id"].unique()) for each in (plain, called)]
    assert ids[1] == sorted(CALLED.each(ids[0]))
    assert ids[0][0] == f"{MARK}000"  # the spreadsheet's form of it is tidied before it is hashed
    assert (called.customers, called.readings, called.energy_kwh) == (
        plain.customers,
        plain.readings,
        plain.energy_kwh,
    )
    assert called.fingerprint != plain.fingerprint
    assert MARK in repr(plain.findings)
    assert MARK not in repr((called.findings, called.name, called.decisions))
    assert MARK.encode() not in b"".join(path.read_bytes() for path in spools[1].rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("attributes", "customer_id,offered\n{0},yes\n{1},no\n"),
        (
            "bills",
            "customer_id,start,end,amount\n{0},2026-06-01,2026-06-30,20\n{1},2026-06-01,2026-06-30,30\n",
        ),
        (
            "past events",
            "event,date,start,end,customer_id,opted_out\nA,2026-06-02,17:00,19:00,{0},yes\nA,2026-06-02,17:00,19:00,{1},no\n",
        ),
        (
            "outages",
            "customer_id,start,end\n{0},2026-06-02 17:00,2026-06-02 18:00\n{1},2026-06-03 17:00,2026-06-03 18:00\n",
        ),
    ],
)
def test_a_table_beside_them_joins_by_the_same_pseudonyms(kind, text, tmp_path):
    path = tmp_path / "side.csv"
    path.write_text(text.format(f"{MARK}000", f"{MARK}001"))
    plain = read_side(path, "side.csv", SideReading(kind=kind))
    called = read_side(path, "side.csv", SideReading(kind=kind), pseudonyms=CALLED)
    assert plain.customers == {f"{MARK}000", f"{MARK}001"}
    assert called.customers == set(CALLED.each(plain.customers))
    assert called.fingerprint != plain.fingerprint
    assert MARK not in repr(called)
    assert read_named(f"{kind.replace(' ', '-')}={path}", pseudonyms=CALLED).customers == called.customers


def test_a_table_by_time_names_nobody_and_stays(tmp_path):
    path = tmp_path / "weather.csv"
    path.write_text("date,temperature_c\n2026-06-01,20\n2026-06-02,21\n")
    assert read_side(path, "weather.csv", pseudonyms=CALLED).daily_c == read_side(path, "weather.csv").daily_c


def test_the_command_line_lists_pseudonyms_and_takes_lists_of_identifiers(place, capsys):
    for name, who in (("must", f"{MARK}003"), ("never", f"{MARK}004")):
        (place / name).write_text(who + "\n")
    (place / "known.csv").write_text(f"customer_id,medical\n{MARK}005,yes\n")
    out = place / "targets.csv"
    given = {"--pseudonyms": "key", "--attributes": "known.csv", "--must": "must", "--must-not": "never"}
    options = [str(word) for option, name in given.items() for word in (option, place / name)]
    goal = ["--k", "2", "--target-kw", "0.2", "--out", str(out), "--json"]
    status = main(["target", str(place / "meters.csv"), *goal, *options])
    said = capsys.readouterr()
    assert status == 0, said.err
    rows = pd.read_csv(out).set_index("customer_id")
    assert MARK not in out.read_text() + said.out
    assert rows.loc[CALLED.of(f"{MARK}003"), "selected"]
    assert CALLED.of(f"{MARK}004") not in rows.index[rows["selected"]]
    assert CALLED.of(f"{MARK}005") not in rows.index
    assert len(rows) in (10, 11)
    assert json.loads(said.out)["selected"] >= 1


def test_what_is_read_as_it_stands_is_refused_where_it_names_customers(place, capsys):
    key, out = str(place / "key"), str(place / "profiles.parquet")
    assert main(["profiles", str(place / "meters.csv"), "--out", out]) == 0
    segment = ["segment", out, "--k", "2", "--out", str(place / "segments.csv"), "--pseudonyms", key]
    assert main(segment) == 2
    assert capsys.readouterr().err == (
        "profiles.parquet: pseudonyms are asked for, and profiles stay as they were written. "
        "Make the profiles anew from the readings, with the same key.\n"
    )
    assert main(["profiles", str(place / "meters.csv"), "--out", out, "--pseudonyms", key]) == 0
    assert main(segment) == 0
    capsys.readouterr()
    assert main(["readings", f"duckdb://{place}/none.db#readings", "--pseudonyms", key]) == 2
    assert capsys.readouterr().err == (
        f"duckdb://{place}/none.db#readings: pseudonyms are asked for, and a database is read where it is, by the "
        "names that stand there. Give a file, or a view with pseudonyms and no key.\n"
    )
    refuse_plain(None, ["C1"], "a file without pseudonyms is nobody's business")
