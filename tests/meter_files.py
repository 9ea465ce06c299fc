"""Small meter files: sound ones, broken ones, and ones with too little in them."""

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from lib.readings.synthesis import synthesize

HOURS = pd.date_range("2026-06-01", periods=24 * 28, freq="h")


def territory(customers: int = 60, days: int = 28, seed: int = 42) -> bytes:
    """Readings of a made territory as CSV: customer_id, start, kwh."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "readings.csv"
        synthesize(customers, days, 60, seed, 0.3).write_csv(path)
        return path.read_bytes()


def with_an_odd_one() -> bytes:
    """The same, and one customer more, named ODD, who uses everything at noon."""
    rows = territory()
    first = rows.split(b"\n", 2)[1].split(b",")[0]
    stamps = [row.split(b",")[1] for row in rows.split(b"\n") if row.startswith(first + b",")]
    odd = b"".join(b"ODD,%s,%s\n" % (stamp, b"3.0" if b" 12:" in stamp else b"0.01") for stamp in stamps)
    return rows + odd


def table(kwh: dict[str, np.ndarray]) -> bytes:
    """Four weeks of hourly kWh of each customer as CSV."""
    parts = [pd.DataFrame({"customer_id": who, "start": HOURS, "kwh": each}) for who, each in kwh.items()]
    return pd.concat(parts).to_csv(index=False).encode()


def evenings(customers: int, prefix: str = "C", kw: float = 0.4) -> dict[str, np.ndarray]:
    """Customers alike but for size and the hour of their evening peak."""
    hour = HOURS.hour.to_numpy()
    return {
        f"{prefix}{i:03}": (kw + 0.01 * i) * (1 + 2 * np.exp(-((hour - 17 - i % 4) ** 2) / 4)).round(4)
        for i in range(customers)
    }


ONE = table(evenings(1))
THREE = table(evenings(3))

# Dates that may be read either way: 1 to 12 June, or the sixth of every month.
AMBIGUOUS = b"customer_id,start,kwh\n" + b"".join(
    b"%s,%02d/06/2026 %02d:00,0.%d\n" % (who, day, hour, hour % 9 + 1)
    for who in (b"A", b"B")
    for day in range(1, 13)
    for hour in range(24)
)

# What nobody can read: the file's name, its content, and what is said after the name.
BROKEN = {
    "empty": ("nothing.csv", b"", ": the file is empty. Export the readings again and upload the new file."),
    "a PDF": (
        "invoice.csv",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        ": this is a PDF document, not a table of readings. "
        "Save the readings as CSV, CSV.gz or Parquet: one row for each customer and interval.",
    ),
    "no time": (
        "meters.csv",
        b"customer_id,kwh\nC1,0.4\nC2,0.5\n",
        ": no column holds dates and times. The file has customer_id, kwh. "
        "Add a column with the start of each interval, for example 2026-07-18 17:00.",
    ),
    "text for kWh": (
        "words.csv",
        b"customer_id,start,kwh\n" + b"".join(b"C1,2026-06-01 %02d:00,low\n" % hour for hour in range(24)),
        ", row 2, column kwh: found “low” where a number was expected, and so in 24 of 24 rows. "
        "Leave the cell empty where there is no reading.",
    ),
    "all zero": (
        "zero.csv",
        table({f"C{i:03}": np.zeros(len(HOURS)) for i in range(12)}),
        ": every reading is zero. Look at the column for kWh, or export the readings again.",
    ),
}
