"""The offset from UTC that may end a stamp."""

OFFSET_SQL = r"(:\d\d(?:\.\d+)?)\s*(Z|[+-]\d\d:?\d\d|[+-]\d\d)$"


def offset_minutes_sql(text: str) -> str:
    """SQL for the offset from UTC that ends a stamp, in minutes; 0 for Z; NULL where there is none."""
    offset = f"regexp_extract({text}, '{OFFSET_SQL}', 2)"
    hours = f"try_cast(regexp_extract({offset}, '^[+-]\\d\\d') as integer)"
    minutes = f"coalesce(try_cast(regexp_extract({offset}, '^[+-]\\d\\d:?(\\d\\d)', 1) as integer), 0)"
    return (
        f"case when {offset} = 'Z' then 0 when {offset} = '' then null "
        f"else {hours} * 60 + {minutes} * (case when {offset} like '-%' then -1 else 1 end) end"
    )
