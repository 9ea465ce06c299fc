"""What each block of a Green Button file holds: whose, and energy taken, fed in, or something else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lib.readings.formats.espi import Entry, Resource

CATEGORIES = {"1": "gas", "2": "water"}  # ServiceCategory kind; 0 is electricity
ELECTRICITY = ("", "0", "1", "2")  # commodity: not told, none, electricity, and its transmission
WH, WATT = "72", "38"
UOM = {
    "119": "gas (cubic feet)",
    "169": "gas (therms)",
    "42": "gas or water (m³)",
    "128": "water (gallons)",
    "134": "water (litres)",
    "29": "voltage",
    "5": "current",
    "61": "apparent power",
    "63": "reactive power",
    "71": "apparent energy",
    "73": "reactive energy",
}
TAKEN, BOTH, FED_IN = ("", "0", "1"), ("4", "20"), "19"  # flowDirection: forward; net or total; reverse
NAMED = 5  # characters of an identifier that is not just a number within the file


@dataclass(frozen=True, slots=True)
class Channel:
    """What the readings of a block are.

    `kind` is "taken", "net" (taken less fed in), "fed in", or what else it is.  `power` is that of ten by which values
    count: of Wh, or of W where `watts`.  `known` says whether the file names a unit.
    `seconds` is the length of an interval, where a reading does not say its own.
    """

    customer: str
    name: str
    kind: str
    power: int
    watts: bool
    known: bool
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit that values are brought to; None where the file names none.

    `power` is that of ten by which values as written are multiplied, after that of their own channel.
    """

    name: str | None
    power: int
    watts: bool
    why: str


def unit_of(taken: Sequence[Channel]) -> Unit:
    """The unit of channels that are added up."""
    powers = {channel.power for channel in taken}
    if not all(channel.known for channel in taken):
        return Unit(None, 0, False, "")
    if taken[0].watts:
        return Unit("kW", -3, True, "uom 38 is W; brought to kW")
    if powers == {3}:
        return Unit("kWh", -3, False, "uom 72 is Wh, and powerOfTenMultiplier 3 makes it kWh")
    multiplied = "" if powers == {0} else ", times the power of ten of each ReadingType"
    return Unit("Wh", 0, False, f"uom 72 is Wh{multiplied}")


@dataclass(slots=True)
class Described:
    """The resources that describe blocks, in the order of the file, and the blocks with what stood before them."""

    points: list[Resource] = field(default_factory=list)
    meters: list[Resource] = field(default_factory=list)
    types: list[Resource] = field(default_factory=list)
    clocks: list[Resource] = field(default_factory=list)
    blocks: list[tuple[Resource, int, int, int]] = field(default_factory=list)

    def add(self, resource: Resource) -> None:
        """Keep a resource; a block is tied to the latest of each kind, in case it names none."""
        if resource.kind == "IntervalBlock":
            self.blocks.append((resource, len(self.points) - 1, len(self.meters) - 1, len(self.types) - 1))
        kept = {
            "UsagePoint": self.points,
            "MeterReading": self.meters,
            "ReadingType": self.types,
            "LocalTimeParameters": self.clocks,
        }
        if resource.kind in kept:
            kept[resource.kind].append(resource)

    def channels(self, name: str) -> list[Channel]:
        """The channel of each block, by its links, or else by what stood before it; `name` is the file's."""
        points, meters = _by_address(self.points), _by_address(self.meters)
        types = {_tail(kind.entry.own): kind for kind in self.types if kind.entry.own}
        found = []
        for block, point, meter, kind in self.blocks:
            of_meter = _above(block.entry, "/IntervalBlock")
            of_point = _above(block.entry, "/MeterReading")
            reading = meters.get(of_meter) or _at(self.meters, meter)
            linked = (
                [types[_tail(href)] for href in reading.entry.related if _tail(href) in types]
                if reading
                else []
            )
            type_ = linked[0] if linked else _at(self.types, max(kind, 0))
            usage = points.get(of_point) or _at(self.points, point)
            address = usage.entry.own if usage and usage.entry.own else of_point
            customer = _customer(address, len(self.points), name)
            found.append(_channel(customer, of_meter or f"{point}/{meter}/{kind}", usage, type_))
        return found


def _channel(customer: str, name: str, point: Resource | None, kind: Resource | None) -> Channel:
    fields = kind.fields if kind else {}
    uom = fields.get("uom", "")
    power = fields.get("powerOfTenMultiplier") or "0"
    power = int(power) if power.removeprefix("-").isdecimal() and len(power) < 4 else 0
    length = fields.get("intervalLength", "")
    seconds = int(length) if length.isdecimal() and len(length) < 8 else None
    return Channel(customer, name, _kind(point, fields), power, uom == WATT, uom in (WH, WATT), seconds)


def _kind(point: Resource | None, fields: Mapping[str, str]) -> str:
    category = point.fields.get("kind", "0") if point else "0"
    if category != "0":
        return CATEGORIES.get(category, "another service than electricity")
    uom = fields.get("uom", "") or "0"
    if uom not in ("0", WH, WATT):
        return UOM.get(uom, f"in a unit that is no energy (uom {uom[:6]})")
    if fields.get("commodity", "") not in ELECTRICITY:
        return "another commodity than electricity"
    flow = fields.get("flowDirection", "")
    if flow in TAKEN:
        return "taken"
    if flow in BOTH:
        return "net"
    return "fed in" if flow == FED_IN else "reactive energy"


def _customer(address: str, points: int, name: str) -> str:
    """Name of a usage point: its own where that is more than a number within the file, else the file's."""
    own = address.rstrip("/").rpartition("/")[2] if "UsagePoint/" in address else ""
    if len(own) >= NAMED:
        return own
    file = name.split(".")[0]
    return f"{file} {own}" if own and points > 1 else file


def _by_address(found: Sequence[Resource]) -> dict[str, Resource]:
    return {resource.entry.own: resource for resource in found if resource.entry.own}


def _above(entry: Entry, part: str) -> str:
    """The address of which this entry is a part."""
    address = entry.own or entry.up
    return address.partition(part)[0] if part in address else ""


def _tail(address: str) -> str:
    """A ReadingType by the end of its address: the beginning may be written in one place and not in another."""
    return address[address.find("ReadingType") :] if "ReadingType/" in address else ""


def _at(found: Sequence[Resource], place: int) -> Resource | None:
    return found[place] if 0 <= place < len(found) else None
