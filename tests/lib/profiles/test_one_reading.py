"""One reading among 900,000 changes what is said: nothing old is ever shown for new data."""

import numpy as np
import pyarrow as pa
from pyarrow import csv

from lib.profiles.average import average
from lib.profiles.system import observe
from tests.lib.readings.made import read

CUSTOMERS, HOURS = 625, 1440  # 900,000 readings


def test_one_changed_reading_of_900_000_changes_fingerprint_and_profile(tmp_path):
    hours = np.datetime64("2026-01-01T00", "s") + np.arange(HOURS) * np.timedelta64(3600, "s")
    ids = np.repeat(np.char.mod("C%05d", np.arange(CUSTOMERS)), HOURS)
    kwh = np.random.default_rng(0).integers(1, 4000, len(ids)) / 1000
    made = []
    for change in (0.0, 0.001):
        kwh[700_007] += change
        path = tmp_path / "readings.csv"
        csv.write_csv(pa.table({"customer_id": ids, "start": np.tile(hours, CUSTOMERS), "kwh": kwh}), path)
        readings = read(path)
        made.append((readings, average(readings, observe(readings))))
    (before, old), (after, new) = made
    assert before.readings == after.readings == 900_000
    assert before.fingerprint != after.fingerprint
    assert old.fingerprint != new.fingerprint
    changed = np.argwhere(old.hourly_kw != new.hourly_kw)
    customer, hour = divmod(700_007, HOURS)
    assert changed.tolist() == [[customer, hour % 24]]
    assert round(after.energy_kwh - before.energy_kwh, 6) == 0.001
