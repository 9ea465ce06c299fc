"""The ranked list as a whole."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.findings import Refusal
from lib.targets import model, rank, read_attributes
from lib.targets.components import take_apart
from lib.targets.ranking import percentile
from tests.lib.targets import made

ARRAYS = ("hourly_kw", "customer_id", "like_days", "valid_days", "completeness", "reason")


def kw_of(ranking) -> dict[str, float]:
    return dict(zip(ranking.customer_id.tolist(), ranking.expected_kw.tolist(), strict=True))


def reordered(profiles, order):
    """The same customers in another order."""
    rows = {
        name: value[order]
        for name in profiles.figures.__slots__
        if isinstance(value := getattr(profiles.figures, name), np.ndarray)
    }
    return replace(
        profiles,
        figures=replace(profiles.figures, **rows),
        **{name: getattr(profiles, name)[order] for name in ARRAYS},
    )


def frozen(territory: made.Territory):
    """Model and parts of a territory, to change one thing and score again."""
    side = read_attributes(territory.offers).align(territory.profiles.customer_id)
    parts = take_apart(territory.profiles, territory.segment, made.WINDOW)
    everybody, group = np.ones(len(territory.segment), dtype=bool), territory.segment - 1
    columns = model.columns(parts.daily_kwh, group, 2, side, everybody)
    fitted = model.fit(parts, group, 2, side, columns, everybody, everybody, "unnamed")
    return fitted, parts, group, columns[0], side


def rows_of(thing, rows):
    return replace(thing, **{name: getattr(thing, name)[rows] for name in thing.__slots__})


def test_two_customers_by_hand():
    # H 2 and 1, B .5: O 1.5 and .5; scale .18 x 3 / (2 + .1) = .25714
    ranking = rank(made.profiles([2.0, 1.0], [0.5, 0.5]), [1, 1])
    chance = ranking.participation[0]
    assert chance == pytest.approx(0.134, abs=0.001)
    assert ranking.reduction_kw == pytest.approx([0.25714 * 1.55, 0.25714 * 0.55], rel=1e-4)
    assert ranking.expected_kw == pytest.approx(chance * ranking.reduction_kw)
    assert ranking.other_kw == pytest.approx([chance * 0.25714 * 1.5, chance * 0.25714 * 0.5], rel=1e-4)
    assert ranking.always_on_kw == pytest.approx([chance * 0.25714 * 0.05] * 2, rel=1e-4)
    assert ranking.score.tolist() == [75, 25]
    assert ranking.reason[0] == "2.0 kW on peak days, 1.5 above base; up on 9 of 10"


def test_the_range_of_a_customer_by_hand():
    # no history: sigma^2 = ln[(1 + x'Vx/mu^2)(1 + .16)(1 + (1-p)^2 (.36 + .25))]
    ranking = rank(made.profiles([2.0], [0.0]), [1])
    p, mu = ranking.participation[0], ranking.reduction_kw[0]
    theta = 0.45**2 + 0.35**2 + 0.3**2  # all of it other load: level, component and segment
    sigma = np.sqrt(np.log((1 + theta) * 1.16 * (1 + (1 - p) ** 2 * 0.61)))
    assert mu == pytest.approx(0.36)
    assert ranking.low_kw[0] == pytest.approx(p * mu * np.exp(-(sigma**2) / 2 - 1.2816 * sigma))
    assert ranking.high_kw[0] == pytest.approx(p * mu * np.exp(-(sigma**2) / 2 + 1.2816 * sigma))


def test_the_score_is_the_percentile_and_equal_customers_share_it():
    assert percentile(np.array([3.0, 2.0, 2.0, 1.0])).tolist() == [87.5, 50, 50, 12.5]


def test_equal_customers_stand_in_the_order_of_their_names():
    profiles = reordered(made.profiles([1.0] * 4, [0.2] * 4), np.array([2, 0, 3, 1]))
    ranking = rank(profiles, [1] * 4)
    assert ranking.customer_id.tolist() == ["00000", "00001", "00002", "00003"]


def test_who_is_set_aside_is_counted_by_reason_and_not_ranked():
    profiles = made.profiles([1.0] * 4, [0.2] * 4, days=[56, 56, 13, 56])
    side = read_attributes(pd.DataFrame({"id": profiles.customer_id, "medical": [0, 1, 0, 0]}))
    ranking = rank(profiles, [1] * 4, attributes=side)
    assert ranking.customer_id.tolist() == ["00000", "00003"]
    assert ranking.set_aside == (
        ("medical", 1, "medical or life-support need"),
        ("few_days", 1, "under 14 valid days"),
    )
    assert ranking.set_aside_ids == (("00001", "medical"), ("00002", "few_days"))


def test_refusal_when_nobody_is_eligible():
    with pytest.raises(Refusal) as told:
        rank(made.profiles([1.0, 1.0], [0.2, 0.2], days=10), [1, 1])
    assert str(told.value) == (
        "Nobody is eligible: of 2 customers 2 under 14 valid days. Give more days or ease an exclusion."
    )


def test_refusal_of_a_programme_without_a_level():
    with pytest.raises(Refusal) as told:
        rank(made.profiles(), [1, 1], programme="prize")
    assert str(told.value) == (
        "There is no programme 'prize'; choose one of unnamed, rebate, price, automated."
    )


def test_the_programme_sets_the_level():
    profiles = made.profiles([2.0, 1.0], [0.5, 0.5])
    half = rank(profiles, [1, 1], programme="rebate").reduction_kw
    assert half == pytest.approx(rank(profiles, [1, 1]).reduction_kw * 0.09 / 0.18)
    assert half.sum() == pytest.approx(0.09 * 3.0)


def test_without_days_the_parts_say_that_weather_is_not_known():
    ranking = rank(made.profiles([2.0, 1.0], [0.5, 0.5], days=np.nan, with_figures=False), [1, 1])
    assert np.isnan(ranking.weather_kw).all()
    assert ranking.other_kw + ranking.always_on_kw == pytest.approx(ranking.expected_kw)
    assert ranking.confidence_grade.tolist() == ["", ""]
    assert "what of it is weather is not known" in ranking.notes[0]
    assert ranking.reason[0] == "2.0 kW on an average day, 1.5 above base"


def test_the_assumed_participation_is_said_with_its_figures():
    notes = rank(made.profiles(), [1, 1]).notes
    assert notes[0] == (
        "No offers on record: 12 % of those asked are assumed to take part, the same for everybody "
        "(opt-in programmes reach 5-28 %)."
    )
    assert notes[1] == (
        "No reductions on record: those who take part give 18 % of their load in the window "
        "(no programme is named; 10 to 32 % is likely)."
    )


def test_attributes_without_outcomes_say_nothing():
    territory = made.territory(3, n=200)
    bare = read_attributes(territory.offers[["customer_id", "own_home", "online_account"]])
    known = rank(territory.profiles, territory.segment, attributes=bare)
    assert not known.learned
    assert kw_of(known) == kw_of(rank(territory.profiles, territory.segment))


def test_how_many_events_were_measured_is_not_assumed_where_it_is_told():
    territory = made.territory(3)
    told = read_attributes(territory.offers.assign(events=6))
    ranking = rank(territory.profiles, territory.segment, attributes=told)
    assert ranking.doubt.evenings == 6
    assert not any("Of how many events" in note for note in ranking.notes)


def test_past_outcomes_are_learned_and_said():
    ranking = made.territory(3).ranking()
    assert ranking.learned
    assert ranking.n_enrolled == 51
    assert ranking.notes[1].startswith("The kW were learned from 51 participants; before, ")
    assert ranking.notes[2] == (
        "Of how many events the measured reductions are the mean is not on record (column events): one is taken, so "
        "that the promise is on the careful side."
    )
    assert ranking.notes[3].startswith("Those who took part last season (51) are ranked like anybody else")
    assert np.unique(ranking.participation).size > 100


def test_who_took_part_unmeasured_teaches_the_chance_alone():
    territory = made.territory(3)
    first = np.flatnonzero(territory.offers["enrolled_last_year"])[0]
    offers = territory.offers.copy()
    offers.loc[first, "reduction_last_year_kw"] = np.nan
    ranking = rank(territory.profiles, territory.segment, attributes=read_attributes(offers))
    assert ranking.n_enrolled == 50
    assert np.isfinite(ranking.expected_kw).all()
    at = ranking.customer_id.tolist().index(f"{first:05d}")
    assert ranking.evidence.said_yes[at]
    assert ranking.reason[at].endswith("; took part last year")


def test_who_is_still_in_teaches_and_is_not_asked():
    territory = made.territory(3)
    side = read_attributes(territory.offers.assign(still_in=territory.offers["enrolled_last_year"]))
    ranking = rank(territory.profiles, territory.segment, attributes=side)
    assert ranking.n_enrolled == 51
    assert ranking.set_aside == (("still_in", 51, "still enrolled: a matter of keeping, not of asking"),)
    assert not ranking.evidence.said_yes.any()


def test_a_handful_of_participants_is_called_so():
    few, enough = (made.territory(3, n=n).ranking() for n in (600, 1500))
    assert 0 < few.n_enrolled < 50 < enough.n_enrolled
    assert f"Participants measured: {few.n_enrolled}, under 50: look at the range first." in few.notes
    assert not any("under 50" in note for note in enough.notes)


def test_offers_to_the_large_are_called_what_they_were():
    territory = made.territory(4)
    kwh = territory.profiles.daily_kwh
    large = (kwh > np.median(kwh)).astype(int)
    side = territory.offers.assign(
        offered_last_year=large, enrolled_last_year=large * territory.offers["enrolled_last_year"]
    )
    notes = rank(territory.profiles, territory.segment, attributes=read_attributes(side)).notes
    assert any(note.startswith("Last season's offers were not random: those asked use ") for note in notes)
    assert any("are smaller or larger than those offered last season" in note for note in notes)
    assert not any("not random" in note for note in territory.ranking().notes)


def test_customers_of_the_side_table_that_do_not_match_are_counted():
    side = read_attributes(pd.DataFrame({"id": ["00000", "x", "y"], "medical": [0, 0, 0]}), name="side.csv")
    assert (
        "side.csv: rows of customers without readings: 2; customers with readings and no row: 1."
        in rank(made.profiles(), [1, 1], attributes=side).notes
    )


def test_what_is_uploaded_is_never_shared():
    profiles, table = made.profiles(), pd.DataFrame({"id": ["00000"], "medical": [0]})
    assert rank(profiles, [1, 1]).origin == "demo"
    assert rank(profiles, [1, 1], attributes=read_attributes(table)).origin == "upload"
    assert rank(profiles, [1, 1], attributes=read_attributes(table, origin="demo")).origin == "demo"


def test_a_fingerprint_for_each_question():
    profiles = made.profiles()
    keys = {
        rank(profiles, [1, 1]).fingerprint,
        rank(profiles, [1, 2]).fingerprint,
        rank(profiles, [1, 1], programme="price").fingerprint,
        rank(profiles, [1, 1], (16, 20)).fingerprint,
    }
    assert len(keys) == 4


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_customers_changes_nothing(seed):
    territory = made.territory(1, n=120)
    order = np.random.default_rng(seed).permutation(120)
    one = rank(territory.profiles, territory.segment)
    other = rank(reordered(territory.profiles, order), territory.segment[order])
    assert kw_of(other) == pytest.approx(kw_of(one))
    assert other.customer_id.tolist() == one.customer_id.tolist()


@settings(max_examples=25, deadline=None)
@given(who=st.integers(0, 119), more=st.floats(0.01, 5))
def test_more_movable_load_never_lowers_a_rank(who, more):
    profiles, segment = made.territory(1, n=120).profiles, np.ones(120, dtype=int)
    before = rank(profiles, segment).customer_id.tolist().index(f"{who:05d}")
    extra = np.where(np.arange(120) == who, more, 0.0)
    figures = replace(
        profiles.figures,
        window_kw=profiles.figures.window_kw + extra,
        fitted_kw=profiles.figures.fitted_kw + extra,
    )
    after = rank(replace(profiles, figures=figures), segment).customer_id.tolist().index(f"{who:05d}")
    assert after <= before


def test_weather_load_counts_for_more_than_other_load():
    profiles = made.profiles([2.0, 2.0], [0.5, 0.5], slope=[0.0, 0.8])
    assert rank(profiles, [1, 2]).customer_id[0] == "00001"


def test_adding_a_customer_changes_no_other():
    fitted, parts, group, z, side = frozen(made.territory(5, n=200))
    n_groups = group.max() + 1
    alone = model.worth(
        fitted,
        rows_of(parts, slice(0, 199)),
        group[:199],
        n_groups,
        z[:199],
        side.align(side.customer_id[:199]),
    )
    together = model.worth(fitted, parts, group, n_groups, z, side)
    assert alone.expected_kw == pytest.approx(together.expected_kw[:199], rel=1e-12)
    assert alone.low_kw == pytest.approx(together.low_kw[:199], rel=1e-12)


def test_nobody_is_credited_with_more_than_can_move():
    # level .30 of 3 kW, all other and always-on load: c (1.51 + .1 x 1.49) = .9, so c = .5425 and mu = .841 and .059;
    # of the second only .01 kW stands above base
    profiles = made.profiles((2.0, 1.0), (0.5, 0.99))
    ranking = rank(profiles, [1, 1], programme="automated")
    assert ranking.reduction_kw == pytest.approx([0.5425 * 1.55, 0.01], abs=1e-3)
    assert ranking.weather_kw + ranking.other_kw + ranking.always_on_kw == pytest.approx(ranking.expected_kw)


def test_answers_alone_are_learned_from_too():
    table = pd.DataFrame(
        {"customer_id": made.ids(2), "offered_last_year": [1, 1], "enrolled_last_year": [1, 0]}
    )
    found = rank(made.profiles([2.0, 1.0], [0.5, 0.5]), [1, 1], attributes=read_attributes(table))
    assert found.learned
    assert found.n_enrolled == 0


def test_evenings_behind_a_measured_kw_are_the_median_of_those_who_gave():
    told = {
        "customer_id": made.ids(4),
        "offered_last_year": [1, 1, 1, 1],
        "enrolled_last_year": [1, 1, 1, 0],
        "reduction_last_year_kw": [0.3, 0.4, 0.5, np.nan],
        "events_last_year": [1, 1, 5, 9],
    }
    found = rank(made.profiles([2.0] * 4, [0.5] * 4), [1] * 4, attributes=read_attributes(pd.DataFrame(told)))
    assert found.n_enrolled == 3
    assert found.doubt.evenings == 1
