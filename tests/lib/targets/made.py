"""Customers made for the tests of targets: a few by hand, the chapter's, and a small simulated territory."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.profiles import Figures, Profiles
from lib.targets import Doubt, TargetRanking, rank, read_attributes
from lib.targets.types import Evidence

WINDOW = (17, 21)


def ids(n: int) -> np.ndarray:
    return np.array([f"{i:05d}" for i in range(n)])


def figures(window_kw, base_kw, **given) -> Figures:
    """Figures of customers whose weather line is known well; whatever is not given is harmless."""
    window_kw = np.asarray(window_kw, dtype=float)
    n = len(window_kw)
    values = {
        "window": WINDOW,
        "event_days": ("2024-07-08", "2024-07-09", "2024-07-10"),
        "day_span": 1.0,
        "system_hours": ("2024-07-09 19",),
        "window_kw": window_kw,
        "fitted_kw": window_kw,
        "mean_window_kw": window_kw,
        "base_kw": np.asarray(base_kw, dtype=float),
        "slope": np.zeros(n),
        "slope_se": np.full(n, 0.01),
        "window_sd": np.full(n, 0.1),
        "coincident_kw": window_kw,
        "p99_kw": 2 * window_kw,
        "mean_kw": window_kw / 2,
        "hot_days": np.full(n, 10),
        "hot_days_up": np.full(n, 9),
    }
    return Figures(
        **(values | {k: np.asarray(v, float) if isinstance(v, list) else v for k, v in given.items()})
    )


def profiles(
    window_kw=(2.0, 1.0),
    base_kw=(0.5, 0.5),
    *,
    hourly_kw=None,
    days=56,
    complete=1.0,
    with_figures=True,
    **given,
) -> Profiles:
    """Profiles whose mean day is the base, and the window load in the window."""
    n = len(window_kw)
    if hourly_kw is None:
        hourly_kw = np.repeat(np.asarray(base_kw, dtype=float)[:, None], 24, axis=1)
        hourly_kw[:, WINDOW[0] : WINDOW[1]] = np.asarray(window_kw, dtype=float)[:, None]
    return Profiles(
        customer_id=ids(n),
        hourly_kw=hourly_kw,
        like_days=np.full(n, days),
        valid_days=np.broadcast_to(days, n).astype(float),
        completeness=np.broadcast_to(complete, n).astype(float),
        reason=np.full(n, "", dtype="U20"),
        day_type="all",
        season="all",
        figures=figures(window_kw, base_kw, **given) if with_figures else None,
        fingerprint="made",
        origin="demo",
    )


def observed(window_load: np.ndarray, hourly_kw: np.ndarray) -> Profiles:
    """Profiles from the window load of each customer on each day, (n, n_days), by ordinary least squares."""
    n, n_days = window_load.shape
    excess = window_load.mean(axis=0) - window_load.mean()
    like = np.argsort(-excess)[: max(3, n_days // 10)]
    d = excess - excess.mean()
    mean = window_load.mean(axis=1)
    slope = (window_load - mean[:, None]) @ d / (d @ d)
    residual = window_load - mean[:, None] - slope[:, None] * d
    sd = np.sqrt((residual**2).sum(axis=1) / (n_days - 2))
    return profiles(
        window_load[:, like].mean(axis=1),
        np.sort(hourly_kw, axis=1)[:, :6].mean(axis=1),
        hourly_kw=hourly_kw,
        days=n_days,
        fitted_kw=mean + slope * d[like].mean(),
        mean_window_kw=mean,
        day_span=float(excess[like].mean() - np.quantile(excess, 0.05)),
        slope=slope,
        slope_se=sd / np.sqrt(d @ d),
        window_sd=sd,
        hot_days=np.full(n, len(like)),
        hot_days_up=(window_load[:, like] > mean[:, None]).sum(axis=1),
    )


def chapter(seed: int, n: int = 200, n_days: int = 14) -> Profiles:
    """The chapter's customers: one shape for all, only the base level differs."""
    rng = np.random.default_rng(seed)
    base, hour = rng.uniform(0.3, 1.0, n), np.arange(24)
    shape = (0.5 * np.exp(-((hour - 7) ** 2) / 2) + 0.8 * np.exp(-((hour - 19) ** 2) / 2)) / 2
    kw = base[:, None, None] + shape + rng.normal(0, 0.05, (n, n_days, 24))
    return observed(kw[:, :, 17:21].mean(axis=2), kw.mean(axis=1))


@dataclass(frozen=True)
class Territory:
    """A simulated territory and its truth, (n,): chance of taking part next season and kW then given."""

    profiles: Profiles
    segment: np.ndarray
    offers: pd.DataFrame
    chance: np.ndarray
    kw: np.ndarray
    seed: int

    def ranking(self, *, learn: bool = True):
        side = read_attributes(self.offers, origin="demo") if learn else None
        return rank(self.profiles, self.segment, WINDOW, "unnamed", side)

    def truth(self, customer_id: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Chance and kW of these customers."""
        rows = np.searchsorted(self.profiles.customer_id, customer_id)
        return self.chance[rows], self.kw[rows]

    def events(self, customer_id: np.ndarray, n: int) -> np.ndarray:
        """(n,) kW that asking these customers delivers, each in another season on one evening."""
        rng = np.random.default_rng(self.seed + 1000)
        chance, kw = self.truth(customer_id)
        joined = rng.random((n, len(kw))) < chance
        evening = rng.lognormal(-0.02, 0.2, n) * rng.normal(1, 0.1, n)
        return evening * (joined * kw * rng.lognormal(-0.045, 0.3, (n, len(kw)))).sum(axis=1)


def territory(seed: int, n: int = 1500, n_days: int = 60, asked: float = 0.3) -> Territory:
    """Homes drawn appliance by appliance: air conditioning, cooking and washing, charging by day, standby."""
    rng = np.random.default_rng(seed)
    heat = np.clip(rng.normal(4, 3, n_days), 0, None)
    cooled = rng.random(n) < 0.55
    cooling = cooled * rng.lognormal(-2.2, 0.6, n)  # kW per degree
    evening = rng.lognormal(-0.6, 0.6, n)
    standby = rng.lognormal(-1.2, 0.6, n)
    elsewhere = (rng.random(n) < 0.35) * rng.lognormal(
        0.3, 0.6, n
    )  # outside the window: swells the bill only
    daily = rng.lognormal(-0.03, 0.25, (n, n_days))
    load = standby[:, None] + (evening[:, None] + cooling[:, None] * heat) * daily
    hourly = np.repeat(standby[:, None], 24, axis=1)
    hourly[:, 17:21] += (evening + cooling * heat.mean())[:, None]
    hourly[:, 9:16] += elsewhere[:, None]

    hottest = np.sort(heat)[-6:].mean()
    person = rng.lognormal(-0.12, 0.5, n)
    given = person * (cooling * hottest * rng.uniform(0.4, 0.7, n) + evening * rng.beta(1.2, 6, n))
    owner, online = rng.random(n) < 0.6, rng.random(n) < 0.5
    logit = -2.9 + 0.6 * owner + 0.8 * online + 0.4 * rng.standard_normal(n)
    chance = 1 / (1 + np.exp(-logit))
    offered = rng.random(n) < asked
    enrolled = offered & (rng.random(n) < chance)
    measured = given * rng.normal(1, 0.25, n) * rng.normal(1, 0.06) + 0.1 * load.mean(
        axis=1
    ) * rng.standard_normal(n)
    offers = pd.DataFrame(
        {
            "customer_id": ids(n),
            "own_home": owner.astype(int),
            "online_account": online.astype(int),
            "offered_last_year": offered.astype(int),
            "enrolled_last_year": enrolled.astype(int),
            "reduction_last_year_kw": np.where(enrolled, measured, np.nan),
        }
    )
    segment = 1 + (evening + cooling * 4 < np.median(evening + cooling * 4)).astype(int)
    return Territory(observed(load, hourly), segment, offers, chance, given, seed)


def ranking(
    chance, kw, *, parts=None, group=None, response_cov=None, features=None, chance_cov=None, bill=None
):
    """A ranking in the order given, without doubt in the models unless covariances are given."""
    chance, kw = np.asarray(chance, dtype=float), np.asarray(kw, dtype=float)
    n, unknown = len(kw), np.full(len(kw), np.nan)
    parts = np.column_stack([kw, 0 * kw, 0 * kw]) if parts is None else np.asarray(parts, dtype=float)
    doubt = Doubt(
        components_kw=parts,
        prior_kw=kw,
        group=np.zeros(n, dtype=int) if group is None else np.asarray(group),
        n_groups=1 if group is None else int(np.max(group)) + 1,
        response_cov=np.zeros((4, 4)) if response_cov is None else response_cov,
        features=np.ones((n, 1)) if features is None else np.asarray(features, dtype=float),
        chance_cov=np.zeros((1, 1)) if chance_cov is None else chance_cov,
        own_cv=np.full(n, 0.4),
        noise_kw=unknown,
        flexible_noise_kw=unknown,
    )
    no = np.zeros(n, dtype=bool)
    return TargetRanking(
        customer_id=ids(n),
        segment=np.ones(n, dtype=int),
        score=np.linspace(100, 0, n),
        expected_kw=chance * kw,
        low_kw=chance * kw / 2,
        high_kw=chance * kw * 2,
        weather_kw=chance * kw,
        other_kw=0 * kw,
        always_on_kw=0 * kw,
        flexible_kw=kw,
        window_kw=kw,
        coincident_kw=kw,
        participation=chance,
        reduction_kw=kw,
        daily_kwh=24 * kw if bill is None else np.asarray(bill, dtype=float),
        responsibility=np.linspace(0.9, 0.1, n),
        repeatability=np.full(n, 0.8),
        confidence_grade=np.full(n, "A"),
        evidence=Evidence(unknown, unknown, no, no, unknown, unknown, unknown),
        set_aside=(),
        set_aside_ids=(),
        learned=True,
        notes=(),
        n_enrolled=0,
        doubt=doubt,
        window=WINDOW,
        fingerprint="made",
        origin="demo",
    )
