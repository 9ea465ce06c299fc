"""The menu of programmes: its table, the analyst's edits, and what an address or a settings file may say."""

import re

import pytest

from lib.choices import Choices
from lib.findings import Refusal
from lib.menu import as_text, menu, read_chosen, read_edits, tidy_chosen, tidy_edits
from lib.segments.suited import TRAITS

ORDER = [
    "midday_shift",
    "managed_charging",
    "thermostat",
    "critical_peak_price",
    "peak_time_rebate",
    "time_of_use",
    "efficiency",
]


def test_the_menu_holds_every_kind_of_programme_and_the_last_takes_whoever_is_left():
    assert [programme.id for programme in menu()] == ORDER
    assert not menu()[-1].limits
    assert all(programme.limits for programme in menu()[:-1])


def test_every_limit_is_of_a_trait_and_every_programme_has_words_and_sources():
    for programme in menu():
        assert set(programme.limits) <= set(TRAITS)
        assert all((programme.because, programme.message, programme.channel, programme.level))
        assert all(url.startswith("https://") for _, url in programme.sources)
        assert programme.sources
        assert dict(programme.large).keys() == {"message", "channel"}


def test_an_edit_changes_that_limit_and_nothing_else():
    edited = {programme.id: programme for programme in menu((("thermostat.weather", 0.4),))}
    usual = {programme.id: programme for programme in menu()}
    assert edited["thermostat"].limits == usual["thermostat"].limits | {"weather": 0.4}
    assert edited["efficiency"] == usual["efficiency"]


def test_edits_come_through_an_address_as_they_were():
    edits = tidy_edits({"thermostat.weather": 0.4, "efficiency.message": "Look behind the fridge."})
    assert edits == (("efficiency.message", "Look behind the fridge."), ("thermostat.weather", 0.4))
    assert tidy_edits(as_text(edits)) == edits


@pytest.mark.parametrize(
    "text",
    [
        "thermostat.weather=0.35",  # as it is anyway
        "thermostat.weather=eleven",
        "thermostat.weather=nan",
        "thermostat.weather=11",
        "thermostat.name=Other",
        "nothing.weather=1",
        "efficiency.message=***",
        ";;=",
    ],
)
def test_what_is_no_edit_is_left_out(text):
    assert tidy_edits(text) == ()


def test_a_message_holds_no_markup_and_begins_like_no_formula():
    assert tidy_edits({"efficiency.message": "=<b>**Save**</b> [x](http://e)"}) == (
        ("efficiency.message", "bSave/b x(http://e)"),
    )


def test_settings_and_address_carry_edits_and_chosen_programmes():
    choices = Choices(
        menu=(("efficiency.message", "Look behind it."), ("thermostat.weather", 0.4)),
        chosen=(("Evening peak", "efficiency"),),
    )
    assert Choices.clipped(choices.query()) == choices
    assert Choices.from_toml(choices.toml()) == choices


def test_a_settings_file_that_cannot_be_meant_is_refused_in_a_sentence():
    with pytest.raises(Refusal) as why:
        read_chosen({"Flat": "raffle"}, "mine.toml")
    assert str(why.value) == (
        f"mine.toml: there is no programme 'raffle' for 'Flat'. Known are {', '.join(ORDER)}."
    )
    with pytest.raises(
        Refusal, match=r"^mine.toml: the menu has no 'thermostat.size'\. Known are midday_shift"
    ):
        read_edits({"thermostat.size": 1.0}, "mine.toml")
    with pytest.raises(Refusal) as why:
        read_edits({"thermostat.weather": 12.0}, "mine.toml")
    assert (
        str(why.value) == "mine.toml: thermostat.weather = 12.0 is not allowed. It is a number from 0 to 10."
    )
    with pytest.raises(Refusal) as why:
        read_edits({"efficiency.message": "<b>"}, "mine.toml")
    assert str(why.value) == (
        "mine.toml: efficiency.message = '<b>' is not allowed. It is a sentence of plain letters."
    )


def test_a_programme_that_is_not_on_the_menu_is_not_chosen():
    assert tidy_chosen("Flat=raffle;Evening peak=thermostat") == (("Evening peak", "thermostat"),)


def test_what_is_said_to_customers_takes_nobody_for_a_household():
    words = re.compile(r"\b(homes?|house\w*|washing|sleep|famil\w+|fridge)\b", re.IGNORECASE)
    for each in menu():
        assert not words.search(f"{each.because} {each.message} {each.channel}"), each.id
