import numpy as np
import pytest

from lib.profiles.shapes import shapes
from lib.segments import Structure, find_outliers, nearest_segment, segment_numbers, set_aside, take_k
from tests.lib.segments.territories import five_kinds
from tests.lib.segments.test_segments import profiles_of, segments_of

ODD = 123  # uses everything at noon


@pytest.fixture(scope="module")
def profiles():
    hourly_kw = five_kinds(300, 1)[0]
    hourly_kw[ODD] = 0.01 + 3.0 * (np.arange(24) == 12)
    return profiles_of(hourly_kw)


def test_the_customer_who_would_be_a_segment_of_its_own_is_found(profiles):
    assert find_outliers(profiles, "root_share", 42).tolist() == [ODD]
    assert segments_of(profiles, 6).sizes.min() == 1


def test_who_is_set_aside_is_counted_named_and_in_no_segment(profiles):
    found = set_aside(profiles, np.array([ODD]))
    assert np.flatnonzero(~found.kept).tolist() == [ODD]
    [finding] = found.findings
    assert (finding.severity, finding.code, finding.count, finding.example) == (
        "set aside",
        "outlier",
        1,
        "C0123",
    )
    assert (
        finding.message == "1 customer is unlike everybody else: left out of the segments, but still ranked."
    )
    two = set_aside(profiles, np.array([1, 2])).findings[0].message
    assert two.startswith("2 customers are unlike everybody else: ")
    assert "C0123" not in segments_of(found, 5).customer_id


def test_nobody_set_aside_is_the_same_population_and_others_are_another(profiles):
    assert set_aside(profiles, np.array([], int)) is profiles
    prints = {set_aside(profiles, np.array(rows)).fingerprint for rows in ([1], [2], [1, 2])}
    assert len(prints | {profiles.fingerprint}) == 4


def test_whoever_is_set_aside_has_the_number_of_the_nearest_segment(profiles):
    found = set_aside(profiles, np.array([ODD]))
    segments = segments_of(found, 5)
    numbers = segment_numbers(found, segments)
    away = np.minimum(shapes(profiles.hourly_kw[[ODD]]), segments.caps) - segments.codebook
    assert numbers[ODD] == np.square(away).sum(axis=1).argmin() + 1
    assert segments.names[numbers[ODD] - 1] == "Daytime"
    assert np.array_equal(numbers[found.kept], segments.number)


def test_everybody_in_a_segment_is_nearest_to_it(profiles):
    segments = segments_of(profiles, 5)
    assert np.array_equal(nearest_segment(profiles, segments, np.arange(300)), segments.number)


def test_who_has_no_typical_day_is_in_no_segment_and_no_outlier(profiles):
    reason = np.full(300, "", object)
    reason[7] = "few days"
    some = profiles_of(profiles.hourly_kw, reason)
    assert find_outliers(some, "root_share", 42).tolist() == [ODD]
    assert segment_numbers(some, segments_of(some))[7] == 0


def test_of_one_customer_nobody_is_an_outlier(profiles):
    alone = profiles_of(profiles.hourly_kw[:2], np.array(["", "vacant"], object))
    assert find_outliers(alone, "root_share", 42).tolist() == []


@pytest.mark.parametrize(
    ("natural", "chosen", "k"),
    [(2, 0, 2), (5, 0, 5), (5, 3, 3), (1, 0, 4)],
    ids=["two", "five", "own", "none"],
)
def test_k_is_what_was_chosen_else_what_the_gaps_say_else_a_convenient_one(profiles, natural, chosen, k):
    assert take_k(Structure("distinct", natural, 1.0, 3.0, 2.4, 300), chosen, profiles) == k


def test_a_convenient_k_is_no_more_than_there_are_customers(profiles):
    three = profiles_of(profiles.hourly_kw[:3])
    assert take_k(Structure("none", 1, 0.0, 0.0, 4.7, 3), 0, three) == 3
