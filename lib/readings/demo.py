"""The demo as a source: a territory made on demand, written once into a spool."""

from pathlib import Path

import duckdb

from lib.readings.formats.source import quoted
from lib.readings.quality import summarise
from lib.readings.readings import Decision, Readings
from lib.readings.synthesis import Territory


def spool_territory(territory: Territory, spool: Path) -> Readings:
    """Write a territory's readings into ``readings.parquet`` of a private directory, and describe them."""
    path = spool / "readings.parquet"
    territory.write_parquet(path)
    parameters = territory.parameters
    temperature = territory.temperature[["date", "temperature_c"]].itertuples(index=False, name=None)
    with duckdb.connect() as con:
        con.execute(f"create view ordered as select * from read_parquet({quoted(str(path))})")
        return summarise(
            con,
            "ordered",
            address=str(path),
            fingerprint=territory.fingerprint,
            origin="demo",
            name="The chapter’s data" if parameters.recipe == "chapter" else "Demo territory",
            interval=parameters.interval_minutes,
            format="generated",
            temperature_c=tuple(temperature),
            decisions=(
                Decision("interval", f"{parameters.interval_minutes} minutes", "generated so"),
                Decision("unit", "kWh", "generated so"),
                Decision("stamps", "start", "generated so"),
                Decision("zone", "local clock", "generated so, without a clock change"),
            ),
        )
