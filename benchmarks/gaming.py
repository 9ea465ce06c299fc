"""How many honest customers are named for raised mornings, and how many of those who raise them?

Demo territories with a season of six events; in each a tenth of the participants use more than they would in the three
hours that the same-day factor is made from, on every event. Run from the root of the repository:
python benchmarks/gaming.py 8
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pandas as pd

from lib.answers import Reading
from lib.programme import read_events, settle
from lib.programme.flags import flags
from lib.programme.load import BEFORE, NOON
from lib.readings.read import read_files
from lib.readings.synthesis import synthesize

CUSTOMERS, DAYS, EVERY = 1000, 56, 10
RAISED = (0.0, 0.25, 0.5, 1.0)


def main(territories: int = 8) -> None:
    """Honest and gaming customers named, for each size of the raise."""
    print("| mornings raised by | honest named | gaming named |\n|---|---|---|")
    for share in RAISED:
        honest, tried, caught, gaming = (
            sum(each) for each in zip(*_seasons(territories, share), strict=True)
        )
        named = f"{caught} of {gaming}" if share else "-"
        print(f"| {100 * share:.0f} % | {honest} of {tried - gaming} | {named} |")


def _seasons(territories: int, share: float):
    for seed in range(territories):
        with tempfile.TemporaryDirectory() as folder:
            yield _season(seed, share, Path(folder))


def _season(seed: int, share: float, folder: Path) -> tuple[int, int, int, int]:
    made = synthesize(CUSTOMERS, DAYS, seed=seed)
    made.write_csv(folder / "plain.csv")
    rows = pd.read_csv(folder / "plain.csv", dtype={"customer_id": str}, parse_dates=["start"])
    asked = sorted(made.events["customer_id"].astype(str).unique())
    gaming = set(asked[::EVERY]) if share else set()
    rows.loc[rows["customer_id"].isin(gaming) & _mornings(rows["start"], made.events), "kwh"] *= 1 + share
    rows.to_csv(folder / "season.csv", index=False)
    readings = read_files([folder / "season.csv"], Reading(), folder)
    found = flags(settle(readings, read_events(made.events, "events")))
    caught = len(gaming & set(found.gaming))
    return len(found.gaming) - caught, found.tried, caught, len(gaming)


def _mornings(start: pd.Series, events: pd.DataFrame) -> pd.Series:
    """Whether an hour lies in the three that end one hour before an event."""
    inside = pd.Series(False, index=start.index)
    for day, begin in set(zip(events["date"].astype(str), events["start"].astype(str), strict=True)):
        event = pd.Timestamp(f"{day[:10]} {begin[-8:][:5]}")
        first, last = (event + pd.Timedelta(minutes=minute - NOON) for minute in BEFORE)
        inside |= (start >= first) & (start < last)
    return inside


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
