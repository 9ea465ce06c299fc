"""Which clock the hours are of, as it is said."""

import duckdb

from lib.answers import Reading
from lib.findings import Finding
from lib.readings.formats.long import Parsed


def zone(parsed: Parsed, answers: Reading) -> tuple[str, str]:
    """The zone of the hours that are read, and why."""
    if answers.zone and parsed.moments:
        return answers.zone, "as you said: stamps tell their moment and were moved to this zone"
    if answers.zone:
        return answers.zone, "as you said: stamps carry no offset and are the clock of this zone"
    if parsed.roles.zone_column:
        return f"column {parsed.roles.zone_column}", "stamps are UTC; the hours in this column were added"
    if parsed.form.utc:
        return "UTC", f"{parsed.form.utc_because}, and no zone is given"
    if parsed.form.offsets:
        return "as written", "stamps carry their offset from UTC; the clock they show was taken"
    return "local clock", "stamps carry no offset"


def utc(con: duckdb.DuckDBPyConnection, parsed: Parsed, answers: Reading) -> tuple[Finding, ...]:
    """Say so where the hours are UTC, and nobody has named a zone."""
    if not parsed.form.utc or parsed.roles.zone_column or answers.zone:
        return ()
    message = (
        "Stamps and the hours shown are UTC. Name a time zone for local hours (--zone Europe/Amsterdam)."
    )
    first, count = con.execute("select min(start), count(*) from parsed").fetchone()
    return (Finding("warning", "utc", message, count, f"{first:%Y-%m-%d %H:%M} UTC"),)
