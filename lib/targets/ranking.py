"""The ranked list: exclusions first, then chance x kW, highest first."""

import hashlib

import numpy as np

from lib.findings import Refusal
from lib.profiles import Profiles
from lib.targets import model
from lib.targets.attributes import Attributes, nothing_known
from lib.targets.blend import percentile
from lib.targets.components import Components, take_apart
from lib.targets.exclusions import counted, grades, set_aside
from lib.targets.leakage import guarded
from lib.targets.lesson import NOTHING_LEARNED, Lesson, taught
from lib.targets.notes import notes
from lib.targets.response import LEVELS
from lib.targets.types import Doubt, Evidence, TargetRanking


def rank(
    profiles: Profiles,
    segment: np.ndarray,
    window: tuple[int, int] = (17, 21),
    programme: str = "unnamed",
    attributes: Attributes | None = None,
    lesson: Lesson = NOTHING_LEARNED,
) -> TargetRanking:
    """Rank the customers who may be asked by the kW to expect of each: chance x kW.

    Parameters
    ----------
    profiles : one row a customer, with figures for this window where days are known.
    segment : (n_customers,) number of each customer's segment, in the order of the profiles; 0: not clustered.
    window : event window as (first hour, hour after the last).
    programme : names the assumed level of response: "unnamed", "rebate", "price" or "automated".
    attributes : the side table by customer, with last season's offers and outcomes where there were any.
    lesson : what last season's events teach.

    Raises
    ------
    Refusal : nobody is eligible; there is no such programme.
    """
    if programme not in LEVELS:
        raise Refusal(f"There is no programme {programme!r}; choose one of {', '.join(LEVELS)}.")
    who = profiles.customer_id
    side, left_out = guarded(nothing_known(who) if attributes is None else attributes.align(who))
    groups, group = np.unique(segment, return_inverse=True)
    components = take_apart(profiles, segment, window)
    codes = set_aside(profiles, components, side, lesson.spared)
    eligible, known = codes == "", ~np.isin(codes, ("few_days", "no_window", "vacant"))
    known &= np.isfinite(components.hot_kw) & np.isfinite(components.always_on_kw) & (grades(profiles) != "D")
    _refuse_nobody(codes)

    z, spread = model.columns(components.daily_kwh, group, len(groups), side, known)
    fitted = model.fit(components, group, len(groups), side, (z, spread), known, eligible, programme)
    worth = model.worth(fitted, components, group, len(groups), z, side)
    order = _order(worth.expected_kw, profiles.customer_id, eligible)
    parts = worth.parts_kw[order]
    ranking = TargetRanking(
        customer_id=profiles.customer_id[order],
        segment=np.asarray(segment)[order],
        score=percentile(worth.expected_kw[order]),
        expected_kw=worth.expected_kw[order],
        low_kw=worth.low_kw[order],
        high_kw=worth.high_kw[order],
        weather_kw=np.where(components.weather_known[order], parts[:, 0], np.nan),
        other_kw=parts[:, 1],
        always_on_kw=parts[:, 2],
        flexible_kw=components.flexible_kw[order],
        window_kw=components.window_kw[order],
        coincident_kw=components.coincident_kw[order],
        participation=worth.participation[order],
        reduction_kw=worth.reduction_kw[order],
        daily_kwh=components.daily_kwh[order],
        responsibility=components.responsibility[order],
        repeatability=components.repeatability[order],
        confidence_grade=grades(profiles)[order],
        evidence=_evidence(profiles, side, window, order),
        set_aside=counted(codes),
        set_aside_ids=tuple(
            zip(profiles.customer_id[~eligible].tolist(), codes[~eligible].tolist(), strict=True)
        ),
        learned=bool(fitted.chance.n or fitted.response.n),
        notes=notes(profiles, components, side, known, eligible, fitted, programme, window) + left_out,
        n_enrolled=fitted.response.n,
        doubt=_doubt(fitted, components, group, len(groups), z, worth, order, evenings(side, fitted)),
        window=window,
        fingerprint=_fingerprint(profiles, np.asarray(segment), window, programme, side),
        origin="upload" if side.origin == "upload" else profiles.origin,
    )
    return taught(ranking, lesson)


def _order(expected_kw: np.ndarray, customer_id: np.ndarray, eligible: np.ndarray) -> np.ndarray:
    """Rows of the eligible, highest first; equal ones by customer, so that their order in the file is nothing."""
    rows = np.flatnonzero(eligible)
    rows = rows[np.argsort(customer_id[rows], kind="stable")]
    return rows[np.argsort(-expected_kw[rows], kind="stable")]


def _refuse_nobody(codes: np.ndarray) -> None:
    if (codes == "").any():
        return
    counts = ", ".join(f"{count:,} {message}" for _, count, message in counted(codes))
    raise Refusal(
        f"Nobody is eligible: of {len(codes):,} customers {counts}. Give more days or ease an exclusion."
    )


def _evidence(profiles: Profiles, side: Attributes, window: tuple[int, int], order: np.ndarray) -> Evidence:
    figures, unknown = profiles.figures, np.full(len(order), np.nan)
    days_known = figures is not None and figures.window == window
    weather = figures.temperature if figures is not None else None
    return Evidence(
        hot_days=figures.hot_days[order] if days_known else unknown,
        hot_days_up=figures.hot_days_up[order] if days_known else unknown,
        said_yes=side.enrolled[order],
        said_no=side.said_no[order],
        measured_kw=np.where(side.measured, side.reduction_kw, np.nan)[order],
        cooling_kw_per_c=weather.cooling_kw_per_c[order] if weather else unknown,
        heating_kw_per_c=weather.heating_kw_per_c[order] if weather else unknown,
    )


def _doubt(
    fitted: model.Model,
    components: Components,
    group: np.ndarray,
    n_groups: int,
    z: np.ndarray,
    worth: model.Worth,
    order: np.ndarray,
    events: float,
) -> Doubt:
    parts = components.parts_kw[order]
    return Doubt(
        components_kw=parts,
        prior_kw=fitted.response.prior_kw(parts),
        group=group[order],
        n_groups=n_groups,
        response_cov=fitted.response.covariance,
        features=z[order],
        chance_cov=fitted.chance.covariance,
        own_cv=worth.own_cv[order],
        noise_kw=worth.noise_kw[order],
        flexible_noise_kw=components.hot_noise_kw[order],
        evenings=events,
    )


def evenings(side: Attributes, fitted: model.Model) -> float:
    """Events behind the kW that was learned: the median of the participants; one where the table does not say."""
    if not fitted.response.n:
        return np.inf
    told = side.events[side.measured & (side.events >= 1)]
    return float(np.median(told)) if len(told) else 1.0


def _fingerprint(
    profiles: Profiles, segment: np.ndarray, window: tuple[int, int], programme: str, side: Attributes
) -> str:
    key = repr((profiles.fingerprint, window, programme, side.fingerprint)).encode()
    return hashlib.blake2b(key + segment.astype(np.int32).tobytes(), digest_size=16).hexdigest()
