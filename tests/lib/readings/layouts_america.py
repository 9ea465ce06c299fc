"""Layouts of portals in the United States."""

from collections.abc import Callable
from itertools import groupby

from tests.lib.readings.layouts import Layout, Slot, day, half, slots, text

OWNER = ("Name,A CUSTOMER", 'Address,"1 Main Street, SAN JOSE CA 95124"', "Account Number,1234567890")
PREAMBLE = frozenset({"preamble", "ambiguous_dates"})


def pge_units() -> str:
    head = (*OWNER, "Service,Service 1", "", "TYPE,DATE,START TIME,END TIME,USAGE,UNITS,COST,NOTES")
    return text(
        head,
        [
            f"Electric usage,{s.start:%Y-%m-%d},{s.start:%H:%M},{s.start:%H}:59,{s.taken:.2f},kWh,$0.15,"
            for s in slots(60)
        ],
    )


def pge_kwh() -> str:
    head = (*OWNER, "Service,9000000001", "", "TYPE,DATE,START TIME,END TIME,USAGE (kWh),COST,NOTES")
    return "\ufeff" + text(
        head,
        [
            f"Electric usage,{day(s.start)},{s.start.hour}:{s.start:%M},{s.start.hour}:{s.start.minute + 14},"
            f"{s.taken:.2f},$0.12 ,* This data was estimated"
            for s in slots(15)
        ],
    )


def pge_solar() -> str:
    head = (*OWNER, "", "TYPE,DATE,START TIME,END TIME,IMPORT (kWh),EXPORT (kWh),COST,NOTES")
    return text(
        head,
        [
            f"Electric usage,{s.start:%Y-%m-%d},{s.start:%H:%M},{s.start:%H}:{s.start.minute + 14},{s.taken:.3f},"
            f"{s.fed:.3f},$0.10,"
            for s in slots(15)
        ],
    )


def comed() -> str:
    return text(
        "TYPE,DATE,START TIME,END TIME,USAGE,UNITS,COST,NOTES",
        [
            f"Electric usage,{s.start:%Y-%m-%d},{s.start:%H:%M},{s.start:%H}:{s.start.minute + 29},{s.taken},kWh,$0.02,"
            for s in slots(30)
        ],
    )


def _edison(s: Slot, kwh: float, to: str = "to") -> str:
    return f'"{s.start:%Y-%m-%d %H:%M:%S} {to} {s.end:%Y-%m-%d %H:%M:%S}","{kwh:.3f}",""'


def _edison_days(header: str, fed: bool = False, to: str = "to") -> list[str]:
    lines = []
    for at, own in groupby(slots(60), key=lambda s: s.start.date()):
        lines += [f'"Data for period starting: {at} 00:00:00  for 24 hours"', header]
        lines += [_edison(s, s.fed if fed else s.taken, to) for s in own] + [""]
    return lines


EDISON = (
    "Energy Usage Information",
    '"For location: 1 MAIN STREET"',
    "",
    "Meter Reading Information",
    '"Type of readings: Electricity"',
    "",
    "Summary of Electric Power Usage Information*",
    '"Your download will contain interval usage data that is currently available, actual, estimated or missing. "',
    "",
    "Detailed Usage",
    '"Start date: 2026-03-13 23:00:00  for 3 days"',
    "",
)


def edison() -> str:
    header = "Energy consumption time period,Usage(Real energy in kilowatt-hours),Reading quality"
    return text(EDISON, _edison_days(header, to="\u00a0to"), end="\r\n")


def edison_solar() -> str:
    taken = "Energy Delivered time period,Usage(Real energy in kilowatt-hours),Reading quality"
    fed = "Energy Received time period,Usage(Real energy in kilowatt-hours),Reading quality"
    return text(EDISON, _edison_days(taken), _edison_days(fed, fed=True))


RULE = " ========================================"


def _united_block(kwh: Callable[[Slot], float]) -> list[str]:
    return [
        " Meter Reading Information",
        " Type of readings: Electricity, Energy Consumption, Real energy in kilowatt-hours ",
        RULE,
        " Detailed Usage",
        RULE,
        " Start date: 2026-03-14 00:00 for 3 days",
        RULE,
        " Interval Blockdata for period starting:, 2026-03-14 00:00  for 3 days",
        RULE,
        " Energy consumption time period,Usage(Real energy in kilowatt-hours),Events occurred",
        *[f" {s.start:%Y-%m-%d %H:%M} to {s.end:%Y-%m-%d %H:%M},{kwh(s):.3f},," for s in slots(60)],
        " ",
    ]


UNITED = (RULE[1:], " Usage Information", " For: 1234567", RULE)


def united_power() -> str:
    return text(UNITED, _united_block(lambda s: s.taken))


def united_solar() -> str:
    """Three blocks of one name: what is fed in below zero, what is taken, and the sum of both."""
    kinds = (lambda s: -s.fed, lambda s: s.taken, lambda s: s.taken - s.fed)
    return text(UNITED, *map(_united_block, kinds))


def sdge() -> str:
    head = (
        *OWNER,
        "Disclaimer,The information is for the recipient alone.",
        "Title,CSV Export Electric Meter(s)",
        "Resource,Electric",
        "Meter Number,05551234",
        "Interval UOM,Minute(s)",
        "Reading Start,3/14/2026 00:00",
        "Reading End,3/16/2026 23:45",
        "Total Duration,3 Days",
        "Total Usage,34.8",
        "UOM,kWh",
        "Meter Number,Date,Start Time,Duration,Consumption,Generation,Net",
    )
    return text(
        head,
        [
            f'"05551234","{day(s.start)}","{half(s.start)}","15","{s.taken:.4f}","{s.fed:.4f}","{s.taken - s.fed:.4f}"'
            for s in slots(15)
        ],
    )


def texas() -> str:
    """Consumption and surplus of each quarter, with a mark before the identifier and blanks before the clocks."""
    header = (
        "ESIID,USAGE_DATE,REVISION_DATE,USAGE_START_TIME,USAGE_END_TIME,USAGE_KWH,ESTIMATED_ACTUAL,"
        "CONSUMPTION_SURPLUSGENERATION"
    )
    return text(
        header,
        [
            f"'10443720000000001,{s.start:%m/%d/%Y},{s.start:%m/%d/%Y} 07:40:29, {s.start:%H:%M}, {s.end:%H:%M},"
            f"{kwh:.3f},A,{what}"
            for s in slots(15)
            for kwh, what in ((s.taken, "Consumption"), (s.fed, "Surplus Generation"))
        ],
    )


def ameren() -> str:
    """Hours and their quarters beside each other; the hour stands in its first row alone."""
    head = (
        "Name,A CUSTOMER,,,,,,",
        "Account Number,1234567890,,,,,,",
        "Title,Advanced Metering Data,,,,,,",
        "End Date,03/16/2026,,,,,,",
        ",,,,,,,",
        "Start Interval Date/Time,Meter Id,Usage,Units,Interval,Usage,Units,Interval",
    )
    rows = []
    for s in slots(15):
        hour = "-,-,-" if s.start.minute else f"{4 * s.taken:.2f},kwh,60min"
        rows.append(f"{s.start:%m/%d/%Y %H:%M},91211721,{hour},{s.taken:.2f},kwh,15min")
    return text(head, rows)


def southern_wide() -> str:
    clocks = [f"{n // 4}:{n % 4 * 15:02}" for n in range(96)]
    rows = [
        ",".join([day(at), *(f"{s.taken:.4f}" for s in own)])
        for at, own in groupby(slots(15), key=lambda s: s.start.replace(hour=0, minute=0))
    ]
    return text(
        "Energy Usage Report (kWh) - Service Account 8001234567", "", f"Date,{','.join(clocks)}", rows
    )


AMERICA = (
    Layout("PG&E, units in a column", pge_units, 60, codes=frozenset({"preamble"})),
    Layout("PG&E, kWh in the header", pge_kwh, 15, codes=PREAMBLE),
    Layout("PG&E, import and export", pge_solar, 15, codes=frozenset({"preamble", "negative_export"})),
    Layout("ComEd", comed, 30),
    Layout("SCE, periods by day", edison, 60, encoding="latin-1", codes=frozenset({"preamble"})),
    Layout("SCE, delivered and received", edison_solar, 60, codes=frozenset({"preamble", "negative_export"})),
    Layout("United Power", united_power, 60, codes=frozenset({"preamble"})),
    Layout(
        "United Power, three views",
        united_solar,
        60,
        codes=frozenset({"preamble", "negative_export", "other_register"}),
    ),
    Layout("SDG&E", sdge, 15, codes=PREAMBLE | {"negative_export"}, customer="05551234"),
    Layout(
        "Smart Meter Texas", texas, 15, codes=frozenset({"negative_export"}), customer="10443720000000001"
    ),
    Layout("Ameren", ameren, 15, codes=PREAMBLE | {"mixed_interval"}, customer="91211721"),
    Layout("SCE, a row for each day", southern_wide, 15, codes=frozenset({"preamble"})),
)
