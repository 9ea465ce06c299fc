"""A codebook in the settings: written, read again, and refused where it cannot be meant."""

import json
import tomllib
from dataclasses import replace

import pytest

from lib.choices import Choices
from lib.codebook import Codebook
from lib.findings import Refusal

BOOK = Codebook(
    (1, 4), ("Evening peak at 17:00", "Flat"), ((0.1,) * 24, (1 / 3,) * 24), (0.5,) * 24, "root_share"
)


def test_settings_carry_it_to_the_last_digit():
    choices = replace(Choices(), codebook=BOOK, names=(("Flat", "Always on"),), method="codebook")
    again = Choices.from_toml(choices.toml())
    assert again == choices
    assert again.codebook.fingerprint == BOOK.fingerprint


def test_caps_without_end_are_written_too():
    endless = replace(BOOK, caps=(float("inf"),) * 24, scaling="kw")
    assert Choices.from_toml(replace(Choices(), codebook=endless).toml()).codebook == endless


def test_an_address_never_holds_it():
    assert replace(Choices(), codebook=BOOK).query() == {}


CURE = "Export the codebook again from Loadlens."


@pytest.mark.parametrize(
    ("part", "value", "why"),
    [
        ("caps", [0.5] * 23, f"caps of the codebook must be 24 numbers. {CURE}"),
        ("centroids", [[0.1] * 24], f"the codebook needs one centroid for each of its segments. {CURE}"),
        ("centroids", [[0.1] * 24, ["x"] * 24], f"a centroid of the codebook must be 24 numbers. {CURE}"),
        (
            "centroids",
            [[0.1] * 24, [float("inf")] * 24],
            f"a centroid of the codebook holds a value that is no finite number. {CURE}",
        ),
        ("numbers", [4, 1], f"a codebook has 1 to 40 segments, each number once and ascending. {CURE}"),
        ("numbers", [0, 1], f"numbers of segments lie between 1 and 999, and [0, 1] do not. {CURE}"),
        (
            "names",
            ["Flat", "Flat"],
            f"the codebook needs one name of its own for each of its 2 segments. {CURE}",
        ),
        ("names", ["Flat", "**"], "the name '**' is not allowed. "),
        (
            "scaling",
            "per_hour",
            "scaling = 'per_hour' cannot be frozen. It is one of root_share, share, peak, range, zscore, kw.",
        ),
        ("colour", "red", f"in the codebook 'colour' is not known. {CURE}"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence(part, value, why):
    given = tomllib.loads(replace(Choices(), codebook=BOOK).toml())["codebook"] | {part: value}
    lines = "\n".join(f"{name} = {_written(each)}" for name, each in given.items())
    with pytest.raises(Refusal) as refusal:
        Choices.from_toml(f"[codebook]\n{lines}\n", "old.toml")
    assert str(refusal.value).startswith(f"old.toml: {why}")


def test_a_frozen_analysis_without_a_codebook_is_refused():
    with pytest.raises(Refusal) as refusal:
        Choices.from_toml('method = "codebook"\n', "s.toml")
    assert str(refusal.value).startswith("s.toml: method = 'codebook' needs a [codebook] in the same file.")


def _written(value):
    return json.dumps(value).replace("Infinity", "inf")
