"""Every file of real meters beside the project reads to what a separate plain parser counted in it."""

import json
from collections import defaultdict
from csv import DictReader

import pandas as pd
import pytest

from lib.answers import Reading
from lib.cli import main
from lib.readings.read import read_files
from tests.conftest import SHARED_DATA


def rows_of(name):
    """A table beside the data; none where there is no data, and then the tests below are skipped by `shared_data`."""
    if not SHARED_DATA.is_dir():
        return []
    with (SHARED_DATA / name).open(encoding="utf-8") as file:
        return list(DictReader(file, delimiter="\t"))


EXPECTED = rows_of("EXPECTED.tsv")
REFUSED = [row for row in EXPECTED if row["meters"] in ("0", "-") or "REFUSE" in row["note"]]
READ = [row for row in EXPECTED if row not in REFUSED]
METERS = defaultdict(dict)
for row in rows_of("EXPECTED_METERS.tsv"):
    METERS[row["file"]][row["meter"]] = row


def names(rows):
    return [row["file"] for row in rows]


def test_there_is_a_truth(shared_data):
    assert (
        len(EXPECTED) == len(list(shared_data.iterdir())) - 4
    )  # README and the tables of the truth themselves
    assert len(REFUSED) == 4


@pytest.mark.parametrize("truth", READ, ids=names(READ))
def test_a_real_file_gives_what_was_counted_in_it(shared_data, capsys, truth):
    assert main(["readings", str(shared_data / truth["file"]), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["customers"] == int(truth["meters"])
    assert answer["readings"] == int(truth["readings"])
    assert answer["interval_minutes"] == int(truth["interval_minutes"])
    assert answer["unit"].lower() == truth["unit_in_file"].split()[0].lower()
    assert answer["energy_kwh"] == pytest.approx(float(truth["energy_kwh_total"]), rel=1e-6)
    assert answer["start"] == truth["first_interval_start"]
    assert answer["end"] == truth["last_interval_start"]
    codes = set(truth["findings"].split(",")) - {"-"}
    assert codes <= {finding["code"] for finding in answer["findings"]}


@pytest.mark.parametrize("truth", REFUSED, ids=names(REFUSED))
def test_a_real_file_that_is_not_read_is_refused(shared_data, capsys, truth):
    assert main(["readings", str(shared_data / truth["file"]), "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(truth["file"])
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("name", METERS)
def test_every_meter_of_a_real_file(shared_data, tmp_path, name):
    table = read_files([shared_data / name], Reading(), tmp_path).open().to_pandas()
    table["meter"] = table["customer_id"] if len(METERS[name]) > 1 else next(iter(METERS[name]))
    assert set(table["meter"]) == set(METERS[name])
    by_slot = table.groupby(["meter", table["start"].dt.strftime("%H:%M")])["kwh"].mean().round(9).unstack()
    for meter, own in table.groupby("meter"):
        truth = METERS[name][meter]
        assert len(own) == int(truth["readings"])
        assert own["kwh"].clip(lower=0).sum() == pytest.approx(float(truth["energy_kwh"]), rel=1e-6)
        assert own["start"].min() == pd.Timestamp(truth["first_interval_start"])
        assert own["start"].max() == pd.Timestamp(truth["last_interval_start"])
        assert by_slot.loc[meter].idxmax() == truth["peak_slot_start"]
