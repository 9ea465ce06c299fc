"""The command `changes`: who changed between two periods, as a file."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date

from lib.output import plain_number, say, write_csv
from lib.source import Source


def add_options(made: ArgumentParser) -> None:
    """Where one period ends and the other begins."""
    made.add_argument(
        "--split", type=_day, metavar="DATE", help="first day of the later period (default: the middle)"
    )
    made.add_argument(
        "--later", metavar="FILE", help="readings of the later period, where they are a file of their own"
    )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no date; write it as 2026-07-01") from None


def changes(options: Namespace) -> None:
    """List who changed between two periods."""
    from lib.changes import changes, hints, two_periods
    from lib.profiles.days import days_of
    from lib.profiles.system import observe
    from lib.report.changed import table

    with Source(options) as source:
        readings, split = source.parted()
        found = changes(*two_periods(readings, observe(readings), split))
        days = days_of(readings, list(found.listed)) if len(found.listed) else ()
        told = dict(zip(days.customer_id, hints(days, days.from_day(split)), strict=True)) if days else {}
    write_csv(table(found, told), options.out)
    answer = {
        "customers": len(found),
        "listed": len(found.order),
        "added_kw": float(found.kw[found.order].sum()),
        "later_from": split.isoformat(),
        "findable_kw": plain_number(found.findable_kw),
        "caveats": [each.as_dict() for each in found.caveats],
        "set_aside": [each.as_dict() for each in found.set_aside],
    }
    say(options, answer | {"out": options.out})
