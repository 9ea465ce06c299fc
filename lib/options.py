"""Options of the command line, checked: what they say as Choices, and that there is a place for what they ask for."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lib.allowed import LIMITS
from lib.answers import Reading, read_answers, saved
from lib.choices import Choices
from lib.findings import Refusal
from lib.limits import customers_in, limits_text, parse_limits
from lib.pseudonyms import Pseudonyms
from lib.window import parse_window

NUMBERS = {
    "seed": "seed",
    "confidence": "confidence",
    "holdout": "holdout",
    "target_kw": "goal_kw",
    "k": "k",
    "budget": "budget",
    "most": "most_asked",
}
COSTS, WEIGHTS = ("contact", "enrolment", "incentive"), ("peak", "repeat", "known", "place")
FILES = ("share", "out", "truth", "offers", "save_reading", "freeze", "log")


def choices_of(options: Namespace) -> Choices:
    """Options as Choices; those of another command keep their defaults.

    Raises
    ------
    Refusal
        An option is not one that can be meant.
    """
    if settings := getattr(options, "settings", None):
        return replace(Choices.from_toml(_text(settings), Path(settings).name), **_lists(options))
    given = vars(options)
    _refuse_out_of_limits(given)
    names = (
        "day_type",
        "season",
        "features",
        "scaling",
        "outliers",
        "method",
        "seed",
        "confidence",
        "programme",
        "holdout",
        "budget",
        "lowest_grade",
    )
    same = {name: given[name] for name in names if given.get(name) is not None}
    windows = {name: parse_window(given[name]) for name in ("window", "order_window") if name in given}
    goal = given.get("target_kw") or 0.0
    made = replace(Choices(), **same, **windows, **_plan(given), **_lists(options), goal_kw=goal)
    made = replace(made, reading=_answers(options))
    k = given.get("k", 0)
    if isinstance(k, str):
        low, high = _range(k)
        return replace(made, k_low=low, k_high=high)
    if path := given.get("codebook"):
        return _frozen(made, path)
    if options.command in ("segment", "target") and not k:
        tool = f"python -m lib {options.command}"
        raise Refusal(f"{tool}: give the number of segments with --k, or a --codebook. See {tool} --help.")
    return replace(made, k=k)


def _plan(given: Mapping[str, object]) -> dict[str, object]:
    """What binds the choice of customers, as settings."""
    limits = limits_text(parse_limits("; ".join(given.get("limit", []))))
    return {
        "most_asked": given.get("most", 0),
        "caution": "cautious" if given.get("cautious") else "usual",
        "limits": limits,
        "weight_feeder": given.get("feeder", ""),
        **_amounts("cost", COSTS, given.get("cost", [])),
        **_amounts("weight", WEIGHTS, given.get("weight", [])),
    }


def _amounts(option: str, names: tuple[str, ...], given: list[str]) -> dict[str, float]:
    """``["contact=4"]`` of --cost as settings."""
    made = {}
    for name, text in pairs(given, f"NAME=NUMBER, for example {names[0]}=1").items():
        low, high = LIMITS[f"{option}_{names[0]}"]
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if name not in names or not low <= value <= high:
            raise Refusal(
                f"--{option} {name}={text}: the name is one of {', '.join(names)}, the number lies between {low:g} "
                f"and {high:,.0f}."
            )
        made[f"{option}_{name}"] = value
    return made


def _lists(options: Namespace) -> dict[str, tuple[str, ...]]:
    """Customers who must be asked, and who must not, from files with one a line."""
    paths = {name: getattr(options, name, None) for name in ("must", "must_not")}
    named = {name: customers_in(_text(path)) for name, path in paths.items() if path}
    called = pseudonyms_of(options)
    return {name: called.each(customers) for name, customers in named.items()} if called else named


def pseudonyms_of(options: Namespace) -> Pseudonyms | None:
    """What takes the place of identifiers, where a file with a key is named.

    Raises
    ------
    Refusal
        The key is too short.
    """
    path = getattr(options, "pseudonyms", None)
    return Pseudonyms.of_key(_text(path), path) if path else None


def _frozen(choices: Choices, path: str) -> Choices:
    """The choices with the segments that a settings file holds, to take customers to."""
    saved = Choices.from_toml(_text(path), Path(path).name)
    if saved.codebook is None:
        raise Refusal(
            f"{path}: there is no [codebook] in it. Keep the segments in the app, then export the settings."
        )
    book = saved.codebook
    return replace(choices, method="codebook", codebook=book, names=saved.names, features=book.features)


def check_places(options: Namespace) -> None:
    """Raise a Refusal where a file could not be written for want of its folder, before any work is done for it."""
    for name in FILES:
        path = getattr(options, name, None)
        if path and options.command != "run" and not Path(path).parent.is_dir():
            raise Refusal(f"{path}: there is no folder {Path(path).parent}. Make it, or check the spelling.")


def pairs(given: list[str], form: str = "ROLE=COLUMN, for example start=reading_time") -> dict[str, str]:
    """``["offered=asked"]`` as a dict."""
    made = dict(text.partition("=")[::2] for text in given)
    if "" in made or "" in made.values():
        raise Refusal(f"{' '.join(given)}: write {form}.")
    return made


def _refuse_out_of_limits(given: Mapping[str, object]) -> None:
    for option, name in NUMBERS.items():
        value, (low, high) = given.get(option), LIMITS[name]
        if name == "k" and isinstance(value, int) and (value < 0 or value == 1):
            raise Refusal(f"--k {value}: the number of segments is 2 or more.")
        if isinstance(value, int | float) and not low <= value <= high:  # so that NaN is refused too
            raise Refusal(f"--{option.replace('_', '-')} {value:g}: it lies between {low:,} and {high:,}.")


def _answers(options: Namespace) -> Reading:
    path = getattr(options, "reading", None)
    answers = saved(_text(path), path) if path else {}
    said = {name: getattr(options, name, None) for name in ("unit", "dates", "stamps", "zone")}
    said = {name: value for name, value in said.items() if value} | pairs(getattr(options, "column", []))
    return read_answers(answers | said, path or "options")


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{path}: this is not a text file in UTF-8. Export it again from Loadlens.") from None


def _range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    most = LIMITS["k_high"][1]
    if low.isdecimal() and (high or low).isdecimal() and 2 <= int(low) <= int(high or low) <= most:
        return int(low), int(high or low)
    raise Refusal(f"--k {text}: write a range from 2 to at most {most}, for example 2-10.")
