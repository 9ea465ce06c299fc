import re
from dataclasses import replace

import pytest

from lib.choices import Choices
from lib.findings import Refusal
from lib.mix import MIX
from lib.readings.synthesis import fingerprint, synthesize
from lib.readings.synthesis.parameters import check

GIVEN = {
    "customers": 10,
    "days": 2,
    "interval_minutes": 60,
    "seed": 1,
    "noise": 0.3,
    "mix": MIX,
    "recipe": "archetypes",
    "gaps": True,
}


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"customers": 0}, "customers is 0. Take a whole number from 1 to 100,000."),
        ({"customers": 200_000}, "customers is 200000. Take a whole number from 1 to 100,000."),
        ({"customers": 10.5}, "customers is 10.5. Take a whole number from 1 to 100,000."),
        ({"days": 731}, "days is 731. Take a whole number from 1 to 730."),
        ({"seed": -1}, "seed is -1. Take a whole number from 0 to 4,294,967,295."),
        ({"interval_minutes": 20}, "interval_minutes is 20. Take 15, 30 or 60."),
        ({"noise": 2}, "noise is 2. Take a value from 0 (none) to 1.5; 0.3 is moderate."),
        ({"noise": float("nan")}, "noise is nan. Take a value from 0 (none) to 1.5; 0.3 is moderate."),
        ({"recipe": "book"}, 'Recipe "book" is not known. Take one of: archetypes, chapter.'),
        (
            {"mix": {"flat": 0.5, "solar": 0.4}},
            "The shares of the mix add up to 0.90. They must add up to 1.",
        ),
        ({"mix": {"flat": 1.2}}, "The mix gives flat a share of 1.2. Take a share from 0 to 1."),
        (
            {"mix": {"owl": 1}},
            'The mix names "owl", which is no archetype. Known are: evening_peak, twin_peak, daytime, '
            "night_charging, flat, late_cooling, solar.",
        ),
        (
            {"recipe": "chapter", "interval_minutes": 15},
            'The recipe "chapter" is hourly; interval_minutes is 15. Take 60.',
        ),
    ],
)
def test_a_wrong_argument_is_refused_in_words(wrong, text):
    with pytest.raises(Refusal) as refused:
        synthesize(**(GIVEN | wrong))
    assert str(refused.value) == text


def test_each_recipe_has_a_usual_size():
    usual = GIVEN | {"customers": None, "days": None}
    archetypes, chapter = check(**usual), check(**(usual | {"recipe": "chapter"}))
    assert (archetypes.customers, archetypes.days) == (1000, 56)
    assert (chapter.customers, chapter.days) == (200, 14)


def test_the_mix_may_leave_archetypes_out_and_be_a_hair_off():
    parameters = check(**(GIVEN | {"mix": {"flat": 0.333, "solar": 0.667 - 1e-3}}))
    assert dict(parameters.mix)["evening_peak"] == 0.0
    assert sum(share for _, share in parameters.mix) == pytest.approx(1)


def test_the_settings_of_an_analysis_are_a_territory():
    choices = Choices()
    made = check(
        choices.customers, choices.days, choices.interval_minutes, choices.seed, choices.noise, choices.mix,
        "archetypes", True,
    )  # fmt: skip
    assert made == check(None, None, 60, 42, 0.3, MIX, "archetypes", True)


@pytest.mark.parametrize(
    "change",
    [{"customers": 11}, {"days": 3}, {"interval_minutes": 30}, {"seed": 2}, {"noise": 0.4}, {"gaps": False},
     {"recipe": "chapter"}, {"mix": (("flat", 1.0),)}],
)  # fmt: skip
def test_a_fingerprint_names_every_parameter(change):
    parameters = check(**GIVEN)
    assert fingerprint(replace(parameters, **change)) != fingerprint(parameters)


def test_a_fingerprint_is_32_hex_digits():
    assert re.fullmatch("[0-9a-f]{32}", fingerprint(check(**GIVEN)))


def test_equal_arguments_of_another_type_are_one_territory():
    listed = check(**(GIVEN | {"noise": 1, "gaps": 1, "mix": list(MIX.items())}))
    assert fingerprint(listed) == fingerprint(check(**(GIVEN | {"noise": 1.0})))
