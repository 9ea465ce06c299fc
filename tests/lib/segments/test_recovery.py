import numpy as np

from lib.profiles.scalings import comparison, found_here
from lib.segments.recovery import recovery
from tests.lib.segments.territories import five_kinds
from tests.lib.segments.test_segments import profiles_of


def test_root_shares_find_planted_kinds_and_the_chapter_s_scaling_does_not():
    hourly_kw, kinds = five_kinds(400, 3)
    found = recovery(profiles_of(hourly_kw), kinds, seed=42)
    assert found["root_share"] >= 0.95
    assert found["per_hour"] < 0.6
    assert set(found) == {"root_share", "share", "peak", "range", "zscore", "per_hour", "kw"}


def test_names_of_the_groups_do_not_matter():
    hourly_kw, kinds = five_kinds(200, 3)
    renamed = np.array(list("edcba"))[np.asarray(kinds)]
    profiles = profiles_of(hourly_kw)
    assert recovery(profiles, renamed, 42) == recovery(profiles, kinds, 42)


def test_the_scaling_in_use_is_marked_and_this_territory_has_a_column_of_its_own():
    plain, here = comparison("share"), comparison("share", dict.fromkeys(comparison_keys(), 0.5))
    assert plain["Compared by"][1] == "Share of day (in use)"
    assert "On this territory" not in plain
    assert here["On this territory"].tolist() == [0.5] * 7


def comparison_keys():
    from lib.allowed import SCALINGS

    return SCALINGS


def test_the_best_scaling_is_told_beside_the_chapter_s():
    here = dict.fromkeys(comparison_keys(), 0.5) | {"share": 0.97, "per_hour": 0.204}
    assert found_here(here) == "Share of day finds the true groups here at 0.97, per hour at 0.20"
    assert found_here(None) == "What each way of comparing sees"
