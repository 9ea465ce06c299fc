"""Names that an analyst gives to segments in place of those made by rule, and what such a name may hold."""

import re
import unicodedata
from collections.abc import Mapping

from lib.findings import Refusal

Names = tuple[tuple[str, str], ...]

MOST_LETTERS, MOST_NAMES = 60, 40
# What markdown, HTML or a spreadsheet could take for more than a word never gets in: a name is safe where it stands.
NOT_ALLOWED = re.compile(r"[^\w ,'’&()%+/.:–-]|_|(?<!\d)[.:]|[.:](?!\d)")
ALLOWED = f"Up to {MOST_LETTERS} letters, digits, spaces and , ' - & ( ) % + / after a letter or digit."


def tidy_name(text: object) -> str:
    """A name without what is not allowed in one, at most 60 characters; "" where nothing is left."""
    plain = NOT_ALLOWED.sub("", " ".join(unicodedata.normalize("NFC", str(text)).split()))
    return re.sub(r"^\W+", "", " ".join(plain.split()))[:MOST_LETTERS].strip()


def tidy_names(given: str | Mapping[str, str]) -> Names:
    """Name made by rule and the analyst's, from ``Flat=Always on;Daytime=Shops`` or a mapping.

    What is no name is left out.  No two segments get one name: the first that asks has it.
    """
    pairs = (
        given.items()
        if isinstance(given, Mapping)
        else (part.partition("=")[::2] for part in str(given).split(";"))
    )
    names: dict[str, str] = {}
    for rule, own in pairs:
        rule, own = rule_key(rule), tidy_name(own)
        if rule and own and own != rule and own not in names.values() and len(names) < MOST_NAMES:
            names.setdefault(rule, own)
    return tuple(names.items())


def names_text(names: Names) -> str:
    """Names as they stand in an address."""
    return ";".join(f"{rule}={own}" for rule, own in names)


def read_names(given: Mapping[str, object], file: str) -> Names:
    """Names of a settings file.

    Raises
    ------
    Refusal
        One of them is not allowed, or stands there twice.
    """
    for rule, own in given.items():
        if not isinstance(own, str) or tidy_name(own) != own or not own:
            raise Refusal(f"{file}: the name {own!r} of {rule!r} is not allowed. {ALLOWED}")
    names = tidy_names({rule: str(own) for rule, own in given.items()})
    if len(names) < len(given):
        raise Refusal(
            f"{file}: at most {MOST_NAMES} names, each for one segment and other than the one by rule."
        )
    return names


def renamed(rules: tuple[str, ...], names: Names) -> tuple[str, ...]:
    """The names of segments with the analyst's in place; one of a kind that was split keeps what tells it apart.

    ``Evening peak`` renamed to ``Commuters`` makes ``Commuters, later`` of ``Evening peak, later``.
    """
    own = dict(names)
    made = []
    for rule in rules:
        key = rule_key(rule)
        kind = max(
            (each for each in own if key.startswith((f"{each},", f"{each} at "))), key=len, default=None
        )
        made.append(own[key] if key in own else own[kind] + key.removeprefix(kind) if kind else rule)
    return tuple(rule if made.count(name) > 1 else name for rule, name in zip(rules, made, strict=True))


def rule_key(rule: object) -> str:
    """The name of a segment by rule, as settings and addresses know it."""
    return " ".join(str(rule).replace(";", "").replace("=", "").split())[:60]
