"""Every setting of an analysis as one frozen object: defaults, limits, to and from an address and TOML."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from lib.answers import Reading, read_answers
from lib.codebook import METHODS, Codebook, read_codebook
from lib.findings import Refusal
from lib.naming import Names, names_text, read_names, tidy_names
from lib.toml import same, section, toml_table, toml_value
from lib.window import Window, parse_window

LIMITS = {
    "customers": (10, 100_000),
    "days": (1, 730),
    "seed": (0, 2**31 - 1),
    "noise": (0.0, 1.5),
    "k": (0, 40),
    "k_low": (2, 39),
    "k_high": (2, 40),
    "goal_kw": (0.0, 1e9),
    "confidence": (0.5, 0.99),
    "holdout": (0.0, 0.5),
}

# Identifier: label. Settings and code use the identifier; widgets show the label and write it into the address.
SCALINGS = {
    "root_share": "Root share",
    "share": "Share of day",
    "peak": "Share of peak",
    "range": "0 to 1",
    "zscore": "Own mean and spread",
    "per_hour": "Per hour (size)",
    "kw": "kW as it is",
}
DAY_TYPES = {"all": "All days", "weekday": "Weekdays", "weekend": "Weekends"}
SEASONS = {"all": "All year", "winter": "Winter", "spring": "Spring", "summer": "Summer", "autumn": "Autumn"}
SOURCES = {"demo": "Demo territory", "chapter": "Chapter’s data", "upload": "Your file"}
LONGEST_NAME = 60  # characters, of a source
OUTLIERS = {"aside": "Set aside", "kept": "Kept"}
SUGGESTED = "Suggested"
LABELS: dict[str, dict[Any, str]] = {
    "scaling": SCALINGS,
    "day_type": DAY_TYPES,
    "season": SEASONS,
    "source": SOURCES,
    "outliers": OUTLIERS,
    "method": METHODS,
    "k": {0: SUGGESTED},
}
PROGRAMMES = ("unnamed", "rebate", "price", "automated")
ALLOWED = {
    "interval_minutes": (15, 30, 60),
    "day_type": tuple(DAY_TYPES),
    "season": tuple(SEASONS),
    "scaling": tuple(SCALINGS),
    "outliers": tuple(OUTLIERS),
    "method": tuple(METHODS),
    "programme": PROGRAMMES,
}
MIX = {
    "evening_peak": 0.30,
    "twin_peak": 0.22,
    "daytime": 0.18,
    "night_charging": 0.12,
    "flat": 0.18,
    "late_cooling": 0.0,
    "solar": 0.0,
}


@dataclass(frozen=True, slots=True)
class Choices:
    """All that an analysis depends on besides the readings themselves.

    Attributes
    ----------
    source : "demo", "chapter", "upload" (a file is named on the command line or given in the browser), or the name of
        a source that the operator has configured.
    customers, days, interval_minutes, noise, mix : the demo territory; mix is a weight for each archetype.
    seed : of every random draw.
    day_type, season, scaling : which days make the profile, and how a profile becomes a shape.
    outliers : "aside" leaves customers unlike everybody else out of the segments, "kept" does not.
    k : number of segments; 0 takes the suggestion. k_low, k_high : range of the sweep, both included.
    window : event window, (17, 21) is the hours 17, 18, 19, 20; order_window numbers the segments.
    goal_kw : kW that must come; 0 lets the page choose half of what can be given firmly.
    confidence : certainty asked for, 0.5 to 0.99.
    programme : which prior for the level of response. holdout : share of the list kept back at random.
    method : how customers are parted; "codebook" takes each to the nearest segment of `codebook`, without a new fit.
    names : name of a segment by rule, and the analyst's in its place.
    codebook : segments of an earlier analysis, whose numbers and names are kept.
    reading : answers about the file's format.
    """

    source: str = "demo"
    customers: int = 1000
    days: int = 56
    interval_minutes: int = 60
    noise: float = 0.3
    mix: tuple[tuple[str, float], ...] = tuple(MIX.items())
    seed: int = 42
    day_type: str = "all"
    season: str = "all"
    scaling: str = "root_share"
    outliers: str = "aside"
    method: str = "kmeans"
    k: int = 0
    k_low: int = 2
    k_high: int = 10
    window: Window = (17, 21)
    order_window: Window = (17, 21)
    goal_kw: float = 0.0
    confidence: float = 0.9
    programme: str = "unnamed"
    holdout: float = 0.0
    reading: Reading = field(default_factory=Reading)
    names: Names = ()
    codebook: Codebook | None = None

    @classmethod
    def clipped(cls, given: Mapping[str, Any]) -> "Choices":
        """Choices from values that a stranger may have written: unknown names are ignored, the rest made valid.

        A label says the same as its identifier.  Numbers are moved into their limits; a word that is not allowed, or
        a number that is none, gives the default.
        """
        default = cls()
        tidy = {name: _tidy(name, given[name], getattr(default, name)) for name in _PLAIN if name in given}
        made = replace(default, **{name: value for name, value in tidy.items() if value is not None})
        names = tidy_names(given.get("names", ""))
        return replace(made, k_high=max(made.k_low, made.k_high), mix=_tidy_mix(given), names=names)

    def query(self) -> dict[str, str]:
        """What differs from the defaults and is not personal, as parameters of an address, labels where there are."""
        default = Choices()
        changed = [name for name in _PLAIN if getattr(self, name) != getattr(default, name)]
        mix = () if self.mix == default.mix else self.mix
        shares = {f"mix_{name}": str(round(100 * share)) for name, share in mix}
        names = {"names": names_text(self.names)} if self.names else {}
        return {name: label(name, getattr(self, name)) for name in changed} | shares | names

    def toml(self) -> str:
        """All settings as TOML, with the answers about the file's format in a table of their own."""
        lines = [f"{name} = {toml_value(getattr(self, name))}" for name in _PLAIN]
        answers = [(name, said) for name, said in asdict(self.reading).items() if said is not None]
        tables = toml_table("mix", self.mix) + toml_table("reading", answers)
        if self.names:
            tables += toml_table("names", self.names)
        if self.codebook:
            tables += toml_table("codebook", self.codebook.settings().items())
        return "\n".join(["# Loadlens settings", *lines, *tables]) + "\n"

    @classmethod
    def from_toml(cls, text: str, name: str = "settings") -> "Choices":
        """Settings written by `toml`.

        Raises
        ------
        Refusal
            The text is not TOML, or a value is not allowed.
        """
        try:
            given = tomllib.loads(text)
        except tomllib.TOMLDecodeError as why:
            raise Refusal(
                f"{name}: these are not settings in TOML ({why}). Export them again from Loadlens."
            ) from None
        answers = read_answers(section(given, "reading", name), name)
        mix = _read_mix(section(given, "mix", name), name)
        names = read_names(section(given, "names", name), name)
        codebook = read_codebook(section(given, "codebook", name), name)
        made = cls.clipped(given)
        for key, value in given.items():
            if key not in _PLAIN:
                raise Refusal(f"{name}: the setting {key!r} is not known. Remove the line.")
            if not same(getattr(made, key), value):
                raise Refusal(f"{name}: {key} = {value!r} is not allowed. {_allowed(key)}")
        if made.method == "codebook" and codebook is None:
            raise Refusal(
                f"{name}: method = 'codebook' needs a [codebook] in the same file. {_allowed('method')}"
            )
        return replace(made, reading=answers, mix=mix, names=names, codebook=codebook)


_PLAIN = tuple(f.name for f in fields(Choices) if f.name not in ("reading", "mix", "names", "codebook"))


def label(name: str, value: Any) -> str:
    """A setting as people read it in a widget and in an address: ``label("scaling", "share")`` is "Share of day"."""
    if isinstance(value, tuple):
        return "-".join(map(str, value))
    return LABELS.get(name, {}).get(value, str(value))


def _tidy(name: str, value: Any, default: Any) -> Any:
    """A valid value for a setting, or None."""
    value = next((known for known, words in LABELS.get(name, {}).items() if words == value), value)
    try:
        if name in ("window", "order_window"):
            return parse_window(value if isinstance(value, str) else f"{value[0]}-{value[1]}")
        if name in LIMITS:
            low, high = LIMITS[name]
            return type(default)(min(max(float(value), low), high)) if float(value) == float(value) else None
        if name == "source":
            return value if value in SOURCES or _is_name(value) else None
        value = type(default)(value)
        return value if value in ALLOWED[name] else None
    except (TypeError, ValueError, OverflowError, IndexError, KeyError, Refusal):
        return None


def _is_name(value: Any) -> bool:
    """Whether a word may be the name of a configured source."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable()


def _tidy_mix(given: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    """The mix of an address or of widgets, ``mix_solar=10`` for a weight of 0.10; what is not given is as usual."""
    mix = tuple((name, _percent(given.get(f"mix_{name}"), share)) for name, share in MIX.items())
    return mix if sum(weight for _, weight in mix) else tuple(MIX.items())


def _percent(value: Any, usual: float) -> float:
    try:
        return round(min(max(float(value), 0), 100)) / 100
    except (TypeError, ValueError):
        return usual


def _allowed(name: str) -> str:
    if name in LIMITS:
        low, high = LIMITS[name]
        return f"It lies between {low:,} and {high:,}."
    if name in ALLOWED:
        return f"It is one of {', '.join(map(str, ALLOWED[name]))}."
    if name == "source":
        return f"It is a name of at most {LONGEST_NAME} characters."
    return "It is two hours, for example [17, 21]."


def _read_mix(given: Mapping[str, Any], name: str) -> tuple[tuple[str, float], ...]:
    for key, share in given.items():
        if key not in MIX:
            raise Refusal(f"{name}: there is no archetype {key!r}. Known are {', '.join(MIX)}.")
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise Refusal(f"{name}: the share {key} = {share!r} is not allowed. It lies between 0 and 1.")
    return tuple((key, float(given.get(key, 0.0))) for key in MIX) if given else tuple(MIX.items())
