"""Layouts of portals in Europe."""

from datetime import timedelta
from itertools import groupby

from tests.lib.readings.layouts import Layout, comma, slots, text

DAY_FIRST, EXPORT = frozenset({"ambiguous_dates"}), frozenset({"negative_export"})


def _hdf(unit: str, factor: int) -> str:
    header = "MPRN,Meter Serial Number,Read Value,Read Type,Read Date and End Time"
    rows = [
        f"10300000001,000012345,{factor * kwh:.4f},Active {way} Interval ({unit}),{s.end:%d-%m-%Y %H:%M}"
        for s in slots(30)
        for way, kwh in (("Import", s.taken), ("Export", s.fed))
    ]
    return text(header, rows[::-1], end="\r\n")


def hdf_kw() -> str:
    return _hdf("kW", 2)


def hdf_kwh() -> str:
    return _hdf("kWh", 1)


FLUVIUS = {
    "nl": ("Van datum;Van tijdstip;Tot datum;Tot tijdstip;EAN-code;Meter;Metertype;Register;Volume;Eenheid;"
           "Validatiestatus;Omschrijving", "Digitale meter", "Afname", "Injectie", "Dag", "Nacht", "Gevalideerd", "-"),
    "fr": ("Date de début;Heure de début;Date de fin;Heure de fin;Code EAN;Compteur;Type de compteur;Registre;Volume;"
           "Unité;Statut de validation;Description", "Compteur numérique", "Prélèvement", "Injection", "Jour", "Nuit",
           "Validé", "/"),
    "en": ("From (date);From (time);Until (date);Until (time);EAN code;Meter;Meter type;Register;Volume;Unit;"
           "Validation status;Description", "Digital meter", "Offtake", "Injection", "Day", "Night", "Read", "/"),
    "de": ("Von Datum;Von Uhrzeit;Bis Datum;Bis Uhrzeit;EAN-Code;Zähler;Zählertyp;Register;Volumen;Einheit;"
           "Validierungsstatus;Beschreibung", "Digitaler Zähler", "Entnahme", "Einspeisung", "Tag", "Nacht",
           "Validiert", "."),
}  # fmt: skip


def fluvius(language: str) -> str:
    """A register each for day and night, of which one is empty; the identifier as a formula."""
    header, kind, taken, fed, by_day, by_night, state, mark = FLUVIUS[language]
    rows = []
    for s in slots(15):
        tariff = by_day if 7 <= s.start.hour < 22 else by_night
        when = f"{s.start:%d{mark}%m{mark}%Y;%H:%M:%S};{s.end:%d{mark}%m{mark}%Y;%H:%M:%S}"
        for way, kwh in ((taken, s.taken), (fed, s.fed)):
            meter = '="541448800000000012";1SAG1100000000'
            rows.append(f"{when};{meter};{kind};{way} {tariff};{comma(kwh)};kWh;{state};")
    return "\ufeff" + text(header, rows, end="\r\n")


def enel() -> str:
    names = [f"{s.start:%H:%M}-{s.end:%H:%M}" for s in slots(15, days=1)]
    rows = [
        ";".join([f"{at:%d/%m/%Y}", *(f'"{comma(s.taken)}"' for s in own)])
        for at, own in groupby(slots(15), key=lambda s: s.start.date())
    ]
    return text(";".join(["Giorno", *names]), rows)


def liander() -> str:
    return text(
        "Datum;Tijd van;Tijd tot;EAN;Verbruik (kWh);Teruglevering (kWh)",
        [
            f"{s.start:%d-%m-%Y};{s.start:%H:%M};{s.end:%H:%M};871687100000000001;{comma(s.taken)};{comma(s.fed)}"
            for s in slots(15)
        ],
    )


def dsmr() -> str:
    header = (
        "Hour Start,Electricity 1 (Dutch Users: Low Tariff),Electricity 2 (Dutch Users: Normal Tariff),"
        "Electricity 1 Returned (Dutch Users: Low Tariff),Electricity 2 Returned (Dutch Users: Normal Tariff),Gas"
    )
    rows = []
    for s in slots(60):
        low = s.start.hour < 7
        rows.append(
            f"{s.start:%Y-%m-%dT%H:%M:%S}+01:00,{s.taken * low:.3f},{s.taken * (not low):.3f},0,{s.fed},0.5"
        )
    return text(header, rows)


def homewizard() -> str:
    """What the display shows: the night's register rises until 7:00, the day's from then on."""
    low, high, fed, rows = 5170.5, 4000.25, 7.0, []
    for s in [*slots(15), None]:
        at = s.start if s else slots_end()
        rows.append(f"{at:%Y-%m-%d %H:%M},{low:.3f},{high:.3f},{fed:.3f},0")
        if s:
            low, high = (low + s.taken, high) if s.start.hour < 7 else (low, high + s.taken)
            fed += s.fed
    return text("time,Import T1 kWh,Import T2 kWh,Export T1 kWh,Export T2 kWh", rows)


def slots_end():
    return [*slots(15)][-1].end


def energie_manager() -> str:
    """A counter of each register in Wh, with the factor that makes kWh of it."""
    taken, fed, rows = 35_089_902, 120, []
    for s in [*slots(15), None]:
        at = s.start if s else slots_end()
        epoch = int((at - timedelta(hours=1)).timestamp())
        for code, shown, factor in (("ellm", taken, "0.001"), ("eltm", fed, "-0.001")):
            rows.append(f"Home;871717000000000001;{code};{epoch};{at:%Y-%m-%d %H:%M:%S};{shown};{factor};0")
        taken, fed = (taken + round(1000 * s.taken), fed + round(1000 * s.fed)) if s else (0, 0)
    return text("", "name;ean;code;moment;moment-date;value;factor;type", rows)


def engie() -> str:
    rows = []
    for s in slots(60):
        for kind, value in (("Elektriciteit", s.taken), ("Teruglevering", s.fed), ("Gas", 0.5)):
            stamp = f"{s.start:%Y-%m-%dT%H:%M:%S}+01:00"
            rows.append(f'"{stamp}","871687100000000001","{value}","{kind}","false"')
    return text('"Datum","EAN","Verbruik","Type","Piek"', rows)


def linky() -> str:
    head = (
        "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;"
        "Unite;Pas en minutes",
        "09000000000001;Courbe de charge;14/03/2026;17/03/2026;Energie active;Consommation;Comptage Brut;W;30",
        "Horodate;Valeur",
    )
    rows = [f"{s.end:%Y-%m-%dT%H:%M:%S}+01:00;{2000 * s.taken:.0f}" for s in slots(30)]
    return "\ufeff" + text(head, rows, end="\r\n")


def linky_site() -> str:
    rows = [f"{s.end:%Y-%m-%dT%H:%M:%S}+01:00;{2000 * s.taken:.0f}" for s in slots(30)]
    return text("horodate ISO fin de pas;puissance moyenne (W)", rows)


def datadis() -> str:
    return text(
        "CUPS;Fecha;Hora;Consumo_kWh;Metodo_obtencion",
        [
            f"ES0031400000000000TF0F;{s.start:%d/%m/%Y};{s.start.hour + 1};{comma(s.taken)};R"
            for s in slots(60)
        ],
        end="\r\n",
    )


def london() -> str:
    return text(
        "LCLid,stdorToU,DateTime,KWH/hh (per half hour) ,Acorn,Acorn_grouped",
        [
            f"MAC000002,Std,{s.start:%Y-%m-%d %H:%M:%S}.0000000, {s.taken} ,ACORN-A,Affluent"
            for s in slots(30)
        ],
        "MAC000002,Std,2026-03-17 00:00:00.0000000,Null,ACORN-A,Affluent",
        end="\r\n",
    )


def london_block() -> str:
    return text(
        "LCLid,tstp,energy(kWh/hh)",
        [f"MAC000246,{s.start:%Y-%m-%d %H:%M:%S}.0000000, {s.taken} " for s in slots(30)],
    )


def octopus() -> str:
    header = "Consumption (kwh), Estimated Cost Inc. Tax (p), Standing Charge Inc. Tax (p), Start, End"
    return text(
        header,
        [
            f"{s.taken:.6f}, 0.735, 1.12, {s.start:%Y-%m-%dT%H:%M:%S}Z, {s.end:%Y-%m-%dT%H:%M:%S}Z"
            for s in slots(30)
        ],
    )


def p1_monitor() -> str:
    """Counters of two tariffs each way, sums of the interval, and power: columns of several kinds."""
    low, high, rows = 15125.339, 5888.483, []
    for s in [*slots(60), None]:
        at = s.start if s else slots_end()
        rows.append(f"{at:%Y-%m-%d %H:%M:%S},{low:.3f},{high:.3f},4005.262,9803.066,0.1,0,P,0.298,0,0")
        low, high = (low + s.taken, high) if s and s.start.hour < 7 else (low, high + (s.taken if s else 0))
    header = (
        "TIMESTAMP,VERBR_KWH_181,VERBR_KWH_182,GELVR_KWH_281,GELVR_KWH_282,VERBR_KWH_X,GELVR_KWH_X,TARIEFCODE,"
        "ACT_VERBR_KW_170,ACT_GELVR_KW_270,VERBR_GAS_2421"
    )
    return text(header, rows)


def slimme_meter() -> str:
    header = (
        "datum_tijd;levering_normaal;levering_laag;teruglevering_normaal;teruglevering_laag;buitentemperatuur"
    )
    rows = []
    for s in slots(15):
        low = s.start.hour < 7
        cells = (
            f";{comma(s.taken, 2)};;{comma(s.fed, 2)}" if low else f"{comma(s.taken, 2)};;{comma(s.fed, 2)};"
        )
        rows.append(f"{s.end:%d-%m-%Y %H:%M:%S} +0100;{cells};{'7,50' if not s.end.minute else '-'}")
    return text(header, rows)


EUROPE = (
    Layout("ESB Networks, kW", hdf_kw, 30, "kW", DAY_FIRST | EXPORT | {"kw_unit"}, customer="10300000001"),
    Layout("ESB Networks, kWh", hdf_kwh, 30, codes=DAY_FIRST | EXPORT, customer="10300000001"),
    *(Layout(f"Fluvius, {language}", lambda language=language: fluvius(language), 15, codes=DAY_FIRST | EXPORT,
             customer="541448800000000012") for language in FLUVIUS),
    Layout("e-distribuzione", enel, 15, codes=DAY_FIRST),
    Layout("Dutch portal, van and tot", liander, 15, codes=DAY_FIRST | EXPORT, customer="871687100000000001"),
    Layout("DSMR-reader", dsmr, 60, codes=EXPORT | {"other_commodity"}),
    Layout("HomeWizard", homewizard, 15, codes=EXPORT | {"cumulative_register"}),
    Layout("Energie Manager", energie_manager, 15, codes=EXPORT | {"cumulative_register", "factor"},
           customer="871717000000000001"),
    Layout("Engie", engie, 60, codes=EXPORT | {"other_commodity"}, customer="871687100000000001"),
    Layout("Linky, load curve", linky, 30, "W", frozenset({"preamble", "kw_unit"}), customer="09000000000001"),
    Layout("Linky, portal", linky_site, 30, "W", frozenset({"kw_unit"})),
    Layout("Datadis", datadis, 60, codes=DAY_FIRST, customer="ES0031400000000000TF0F"),
    Layout("Low Carbon London", london, 30, codes=frozenset({"missing"}), customer="MAC000002"),
    Layout("Low Carbon London, block", london_block, 30, customer="MAC000246"),
    Layout("Octopus", octopus, 30, codes=frozenset({"utc"})),
    Layout("P1 monitor", p1_monitor, 60, codes=EXPORT | {"cumulative_register"}),
    Layout("Slimme Meter Portal", slimme_meter, 15, codes=DAY_FIRST | EXPORT),
)  # fmt: skip
