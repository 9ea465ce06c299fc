"""How a column of a file writes its dates: the head of the file tells, or else all of it."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from lib.findings import Finding
from lib.readings.formats.source import Source, attempt, identifier
from lib.readings.stamps import (
    StampForm,
    ambiguous,
    day_first_by_custom,
    largest_parts,
    largest_parts_sql,
    stamp_form,
)


def form_of(
    con: duckdb.DuckDBPyConnection, source: Source, column: str, texts: Sequence[str], answer: str | None
) -> StampForm:
    """How stamps of which `texts` are some are written.

    Raises
    ------
    Refusal
        No date of the column tells the day from the month, or they stand in both orders.
    """
    where = f"{source.name}, column {column}"
    form = stamp_form(texts, largest_parts(texts), answer, where)
    if form is not None:
        return form
    parts = largest_parts_sql(f"trim({identifier(column)})")
    largest = attempt(con, f"select {parts} from {source.relation}", source.name).fetchone()
    form = stamp_form(texts, largest, answer, where)
    if form is None and (why := day_first_by_custom(texts, column)):
        form = replace(stamp_form(texts, largest, "day-first", where), evidence=why)
    if form is None:
        raise ambiguous(texts, where)
    return form


def ambiguous_dates(
    form: StampForm, answer: str | None, texts: Sequence[str], count: int
) -> tuple[Finding, ...]:
    """Dates such as 03/04/2026 are read one way because of others in the file: say so."""
    if form.order not in ("day-first", "month-first") or answer:
        return ()
    shown = next((text for text in texts if text), "")
    message = (
        f"Dates such as {shown} could be read in two ways; they were read {form.order}: {form.evidence}."
    )
    return (Finding("info", "ambiguous_dates", message, count, shown),)
