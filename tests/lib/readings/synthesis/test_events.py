"""Events of the demo: called on hot weekdays, and seen in the readings of those who took part."""

import numpy as np
import pandas as pd

from lib.readings.synthesis import synthesize


def test_six_events_fall_on_hot_weekdays_after_three_weeks(season):
    days = pd.to_datetime(season.events["date"].unique())
    assert len(days) == 6
    assert (days.day_of_week < 5).all()
    assert days.min() >= pd.Timestamp("2026-06-27")
    heat = season.temperature.set_index("date")["temperature_c"]
    assert heat[days.strftime("%Y-%m-%d")].min() > heat.median()


def test_those_who_enrolled_take_part_in_every_event(season):
    enrolled = season.offers.loc[season.offers["enrolled"] == 1, "customer_id"]
    for _, rows in season.events.groupby("event"):
        assert set(rows["customer_id"]) == set(enrolled)


def test_readings_show_what_they_gave_and_those_of_others_nothing(read_all):
    called = synthesize(200, 56, seed=2, gaps=False)
    quiet = synthesize(200, 56, seed=2, gaps=False, events=0)
    assert quiet.events.empty
    one, other = read_all(called), read_all(quiet)
    gave = other["kwh"] - one["kwh"]
    on = one["start"].dt.strftime("%Y-%m-%d").isin(called.events["date"]) & one["customer_id"].isin(
        called.events["customer_id"]
    )
    hour = one["start"].dt.hour
    assert (gave[~(on & hour.between(17, 22))] == 0).all()
    assert (gave[on & hour.between(17, 20)] >= 0).all()
    assert (gave[on & hour.between(21, 22)] <= 0).all()
    each = gave[on & hour.between(17, 20)].groupby(one["customer_id"]).mean()
    wanted = called.truth.set_index("customer_id")["response_kw"][each.index]
    assert np.corrcoef(each, wanted)[0, 1] > 0.9
    assert 0.7 < each.sum() / wanted.sum() < 1.2


def test_a_short_season_has_no_events():
    assert synthesize(20, 41).events.empty
    assert synthesize(20, 42).events["date"].nunique() == 4
    assert synthesize(20, 42, recipe="chapter").events.empty
