"""Exports of portals, in the layout of each with numbers of our own: 0.1 kWh an interval, 0.6 from 18:00 on."""

import pytest

from tests.lib.readings.layouts import DAYS, FIRST, KWH
from tests.lib.readings.layouts_america import AMERICA
from tests.lib.readings.layouts_europe import EUROPE
from tests.lib.readings.layouts_more import MORE
from tests.lib.readings.made import found, read, table

LAYOUTS = (*AMERICA, *EUROPE, *MORE)


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_a_portals_export_reads_to_its_energy(tmp_path, layout):
    path = tmp_path / layout.file
    path.write_bytes(layout.write().encode(layout.encoding))
    readings = read(path)
    rows = table(readings)
    assert readings.customers == 1
    assert readings.interval_minutes == layout.minutes
    assert readings.energy_kwh == pytest.approx(KWH[layout.minutes], abs=1e-6)
    assert readings.readings == DAYS * 1440 // layout.minutes
    assert readings.start == f"{FIRST:%Y-%m-%d} 00:00"
    assert readings.unit == layout.unit
    assert set(rows[rows["kwh"] > 0.5]["start"].dt.hour) == {18}
    assert layout.codes <= set(found(readings))
    assert rows["customer_id"][0] == (layout.customer or "export")
