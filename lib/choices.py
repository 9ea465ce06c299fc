"""Every setting of an analysis as one frozen object: defaults, limits, to and from an address and TOML."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from lib.allowed import LENGTHS, label, tidy, told
from lib.answers import Reading, read_answers
from lib.codebook import Codebook, read_codebook
from lib.findings import Refusal
from lib.menu import Chosen, Edits, as_text, read_chosen, read_edits, tidy_chosen, tidy_edits
from lib.mix import MIX, Mix, mix_words, read_mix, tidy_mix
from lib.naming import Names, names_text, read_names, tidy_names
from lib.toml import same, section, toml_table, toml_value
from lib.window import Window


@dataclass(frozen=True, slots=True)
class Choices:
    """All that an analysis depends on besides the readings themselves.

    Attributes
    ----------
    source : "demo", "chapter", "upload" (a file is named on the command line or given in the browser), or the name of
        a source that the operator has configured.
    customers, days, interval_minutes, noise, mix, new_cars : the demo territory; mix is a weight for each archetype,
        new_cars the share of its homes that charge a car from the middle on.
    seed : of every random draw.
    day_type, season, scaling : which days make the profile, and how a profile becomes a shape.
    features : what a shape is made of: the mean "daily" course, or two days side by side, "weekly" or "seasonal".
    outliers : "aside" leaves customers unlike everybody else out of the segments, "kept" does not.
    k : number of segments; 0 takes the suggestion. k_low, k_high : range of the sweep, both included.
    window : event window, (17, 21) is the hours 17, 18, 19, 20; order_window numbers the segments.
    goal_kw : kW that must come; 0 lets the page choose half of what can be given firmly.
    confidence : certainty asked for, 0.5 to 0.99.
    programme : which prior for the level of response. holdout : share of the list kept back at random.
    caution : "cautious" holds the certainty at the 1 % point of the level of response.
    budget, most_asked : most that may be spent, and most customers asked; 0: as much as it takes.
    cost_contact, cost_enrolment, cost_incentive : see `lib.targets.costs.Costs`.
    lowest_grade : of data confidence. limits : caps and floors as `lib.limits` writes them.
    weight_peak, weight_repeat, weight_known, weight_place, weight_feeder : see `lib.targets.blend.Weights`.
    must, must_not, spared : customers who are asked first, not at all, or not again; in no address, nor in settings.
    worth : assumptions of the business case that are yours, see `lib.programme.assumptions.edited`.
    season_lesson : "used" multiplies by season_level, and season_common is the spread of one evening.
    method : how customers are parted; "codebook" takes each to the nearest segment of `codebook`, without a new fit.
    names : name of a segment by rule, and the analyst's in its place. codebook : segments of an earlier analysis.
    menu : edits of the menu of programmes. chosen : segment by rule, and the programme chosen for it.
    reading : answers about the file's format.
    made_from : fingerprint of the readings that saved settings stand for; empty where that is not known.
    """

    source: str = "demo"
    customers: int = 1000
    days: int = 56
    interval_minutes: int = 60
    noise: float = 0.3
    new_cars: float = 0.0
    mix: Mix = tuple(MIX.items())
    seed: int = 42
    day_type: str = "all"
    season: str = "all"
    features: str = "daily"
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
    caution: str = "usual"
    budget: float = 0.0
    most_asked: int = 0
    cost_contact: float = 4.0
    cost_enrolment: float = 60.0
    cost_incentive: float = 25.0
    lowest_grade: str = "C"
    limits: str = ""
    weight_peak: float = 0.0
    weight_repeat: float = 0.0
    weight_known: float = 0.0
    weight_place: float = 0.0
    weight_feeder: str = ""
    season_lesson: str = "used"
    season_level: float = 1.0
    season_common: float = 0.20
    worth: str = ""
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)
    names: Names = ()
    codebook: Codebook | None = None
    menu: Edits = ()
    chosen: Chosen = ()
    made_from: str = ""

    @classmethod
    def clipped(cls, given: Mapping[str, Any]) -> "Choices":
        """Choices from values that a stranger may have written: unknown names are ignored, the rest made valid.

        A label says the same as its identifier.  Numbers are moved into their limits; a word that is not allowed, or
        a number that is none, gives the default.
        """
        default = cls()
        valid = {name: tidy(name, given[name], getattr(default, name)) for name in _PLAIN if name in given}
        made = replace(default, **{name: value for name, value in valid.items() if value is not None})
        return replace(
            made,
            k_high=max(made.k_low, made.k_high),
            mix=tidy_mix(given),
            names=tidy_names(given.get("names", "")),
            menu=tidy_edits(given.get("menu", "")),
            chosen=tidy_chosen(given.get("chosen", "")),
        )

    def query(self) -> dict[str, str]:
        """What differs from the defaults and is not personal, as parameters of an address, labels where there are."""
        usual = Choices().words()
        return {name: word for name, word in self.words().items() if word != usual[name]}

    def words(self) -> dict[str, str]:
        """Every setting that is not personal, as an address would say it."""
        plain = {name: label(name, getattr(self, name)) for name in _PLAIN}
        own = {"names": names_text(self.names), "menu": as_text(self.menu), "chosen": as_text(self.chosen)}
        return plain | mix_words(self.mix) | own

    def figures(self) -> dict[str, Any]:
        """What differs from the defaults and can be nobody's words: numbers, and words out of a list of ours."""
        usual = Choices()
        named = (name for name in _PLAIN if name not in _FREE)
        return {name: getattr(self, name) for name in named if getattr(self, name) != getattr(usual, name)}

    def toml(self) -> str:
        """All settings as TOML, with the answers about the file's format in a table of their own."""
        lines = [f"{name} = {toml_value(getattr(self, name))}" for name in _PLAIN]
        if self.made_from:
            lines.append(f"made_from = {toml_value(self.made_from)}")
        answers = [(name, said) for name, said in asdict(self.reading).items() if said is not None]
        tables = toml_table("mix", self.mix) + toml_table("reading", answers)
        for own in ("names", "menu", "chosen"):
            tables += toml_table(own, getattr(self, own)) if getattr(self, own) else []
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
        mix = read_mix(section(given, "mix", name), name)
        names = read_names(section(given, "names", name), name)
        menu = read_edits(section(given, "menu", name), name)
        chosen = read_chosen(section(given, "chosen", name), name)
        codebook = read_codebook(section(given, "codebook", name), name)
        made_from = _read_made_from(given, name)
        made = cls.clipped(given)
        for key, value in given.items():
            if key not in _PLAIN:
                raise Refusal(f"{name}: the setting {key!r} is not known. Remove the line.")
            if not same(getattr(made, key), value):
                raise Refusal(f"{name}: {key} = {value!r} is not allowed. {told(key)}")
        if made.method == "codebook" and codebook is None:
            raise Refusal(
                f"{name}: method = 'codebook' needs a [codebook] in the same file. {told('method')}"
            )
        own = {"names": names, "menu": menu, "chosen": chosen}
        return replace(made, reading=answers, mix=mix, codebook=codebook, made_from=made_from, **own)


_LISTS = ("must", "must_not", "spared")
_NOT_PLAIN = ("reading", "mix", "names", "codebook", "menu", "chosen", "made_from", *_LISTS)
_FREE = ("source", *LENGTHS)  # texts that somebody may have typed
_PLAIN = tuple(f.name for f in fields(Choices) if f.name not in _NOT_PLAIN)


def _read_made_from(given: dict[str, Any], name: str) -> str:
    made_from = given.pop("made_from", "")
    if not isinstance(made_from, str) or not all(letter in "0123456789abcdef" for letter in made_from):
        raise Refusal(f"{name}: made_from = {made_from!r} is no fingerprint. Remove the line.")
    return made_from
