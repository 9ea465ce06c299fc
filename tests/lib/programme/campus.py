"""The campus of the folder of real meter files: events of 2012 and 2013, and days without events of 2012."""

from pathlib import Path

import pandas as pd

METERS = ("usc_dr_events_2012_2013_long.csv.gz", "usc_nonevent_days_2012_wide.csv.gz")


def events(folder: Path) -> pd.DataFrame:
    """Its 933 events, a building each, from 13:15 to 17:15; the strategy is the group."""
    rows = pd.read_csv(folder / METERS[0], usecols=["building", "strategy", "date"]).drop_duplicates()
    return pd.DataFrame(
        {
            "event": rows["building"] + " " + rows["date"],
            "date": rows["date"],
            "start": "13:15",
            "end": "17:15",
            "customer_id": rows["building"],
            "group": rows["strategy"],
        }
    )
