"""The SQL of the long table: cells to customer, clock and number, in one pass over the file."""

from collections.abc import Collection
from pathlib import Path

from lib.readings.columns import Roles
from lib.readings.formats.factors import factor_sql
from lib.readings.formats.source import BEYOND, Source, identifier, quoted
from lib.readings.numbers import missing_sql, number_sql
from lib.readings.offsets import offset_minutes_sql
from lib.readings.stamps import StampForm

NEVER = "null::timestamp"
SINCE, UNTIL = "timestamp '1970-01-01'", "timestamp '2100-01-01'"  # what lies outside was not read rightly


def reading_sql(
    source: Source, roles: Roles, form: StampForm, decimal: str, zone: str | None, made: Collection[str] = ()
) -> str:
    """SELECT customer_id, register, unit, start, instant, line, value and, where a cell cannot be read, the texts.

    Parameters
    ----------
    made : of the columns ``line`` and ``instant`` those that a format has made; where line is not, it is NULL.

    Notes
    -----
    NULL stands where a cell is empty or cannot be read.  `unread` is NULL where all is sound, else the text of the
    stamp and of the value where they cannot be read, and what a row has after its last column, as "2,5" has in a table
    parted by commas: one column, since three that are empty took a tenth of the time.  Customers are as
    written, see `tidied_sql`.  Blanks around a cell are looked for only where it cannot be read as it is: on every cell
    that took a third of the time.
    """
    start, instant = _clocks(form, roles, zone, "instant" in made)
    return f"""
        with cells as (
            select {_customer(source, roles)} as customer_id,
                   {_stamp(roles)} as stamp,
                   {identifier(roles.value)} as amount,
                   {_text(source, roles.zone_column) if roles.zone_column else "null"} as zone_hours,
                   {_register(source, roles)} as register,
                   {_lowered(roles.unit_column)} as unit,
                   {factor_sql(source, roles, decimal)} as factor,
                   {_text(source, roles.factor) if roles.factor else "null"} as factor_text,
                   {_beyond(source)} as beyond,
                   {"line" if "line" in made else "null::bigint"} as made_line,
                   {"instant" if "instant" in made else "null::timestamp"} as made_instant
            from {source.relation}
        ), clocks as (
            select *, {form.sql("stamp")} as written, to_minutes(({_ahead(form, roles)})::bigint) as ahead,
                   {_number(source, roles, decimal)} as number
            from cells
        ), local as (
            select *, {start} as local_start, {instant} as instant, made_line as line,
                   case when local_start between {SINCE} and {UNTIL} then local_start end as start
            from clocks
        ), judged as (
            select *,
                   case when start is not null then null
                        when not {missing_sql("trim(stamp::varchar)")} then trim(stamp::varchar)
                        when number is not null then '' end as bad_start,
                   case when isfinite(number) then case when factor is null then factor_text::varchar end
                        when not {missing_sql("trim(amount::varchar)")} then trim(amount::varchar) end as bad_value
            from local
        )
        select customer_id, register, unit, start, instant, line,
               case when isfinite(number) and beyond is null then number * factor end as value,
               case when coalesce(bad_start, bad_value, beyond) is not null
                    then [bad_start, bad_value, beyond] end as unread
        from judged"""


def constants(roles: Roles, form: StampForm, zone: str | None, made: Collection[str] = ()) -> dict[str, str]:
    """Columns of `reading_sql` that hold the same in every row, with it: they need not be written."""
    values = {"register": "''", "unit": "''", "line": "null::bigint", "instant": NEVER}
    vary = {"register": roles.labels, "unit": roles.unit_column, "line": "line" in made}
    vary["instant"] = _clocks(form, roles, zone, "instant" in made)[1] != NEVER
    return {name: value for name, value in values.items() if not vary[name]}


def tidied_sql(customer: str) -> str:
    """An identifier without what is about it: leading zeros stay, and a spreadsheet's ="0123" or '0123 is 0123."""
    text = f"trim({customer})"
    return f"""nullif(case when starts_with({text}, '=') then regexp_replace({text}, '^="?(.*?)"?$', '\\1')
                   when starts_with({text}, '''') then {text}[2:] else {text} end, '')"""


def _customer(source: Source, roles: Roles) -> str:
    """As written: a file has few customers, and millions of rows to tidy."""
    if not roles.customer:
        return quoted(source.customer or Path(source.name).name.split(".")[0])
    return f"nullif({identifier(roles.customer)}::varchar, '')"


def _stamp(roles: Roles) -> str:
    date = identifier(roles.start)
    if not roles.clock:
        return date
    clock = f"trim({identifier(roles.clock)}::varchar)"
    return f"""trim({date}::varchar) || ' ' || case when contains({clock}, ':') then {clock}
        when length({clock}) > 2 then left({clock}, length({clock}) - 2) || ':' || right({clock}, 2)
        else {clock} || ':00' end"""


def _text(source: Source, column: str) -> str:
    return identifier(column) if column in source.typed else f"trim({identifier(column)})"


def _register(source: Source, roles: Roles) -> str:
    """What a row says of its register, in one text."""
    texts = [f"nullif({_text(source, label)}::varchar, '')" for label in roles.labels]
    return f"concat_ws(' · ', {', '.join(texts)})" if texts else "''"


def _lowered(column: str | None) -> str:
    return f"coalesce(lower(trim({identifier(column)}::varchar)), '')" if column else "''"


def _beyond(source: Source) -> str:
    return "null::varchar" if source.parquet else f"nullif(trim({identifier(BEYOND)}), '')"


def _number(source: Source, roles: Roles, decimal: str) -> str:
    return "amount::double" if roles.value in source.typed else number_sql("amount", decimal)


def _ahead(form: StampForm, roles: Roles) -> str:
    """Minutes by which the clock is ahead of UTC."""
    if roles.zone_column:
        return "try_cast(zone_hours as double) * 60"
    return offset_minutes_sql("trim(stamp)") if form.offsets else "0"


def _clocks(form: StampForm, roles: Roles, zone: str | None, moments: bool) -> tuple[str, str]:
    """SQL for the local clock, and for the moment in UTC where it is known."""
    if moments:
        start, instant = "written", "made_instant"
    elif roles.zone_column:
        start, instant = "written + ahead", "written"
    elif form.offsets or form.utc:
        start, instant = "written", "written - ahead"
    else:
        start, instant = "written", NEVER
    if not zone or instant == NEVER:  # a stamp without an offset is the zone's own clock
        return start, instant
    return f"timezone({quoted(zone)}, timezone('UTC', {instant}))", instant
