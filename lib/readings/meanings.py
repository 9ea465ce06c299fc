"""What a name says of a value: energy taken from the grid or fed in, one of its registers, or something else."""

import re
import unicodedata
from collections.abc import Sequence

# In the order in which they are looked for: "reactive export" is reactive, "gas used" is gas.
MEANINGS = {
    "reactive power": r"k?varh?|m?varh|reactive|reactiva|inducti\w+|capaciti\w+|[qk]\d|(\d+-\d+:)?[3-8]\.(8|29)\.\d",
    "apparent power": r"[km]?vah?|apparent (power|energy|import|export)|potencia aparente",
    "gas": r"gas|\d?agasm|m3|m³|ft3|ccf|therms?|gaz|caudal|natural ?gas",
    "water": r"water|litres?|liters?|eau|agua",
    "heat": r"heat( meter)?|warmte|gj|district heating",
    "voltage or current": (
        r"volt(age|s)?|amps?|amperes?|current(?! (consum|us)\w*)|v\d|l\d [va]|power ?factor|global intensity"
    ),
    "a circuit of the house": r"sub metering \d",
    "weather or another measure": (
        r"\w*temp(eratu\w+)?|humidity|max(imum)?|degc|degf|price|cost|costs|rate per kwh|tariff price|co2"
    ),
    "export": (
        r"export(ed|s)?|exp|eltm|gelvr|kwh 28\d|injection|injectie|injetad[ao]|injecao|prelievo immesso|immess[ao]|"
        r"feed ?in|fed in|"
        r"einspeisung|lieferung|teruglevering|terug(geleverd)?|return(ed)?|received?|by client|generat(ion|ed)|gen|"
        r"production|produced|produzione|producida|producao|terug\w+|opwek\w*|solar|pv|surplus|"
        r"vertid[ao]|exced\w+|sell|sold|tootmine|produktion|produksjon|tuotanto|produkcja|oddan\w+|dodavk\w+|vyrob\w+|"
        r"as(?= k?wh)|gg|to grid|b\d|(\d+-\d+:)?2\.(8|29)\.\d"
    ),
    "total": r"total|totaal|gesamt|sum|suma|totale|somme|soma",
    "tariff": (
        r"day|night|dag|nacht|jour|nuit|tag|ht|nt|hp|hc|[hb]ch?[cpbwrj]+|bleu|blanc|rouge|peak|off ?peak|on ?peak|"
        r"mid ?peak|super off ?peak|shoulder|partial ?peak|t[1-9]|f[1-6]|p[1-6]|e[1-9]|low|high|"
        r"normaal|laag|hoog|normal|"
        r"tariff? ?\d|tarief ?\d|kwh 18\d|rate ?\d|register ?\d|channel ?\d|punta|llano|valle|ponta|"
        r"cheias?|vazio|super vazio|"
        r"economy|controlled load|general( supply)?|anytime|gc|cl|(\d+-\d+:)?1\.(8|29)\.[1-9]"
    ),
    "phase": r"l[123]|phases? ?[abc123]|fase ?[123rst]",
    "import": (
        r"import(ed|s)?|imp|ellm|elhm|verbr|entnahme|offtake|afname|prelevement|prelievo|prelevat[ao]|consum\w+|verbruik|bezug|usage|used|use|"
        r"tarbimine|forbru[gk]\w*|kulutus|zuzycie|pobran\w+|odber\w*|spotreb\w+|ae(?= k?wh)|"
        r"levering|to client|delivered|from grid|grid|soutirage|conso\w*|(\d+-\d+:)?1\.(8|29)\.0|withdrawal|load"
    ),
}
# As the meters of Central Europe name active and reactive energy by its direction.
DIRECTIONS = {"+A": " import ", "-A": " export ", "+R": " reactive ", "-R": " reactive "}
TOTAL = r"(?i)total|totaal|totale|gesamt|sum|suma|somme|soma"
TAKEN = ("import", "tariff", "phase", "total")
UNSAID = ("weather or another measure", "")  # what needs no word when it is left out
FED_IN = "what is fed into the grid"


def meaning(text: str) -> str:
    """What a name says of a value, a key of MEANINGS; "" where it says nothing that we know."""
    text = re.sub(r"(?<!\w)([+-])([AR])(?!\w)", lambda found: DIRECTIONS[found[0]], text)
    plain = re.sub(r"([a-z])([A-Z])", r"\1 \2", text).lower()
    plain = (
        unicodedata.normalize("NFD", plain).encode("ascii", "ignore").decode() if "³" not in plain else plain
    )
    plain = plain if re.search(r"\d:\d", plain) else re.sub(r"[_/()\[\]-]+", " ", plain)  # 1-0:1.8.0 stays
    return next(
        (what for what, words in MEANINGS.items() if re.search(rf"(?<!\w)({words})(?!\w)", plain)), ""
    )


def adds_up(names: Sequence[str]) -> bool:
    """Whether all names are registers of one meter, such as day and night, or the phases of one."""
    return {meaning(name) for name in names} in ({"tariff"}, {"phase"})


def taken(names: Sequence[str], fed_in: bool = False) -> tuple[str, ...]:
    """Of the registers of a meter those that make up its consumption; none where no name says so.

    `fed_in`: there are also registers of what is fed in, by which a total may be less.

    Notes
    -----
    A total is taken alone, without its parts, but for one that may be less what is fed in.  Registers of a
    tariff add up, and so do phases.  What is taken from the grid goes before what a house consumes, of which a part may
    come from its roof.
    """
    by_meaning = {
        kind: tuple(n for n in names if meaning(n) == kind) for kind in ("total", "tariff", "phase", "import")
    }
    parts = by_meaning["tariff"] or by_meaning["phase"]
    net = bool(fed_in and parts)
    total = [n for n in by_meaning["total"] if not net or meaning(re.sub(TOTAL, "", n)) == "import"]
    if total or parts:
        return tuple(total[:1]) or parts
    grid = tuple(
        n for n in by_meaning["import"] if meaning(re.sub(r"(?i)consum\w*|use[d]?\b|usage|load", "", n))
    )
    return grid or by_meaning["import"]
