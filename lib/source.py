"""The SOURCE of a command: readings, and what was given beside them."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from lib import analysis
from lib.changes import middle
from lib.choices import Choices
from lib.log import Analysed
from lib.options import choices_of, pairs, pseudonyms_of
from lib.output import tell
from lib.profiles import Profiles
from lib.profiles import file as profiles_file
from lib.profiles.average import average
from lib.profiles.parts import parts_of, side_by_side
from lib.profiles.system import System, observe
from lib.pseudonyms import Pseudonyms, refuse_plain
from lib.readings import Readings
from lib.readings.side import CustomerTable, SideTable, beside, joined, read_customers, read_named
from lib.readings.source import read_source
from lib.readings.spool import Spool
from lib.readings.watch import watched
from lib.targets.attributes import Attributes, attributes_of

Kind = TypeVar("Kind", bound=SideTable)
Kept = TypeVar("Kept", Readings, Profiles)


def add_beside(made: ArgumentParser) -> None:
    """What may stand beside the readings, and where it is logged that they were analysed."""
    made.add_argument(
        "--side",
        action="append",
        default=[],
        metavar="FILE",
        help="a table beside the readings, known by its columns: temperature, system load, events, attributes, prices, "
        "outages, bills; KIND=FILE where they do not tell; may be given more than once",
    )
    made.add_argument(
        "--pseudonyms",
        metavar="KEYFILE",
        help="file with a secret of 32 characters or more: identifiers are replaced by a hash with this key",
    )
    made.add_argument("--degrees", choices=("degC", "degF"), help="unit of the temperature")
    made.add_argument(
        "--log",
        metavar="FILE",
        help="file that gets one line more about this analysis, with nothing personal in it",
    )


@dataclass(slots=True)
class Source:
    """The SOURCE of a command with its options, and the spool it needs while the command runs."""

    options: Namespace
    choices: Choices = None
    spool: Spool = None
    sides: tuple[SideTable, ...] = ()
    pseudonyms: Pseudonyms | None = None

    def __enter__(self) -> "Source":
        self.choices, self.pseudonyms = choices_of(self.options), pseudonyms_of(self.options)
        self.spool = Spool()
        about = self.options.degrees, self.choices.reading.dates
        self.sides = tuple(
            read_named(given, *about, pseudonyms=self.pseudonyms) for given in self.options.side
        )
        return self

    def __exit__(self, *_) -> None:
        self.spool.close()

    def readings(self) -> Readings:
        """The readings, with the temperature and the system load that were given beside them."""
        places, answers, spool = self.options.source, self.choices.reading, self.spool.path
        found = watched(
            lambda watch: read_source(places, answers, spool, watch=watch, pseudonyms=self.pseudonyms), tell
        )
        return self._told(joined(found, self.sides))

    def _told(self, found: Kept) -> Kept:
        """The same, noted for the log."""
        self.options.analysed = Analysed(self.options.command, found.origin, found.fingerprint, self.choices)
        return found

    def parted(self) -> tuple[Readings, date]:
        """The readings, those of --later among them, and the day on which the later period begins."""
        split = self.options.split
        if path := self.options.later:
            place = self.spool.path / "later"
            place.mkdir()
            alone = read_source([path], self.choices.reading, place, pseudonyms=self.pseudonyms)
            self.options.source.append(path)
            split = split or alone.start[:10]
        found = self.readings()
        return found, date.fromisoformat(split) if split else middle(found)

    def side(self, kind: type[Kind]) -> Kind | None:
        """The table of a kind that was given last; None where none was."""
        return next((side for side in reversed(self.sides) if isinstance(side, kind)), None)

    def laid_beside(self, found: Readings) -> list[dict[str, object]]:
        """Every table beside the readings: what it is and why, what it holds, how it fits, its findings."""
        if not self.sides:
            return []
        customers = found.open().select("customer_id").distinct().to_pandas()["customer_id"].tolist()
        first, last = date.fromisoformat(found.start[:10]), date.fromisoformat(found.end[:10])
        return [beside(side, customers, first, last).as_dict() for side in self.sides]

    def profiles(self) -> Profiles:
        return self.averaged()[0]

    def analysis(self) -> analysis.Analysis:
        """Every stage, under settings that name no demo: a file is given again where they are."""
        made, found, system = self.averaged()
        return analysis.analyse(
            made, replace(self.choices, source="upload"), found, system, self.attributes()
        )

    def attributes(self) -> Attributes | None:
        """What is known of customers, from --attributes and from tables by customer among --side."""
        tables = [side for side in self.sides if isinstance(side, CustomerTable)]
        if path := self.options.attributes:
            roles = pairs(getattr(self.options, "role", []))
            how = {"origin": "configured", "pseudonyms": self.pseudonyms}
            tables.append(read_customers(Path(path), Path(path).name, roles, **how))
        return attributes_of(*tables) if tables else None

    def groups(self) -> dict[str, str]:
        """Group of each customer, where a table by customer has a column of that name."""
        side = self.attributes()
        if side is None or "group" not in side.features:
            return {}
        return dict(zip(side.customer_id, side.features["group"].astype(str), strict=True))

    def averaged(self) -> tuple[Profiles, Readings | None, System | None]:
        """The profiles, with the readings and the system behind them; None where a file of profiles was given."""
        choices, first = self.choices, Path(self.options.source[0])
        if len(self.options.source) == 1 and first.is_file() and profiles_file.is_profiles(first):
            made, found, system = self._told(profiles_file.read(first, choices.window)), None, None
            refuse_plain(self.pseudonyms, made.customer_id, first.name)
        else:
            found = self.readings()
            system = observe(found)
            made = average(found, system, choices.window, choices.day_type, choices.season)
        if asked := parts_of(choices.features, choices.day_type, choices.season, system):
            parts = [average(found, system, choices.window, *each) for each in asked]
            made = side_by_side(made, parts, choices.features)
        return analysis.population(made, choices), found, system
