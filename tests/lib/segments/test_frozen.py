"""Segments that stay: through a re-run, another seed, new customers, another K, and without a new fit."""

from dataclasses import replace

import numpy as np
import pytest

from lib.findings import Refusal
from lib.segments import freeze, frozen_fit, rename, shapes_of
from lib.segments.population import nearest_segment
from lib.segments.segments import segment
from lib.segments.sweep import fit
from tests.lib.segments.territories import five_kinds
from tests.lib.segments.test_segments import profiles_of

WINDOW = (17, 21)


def segments_of(profiles, k=5, seed=42, window=WINDOW, codebook=None, scaling="root_share"):
    shapes, caps = shapes_of(profiles, scaling)
    return segment(profiles, fit(shapes, k, seed), caps, scaling, window, seed, codebook)


@pytest.fixture(scope="module")
def first():
    return segments_of(profiles_of(five_kinds(300, 1)[0]))


def named(segments):
    """Name of each customer's segment."""
    return np.array([segments.named[number] for number in segments.number.tolist()])


def test_number_and_name_stay_when_the_order_would_change(first):
    """Numbered by the load at night, night charging would be first; beside the codebook it stays what it was."""
    profiles = profiles_of(five_kinds(300, 1)[0])
    again = segments_of(profiles, window=(1, 4), codebook=freeze(first))
    assert again.named == first.named
    assert np.array_equal(again.number, first.number)
    assert segments_of(profiles, window=(1, 4)).named != first.named


@pytest.mark.parametrize("seed", [0, 7, 99])
def test_number_and_name_stay_with_another_seed_and_other_customers(first, seed):
    kw, kind = five_kinds(400, seed + 10)
    other = segments_of(profiles_of(kw), seed=seed, codebook=freeze(first))
    assert other.named == first.named
    _, kinds = five_kinds(300, 1)
    for each in range(5):
        before = np.bincount(first.number[kinds == each]).argmax()
        assert np.bincount(other.number[kind == each]).argmax() == before


def test_from_one_k_to_the_next_segments_go_on_by_the_customers_they_have_in_common(first):
    profiles = profiles_of(five_kinds(300, 1)[0])
    fewer, more = (segments_of(profiles, k=k, codebook=freeze(first)) for k in (4, 6))
    assert set(fewer.numbers) < {1, 2, 3, 4, 5}
    assert more.numbers == (1, 2, 3, 4, 5, 6)
    for other in (fewer, more):
        for number in set(other.numbers) & set(first.numbers):
            assert other.named[number] == first.named[number]
            here = first.number == number
            assert (other.number[here] == number).mean() > 0.5
    assert len(set(more.names)) == 6


def test_a_codebook_tells_its_own_customers_the_same(first):
    profiles = profiles_of(five_kinds(300, 1)[0])
    found, book = frozen_fit(profiles, freeze(first), 42)
    scored = segment(profiles, found, np.array(book.caps), book.scaling, WINDOW, 42, book)
    assert np.array_equal(scored.number, first.number)
    assert scored.named == first.named
    assert scored.sizes.tolist() == first.sizes.tolist()


def test_a_new_customer_is_told_the_same_whoever_else_is_in_the_file(first):
    kw, _ = five_kinds(60, 5)
    book = freeze(first)
    together = frozen_fit(profiles_of(kw), book, 42)
    for row in (0, 7, 31):
        alone, left = frozen_fit(profiles_of(kw[[row]]), book, 42)
        assert left.numbers == (together[1].numbers[together[0].labels[row]],)
        assert alone.labels.tolist() == [0]


def test_segments_that_nobody_is_in_leave_a_gap_and_nobody_moves_up(first):
    kw, kind = five_kinds(300, 1)
    some = profiles_of(kw[kind != 3])
    found, book = frozen_fit(some, freeze(first), 42)
    scored = segment(some, found, np.array(book.caps), book.scaling, WINDOW, 42, book)
    night = next(number for number, name in first.named.items() if name == "Night charging")
    assert scored.numbers == tuple(n for n in first.numbers if n != night)
    assert np.array_equal(named(scored), named(first)[kind != 3])


def test_shapes_that_need_other_customers_cannot_be_frozen():
    sized = segments_of(profiles_of(five_kinds(100, 1)[0]), scaling="per_hour")
    with pytest.raises(Refusal) as refusal:
        freeze(sized)
    assert str(refusal.value).startswith("Segments made per hour across customers cannot be kept")


def test_the_analysts_names_stand_in_place_of_those_by_rule(first):
    own = rename(first, (("Flat", "Always on"),))
    assert "Always on" in own.names and "Flat" not in own.names
    assert own.fingerprint != first.fingerprint
    assert rename(first, ()) is first
    assert freeze(own).names == own.names


def test_two_of_one_name_beside_a_codebook_are_told_apart(first):
    book = replace(freeze(first), names=("Night charging", "Twin peak", "Flat", "Daytime", "Evening peak"))
    more = segments_of(profiles_of(five_kinds(300, 1)[0]), k=7, codebook=book)
    assert len(set(more.names)) == 7


def weekly(weekday_kw, weekend_kw):
    """Profiles compared by weekday and weekend day; the mean day is that of a week."""
    return replace(
        profiles_of((5 * weekday_kw + 2 * weekend_kw) / 7),
        features="weekly",
        parts_kw=np.hstack([weekday_kw, weekend_kw]),
    )


@pytest.fixture(scope="module")
def week():
    """A hundred homes alike on weekdays, half of them at home in the daytime of weekends."""
    rng = np.random.default_rng(4)
    hours = np.arange(24)
    evening = 0.4 + np.exp(-((hours - 19) ** 2) / 6)
    daytime = 0.4 + np.exp(-((hours - 13) ** 2) / 12)
    own = rng.lognormal(0, 0.5, (100, 1)) * rng.lognormal(0, 0.05, (100, 24))
    return weekly(evening * own, np.where(np.arange(100)[:, None] < 50, evening, daytime) * own)


def test_a_week_parts_customers_who_are_alike_on_weekdays(week):
    found = segments_of(week, k=2)
    half = np.repeat([True, False], 50)
    assert {tuple(np.unique(found.number[each])) for each in (half, ~half)} == {(1,), (2,)}
    assert found.names == ("Evening peak", "Evening peak, weekends daytime")
    assert found.traits[1].startswith("on weekdays peaks at 19:00, ")
    assert "; at weekends peaks at 13:00, " in found.traits[1]
    assert found.parts_kw.shape == (2, 2, 24)
    assert found.parts_kw[1].argmax(axis=1).tolist() == [19, 13]


def test_a_codebook_of_a_week_tells_its_own_customers_the_same_and_no_others(first, week):
    found = segments_of(week, k=2)
    book = freeze(found)
    assert book.features == "weekly" and len(book.caps) == 48
    made, left = frozen_fit(week, book, 42)
    assert np.array_equal(np.array(left.numbers)[made.labels], found.number)
    with pytest.raises(Refusal) as why:
        frozen_fit(profiles_of(five_kinds(30, 1)[0]), book, 42)
    assert str(why.value) == (
        "The segments that were kept are by the shape of a week, and customers are compared by the shape of a day. "
        "Choose the same, or another way of parting."
    )
    assert segments_of(week, k=2, codebook=freeze(first)).numbers == (1, 2)  # numbered anew


def test_an_outlier_goes_to_the_nearest_segment_of_its_week(week):
    found = segments_of(week, k=2)
    assert nearest_segment(week, found, np.array([0, 99])).tolist() == [1, 2]


def test_a_new_segment_takes_the_lowest_number_that_the_codebook_has_not(first):
    without_the_first = replace(freeze(first), numbers=(2, 3, 4, 5, 6))
    more = segments_of(profiles_of(five_kinds(300, 1)[0]), k=6, codebook=without_the_first)
    assert sorted(more.numbers) == [1, 2, 3, 4, 5, 6]
