"""What tables beside the readings say of one customer."""

from datetime import datetime

import pandas as pd
import pytest

from lib.readings.side import Bills, Event, Events, Outage, Outages
from lib.readings.side.of_customer import of_customer

WHOSE = {"name": "made", "why": "made", "fingerprint": "made", "origin": "demo"}
BILLS = Bills(
    rows=pd.DataFrame(
        {
            "customer_id": ["C1", "C1", "C2"],
            "start": pd.NaT,
            "end": pd.NaT,
            "amount": [50.0, 61.25, 9.0],
            "kwh": [300.0, 420.0, float("nan")],
        }
    ),
    currency="$",
    **WHOSE,
)
EVENTS = Events(
    events=(
        Event("1", datetime(2026, 7, 1, 17), datetime(2026, 7, 1, 21), customers=("C1", "C2")),
        Event("2", datetime(2026, 7, 9, 17), datetime(2026, 7, 9, 21), customers=("C1",), opted_out=("C1",)),
        Event("3", datetime(2026, 8, 9, 17), datetime(2026, 8, 9, 21)),
    ),
    **WHOSE,
)
OUTAGES = Outages(
    outages=(
        Outage(datetime(2026, 7, 2, 10), datetime(2026, 7, 2, 11, 30), "C1"),
        Outage(datetime(2026, 7, 5, 10), datetime(2026, 7, 5, 12), feeder="F7"),
    ),
    **WHOSE,
)
TABLES = (BILLS, EVENTS, OUTAGES)


@pytest.mark.parametrize(
    ("who", "feeder", "said"),
    [
        (
            "C1",
            "",
            [
                ("Bills", "2 bills, 720 kWh, 111.25 $"),
                ("Events", "asked in 2, the last on 2026-07-09; said no to 1"),
                ("Outages", "1, 1.5 h in all, the last on 2026-07-02"),
            ],
        ),
        (
            "C2",
            "F7",
            [
                ("Bills", "1 bill, 9.00 $"),
                ("Events", "asked in 1, the last on 2026-07-01"),
                ("Outages", "1, 2.0 h in all, the last on 2026-07-05"),
            ],
        ),
        ("C3", "F8", []),
    ],
)
def test_bills_events_and_outages_of_one_customer(who, feeder, said):
    assert of_customer(TABLES, who, feeder) == said
