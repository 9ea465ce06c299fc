"""How good the learned chance is: judged on customers whose answers it did not learn from."""

from dataclasses import asdict, dataclass

import numpy as np

from lib.profiles import Profiles
from lib.segments import Segments, segment_numbers
from lib.targets import chance, features
from lib.targets.attributes import Attributes
from lib.targets.exclusions import grades
from lib.targets.leakage import guarded

FOLDS, BINS, FEWEST = 5, 5, 20
APART = np.timedelta64(60, "D")  # without an offer, between two seasons


@dataclass(frozen=True, slots=True)
class Score:
    """One model held against the answers.

    Attributes
    ----------
    brier_skill : 1 is perfect, 0 no better than the mean chance for everybody, below 0 worse.
    average_precision : of ranking by chance; chance level is the base rate.
    lift : take-up of the first tenth over that of all. half : share of customers asked, by chance, until half of all
        who took part are reached; .5 is chance. kw_share : share of all measured kW that the first half gave.
    """

    brier_skill: float
    average_precision: float
    lift: float
    half: float
    kw_share: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """The learned chance and its challenger, on the same answers.

    Attributes
    ----------
    offers, joined : answers judged, and how many took part.
    learned, trees : scores of the model in use and of boosted trees.
    said, happened, counted : (n_bins,) mean chance, share that took part, and customers, by fifths of the chance.
    carries : (column, share of what the logit varies by), largest first.
    basis : in words, what it was judged on.
    """

    offers: int
    joined: int
    learned: Score
    trees: Score
    said: np.ndarray
    happened: np.ndarray
    counted: np.ndarray
    carries: tuple[tuple[str, float], ...]
    basis: str

    @property
    def base_rate(self) -> float:
        return self.joined / self.offers

    def as_dict(self) -> dict[str, object]:
        """Plain numbers and lists; None where a figure is not known."""
        scores = {name: _finite(asdict(getattr(self, name))) for name in ("learned", "trees")}
        fifths = zip(self.said.tolist(), self.happened.tolist(), self.counted.tolist(), strict=True)
        return {
            "offers": self.offers,
            "joined": self.joined,
            **scores,
            "calibration": [dict(zip(("said", "happened", "customers"), row, strict=True)) for row in fifths],
            "carries": [{"column": name, "share": share} for name, share in self.carries],
            "basis": self.basis,
        }


def judgement(profiles: Profiles, segments: Segments, side: Attributes, seed: int = 0) -> Judgement | None:
    """Judge the chance as the ranking learns it: on the same columns, without those known only after an offer."""
    aligned, _ = guarded(side.align(profiles.customer_id))
    kwh = np.where(
        grades(profiles) == "D", np.nan, profiles.daily_kwh
    )  # nobody is ranked, or learned from, on these
    return judge(aligned, segment_numbers(profiles, segments), kwh, seed)


def judge(side: Attributes, segment: np.ndarray, daily_kwh: np.ndarray, seed: int = 0) -> Judgement | None:
    """Judge the chance on last season's answers; None with under 20 answers of either kind.

    Parameters
    ----------
    side : aligned with the profiles, without what is known only after an offer.
    segment, daily_kwh : (n_customers,) of the same customers.

    Notes
    -----
    Where the offers carry days of two seasons, the model learns from all before the last season and is judged on that
    season alone.  Else five folds, each judged by a model that learned from the other four.
    """
    fitted = side.answered & np.isfinite(daily_kwh)
    joined = side.enrolled
    if not _enough(joined[fitted]):
        return None
    groups, group = np.unique(segment, return_inverse=True)
    kwh = np.nan_to_num(daily_kwh)

    def columns(learned_from: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return features.build(side.features, group, len(groups), kwh, learned_from)

    later = later_season(side.offer_day, joined, fitted)
    earlier = fitted & ~later
    z, spread = columns(fitted)
    if later.any():
        judged, basis = later, _of_a_season(side.offer_day, later, earlier)
        ours, trees = _by_season(*columns(earlier), joined, earlier, later, seed)
    else:
        judged, basis = fitted, _of_folds(int(fitted.sum()))
        ours, trees = _by_folds(z[fitted], spread, joined[fitted], seed)
    whole, took, kw = (
        chance.learn(z[fitted], joined[fitted], spread),
        joined[judged],
        side.reduction_kw[judged],
    )
    return Judgement(
        len(took),
        int(took.sum()),
        score(ours, took, np.nan_to_num(kw)),
        score(trees, took, np.nan_to_num(kw)),
        *calibration(ours, took),
        carries(z[fitted], whole.coefficients, features.sources(side.features, len(groups), fitted)),
        basis,
    )


def later_season(day: np.ndarray, joined: np.ndarray, fitted: np.ndarray) -> np.ndarray:
    """(n,) bool: the offers of the last season; of nobody where no two seasons with answers enough are on record.

    Parameters
    ----------
    day : (n,) datetime64[D] of the offers, NaT where not known. joined, fitted : (n,) bool.

    Notes
    -----
    A season ends where 60 days pass without an offer.  An offer whose day is not known is learned from, never judged.
    """
    nobody, dated = np.zeros(len(day), dtype=bool), fitted & ~np.isnat(day)
    days = np.unique(day[dated])
    ends = np.flatnonzero(np.diff(days) >= APART)
    if not len(ends):
        return nobody
    later = dated & (day >= days[ends[-1] + 1])
    return later if _enough(joined[later]) and _enough(joined[fitted & ~later]) else nobody


def _enough(joined: np.ndarray) -> bool:
    """Whether there are answers enough of either kind."""
    return min(joined.sum(), (~joined).sum()) >= FEWEST


def _by_season(
    z: np.ndarray, spread: np.ndarray, joined: np.ndarray, earlier: np.ndarray, later: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Chances of the last season, of the model in use and of trees, by what was known before it."""
    ours = chance.learn(z[earlier], joined[earlier], spread).of(z[later])
    return ours, _trees(z[earlier], joined[earlier], z[later], seed)


def _by_folds(
    z: np.ndarray, spread: np.ndarray, joined: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Chances of everybody, of the model in use and of trees, each by a model that learned from the others."""
    fold = np.random.default_rng(seed).permutation(len(z)) % FOLDS
    ours, trees = np.empty(len(z)), np.empty(len(z))
    for number in range(FOLDS):
        rest, those = fold != number, fold == number
        ours[those] = chance.learn(z[rest], joined[rest], spread).of(z[those])
        trees[those] = _trees(z[rest], joined[rest], z[those], seed)
    return ours, trees


def _of_a_season(day: np.ndarray, later: np.ndarray, earlier: np.ndarray) -> str:
    return (
        f"the {later.sum():,} offers made from {day[later].min()} on, a later season, by a model that learned from the "
        f"{earlier.sum():,} before"
    )


def _of_folds(offers: int) -> str:
    return (
        f"{FOLDS} folds of last season's {offers:,} offers, each judged by a model that learned from the others; "
        "the table holds no later season"
    )


def score(p: np.ndarray, joined: np.ndarray, kw: np.ndarray) -> Score:
    """Scores of chances (n,) against who took part (n,) and the kW measured (n,)."""
    from sklearn.metrics import average_precision_score

    base, order = joined.mean(), np.argsort(-p, kind="stable")
    found = joined[order].cumsum()
    first = max(1, len(p) // 10)
    given = kw[order]
    return Score(
        brier_skill=float(1 - ((p - joined) ** 2).mean() / (base * (1 - base))),
        average_precision=float(average_precision_score(joined, p)),
        lift=float(found[first - 1] / first / base),
        half=float((np.argmax(found >= found[-1] / 2) + 1) / len(p)),
        kw_share=float(given[: len(p) // 2].sum() / given.sum()) if given.sum() > 0 else np.nan,
    )


def calibration(p: np.ndarray, joined: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(n_bins,) mean chance, share that took part and customers, by fifths of the chance."""
    parts = np.array_split(np.argsort(p, kind="stable"), BINS)
    return (
        np.array([p[part].mean() for part in parts]),
        np.array([joined[part].mean() for part in parts]),
        np.array([len(part) for part in parts]),
    )


def carries(
    z: np.ndarray, coefficients: np.ndarray, sources: tuple[str, ...]
) -> tuple[tuple[str, float], ...]:
    """How much each column of the side table, size and segment make the logit vary, as shares that add up to 1."""
    names = [name for name in dict.fromkeys(sources) if name]
    columns = [np.array([source == name for source in sources]) for name in names]
    spread = [(z[:, those] @ coefficients[those]).std() for those in columns]
    total = sum(spread) or 1.0
    return tuple(
        sorted(((n, float(s / total)) for n, s in zip(names, spread, strict=True)), key=lambda c: -c[1])
    )


def _finite(values: dict[str, float]) -> dict[str, float | None]:
    return {name: value if np.isfinite(value) else None for name, value in values.items()}


def _trees(z: np.ndarray, joined: np.ndarray, others: np.ndarray, seed: int) -> np.ndarray:
    """Chance by boosted trees, the challenger; on one thread: many wait for one another on a busy machine."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    trees = HistGradientBoostingClassifier(
        max_iter=60, learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=20, random_state=seed
    )
    with threadpool_limits(1):
        return trees.fit(z, joined).predict_proba(others)[:, 1]
