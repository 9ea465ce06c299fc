"""Files of real meters, against what a separate plain parser found in them."""

from csv import DictReader

import pandas as pd
import pytest

from lib.findings import Refusal
from lib.profiles.system import observe
from tests.lib.readings.made import decided, found, read

OPENFIDO = "openfido_meters_001-060.csv.gz"
FINDINGS = {
    OPENFIDO: {"kw_unit", "dst_repeat", "dst_gap"},
    "lcl_block_62.csv.gz": set(),
    "lcl_MAC000033_2013.csv.gz": {"duplicates", "missing"},
    "SFH19_2018_2019_15min.csv.gz": {"kw_unit", "utc"},
    "il-electricity-cdd-hdd-hourly.csv.gz": {"dst_repeat", "dst_gap"},
}
MISSING = {"lcl_MAC000033_2013.csv.gz": 1}


def expected(folder, name):
    with (folder / name).open() as file:
        return list(DictReader(file, delimiter="\t"))


@pytest.fixture(scope="module")
def readings_of(shared_data, tmp_path_factory):
    read_once = {}

    def readings(name):
        if name not in read_once:
            read_once[name] = read(shared_data / name, tmp_path_factory.mktemp("spool"))
        return read_once[name]

    return readings


@pytest.mark.parametrize("name", FINDINGS)
def test_a_real_file_holds_what_was_counted_in_it(shared_data, readings_of, name):
    truth = next(row for row in expected(shared_data, "EXPECTED.tsv") if row["file"] == name)
    readings = readings_of(name)
    assert readings.customers == int(truth["meters"])
    assert readings.readings == int(truth["readings"])
    assert readings.interval_minutes == int(truth["interval_minutes"])
    assert truth["unit_in_file"].startswith(readings.unit)
    assert readings.energy_kwh == pytest.approx(float(truth["energy_kwh_total"]), rel=1e-6)
    assert (readings.start, readings.end) == (truth["first_interval_start"], truth["last_interval_start"])
    assert decided(readings)["stamps"] == truth["stamps"]
    assert set(found(readings)) == FINDINGS[name]
    assert readings.missing == MISSING.get(name, 0)


@pytest.mark.parametrize("name", FINDINGS)
def test_every_meter_of_a_real_file(shared_data, readings_of, name):
    table = readings_of(name).open()
    rows = table.group_by("customer_id").agg(
        readings=table.count(), kwh=table.kwh.sum(), first=table.start.min(), last=table.start.max()
    )
    rows = rows.to_pandas().set_index("customer_id")
    truth = [row for row in expected(shared_data, "EXPECTED_METERS.tsv") if row["file"] == name]
    assert len(truth) == len(rows)
    for meter in truth:
        own = rows.iloc[0] if len(rows) == 1 else rows.loc[meter["meter"]]
        assert own["readings"] == int(meter["readings"])
        assert own["kwh"] == pytest.approx(float(meter["energy_kwh"]), rel=1e-6)
        assert own["first"] == pd.Timestamp(meter["first_interval_start"])
        assert own["last"] == pd.Timestamp(meter["last_interval_start"])


def test_the_highest_hour_of_every_openfido_meter(shared_data, readings_of):
    table = readings_of(OPENFIDO).open().to_pandas()
    mean = table.groupby(["customer_id", table["start"].dt.hour])["kwh"].mean().unstack()
    highest = mean.idxmax(axis=1)
    truth = [row for row in expected(shared_data, "EXPECTED_METERS.tsv") if row["file"] == OPENFIDO]
    assert {row["meter"]: f"{highest[row['meter']]:02}:00" for row in truth} == {
        row["meter"]: row["peak_slot_start"] for row in truth
    }
    assert list(highest[["1", "2", "3"]]) == [21, 15, 17]


def test_the_system_of_openfido_adds_up(readings_of):
    readings = readings_of(OPENFIDO)
    system = observe(readings)
    # The autumn hour is averaged in the system, and added in the energy: they differ by no more than that hour.
    assert abs(readings.energy_kwh - (system.kw * system.customers)[system.customers > 0].sum()) < 60 * 100


UNREADABLE = {
    "15min_P1g-2025-3-1-2025-7-12.csv": "column Total gas used holds gas",
    "lcl_Tariffs.xlsx": "no sheet of the workbook has dates with numbers beside them",
    "lcl_informations_households.csv": "no column holds dates and times",
}


@pytest.mark.parametrize("name, why", UNREADABLE.items())
def test_a_real_file_of_another_kind_is_never_read_wrongly(shared_data, tmp_path, name, why):
    with pytest.raises(Refusal) as caught:
        read(shared_data / name, tmp_path)
    assert str(caught.value).startswith(name)
    assert why in str(caught.value)


def test_one_register_of_several_may_be_chosen(shared_data, tmp_path):
    name = "homewizard_2022-09_15min_elec.csv"
    assert read(shared_data / name, tmp_path, value="Import T1 kWh").energy_kwh == pytest.approx(855.816)
