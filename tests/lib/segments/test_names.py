import numpy as np
import pytest

from lib.segments.kinds import Day, kind_of, traits_of
from lib.segments.names import _hours_after_noon, name_segments

WINDOW = (17, 21)


def day(base=0.5, **kw_at):
    """A day at `base` kW with other values at some hours: day(h19=2.0)."""
    kw = np.full(24, base)
    for hour, value in kw_at.items():
        kw[int(hour[1:])] = value
    return kw


def hump(centre, width, height=2.0, base=0.5):
    away = (np.arange(24) - centre + 12) % 24 - 12
    return base + height * np.exp(-((away / width) ** 2) / 2)


EVENING, NIGHT, NOON = hump(19, 2), hump(2, 1.5), hump(13, 3.5)
TWIN = hump(7, 1.5) + hump(19, 1.5) - 0.5


@pytest.mark.parametrize(
    ("kw", "kind"),
    [
        (EVENING, "Evening peak"),
        (TWIN, "Twin peak"),
        (NOON, "Daytime"),
        (NIGHT, "Night charging"),
        (hump(7, 1.5), "Morning peak"),
        (day(1.0), "Flat"),
        (day(1.0, h18=1.3), "Flat"),
        (hump(22, 2.5), "Late evening peak"),
        (hump(1, 5), "All night"),
        (hump(16, 5), "Day and evening"),
        (np.repeat([1.0, 6.0, 1.0], [8, 10, 6]), "Daytime"),  # a shop
        (np.repeat([1.0, 6.0, 1.0], [9, 13, 2]), "Day and evening"),  # a restaurant
        (EVENING - hump(12, 2, 2.2, 0), "Midday export"),
        (EVENING - hump(12, 2, 0.4, 0), "Midday dip"),
    ],
)
def test_the_kind_of_a_day(kw, kind):
    assert kind_of(Day(kw)) == kind


def test_traits_tell_peak_ratio_and_share_of_the_window():
    kw = day(0.5, h17=1.0, h18=1.5, h19=3.0, h20=1.0)  # 16.5 kWh, mean .6875; 6.5 kWh from 17 to 21
    assert (
        traits_of(Day(kw), WINDOW)
        == "peaks at 19:00, 4.4 times its mean; 39\N{NO-BREAK SPACE}% of the day in 17-21"
    )


def test_traits_of_other_kinds():
    space = "\N{NO-BREAK SPACE}"
    assert (
        traits_of(Day(day(1.0)), WINDOW)
        == f"the same all day, within 0{space}%; 17{space}% of the day in 17-21"
    )
    assert traits_of(Day(day(1.0, h18=1.24)), WINDOW) == (
        f"between 1.0 and 1.2 times its mean, highest at 18:00; 17{space}% of the day in 17-21"
    )
    assert traits_of(Day(day(1.0, h7=4.0, h19=5.0)), WINDOW) == (
        f"peaks at 07:00 and 19:00, 3.1 and 3.9 times its mean; 26{space}% of the day in 17-21"
    )
    assert traits_of(Day(day(1.0, h1=5.0, h2=6.0)), WINDOW) == (
        f"peaks at 02:00, 4.4 times its mean; 52{space}% of the day in 22-6"
    )
    assert traits_of(Day(day(0.5, h11=-1.0, h12=-2.0, h13=-2.0, h14=-1.0, h19=2.0)), WINDOW) == (
        f"exports 2.0{space}kW at 12:00, peaks at 19:00 with 2.0{space}kW"
    )


@pytest.mark.parametrize(
    ("days", "names"),
    [
        ([hump(18, 2), hump(20, 2)], ["Evening peak, earlier", "Evening peak, later"]),
        ([EVENING, 3 * EVENING], ["Evening peak, smaller", "Evening peak, larger"]),
        ([hump(19, 2), hump(19, 1)], ["Evening peak, flatter", "Evening peak, sharper"]),
        ([hump(23, 1), hump(2, 1)], ["Night charging, earlier", "Night charging, later"]),
        (
            [TWIN, TWIN + hump(7, 1.5, 0.6, 0)],
            ["Twin peak, higher in the evening", "Twin peak, higher in the morning"],
        ),
        ([day(1.0), 9 * day(1.0)], ["Flat, smaller", "Flat, larger"]),
        (
            [hump(17, 2), hump(18, 2), hump(20, 2)],
            ["Evening peak at 17:00", "Evening peak at 18:00", "Evening peak at 20:00"],
        ),
        (
            [EVENING, 2 * EVENING, hump(21, 2)],
            ["Evening peak, earlier, smaller", "Evening peak, earlier, larger", "Evening peak, later"],
        ),
        ([EVENING, NOON], ["Evening peak", "Daytime"]),
    ],
)
def test_two_of_a_kind_are_told_apart_by_what_differs(days, names):
    assert list(name_segments(np.array(days), WINDOW)[0]) == names


def test_many_of_a_kind_are_told_apart_by_their_energy():
    names, _ = name_segments(np.array([EVENING * size for size in (1, 2, 3, 4, 5)]), WINDOW)
    assert names[0] == f"Evening peak, {EVENING.sum():.0f}\N{NO-BREAK SPACE}kWh a day"
    assert len(set(names)) == 5


def test_large_meters_are_told_in_plain_figures():
    names, _ = name_segments(np.array([hump(19, 2) * size for size in (100, 101, 102, 500)]), WINDOW)
    assert names[3] == "Evening peak, 11,013\N{NO-BREAK SPACE}kWh a day"


def test_names_do_not_depend_on_the_order_of_the_segments():
    days = np.array([EVENING, 3 * EVENING, hump(21, 2), NOON, hump(12, 3), TWIN])
    names, _ = name_segments(days, WINDOW)
    assert name_segments(days[::-1], WINDOW)[0] == names[::-1]


def test_names_are_unique_on_any_days():
    rng = np.random.default_rng(0)
    for _ in range(50):
        names, _ = name_segments(rng.gamma(1.0, 1.0, (10, 24)), WINDOW)
        assert len(set(names)) == 10


def test_three_sizes_of_one_day_differ_in_one_way_alone_and_are_told_by_their_energy():
    names, _ = name_segments(np.array([EVENING * size for size in (1, 2, 9)]), WINDOW)
    assert list(names) == [
        f"Evening peak, {EVENING.sum() * size:,.0f}\N{NO-BREAK SPACE}kWh a day" for size in (1, 2, 9)
    ]


def test_a_night_begins_at_noon():
    nights = [hump(12, 2), hump(13, 2)]
    assert [_hours_after_noon(Day(kw)) for kw in nights] == [0, 1]
