"""Names of columns in many languages, and the part that each plays."""

import re
import unicodedata

# Names are compared in lower case without blanks and punctuation. Earlier names win over later ones.
ALIASES = {
    "customer": (
        "customerid customer lclid nmi eancode ean mpan mprn esiid cups cpe prm pod pdl pointofdelivery meterid meter "
        "usagepoint usagepointid servicepointid servicepoint accountid account accountnumber contractid premise "
        "premiseid householdid household house homeid dataid consumerid consumer clientid client klant kunde "
        "customernumber meternumber meterno accountno accountnum codeean identifiantprm pointdelivraison numeropdl "
        "puntodisuministro contador contatore compteur meternummer kundenummer kundennummer zaehler zahler "
        "zaehlernummer zahlernummer zaehlpunkt zahlpunkt zaehlpunktnummer zahlpunktnummer zahlpunktbezeichnung "
        "aansluiting userid user siteid site building buildingid deviceid device devicenumber sensorid anonid serial "
        "serialnumber meterserialnumber meterserial metercode malepunktsid malepunktid meteringpointgsrn gsrn "
        "meteringpoint meteringpointid contrat id"
    ),
    "start": (
        "start startdatetime startintervaldatetime starttime intervalstart periodstart datetime timestamp localminute "
        "localtime readingdatetime readdateandendtime readdatetime time tstp utc datetimeutc tijdstip datum zeit "
        "zeitstempel horodate date stamp ts dateandtime intervaldatetime usagedatetime usagedate readdate from "
        "fromdate van vanaf vandatum fromdatetime datevon von vondatum ab debut datededebut datedebut dateheure fecha "
        "fechahora dataora inizio dia data giorno opnamedatum starttijd beginn horodateiso starttijdstip "
        "fradato fratid fra algus tid tidspunkt zeitpunkt messzeitpunkt "
        "settlementdate tradingdate deliverydate readingdate usagedate intervaldate "
        "usagedateandtime end enddatetime endtime intervalend periodend"
    ),
    "label": (
        "register registername readtype type measurement direction flow flowdirection channel channelid datastream "
        "congen code energytype commodity energysource energydirection consumptiongeneration registercode obis "
        "obiscode consumptionsurplusgeneration suffix nmisuffix metertype servicetype service utility fuel tariff "
        "tariffperiod rate ratetype tou touperiod zaehlwerk zahlwerk telwerk registre registro richting "
        "ratetypedescription consumptioncategory"
    ),
    "unit": (
        "unit units uom unitofmeasure eenheid einheit unite unidade unidad unitadimisura unita measureunit maleenhed"
    ),
    "factor": "factor multiplier meterfactor multiplicationfactor scalingfactor ctratio wandlerfaktor meterconstant",
    "value": (
        "kwh kwhhh kwhhhperhalfhour energykwh energykwhhh usagekwh consumptionkwh valuekwh loadkwh readingkwh "
        "importkwh wh energywh valuewh kw powerkw loadkw demandkw avgkw consumption usage energy power load demand "
        "value profilereadvalue valeur valor wert waarde reading readvalue volume verbruik verbrauch consommation "
        "consumo quantity forbrug forbruk forbrukning kulutus tarbimine menge mngde amount use grid"
    ),
    "period": (
        "settlementperiod settperiod sp period periodnumber periodno periodid tradingperiod tp intervalnumber "
        "intervalno intervalnum intervalid intervalindex interval halfhour halfhourly halfhournumber halfhourperiod "
        "hhperiod hh timeperiod timeslot slotnumber slot quarterhour qh viertelstunde mtu position deliveryinterval "
        "hourending he deliveryhour hournumber hourno hourofday hour time tijd ora hora uur stunde heure godzina"
    ),
    "minute": "minute minutes min minuut minuto minuten",
    "year": "year yr yyyy jaar jahr anno ano annee",
    "month": "month mon mm maand monat mes mese mois",
    "day": "day dayofmonth dd dag tag dia giorno jour",
    "zone_column": "timezone tz utcoffset offset zone gmtoffset",
    "clock": (
        "time hour hourending starttime fromtime usagestarttime readtime clock vantijdstip tijdvan heurededebut "
        "heuredebut vonuhrzeit uur tijd ora hora uhrzeit heure he"
    ),
}
RANKS = {role: {alias: rank for rank, alias in enumerate(names.split())} for role, names in ALIASES.items()}
# Names of a column of times in languages that write the day before the month.
DAY_FIRST = (
    "datum vandatum totdatum tijdstip tijd zeit zeitstempel horodate debut datededebut datedebut dateheure giorno "
    "dataora inizio fecha fechahora dia vanaf von vondatum beginn opnamedatum datumtijd"
)
UNRANKED, BY_UNIT = 999, 900


def plain(name: str) -> str:
    """A column name as it is compared: "Energy (kWh)" is "energykwh", "Unité" is "unite"."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFD", name.lower()))
