"""Names that an analyst gives: kept, bounded, and never more than words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.findings import Refusal
from lib.naming import names_text, read_names, renamed, tidy_name, tidy_names


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Night   owls ", "Night owls"),
        ("**Bold** [link](http://evil)", "Bold link(http//evil)"),
        ("<script>alert(1)</script>", "scriptalert(1)/script"),
        ("=1+1", "1+1"),
        (":fire: at 17:00", "fire at 17:00"),
        ("www.evil.com", "wwwevilcom"),
        ("Büros & Läden, 2.5 kW", "Büros & Läden, 2.5 kW"),
        ("x" * 80, "x" * 60),
        ("...", ""),
    ],
)
def test_a_name_holds_words_and_nothing_that_is_drawn(typed, name):
    assert tidy_name(typed) == name


@given(st.text(max_size=80))
def test_a_tidy_name_is_bounded_stays_as_it_is_and_holds_no_markup(typed):
    name = tidy_name(typed)
    assert len(name) <= 60
    assert tidy_name(name) == name
    assert not set(name) & set('*_`[]<>#$|~\\!{}=;\n"')
    assert not name or name[0].isalnum()


def test_names_go_into_an_address_and_come_back():
    names = (("Evening peak", "Commuters"), ("Flat", "Always on"))
    assert names_text(names) == "Evening peak=Commuters;Flat=Always on"
    assert tidy_names(names_text(names)) == names


def test_two_segments_never_get_one_name():
    assert tidy_names("Flat=Shops;Daytime=Shops;Twin peak=Twin peak;=x;y=") == (("Flat", "Shops"),)


def test_the_name_of_a_kind_is_kept_when_the_kind_is_split():
    names = (("Evening peak", "Commuters"), ("Flat", "Always on"))
    assert renamed(("Evening peak, earlier", "Evening peak at 20:00", "Flat", "Daytime"), names) == (
        "Commuters, earlier",
        "Commuters at 20:00",
        "Always on",
        "Daytime",
    )


def test_a_name_that_another_segment_has_by_rule_is_not_given():
    assert renamed(("Flat", "Daytime"), (("Flat", "Daytime"),)) == ("Flat", "Daytime")


@pytest.mark.parametrize(
    ("given_names", "why"),
    [
        (
            {"Flat": "<b>"},
            "s.toml: the name '<b>' of 'Flat' is not allowed. Up to 60 letters, digits, spaces and",
        ),
        ({"Flat": 3}, "s.toml: the name 3 of 'Flat' is not allowed. "),
        ({"Flat": "Shops", "Daytime": "Shops"}, "s.toml: at most 40 names, each for one segment"),
    ],
)
def test_a_settings_file_with_other_names_is_refused(given_names, why):
    with pytest.raises(Refusal) as refusal:
        read_names(given_names, "s.toml")
    assert str(refusal.value).startswith(why)
