"""Any long table, however it is written, reads back to the same energy for each customer and hour."""

import gzip
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lib.readings.made import read, table

FIRST = datetime(2026, 3, 11)
DAYS = 3  # the 11th to the 13th: one day is over 12
CUSTOMERS = ("007", "Ü, 8", "B")
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%y", "%d-%b-%Y", "%Y%m%d")
CLOCKS = (" %H:%M", " %H:%M:%S", " %I:%M %p")

dialects = st.fixed_dictionaries(
    {
        "separator": st.sampled_from([",", ";", "\t", "|"]),
        "decimal": st.sampled_from([".", ","]),
        "date": st.sampled_from(DATES),
        "clock": st.sampled_from(CLOCKS),
        "encoding": st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
        "line_end": st.sampled_from(["\n", "\r\n"]),
        "stamps": st.sampled_from(["start", "end"]),
        "unit": st.sampled_from([("kWh", 1), ("Wh", 1000), ("kW", 2)]),
        "preamble": st.sampled_from([[], ["Report", ""], ["Made for,you,on", "2026-03-20 12:00"]]),
        "blank_end": st.booleans(),
        "packed": st.booleans(),
        "seed": st.integers(0, 2**31),
    }
)


def quoted(text, separator):
    return f'"{text}"' if separator in text else text


def written(dialect, kwh, starts):
    """The file, its rows shuffled."""
    separator, (unit, factor) = dialect["separator"], dialect["unit"]
    late = timedelta(minutes=30 if dialect["stamps"] == "end" else 0)
    rows = []
    for customer, values in zip(CUSTOMERS, kwh, strict=True):
        for start, value in zip(starts, values, strict=True):
            stamp = (start + late).strftime(dialect["date"] + dialect["clock"])
            number = f"{value * factor:.3f}".replace(".", dialect["decimal"])
            rows.append(separator.join(quoted(cell, separator) for cell in (customer, stamp, number)))
    np.random.default_rng(dialect["seed"]).shuffle(rows)
    header = separator.join(("meter", "start", f"energy ({unit})"))
    lines = [*dialect["preamble"], header, *rows, *[""] * 3 * dialect["blank_end"]]
    content = (dialect["line_end"].join(lines) + dialect["line_end"]).encode(dialect["encoding"])
    return gzip.compress(content) if dialect["packed"] else content


def said(dialect):
    """Codes of the findings that such a file gives."""
    codes = {"kWh": set(), "Wh": {"wh_unit"}, "kW": {"kw_unit"}}[dialect["unit"][0]]
    in_figures = dialect["date"][1] in "dm" and "%b" not in dialect["date"]
    return codes.union(["preamble"] * bool(dialect["preamble"]), ["ambiguous_dates"] * in_figures)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dialects)
def test_every_dialect_reads_back_to_the_same_energy(tmp_path, dialect):
    rng = np.random.default_rng(dialect["seed"])
    starts = [FIRST + timedelta(minutes=30 * slot) for slot in range(DAYS * 48)]
    kwh = rng.integers(1, 3000, (len(CUSTOMERS), len(starts))) / 1000
    path = tmp_path / ("a.csv.gz" if dialect["packed"] else "a.csv")
    path.write_bytes(written(dialect, kwh, starts))
    readings = read(path)  # the first and the last stamp tell the beginning of an interval from its end
    rows = table(readings)
    assert sorted(rows["customer_id"].unique()) == sorted(CUSTOMERS)
    for customer, values in zip(CUSTOMERS, kwh, strict=True):
        own = rows[rows["customer_id"] == customer]
        assert list(own["start"]) == starts
        assert own["kwh"].to_numpy() == pytest.approx(values, abs=1e-9)
    assert readings.energy_kwh == pytest.approx(kwh.sum(), abs=1e-6)
    assert readings.missing == 0
    assert {f.code for f in readings.findings} == said(dialect)
