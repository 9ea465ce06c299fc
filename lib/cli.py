"""The stages without a browser: python -m lib COMMAND SOURCE [options].

The same functions as the pages, and the same answers to the last digit. Exit status 0; 2 with one line on standard
error that names the file, what was found and how to mend it; 130 when it is stopped from the keyboard.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, time

from lib import changed, listing
from lib.allowed import DAY_TYPES, FEATURES, OUTLIERS, SCALINGS, SEASONS
from lib.choices import Choices
from lib.codebook import METHODS
from lib.findings import Refusal
from lib.options import check_places
from lib.readings.spool import sweep_stale
from lib.source import add_beside

USUAL = Choices()
INTERRUPTED = 130  # as a shell says of a command that was stopped from the keyboard
EXAMPLE = "python -m lib target readings.csv.gz --k 4 --window 17-21 --out targets.csv"
SOURCE_HELP = (
    "file (csv, gz, parquet), folder, glob, or Ibis address with #table; may be given more than once"
)


class Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one line."""

    def error(self, message: str) -> None:
        raise Refusal(f"{self.prog}: {message}. See {self.prog} --help.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    from lib import commands

    began = perf_counter()
    try:
        options = parser().parse_args(arguments)
        check_places(options)
        sweep_stale(time())
        getattr(commands, options.command)(options)
        _log(options, perf_counter() - began)
    except Refusal as why:
        return _fail(str(why))
    except OSError as why:
        return _fail(
            f"{why.filename or 'loadlens'}: {why.strerror or why}. Check the path and the free space."
        )
    except KeyboardInterrupt:
        _fail("Stopped: no file is half written, and nothing of what was read is left behind.")
        return INTERRUPTED
    except MemoryError:
        return _fail("There is not enough memory for this. Use Parquet, fewer customers or a shorter period.")
    return 0


def _log(options: argparse.Namespace, seconds: float) -> None:
    """Add a line about what was analysed to the log, where one is asked for."""
    if path := getattr(options, "log", None):
        with Path(path).open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {options.analysed.line(seconds)}\n")


def _fail(text: str) -> int:
    print(" ".join(text.split()), file=sys.stderr)
    return 2


def parser() -> argparse.ArgumentParser:
    """Commands and options."""
    top = Parser(prog="python -m lib", description=__doc__.splitlines()[0], epilog=f"Example: {EXAMPLE}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, parents=list(parents))
        made.add_argument(
            "--json", action="store_true", help="print one JSON object instead of a table for people"
        )
        return made

    _synthesize(command("synthesize", "make a territory whose truth is known"))
    made = command("readings", "say what the meters said, and what is wrong with it", _reading())
    made.add_argument("--save-reading", help="TOML file for the answers, to serve the next file as --reading")
    made = command(
        "profiles", "one row a customer: mean day, and the figures that targets need", _reading(), _days()
    )
    made.add_argument("--out", required=True, help="Parquet file to write")
    made = command(
        "sweep", "try every K, and say whether there are groups at all", _reading(), _days(), _shape()
    )
    made.add_argument("--k", default="2-10", help="range of K, both included (default 2-10)")
    made.add_argument(
        "--no-stability", action="store_true", help="leave prediction_strength and stability_ari null"
    )
    made = command("segment", "part customers by the shape of their day", _reading(), _days(), _shape())
    _one_k(made)
    made.add_argument("--out", required=True, help="CSV file to write")
    made.add_argument(
        "--freeze", metavar="FILE", help="settings with these segments frozen as a codebook (TOML)"
    )
    made = command(
        "target", "rank the customers to ask, with the reason for each", _reading(), _days(), _shape()
    )
    _one_k(made)
    listing.add_options(made)
    listing.add_tables(made)
    made.add_argument("--out", required=True, help="CSV file to write")
    made = command(
        "changes", "list who no longer looks like itself: how much, when, and what may be", _reading()
    )
    changed.add_options(made)
    made.add_argument("--out", required=True, help="CSV file to write: who changed, most kW first")
    made = command("events", "settle events: what they delivered, and whether the baseline holds", _reading())
    _events(made)
    made.add_argument("--out", required=True, help="CSV file to write: each event by customer")
    made = command(
        "report", "write the analysis as one page that opens without a network", _reading(), _days(), _shape()
    )
    _one_k(made)
    listing.add_options(made)
    made.add_argument("--out", required=True, help="HTML file to write")
    made = command("run", "repeat an analysis exported from the app")
    made.add_argument("settings", help="settings in TOML, exported from the app")
    made.add_argument("source", nargs="+", help=SOURCE_HELP)
    made.add_argument(
        "--attributes", help="table by customer: last season's offers, answers, programme flags"
    )
    listing.add_lists(made)
    add_beside(made)
    made.add_argument("--out", required=True, help="folder to write into; made where it is not there")
    return top


def _reading() -> argparse.ArgumentParser:
    part = Parser(add_help=False)
    part.add_argument("source", nargs="+", help=SOURCE_HELP)
    group = part.add_argument_group("reading the file")
    group.add_argument("--unit", help="Wh, kWh or kW, where the file does not tell")
    group.add_argument("--dates", choices=("day-first", "month-first"), help="order of day and month")
    group.add_argument(
        "--stamps", choices=("start", "end"), help="whether a stamp begins or ends its interval"
    )
    group.add_argument(
        "--zone", help="time zone of the clock, for example Europe/Amsterdam: UTC and offsets are moved to it"
    )
    group.add_argument("--reading", help="TOML file with saved answers about the format")
    group.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="ROLE=NAME",
        help="name a column: customer=, start=, value= or zone_column=; may be given more than once",
    )
    add_beside(part)
    return part


def _days() -> argparse.ArgumentParser:
    part = Parser(add_help=False)
    part.add_argument(
        "--window", default="17-21", help="event window in hours: 17-21 is 17, 18, 19, 20 (default)"
    )
    part.add_argument("--day-type", choices=DAY_TYPES, default=USUAL.day_type)
    part.add_argument("--season", choices=SEASONS, default=USUAL.season)
    return part


def _shape() -> argparse.ArgumentParser:
    part = Parser(add_help=False)
    part.add_argument(
        "--scaling", choices=tuple(SCALINGS), default=USUAL.scaling, help="how a day becomes a shape"
    )
    part.add_argument(
        "--features",
        choices=tuple(FEATURES),
        default=USUAL.features,
        help="what a shape is made of: the mean day, weekday and weekend, or winter and summer day (default daily)",
    )
    part.add_argument(
        "--outliers",
        choices=tuple(OUTLIERS),
        default=USUAL.outliers,
        help="customers unlike everybody else: left out of the segments (default), or kept in",
    )
    part.add_argument(
        "--order-window", default="17-21", help="hours whose load numbers the segments (default 17-21)"
    )
    part.add_argument("--seed", type=int, default=USUAL.seed)
    part.add_argument(
        "--method",
        choices=[name for name in METHODS if name != "codebook"],
        default=USUAL.method,
        help="how customers are parted (default kmeans)",
    )
    return part


def _one_k(made: argparse.ArgumentParser) -> None:
    made.add_argument("--k", type=int, default=0, help="number of segments")
    made.add_argument(
        "--codebook",
        metavar="FILE",
        help="settings with frozen segments, exported from the app: customers are taken to these without a new fit",
    )


def _events(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--events", required=True, help="table of events: event, date, start, end, and customer_id or group"
    )
    made.add_argument(
        "--method",
        default="recommended",
        help="baseline: recommended (default), or one of the list in docs/method.md",
    )
    made.add_argument(
        "--holidays",
        default="US",
        help="country (US, US-CA, GB), dates, or none (default US): never baseline days",
    )
    made.add_argument(
        "--attributes", help="table by customer with a column group, where events name groups alone"
    )


def _synthesize(made: argparse.ArgumentParser) -> None:
    made.add_argument("--customers", type=int)
    made.add_argument("--days", type=int)
    made.add_argument("--interval", type=int, default=60, help="minutes: 15, 30 or 60")
    made.add_argument("--seed", type=int, default=USUAL.seed)
    made.add_argument("--noise", type=float, default=USUAL.noise, help="how much days and customers differ")
    made.add_argument(
        "--new-cars", type=float, default=0.0, help="share of homes with a car from the middle on"
    )
    made.add_argument("--recipe", choices=("archetypes", "chapter"), default="archetypes")
    made.add_argument("--out", required=True, help="readings: CSV, or Parquet where the name ends so")
    made.add_argument("--truth", help="CSV file for the truth: archetype, flexible kW, participation")
    made.add_argument("--offers", help="CSV file for last season's offers, answers and measured reductions")
    made.add_argument("--events", help="CSV file for this season's events and who took part in them")
