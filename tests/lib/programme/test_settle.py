"""Settlement from end to end, on readings whose every number is known."""

import numpy as np
import pytest

from lib.findings import Refusal
from lib.programme import read_events, settle, table_of
from lib.readings.demo import spool_territory
from lib.readings.synthesis import synthesize
from tests.lib.programme import campus, made

DAYS = 33  # from Monday 1 June to Friday 3 July 2026
EVENT = DAYS - 2  # Thursday 2 July


def flat(kw=2.0, cut=0.5, morning=1.0, after=0.25):
    """One load in every hour; on the event day `cut` less in the event and `after` more in the two hours after it."""
    load = np.full((DAYS, 24), kw)
    load[EVENT, 12:17] *= morning
    load[EVENT, 17:21] = load[EVENT, 17:21] * morning - cut
    load[EVENT, 21:23] += after
    return load


def settled(tmp_path, kw, *events, **how):
    events = events or (made.event("2026-07-02", customers=tuple(kw)),)
    return settle(made.readings_of(kw, tmp_path), table_of(events, "events.csv", "configured"), **how)


def test_what_was_left_out_is_what_was_delivered(tmp_path):
    found = settled(tmp_path, {"A": flat(), "B": flat(3.0, 1.0)})
    [one] = found.results
    assert (one.baseline_kw, one.metered_kw, one.delivered_kw) == pytest.approx((5, 3.5, 1.5))
    assert (one.low_kw, one.high_kw) == pytest.approx((1.5, 1.5))  # placebo days have no error
    assert (one.days, one.label) == (
        12,
        "rough",
    )  # weekdays from 15 June on, without 19 June, a holiday, and the event
    assert one.percent(one.delivered_kw) == pytest.approx(30)
    rows = found.customers.set_index("customer_id")
    assert rows["delivered_kw"].to_dict() == pytest.approx({"A": 0.5, "B": 1.0})
    assert found.groups[0].delivered_kw == pytest.approx(1.5)


def test_more_load_than_the_baseline_stays_negative(tmp_path):
    [one] = settled(tmp_path, {"A": flat(cut=-0.5)}).results
    assert one.delivered_kw == pytest.approx(-0.5)


def test_a_busier_morning_raises_the_baseline_and_is_told(tmp_path):
    found = settled(tmp_path, {"A": flat(morning=1.1)})
    [one], [course] = found.results, found.courses
    assert one.factor == pytest.approx(1.1)
    assert one.delivered_kw == pytest.approx(0.5)
    assert course.usual_factor == pytest.approx((1, 1))


def test_snap_back_is_what_comes_after(tmp_path):
    [course] = settled(tmp_path, {"A": flat()}).courses
    assert course.snap_back_kw == pytest.approx(0.25)
    assert course.baseline_kw[course.event] == pytest.approx([2] * 4)
    assert course.metered_kw[course.event] == pytest.approx([1.5] * 4)


def test_a_control_group_takes_out_what_moved_everybody(tmp_path):
    """Both use a fifth more in the evening of the event day, which the morning did not tell."""
    kw = {"A": flat(cut=-0.4 + 0.6, morning=1.0), "B": flat(1.0, cut=-0.2)}
    event = made.event("2026-07-02", customers=("A",), control=("B",))
    [one] = settled(tmp_path, kw, event, method="control").results
    assert one.delivered_kw == pytest.approx(2.4 - 1.8)
    [default] = settled(tmp_path / "again", kw, event, method="ten_adjusted").results
    assert default.delivered_kw == pytest.approx(0.2)


def test_without_ten_like_days_it_is_indicative(tmp_path):
    early = made.event("2026-06-10", customers=("A",))
    kw = flat()
    kw[9, 17:21] = 1.0
    found = settled(tmp_path, {"A": kw}, early, made.event("2026-07-02", customers=("A",)))
    first, second = found.results
    assert (first.label, second.label) == ("indicative", "rough")
    assert first.delivered_kw == pytest.approx(1.0)
    assert [(one.group, one.label) for one in found.groups] == [("all", "rough"), ("all", "indicative")]
    assert found.findings[-1].message == (
        "1 of 2 events have too few like days before them: a check of before and after, no settlement."
    )


def test_an_event_outside_the_readings_is_not_settled(tmp_path):
    found = settled(tmp_path, {"A": flat()}, made.event("2027-01-04", customers=("A",)))
    assert found.results[0].label == "not settled"
    assert found.courses == (None,)


def test_customers_without_readings_are_counted(tmp_path):
    found = settled(tmp_path, {"A": flat()}, made.event("2026-07-02", customers=("A", "Z")))
    assert (
        found.findings[0].message
        == "1 customer in events.csv has no readings and is left out of their events."
    )
    with pytest.raises(Refusal, match="none of the customers in the events has readings"):
        settled(tmp_path / "none", {"A": flat()}, made.event("2026-07-02", customers=("Z",)))


def test_an_unknown_method_and_a_missing_control_group_are_refused(tmp_path):
    with pytest.raises(
        Refusal, match=r"The method 'best' is not known\. Take one of recommended, ten_adjusted"
    ):
        settled(tmp_path, {"A": flat()}, method="best")
    with pytest.raises(Refusal, match="There is no control group"):
        settled(tmp_path / "again", {"A": flat()}, method="control")


def test_the_demo_delivers_what_its_people_gave(tmp_path):
    territory = synthesize(400, 56, seed=3)
    found = settle(spool_territory(territory, tmp_path), read_events(territory.events, "demo"))
    given = territory.truth.set_index("customer_id")["response_kw"]
    given = given[territory.events["customer_id"].unique()].sum()
    together = found.groups[0]
    assert together.label == "settled"
    assert (
        together.low_kw < 0.9 * given < together.high_kw
    )  # a tenth less: a load cannot give more than it has
    assert together.low_kw > 0
    assert 0.3 < together.performance < 1.2


def test_the_campus(shared_data, tmp_path):
    """933 real events of 35 buildings: the figures of a careful study of 2012, and 2013 labelled."""
    from lib.answers import Reading
    from lib.readings.read import read_files

    readings = read_files([shared_data / name for name in campus.METERS], Reading(), tmp_path)
    found = settle(readings, read_events(campus.events(shared_data), "events"))
    assert len(found.results) == 933
    firm = [r for r, e in zip(found.results, found.events, strict=True) if r.label != "indicative"]
    assert len(firm) == 114
    assert {
        e.day.year for r, e in zip(found.results, found.events, strict=True) if r.label == "indicative"
    } == {2012, 2013}
    assert (
        sum(
            e.day.year == 2012
            for r, e in zip(found.results, found.events, strict=True)
            if r.label == "indicative"
        )
        == 1
    )
    groups = {g.group: g for g in found.groups if g.label != "indicative"}
    percent = {name: g.percent(g.delivered_kw) for name, g in groups.items()}
    study = {"all": 6.8, "VFD": 10.9, "GTR": 3.1, "GTR+VFD": -1.6, "DUTY": 5.2}
    assert {name: percent[name] for name in study} == pytest.approx(study, abs=0.3)
    bands = {"all": (4.2, 9.5), "VFD": (7.4, 14.4), "GTR+VFD": (-9.6, 6.4), "DUTY": (-1.9, 12.3)}
    for name, band in bands.items():
        one = groups[name]
        assert (one.percent(one.low_kw), one.percent(one.high_kw)) == pytest.approx(band, abs=1.2), name
    proven = {name for name, g in groups.items() if g.proven and g.events > 1}
    assert proven == {"all", "VFD"}
    trust = {one.method: one for one in found.trust}
    assert abs(trust["ten_adjusted"].bias) <= 0.01
    assert trust["ten_adjusted"].cv_rmse <= 0.06
    assert trust["ten_raw"].cv_rmse > 0.09
    assert found.method == "ten_adjusted"
    plain = {g.group: g for g in found.raw if g.label != "indicative"}
    assert plain["all"].median_pct == pytest.approx(4.4, abs=0.1)
    assert {name for name, g in plain.items() if g.delivered_kw < 0} == {"DUTY", "GTR+VFD"}
