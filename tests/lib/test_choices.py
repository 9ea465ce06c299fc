"""Settings: limits, words, and the way to an address and to TOML and back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.allowed import ALLOWED, DAY_TYPES, LABELS, LIMITS, SCALINGS, SEASONS, SOURCES, label
from lib.answers import Reading, read_answers
from lib.choices import Choices
from lib.findings import Refusal
from lib.mix import MIX
from lib.window import parse_window

hours = st.tuples(st.integers(0, 23), st.integers(0, 24)).filter(lambda w: w[0] != w[1] % 24)
valid_choices = st.builds(
    Choices,
    source=st.sampled_from(list(SOURCES)),
    customers=st.integers(*LIMITS["customers"]),
    days=st.integers(*LIMITS["days"]),
    interval_minutes=st.sampled_from(ALLOWED["interval_minutes"]),
    noise=st.floats(*LIMITS["noise"]),
    seed=st.integers(*LIMITS["seed"]),
    day_type=st.sampled_from(list(DAY_TYPES)),
    season=st.sampled_from(list(SEASONS)),
    scaling=st.sampled_from(list(SCALINGS)),
    k=st.integers(*LIMITS["k"]),
    k_low=st.integers(2, 10),
    k_high=st.integers(10, 40),
    window=hours,
    order_window=hours,
    goal_kw=st.floats(*LIMITS["goal_kw"]),
    confidence=st.floats(*LIMITS["confidence"]),
    programme=st.sampled_from(ALLOWED["programme"]),
    holdout=st.floats(*LIMITS["holdout"]),
    caution=st.sampled_from(ALLOWED["caution"]),
    lowest_grade=st.sampled_from(ALLOWED["lowest_grade"]),
    budget=st.floats(*LIMITS["budget"]),
    most_asked=st.integers(*LIMITS["most_asked"]),
    limits=st.sampled_from(["", "feeder=F03:0-40; segment=1:20-"]),
    weight_peak=st.floats(0, 1),
    weight_feeder=st.sampled_from(["", "F 03"]),
    season_lesson=st.sampled_from(ALLOWED["season_lesson"]),
    worth=st.sampled_from(["", "capacity=40/90/120; fixed=0/1/2"]),
    season_level=st.floats(*LIMITS["season_level"]),
    season_common=st.floats(*LIMITS["season_common"]),
)
answers = st.builds(
    Reading,
    customer=st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    dates=st.none() | st.sampled_from(["day-first", "month-first", "year-first"]),
    unit=st.none() | st.sampled_from(["Wh", "kWh", "kW"]),
)


def refusal(text, name="settings"):
    with pytest.raises(Refusal) as caught:
        Choices.from_toml(text, name)
    return str(caught.value)


def test_defaults_leave_the_address_empty():
    assert Choices().query() == {}


def test_an_address_says_what_differs_in_words():
    made = Choices(
        source="chapter", scaling="share", day_type="weekend", season="summer", k=4, window=(16, 20)
    )
    assert made.query() == {
        "source": "Chapter’s data",
        "scaling": "Share of day",
        "day_type": "Weekends",
        "season": "Summer",
        "k": "4",
        "window": "16-20",
    }


@pytest.mark.parametrize(
    "name", ["scaling", "features", "day_type", "season", "source", "caution", "lowest_grade"]
)
def test_every_label_means_its_identifier(name):
    for word, shown in LABELS[name].items():
        assert getattr(Choices.clipped({name: shown}), name) == word
        assert getattr(Choices.clipped({name: word}), name) == word
        assert label(name, word) == shown
        assert len(shown) <= 20


def test_the_suggested_k_is_zero():
    assert Choices.clipped({"k": "Suggested"}).k == 0
    assert label("k", 0) == "Suggested"
    assert label("k", 5) == "5"


@pytest.mark.parametrize(
    "given, name, expected",
    [
        ({"customers": 5}, "customers", 10),
        ({"customers": "99999999"}, "customers", 100_000),
        ({"k": "4"}, "k", 4),
        ({"k": 41}, "k", 40),
        ({"k": "many"}, "k", 0),
        ({"confidence": "nan"}, "confidence", 0.9),
        ({"goal_kw": "inf"}, "goal_kw", 1e9),
        ({"goal_kw": "-5"}, "goal_kw", 0.0),
        ({"seed": -1}, "seed", 0),
        ({"scaling": "Root shares"}, "scaling", "root_share"),
        ({"interval_minutes": "15"}, "interval_minutes", 15),
        ({"interval_minutes": "20"}, "interval_minutes", 60),
        ({"window": "22-2"}, "window", (22, 2)),
        ({"window": [16, 20]}, "window", (16, 20)),
        ({"window": "17"}, "window", (17, 21)),
        ({"window": "²-4"}, "window", (17, 21)),
        ({"window": None}, "window", (17, 21)),
        ({"k_low": 8, "k_high": 4}, "k_high", 8),
        ({"password": "x"}, "k", 0),
        ({"limits": "feeder=F03: 2 - "}, "limits", "feeder=F03:2-"),
        ({"limits": "feeder F03"}, "limits", ""),
        ({"weight_peak": 7}, "weight_peak", 1.0),
        ({"weight_feeder": "a\nb"}, "weight_feeder", ""),
        ({"must": ("C1",)}, "must", ()),
    ],
)
def test_a_stranger_s_value_is_made_valid(given, name, expected):
    assert getattr(Choices.clipped(given), name) == expected


def test_the_mix_travels_in_whole_percent():
    given = {"mix_solar": "25", "mix_flat": "nan", "mix_daytime": "-3", "mix_twin_peak": "many"}
    made = Choices.clipped(given)
    assert dict(made.mix) == {**MIX, "solar": 0.25, "daytime": 0.0}
    assert Choices.clipped(made.query()) == made
    assert Choices.clipped({f"mix_{name}": 0 for name in MIX}).mix == tuple(MIX.items())


@settings(max_examples=30, deadline=None)
@given(valid_choices, answers)
def test_the_address_and_toml_lead_back(choices, reading):
    assert Choices.clipped(choices.query()) == choices
    full = replace(choices, reading=reading)
    assert Choices.from_toml(full.toml()) == full


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from([*LIMITS, *ALLOWED, "window"]), st.text() | st.floats() | st.none()))
def test_whatever_is_given_the_choices_are_valid(given):
    made = Choices.clipped(given)
    assert all(low <= getattr(made, name) <= high for name, (low, high) in LIMITS.items())
    assert all(getattr(made, name) in allowed for name, allowed in ALLOWED.items())
    assert parse_window(label("window", made.window)) == made.window


def test_a_file_may_leave_settings_out():
    assert Choices.from_toml("k = 4\ngoal_kw = 100") == Choices(k=4, goal_kw=100.0)


def test_a_mix_that_names_some_archetypes_has_no_others():
    mix = dict(Choices.from_toml("[mix]\nflat = 0.5\nsolar = 0.5").mix)
    assert mix == dict.fromkeys(MIX, 0.0) | {"flat": 0.5, "solar": 0.5}


@pytest.mark.parametrize(
    "text, message",
    [
        (
            "k = ",
            "settings: these are not settings in TOML (Invalid value (at end of document)). "
            "Export them again from Loadlens.",
        ),
        ("k = 50", "settings: k = 50 is not allowed. It lies between 0 and 40."),
        ("k = 4.5", "settings: k = 4.5 is not allowed. It lies between 0 and 40."),
        ("k = true", "settings: k = True is not allowed. It lies between 0 and 40."),
        (
            "seed = 2147483648",
            "settings: seed = 2147483648 is not allowed. It lies between 0 and 2,147,483,647.",
        ),
        (
            'day_type = "monday"',
            "settings: day_type = 'monday' is not allowed. It is one of all, weekday, weekend.",
        ),
        (
            "window = [17, 17]",
            "settings: window = [17, 17] is not allowed. It is two hours, for example [17, 21].",
        ),
        ("colour = 1", "settings: the setting 'colour' is not known. Remove the line."),
        ("query = 1", "settings: the setting 'query' is not known. Remove the line."),
        (
            "[mix]\nflats = 1",
            "settings: there is no archetype 'flats'. Known are evening_peak, twin_peak, daytime, "
            "night_charging, flat, late_cooling, solar.",
        ),
        ("[mix]\nflat = -1", "settings: the share flat = -1 is not allowed. It lies between 0 and 1."),
        ("mix = 3", "settings: mix = 3 is not a table. Write [mix] and its lines below."),
        (
            '[reading]\ncolumn = "x"',
            "settings: 'column' is no answer about a file. Known are customer, start, value, unit, dates, stamps, "
            "zone, zone_column.",
        ),
        (
            '[reading]\ndates = "dmy"',
            "settings: dates = 'dmy' is not known. It is one of day-first, month-first, year-first.",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_said(text, message):
    assert refusal(text) == message


def test_answers_forgive_capitals():
    assert read_answers({"unit": "KWH", "stamps": "End"}, "x") == Reading(unit="kWh", stamps="end")


def test_an_answer_that_cannot_be_given_is_refused():
    with pytest.raises(Refusal, match="'middle' is not known") as caught:
        Reading(stamps="middle")
    assert (str(caught.value), caught.value.ask) == (
        "stamps = 'middle' is not known. It is one of start, end.",
        "stamps",
    )


@pytest.mark.parametrize(
    "text, window", [("17-21", (17, 21)), (" 7 - 9 ", (7, 9)), ("20-24", (20, 24)), ("22-2", (22, 2))]
)
def test_a_window_is_two_hours(text, window):
    assert parse_window(text) == window


@pytest.mark.parametrize("text", ["", "17", "17-17", "0-24", "24-2", "-1-4", "a-b", "17-21-23", "17.5-21"])
def test_what_is_no_window_is_refused(text):
    with pytest.raises(Refusal) as caught:
        parse_window(text)
    assert (
        str(caught.value)
        == f"The event window {text!r} is not understood. Write two hours, for example 17-21."
    )


def test_who_must_be_asked_is_in_no_address_and_no_settings_file():
    made = Choices(must=("C100001",), must_not=("C100002",))
    assert made.query() == {}
    assert "C10000" not in made.toml()
    assert Choices.from_toml(made.toml()) == Choices()
