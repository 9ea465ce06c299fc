"""Layouts of data hubs, grid operators and trials, in the words of many languages."""

from datetime import datetime
from itertools import groupby

from tests.lib.readings.layouts import Layout, comma, day, slots, text

DAY_FIRST, EXPORT = frozenset({"ambiguous_dates"}), frozenset({"negative_export"})


def smart_city() -> str:
    """The Australian trial: general supply and controlled load are both taken."""
    header = (
        "CUSTOMER_ID,READING_DATETIME,CALENDAR_KEY,EVENT_KEY,GENERAL_SUPPLY_KWH,CONTROLLED_LOAD_KWH,"
        "GROSS_GENERATION_KWH,NET_GENERATION_KWH,OTHER_KWH"
    )
    return text(
        header,
        [
            f"8170837,{s.end:%Y-%m-%d %H:%M:%S},{n},0,{s.taken * 0.75},{s.taken * 0.25},{s.fed},0,0"
            for n, s in enumerate(slots(30))
        ],
    )


def ausgrid() -> str:
    """A row for each day and category: general consumption, controlled load, gross generation."""
    clocks = [f"{n // 60}:{n % 60:02}" for n in range(30, 1440, 30)] + ["0:00"]
    rows = []
    for at, own in groupby(slots(30), key=lambda s: s.start.date()):
        slots_ = list(own)
        for category, share in (("GC", 0.75), ("CL", 0.25), ("GG", 0.0)):
            kwh = ",".join(f"{s.taken * share or s.fed:.4f}" for s in slots_)
            rows.append(f"1,3.78,2076,{category},{at.day}/{at.month:02}/{at.year},{kwh},")
    header = f"Customer,Generator Capacity,Postcode,Consumption Category,date,{','.join(clocks)},Row Quality"
    return text("Solar home half-hour data", header, rows)


def denmark() -> str:
    return text(
        "MålepunktsID;Fra_dato;Til_dato;Mængde;Måleenhed;Kvalitet;Type",
        [
            f"571313174001234567;{s.start:%d-%m-%Y %H:%M:%S};{s.end:%d-%m-%Y %H:%M:%S};{comma(s.taken)};KWH;Målt;"
            for s in slots(60)
        ],
    )


def finland() -> str:
    return text(
        "MeteringPointGSRN;Product Type;Resolution;Unit Type;Reading Type;Start Time;Quantity;Quality",
        [
            f"643003825102000000;8716867000030;PT15M;kWh;BN01;{s.start:%Y-%m-%dT%H:%M:%S}Z;{comma(s.taken, 6)};OK"
            for s in slots(15)
        ],
    )


def estonia() -> str:
    return text(
        "Algus;Tarbimine (kWh);Tootmine (kWh)",
        [f"{s.start:%d.%m.%Y %H:%M};{comma(s.taken)};{comma(s.fed)}" for s in slots(60)],
    )


def spain() -> str:
    return text(
        "CUPS;Fecha;Hora;AE_kWh;AS_KWh;REAL/ESTIMADO",
        [
            f"ES0031400000000000TF0F;{s.start:%d/%m/%Y};{s.start.hour + 1};{comma(s.taken)};{comma(s.fed)};R"
            for s in slots(60)
        ],
    )


def czechia() -> str:
    return text(
        "Datum;+A/12345678 [kW];-A/12345678 [kW]",
        [f"{s.end:%d.%m.%Y %H:%M};{comma(4 * s.taken)};{comma(4 * s.fed)}" for s in slots(15)],
    )


def quebec() -> str:
    return text(
        "Contrat;Date et heure;kWh;Code de consommation;Température moyenne (°C);Prix (€)",
        [f"0123456789;{s.start:%Y-%m-%d %H:%M:%S};{comma(s.taken)};R;-4;0,02" for s in slots(60)],
    )


def hours_of_four_digits() -> str:
    return text(
        "Meter Number,Usage Date,Hour Ending,Usage (kWh)",
        [f"98,{day(s.start)},{s.start.hour + 1:02}00,{s.taken}" for s in slots(60)],
    )


def milliseconds() -> str:
    rows = [(1000 * int((s.start - datetime(1970, 1, 1)).total_seconds()), s.taken) for s in slots(60)]
    return text("timestamp,mpan,kwh", [f"{at},1012345678901,{kwh}" for at, kwh in rows])


MORE = (
    Layout("Smart Grid Smart City", smart_city, 30, codes=EXPORT, customer="8170837"),
    Layout("Ausgrid, solar homes", ausgrid, 30, codes=DAY_FIRST | EXPORT, customer="1"),
    Layout("Eloverblik", denmark, 60, codes=DAY_FIRST, customer="571313174001234567"),
    Layout("Fingrid Datahub", finland, 15, codes=frozenset({"utc"}), customer="643003825102000000"),
    Layout("Elering", estonia, 60, codes=DAY_FIRST | EXPORT),
    Layout("e-distribución", spain, 60, codes=DAY_FIRST | EXPORT, customer="ES0031400000000000TF0F"),
    Layout("ČEZ Distribuce", czechia, 15, "kW", DAY_FIRST | EXPORT | {"kw_unit"}),
    Layout("Hydro-Québec", quebec, 60, encoding="cp1252", customer="0123456789"),
    Layout("hours of four digits", hours_of_four_digits, 60, codes=DAY_FIRST, customer="98"),
    Layout("milliseconds since 1970", milliseconds, 60, codes=frozenset({"utc"}), customer="1012345678901"),
)
