"""The channels of a NEM12 file: which are energy taken, and what the others hold."""

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa

from lib.findings import Finding, Refusal
from lib.spelling import counted

DAY_MINUTES = 1440
SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("channel", pa.string()),
        ("unit", pa.string()),
        ("minutes", pa.int32()),
        ("line", pa.int64()),
        ("day", pa.string()),
        ("cells", pa.list_(pa.string())),
    ]
)
DAMAGED = 0.05  # a larger share of damaged records, or of cells that are no numbers, and the file is not read
KWH = {"WH": 0.001, "KWH": 1.0, "MWH": 1000.0, "": 1.0}
NO_DATA = "N"
QUALITY = {
    "A": "actual",
    "S": "substituted",
    "F": "final substitutes",
    "E": "estimated",
    NO_DATA: "without data",
}
# The first letter of a channel: E is taken from the grid, A to C are fed in, D and F are averages and check meters.
FED_IN = "ABC"
OTHER = {
    **dict.fromkeys("JKLPQR", "reactive energy"),
    **dict.fromkeys("STUVG", "volts, apparent power or power factor"),
    **dict.fromkeys("DF", "average or check meter"),
}


@dataclass(slots=True)
class Day:
    """A day of a channel: the cells of a 300 record, with what the 200 record above says of them.

    `flags` counts the intervals of each quality, by its first letter.
    """

    customer: str
    channel: str
    unit: str
    minutes: int
    line: int = 0
    date: str = ""
    cells: list[str] = field(default_factory=list)
    flags: Counter = field(default_factory=Counter)

    def flag(self, first: int, last: int, letter: str) -> None:
        """Note the quality of some intervals, counted from 1; in those without data stands N in place of nought."""
        count = max(0, last - first + 1)
        self.flags[letter] += count
        if letter == NO_DATA:
            self.cells[first - 1 : last] = [NO_DATA] * count

    def kwh(self) -> float:
        """Sum of what can be read, kWh."""
        return sum(map(_number, self.cells)) * KWH.get(self.unit, 0.0)

    def row(self) -> dict[str, object]:
        """The day as a row of SCHEMA."""
        values = (self.customer, self.channel, self.unit, self.minutes, self.line, self.date, self.cells)
        return dict(zip(SCHEMA.names, values, strict=True))


class Seen:
    """What goes by while a file is read: channels, units, qualities, records that are damaged."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.header = False
        self.taken: set[str] = set()
        self.units: Counter[str] = Counter()
        self.lengths: Counter[int] = Counter()
        self.flags: Counter[str] = Counter()
        self.left_out: dict[str, list] = {}
        self.records, self.damaged, self.example = 0, 0, ""

    def record(self, line: int, text: str, sound: bool) -> None:
        """Count a record, and note the first damaged one."""
        self.records += 1
        self.damaged += not sound
        if not sound and not self.example:
            self.example = f"row {line:,}: “{text[:40]}”"

    def keep(self, day: Day) -> bool:
        """Whether a day is of energy taken; what is not is counted."""
        self.lengths[day.minutes] += 1
        if day.channel[:1] == "E" and day.unit in KWH:
            self.taken.add(day.channel)
            self.units[day.unit] += 1
            self.flags += day.flags
            return True
        what = "fed in" if day.channel[:1] in FED_IN and day.unit in KWH else _other(day)
        count = self.left_out.setdefault(what, [0, 0.0, set()])
        count[0] += len(day.cells)
        count[1] += day.kwh()
        count[2].add(f"{day.channel} of {day.customer}")
        return False

    def refuse(self) -> None:
        """Refuse a file without consumption, or one that is largely damaged.

        Raises
        ------
        Refusal
            It says which channels there are, or where the first damage is.
        """
        if self.damaged > DAMAGED * self.records:
            raise Refusal(
                f"{self.name}, {self.example}: {self.damaged:,} of {self.records:,} records have more or fewer values "
                "than their interval length asks for, or are no NEM12 records. Export the file again."
            )
        if not self.taken:
            others = "; ".join(f"{what}: {_some(who)}" for what, (_, _, who) in self.left_out.items())
            raise Refusal(
                f"{self.name}: no channel holds energy that a customer takes (E1, E2, ...); found "
                f"{others or 'no record 300'}. Ask for the consumption data."
            )

    def unit(self) -> tuple[str, str]:
        """Unit of the values as they are handed on, and why."""
        if set(self.units) == {"WH"}:
            return "Wh", "the records 200 say WH"
        named = " and ".join(sorted(unit for unit in self.units if unit))
        if not named:
            return "kWh", "the records 200 name no unit; assumed kWh"
        return "kWh", f"the records 200 say {named}" + (
            ", brought to kWh" if set(self.units) > {"KWH"} else ""
        )

    def quality(self) -> str:
        """How many intervals are actual, substituted, estimated or without data."""
        found = [f"{self.flags[key]:,} {word}" for key, word in QUALITY.items() if self.flags[key]]
        return ", ".join(found) or "not told"

    def findings(self) -> tuple[Finding, ...]:
        """What was left out, and what is odd about the file."""
        found = []
        if not self.header:
            found.append(
                Finding("info", "no_header", "The record 100 is absent; the rest was read as NEM12.")
            )
        for what, (count, kwh, who) in self.left_out.items():
            code = "negative_export" if what == "fed in" else "other_commodity"
            energy = f" ({kwh:,.3f} kWh)" if what == "fed in" else ""
            message = f"{count:,} values that are {what}{energy} were left out: channel {_some(who)}."
            found.append(Finding("info", code, message, count, min(who)))
        if len(self.lengths) > 1:
            each = " and ".join(map(str, sorted(self.lengths)))
            message = f"The file has intervals of {each} minutes; shorter ones of energy were added up to the longest."
            found.append(
                Finding("info", "mixed_interval", message, min(self.lengths.values()), f"{each} minutes")
            )
        if self.damaged:
            many = counted(self.damaged, "record is", "records are")
            message = f"{many} damaged and left out; the first is {self.example}."
            found.append(Finding("warning", "bad_row", message, self.damaged, self.example))
        return tuple(found)


def _other(day: Day) -> str:
    """What a channel holds that is not energy taken or fed in: its first letter says it, or else its unit."""
    letter = OTHER.get(day.channel[:1])
    return letter or (
        "reactive energy" if "VAR" in day.unit else f"of another kind ({day.unit or 'no unit'})"
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _some(names: set[str]) -> str:
    first = ", ".join(sorted(names)[:3])
    return f"{first} and {len(names) - 3:,} more" if len(names) > 3 else first
