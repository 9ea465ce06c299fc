"""Profiles in a file: customer_id, h00..h23 and, where they are known, the figures that targets need."""

import hashlib
import json
from dataclasses import fields
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.allowed import DAY_TYPES, SEASONS
from lib.findings import Finding, Refusal
from lib.profiles.average import set_aside
from lib.profiles.profiles import Figures, Profiles
from lib.profiles.temperature import RESPONSE, TemperatureResponse
from lib.readings import Readings
from lib.readings.readings import PROFILES
from lib.window import Window

HOUR_COLUMNS = [f"h{h:02}" for h in range(24)]
SCALARS = ("window", "event_days", "day_span", "system_hours")
FIGURES = [field.name for field in fields(Figures) if field.name not in (*SCALARS, "temperature")]
MISSING = ["", "NA", "NaN", "nan", "null"]
KNOWN = ("like_days", "valid_days", "completeness")


def write(profiles: Profiles, path: Path) -> None:
    """Write profiles as Parquet, one row per customer; what holds for all of them goes into the file's metadata."""
    columns: dict[str, object] = {"customer_id": pa.array(profiles.customer_id, pa.string())}
    columns |= dict(zip(HOUR_COLUMNS, profiles.hourly_kw.T, strict=True))
    columns |= {name: getattr(profiles, name) for name in KNOWN}
    about = {"day_type": profiles.day_type, "season": profiles.season, "fingerprint": profiles.fingerprint}
    if profiles.figures:
        columns |= {name: getattr(profiles.figures, name) for name in FIGURES}
        if weather := profiles.figures.temperature:
            columns |= {name: getattr(weather, name) for name in RESPONSE}
        about |= {name: getattr(profiles.figures, name) for name in SCALARS}
    table = pa.table(columns).replace_schema_metadata({b"loadlens": json.dumps(about).encode()})
    pq.write_table(table, path)


def is_profiles(path: Path) -> bool:
    """Whether a file holds profiles rather than readings, judged by its columns."""
    try:
        if path.suffix.lower() == ".parquet":
            names = pq.read_schema(path).names
        elif path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", errors="replace") as file:
                names = [name.strip().strip('"') for name in file.readline().split(",")]
        else:
            return False
    except (OSError, pa.ArrowException):
        return False
    return {"customer_id", *HOUR_COLUMNS} <= set(names)


def described(path: Path, name: str) -> Readings:
    """A file of profiles as a source: who is in it; there are no readings behind it.

    Raises
    ------
    Refusal
        The file is damaged.
    """
    return Readings(
        address=str(path),
        table="",
        fingerprint=_digest(path).hex(),
        origin="configured",
        name=name,
        customers=_customers(path),
        readings=0,
        start="",
        end="",
        interval_minutes=60,
        energy_kwh=np.nan,
        missing=0,
        unit="kW",
        format=PROFILES,
    )


def read(path: Path, window: Window = (17, 21)) -> Profiles:
    """Read profiles written by `write`, or any table with customer_id and h00..h23 in kW.

    Notes
    -----
    Figures are for one event window.  Where the file has them for another one, or not at all, what needs days is left
    empty and a finding says so.

    Raises
    ------
    Refusal
        A customer stands there twice, or an hour is not a number.
    """
    table, about = _load(path)
    figures, finding = _figures(table, about, window, path.name)
    hourly_kw = table[HOUR_COLUMNS].to_numpy(float)
    unknown = np.full(len(table), np.nan)
    like_days = table["like_days"].to_numpy() if "like_days" in table else unknown
    reason, found = set_aside(hourly_kw, like_days)
    return Profiles(
        customer_id=table["customer_id"].to_numpy(dtype=object),
        hourly_kw=hourly_kw,
        like_days=like_days,
        valid_days=table["valid_days"].to_numpy() if "valid_days" in table else unknown,
        completeness=table["completeness"].to_numpy() if "completeness" in table else unknown,
        reason=reason,
        day_type=about.get("day_type", "all"),
        season=about.get("season", "all"),
        figures=figures,
        fingerprint=hashlib.blake2b(_digest(path) + repr(window).encode(), digest_size=16).hexdigest(),
        origin="configured",
        findings=(*found, *finding),
    )


def of_days(profiles: Profiles, day_type: str, season: str) -> Profiles:
    """The same profiles, where they are of the days asked for; mean days cannot be parted into others.

    Raises
    ------
    Refusal
        They are of other days.
    """
    asked = {"all": profiles.day_type}.get(day_type, day_type), {"all": profiles.season}.get(season, season)
    if asked != (profiles.day_type, profiles.season):
        held = f"{SEASONS[profiles.season]}, {DAY_TYPES[profiles.day_type]}".lower()
        raise Refusal(
            f"Mean days cannot be parted: this source holds those over {held}. Choose All days and All year."
        )
    return profiles


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).digest()


def _customers(path: Path) -> int:
    if path.suffix.lower() == ".parquet":
        return pq.read_metadata(path).num_rows
    with path.open("rb") as file:
        return sum(bool(line.strip()) for line in file) - 1


def _load(path: Path) -> tuple[pd.DataFrame, dict]:
    if path.suffix.lower() == ".parquet":
        arrow = pq.read_table(path)
        about = json.loads((arrow.schema.metadata or {}).get(b"loadlens", b"{}"))
        table, first_row = arrow.to_pandas(), 1
    else:
        table, about, first_row = _text(path), {}, 2
    table["customer_id"] = table["customer_id"].astype(str)
    for column in HOUR_COLUMNS:
        table[column] = _kw(table[column], first_row, path.name)
    twice = table["customer_id"][table["customer_id"].duplicated()]
    if len(twice):
        raise Refusal(
            f"{path.name}: customer {twice.iloc[0]} stands there twice. Keep one row for each customer."
        )
    return table.sort_values("customer_id", ignore_index=True), about


def _text(path: Path) -> pd.DataFrame:
    try:
        numbers = pd.read_csv(path, nrows=0).columns.drop("customer_id")
        missing = dict.fromkeys(numbers, MISSING)  # a customer may be called NA
        return pd.read_csv(path, dtype={"customer_id": str}, keep_default_na=False, na_values=missing)
    except UnicodeDecodeError:
        raise Refusal(
            f"{path.name}: the text is not UTF-8. Save the profiles as CSV in UTF-8, or as Parquet."
        ) from None


def _kw(cells: pd.Series, first_row: int, name: str) -> pd.Series:
    numbers = pd.to_numeric(cells, errors="coerce")
    bad = ~np.isfinite(numbers) & cells.notna()
    if bad.any():
        row = int(np.flatnonzero(bad)[0])
        raise Refusal(
            f"{name}, row {row + first_row:,}, column {cells.name}: found “{cells[row]}” where a number of kW was "
            "expected. Leave the cell empty where the hour is not known."
        )
    return numbers


def _figures(
    table: pd.DataFrame, about: dict, window: Window, name: str
) -> tuple[Figures | None, tuple[Finding, ...]]:
    if "window" not in about or not set(FIGURES) <= set(table.columns):
        return None, (
            Finding(
                "info", "no_figures", f"{name} holds mean days only; what needs single days is left empty."
            ),
        )
    made_for = tuple(about["window"])
    if made_for != tuple(window):
        message = (
            f"{name} holds figures for {made_for[0]}-{made_for[1]}; for {window[0]}-{window[1]} only the mean day is "
            f"used. Make the profiles again with --window {window[0]}-{window[1]}."
        )
        return None, (Finding("warning", "other_window", message),)
    scalars = {
        "window": made_for,
        "event_days": tuple(about["event_days"]),
        "day_span": about["day_span"],
        "system_hours": tuple(about["system_hours"]),
    }
    given = {column: table[column].to_numpy(float) for column in table if column in (*FIGURES, *RESPONSE)}
    weather = TemperatureResponse(*map(given.pop, RESPONSE)) if set(RESPONSE) <= set(given) else None
    return Figures(**scalars, **{column: given[column] for column in FIGURES}, temperature=weather), ()
