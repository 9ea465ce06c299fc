"""A small make-believe territory with all that pictures are drawn from; every number follows from a seed."""

from dataclasses import fields, replace
from datetime import date
from statistics import NormalDist
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from lib import charts
from lib.changes import Changes, Hint, Populations
from lib.charts import Spread
from lib.profiles import Profiles
from lib.programme.assumptions import USUAL
from lib.programme.business import Size, business_case
from lib.programme.duration import Duration
from lib.programme.events import Clock, Event
from lib.programme.plant import Plant
from lib.programme.types import Course, Result
from lib.segments.between import closest_pair
from lib.segments.types import KFit, KSweep, Segments, Structure
from lib.segments.ward import ward_tree
from lib.targets.beside import Rival
from lib.targets.fairness import Group
from lib.targets.judged import Judgement, Score
from lib.targets.types import DeliveryCurve, Portfolio, TargetRanking

HOURS = np.arange(24)
NAMES = ("Evening peak", "Morning and evening", "Flat", "Daytime", "Night charging")
SHARES = (0.29, 0.23, 0.18, 0.18, 0.12)


def bump(hour, height, width):
    away = np.minimum((HOURS - hour) % 24, (hour - HOURS) % 24)
    return height * np.exp(-0.5 * (away / width) ** 2)


SHAPES = np.array(
    [
        0.45 + bump(7, 0.3, 1.5) + bump(19, 1.5, 2),
        0.45 + bump(7, 0.9, 1.5) + bump(19, 1.0, 2),
        0.9 + bump(17, 0.1, 4),
        0.4 + bump(13, 1.2, 3.5),
        0.4 + bump(2, 1.8, 2) + bump(20, 0.5, 3),
    ]
)


def filled(kind, **values):
    """An object of a domain type of which only the fields a picture reads are given."""
    return kind(**{field.name: None for field in fields(kind) if field.init} | values)


def make_segments(customers=1000, k=5, seed=3):
    rng = np.random.default_rng(seed)
    shapes = np.array([SHAPES[n % 5] * (1 - 0.05 * (n // 5)) for n in range(k)])
    shares = np.array([SHARES[n % 5] for n in range(k)])
    number = rng.choice(k, customers, p=shares / shares.sum()).astype(np.int32) + 1
    number[:k] = np.arange(1, k + 1)
    size = rng.lognormal(0, 0.4, (customers, 1))
    hourly_kw = shapes[number - 1] * size * rng.lognormal(0, 0.15, (customers, 24))
    groups = [hourly_kw[number == n] for n in range(1, k + 1)]
    quantiles = [np.quantile(group, [0.1, 0.9], axis=0) for group in groups]
    mean_kw = np.array([group.mean(axis=0) for group in groups])
    return filled(
        Segments,
        customer_id=np.array([f"C{n:05d}" for n in range(customers)]),
        number=number,
        silhouette=np.clip(rng.normal(0.48, 0.18, customers), -0.1, 0.8),
        hourly_kw=hourly_kw,
        names=tuple(NAMES[n % 5] + ("" if n < 5 else f", {n // 5 + 1}") for n in range(k)),
        traits=("",) * k,
        sizes=np.array([len(group) for group in groups]),
        mean_kw=mean_kw,
        low_kw=np.array([q[0] for q in quantiles]),
        high_kw=np.array([q[1] for q in quantiles]),
        daily_kwh=mean_kw.sum(axis=1),
        order_window=(17, 21),
        features="daily",
        k=k,
    )


def make_sweep(
    silhouette=(0.38, 0.45, 0.54, 0.48, 0.47, 0.44, 0.40), margin=0.0, knee=5, widest=2.61, bar=2.24
):
    inertia = 900 * np.array([1, 0.70, 0.40, 0.30, 0.27, 0.24, 0.23])
    fits = tuple(
        filled(
            KFit,
            k=k,
            inertia=inertia[k - 2],
            silhouette=value,
            silhouette_low=value - margin,
            silhouette_high=value + margin,
        )
        for k, value in enumerate(silhouette, start=2)
    )
    verdict = "distinct" if widest > bar else "continuum"
    return KSweep(fits, Structure(verdict, 5 if widest > bar else 1, 0.9, widest, bar, 1000), knee, 5, "")


def measured(sweep):
    """The sweep with a prediction strength for each K."""
    return replace(
        sweep, fits=tuple(replace(fit, prediction_strength=1.1 - fit.k / 10) for fit in sweep.fits)
    )


def make_curve(total_kw, customers=1000, points=301, bend=2.2, sigma=0.18):
    asked = np.unique(np.linspace(0, customers, points).round().astype(int))
    p50 = total_kw * (1 - (1 - asked / customers) ** bend)
    spread = np.exp(NormalDist().inv_cdf(0.9) * sigma)
    return DeliveryCurve(asked, p50 * 1.02, p50 * spread, p50, p50 / spread)


def make_portfolio(goal_kw=120.0, confidence=0.9, customers=1000, **changes):
    curve, bills = make_curve(260, customers), make_curve(260, customers, bend=1.15)
    firm = curve.p50_kw * (curve.p90_kw[-1] / curve.p50_kw[-1]) ** (
        NormalDist().inv_cdf(confidence) / NormalDist().inv_cdf(0.9)
    )
    goal = goal_kw or 0.0
    selected = int(np.ceil(np.interp(goal, firm, curve.asked))) if goal_kw else customers
    by_bill = int(np.ceil(np.interp(goal, bills.p90_kw, bills.asked))) if goal_kw else None
    values = {
        "goal_kw": goal_kw,
        "confidence": confidence,
        "selected": selected,
        "feasible": True,
        "expected_kw": 135.0,
        "p50_kw": 133.0,
        "p90_kw": 120.0,
        "probability": confidence,
        "most_kw": 206.0,
        "doubts": (),
        "by_bill": by_bill,
        "curve": curve,
        "bill_curve": bills,
    }
    return filled(Portfolio, **values | changes)


def make_ranking(customers=1000, seed=5):
    rng = np.random.default_rng(seed)
    expected = np.sort(rng.lognormal(-2, 0.8, customers))[::-1]
    split = rng.dirichlet([8, 3, 1], customers)
    lead = np.linspace(0.85, 0, customers)
    segment = np.where(rng.random(customers) < lead, 1, rng.integers(1, 6, customers))
    return filled(
        TargetRanking,
        customer_id=np.array([f"C{n:06d}" for n in rng.permutation(customers) + 100000]),
        segment=segment,
        expected_kw=expected,
        low_kw=expected * 0.6,
        high_kw=expected * 1.5,
        weather_kw=expected * split[:, 0],
        other_kw=expected * split[:, 1],
        always_on_kw=expected * split[:, 2],
    )


def make_daily(days=56, seed=1, temperature=True):
    rng = np.random.default_rng(seed)
    heat = 26 + 4 * np.sin(np.arange(days) / 5) + rng.normal(0, 1.5, days)
    high = 1250 + 40 * np.clip(heat - 24, 0, None) + rng.normal(0, 20, days)
    frame = pd.DataFrame(
        {
            "date": pd.date_range("2026-06-07", periods=days).strftime("%Y-%m-%d"),
            "high_kw": high,
            "mean_kw": high * 0.63,
            "low_kw": 640 + rng.normal(0, 8, days),
        }
    )
    return frame.assign(temperature_c=heat) if temperature else frame


def make_hours(days=56, start="2026-06-07", seed=2):
    rng = np.random.default_rng(seed)
    dates = pd.date_range(start, periods=days)
    lift = 1 + 0.25 * (dates.month == 7)
    kw = (SHAPES.T @ np.array(SHARES))[None, :] * lift[:, None] * rng.lognormal(0, 0.06, (days, 24))
    return pd.DataFrame(
        {
            "date": np.repeat(dates.strftime("%Y-%m-%d"), 24),
            "hour": np.tile(HOURS, days),
            "kw": kw.ravel(),
        }
    )


def make_spread(hourly_kw):
    return Spread(*np.quantile(hourly_kw, [0.5, 0.1, 0.9], axis=0))


def make_changes(listed=3, customers=30):
    before = np.tile(SHAPES[0], (customers, 1))
    after = before.copy()
    after[:listed, 1:5] += 1.5
    window = np.tile([1, 5], (customers, 1))
    kw = (after - before)[:, 1:5].mean(axis=1)
    return filled(
        Changes,
        customer_id=np.array([f"C{n}" for n in range(customers)], dtype=object),
        kw=kw,
        window=window,
        before_kw=before,
        after_kw=after,
        expected_kw=before,
        order=np.arange(listed),
        caveats=(),
    )


def make_populations(before=(60, 40), after=(50, 50)):
    return filled(
        Populations,
        labels=("1 Evening peak", "2 Flat"),
        numbers=(1, 2),
        before=np.array(before),
        after=np.array(after),
        stability=0.04,
        new_shapes=np.arange(3),
        by_chance=1.0,
        shape_kw=np.array([0.3 + bump(hour, 3.0, 1.0) for hour in (2, 3, 3)]),
        usual=SHAPES[0] / SHAPES[0].mean(),
    )


def make_event():
    """Four hours at two kW less than a baseline of ten."""
    minute = np.arange(-720, 720, 15)
    inside = (minute >= 0) & (minute < 240)
    course = Course(minute, np.full(96, 10.0), np.where(inside, 8.0, 10.0), inside, 1.0, 0.2, 0.5, (0.9, 1.1))
    event = Event("E", date(2026, 7, 18), Clock(795, 240))
    return event, Result("E", "", 1, 10.0, 8.0, 1.0, 3.0, np.nan, 22, "settled"), course


def make_results():
    """Three segments: what they delivered with its band."""
    kws = {"1 Evening peak": (7.9, 6.0), "2 Daytime": (4.1, 3.4), "3 Flat": (0.6, 1.2)}
    return [
        Result("", name, 6, 40.0, 40 - kw, kw - half, kw + half, np.nan, 22, "settled")
        for name, (kw, half) in kws.items()
    ]


def make_case():
    """A hundred firm kW of 1,000 asked and 120 who take part."""
    return business_case(Size(1000, 120.0, (80.0, 100.0, 130.0), 140.0), USUAL)


def make_plant():
    """Four hours of a list, the second the strongest."""
    p50 = np.array([10.0, 14, 12, 9])
    return Plant(np.arange(17, 21), p50, 0.7 * p50, 6.3, 0.8, ())


def make_duration():
    """The 200 highest hours of a territory, 100 kW lower in the first forty of them."""
    before = 900 + 900 * np.exp(-np.arange(200) / 60)
    return Duration(before, np.sort(before - np.where(np.arange(200) < 40, 100, 0))[::-1], ("2026-07-01",))


DOUBTS = (
    ("people differ", 0.2),
    ("last year was a sample", 0.3),
    ("next year is not last year", 0.1),
    ("one evening moves everyone", 0.4),
)


def make_rivals(bills=9.0):
    """Lists of 231 customers that cost ten each."""
    firm = {"This list": 14.0, "Highest window kW": 10.0, "Highest bills": bills, "At random": 4.0}
    return tuple(Rival(name, 231, 1.4 * kw, 1.8 * kw, 1.3 * kw, kw, 2310.0) for name, kw in firm.items())


def make_groups():
    """Half as often asked as the others: those of the flat tariff."""
    return (
        Group("flat", 500, 50, 0.1, 0.5, 0.4, 0.3),
        Group("time of use", 400, 80, 0.2, 1.0, 0.5, 0.6),
        Group("", 100, 20, 0.2, 1.0, 0.1, 0.1),
    )


def make_judgement():
    score = Score(0.05, 0.3, 2.1, 0.32, 0.7)
    said, counted = np.array([0.05, 0.08, 0.11, 0.15, 0.24]), np.full(5, 100)
    named = (("income", 0.5), ("size", 0.3), ("segment", 0.2))
    return Judgement(500, 63, score, score, said, said + 0.01, counted, named, "five folds")


def make_profiles():
    """Customers with days enough, some, few and too few: 60, 20, 15 and 5."""
    days = np.repeat([40.0, 20.0, 10.0, 3.0], [60, 20, 15, 5])
    return filled(
        Profiles,
        customer_id=np.array([f"C{n:05d}" for n in range(len(days))]),
        like_days=days,
        completeness=np.full(len(days), 0.995),
        reason=np.where(days < 7, "under 7 days", ""),
    )


def make_pictures():
    """Every picture once, on realistic data."""
    segments, sweep, ranking = make_segments(), make_sweep(), make_ranking()
    names = dict(enumerate(segments.names, start=1))
    daily, hours = make_daily(), make_hours()
    hottest = daily.nlargest(8, "temperature_c")["date"].tolist()
    week = hours.assign(weekday=pd.to_datetime(hours["date"]).dt.day_of_week)
    week = week.groupby(["weekday", "hour"], as_index=False)["kw"].mean()
    spread, top = make_spread(segments.hourly_kw), charts.highest_kw(segments)
    merged = np.where(segments.number == 2, 1, segments.number)
    return {
        "system_load": charts.system_load(daily, hottest),
        "hour_by_day": charts.hour_by_day(hours),
        "hour_by_day, year": charts.hour_by_day(make_hours(365, "2025-01-01")),
        "hour_by_weekday": charts.hour_by_weekday(week),
        "typical_day": charts.typical_day(spread, make_spread(segments.hourly_kw * 1.1), (17, 21)),
        "event_course": charts.event_course(*make_event()),
        "delivered": charts.delivered(make_results()),
        "waterfall": charts.waterfall(make_case()),
        "reduction_by_hour": charts.reduction_by_hour(make_plant()),
        "tornado": charts.tornado(make_case()),
        "load_duration": charts.load_duration(make_duration()),
        "sufficiency": charts.sufficiency(make_profiles()),
        "sampled_profiles": charts.sampled_profiles(segments.hourly_kw),
        "sampled_shapes": charts.sampled_shapes(
            segments.hourly_kw / segments.hourly_kw.sum(axis=1, keepdims=True), "Share of the day"
        ),
        "changed_days": charts.changed_days(make_changes()),
        "changed_days, one": charts.changed_days(make_changes(), 0),
        "segment_growth": charts.segment_growth(make_populations()),
        "new_shapes": charts.new_shapes(make_populations()),
        "elbow": charts.elbow(sweep, 5),
        "silhouettes": charts.silhouettes(make_sweep(margin=0.02), 5),
        "gap": charts.gap(sweep.structure),
        "between": charts.between(closest_pair(segments), segments, 2.24),
        "reproducible": charts.reproducible(measured(sweep), 5),
        "segment_shape, strip": charts.segment_shape(segments, 1, top, (17, 21), "strip"),
        "segment_shape, compare": charts.segment_shape(segments, 2, top, (22, 2), "compare"),
        "segment_shape, full": charts.segment_shape(segments, 5, top, (17, 21)),
        "shapes_of_k": charts.shapes_of_k(segments.mean_kw, window=(17, 21)),
        "blades": charts.blades(segments),
        "blades, twelve": charts.blades(make_segments(k=12)),
        "flow": charts.flow(merged, segments.number, names, names, ("K = 4", "K = 5")),
        "window_shares": charts.window_shares(segments, (17, 21)),
        "size_by_shape": charts.size_by_shape(segments),
        "density": charts.density(segments, 1, top),
        "kinds_of_day": charts.kinds_of_day(
            {"weekday": segments.mean_kw[0], "weekend": 1.2 * segments.mean_kw[0]},
            "1",
            (17, 21),
            "1 Evening peak",
        ),
        "hinted": charts.hinted(
            Hint(
                "electric vehicle",
                True,
                (0, 1, 2, 23),
                3.5,
                0.6,
                segments.mean_kw[0] + 3 * np.isin(np.arange(24), (0, 1, 2, 23)),
                segments.mean_kw[0],
                "3.5 kW more in a block at night",
            )
        ),
        "dendrogram": charts.dendrogram(ward_tree(segments.hourly_kw[:60], np.ones(60)), 5),
        "customer_day": charts.customer_day(
            1.3 * segments.hourly_kw[0], segments.hourly_kw[0], 0.3, (17, 21), "1", 6, segments.mean_kw[0]
        ),
        "temperature_response": charts.temperature_response(
            np.linspace(20, 34, 56), np.linspace(1, 3, 56), np.arange(56) > 50, "1", (17, 21)
        ),
        "delivery": charts.delivery(make_portfolio()),
        "rivals": charts.rivals(make_rivals()),
        "doubts": charts.doubts(make_portfolio(doubts=DOUBTS)),
        "chance_of_goal": charts.chance_of_goal(make_portfolio()),
        "selection": charts.selection(make_groups(), "tariff"),
        "price_of_floor": charts.price_of_floor(
            np.array([0.5, 0.7, 0.9]), np.array([17, 16.5, 15]), "tariff"
        ),
        "calibration": charts.calibration(make_judgement()),
        "carries": charts.carries(make_judgement()),
        "parts": charts.parts(ranking),
        "parts, one": charts.parts(ranking, first=10, rows=5, highlight=12),
        "shares_of_list": charts.shares_of_list(ranking, np.arange(len(ranking)) < 231, names),
    }


@pytest.fixture(scope="session")
def make():
    """The builders, for tests that need a case of their own."""
    return SimpleNamespace(
        segments=make_segments,
        sweep=make_sweep,
        portfolio=make_portfolio,
        curve=make_curve,
        ranking=make_ranking,
        daily=make_daily,
        hours=make_hours,
        filled=filled,
        rivals=make_rivals,
        groups=make_groups,
        judgement=make_judgement,
        doubts=DOUBTS,
        changes=make_changes,
    )


@pytest.fixture(scope="session")
def pictures():
    return make_pictures()


@pytest.fixture(scope="session")
def segments():
    return make_segments()
