"""Why this many segments: the verdict, the two curves, and every K with its figures."""

import numpy as np

from lib import charts
from lib.analysis import Analysis
from lib.charts.words import percent
from lib.report import sentences
from lib.report.markup import figure, heading, pair, paragraph, section, table
from lib.segments import KFit, KSweep, agreement_word, why_this_k

COLUMNS = (
    "K",
    "Inertia",
    "Variance explained",
    "Silhouette",
    "Squared silhouette",
    "Calinski-Harabasz",
    "Davies-Bouldin",
    "Smallest segment",
)
MEASURED = ("Prediction strength", "Stability")


def evidence(analysis: Analysis, customers: bool) -> str:
    sweep, k = analysis.sweep, analysis.segments.k
    curves = (figure(charts.elbow(sweep, k), "elbow"), figure(charts.silhouettes(sweep, k), "silhouettes"))
    return section(
        "evidence",
        "How many segments",
        sentences.verdict(sweep),
        paragraph(sweep.reason),
        paragraph(_taken(analysis)),
        pair(*curves) if len(sweep.fits) > 1 else "",
        heading("Every number of segments that was tried"),
        _every_k(sweep, k),
        paragraph(
            "Higher is better for silhouette (-1 to 1), Calinski-Harabasz, prediction strength and stability (to 1); "
            "lower for Davies-Bouldin. Squared silhouette reads higher than silhouette; the two are not compared. "
            "Brackets: 95 % interval where it was measured on a sample.",
            "note",
        ),
    )


def _taken(analysis: Analysis) -> str:
    """Which K is used, whose choice that was, and how far the verdict can be trusted."""
    verdict, k = analysis.sweep.structure, analysis.segments.k
    whose = "as chosen" if analysis.choices.k else "as suggested"
    agree = f"{percent(verdict.agreement)} of the runs agree ({agreement_word(verdict.agreement)})"
    why = why_this_k(verdict, k)
    return " ".join(
        filter(
            None,
            [f"Used here: **{sentences.count(k, 'segment')}**, {whose}.", why, f"{agree}.", verdict.note],
        )
    )


def _every_k(sweep: KSweep, k: int) -> str:
    known = [any(fit.prediction_strength is not None for fit in sweep.fits)]
    known.append(any(fit.stability_ari is not None for fit in sweep.fits))
    heads = (*COLUMNS, *(head for head, there in zip(MEASURED, known, strict=True) if there))
    rows = [_row(fit, known) for fit in sweep.fits]
    taken = next((number for number, fit in enumerate(sweep.fits) if fit.k == k), None)
    return table(heads, rows, "n" * len(heads), taken)


def _row(fit: KFit, known: list[bool]) -> tuple[str, ...]:
    late = zip((fit.prediction_strength, fit.stability_ari), known, strict=True)
    return (
        str(fit.k),
        _digits(fit.inertia),
        percent(fit.variance_explained),
        _silhouette(fit),
        _number(fit.silhouette_squared),
        _digits(fit.calinski_harabasz),
        _number(fit.davies_bouldin),
        f"{100 * fit.smallest_share:.1f} %",
        *(_number(value) for value, there in late if there),
    )


def _silhouette(fit: KFit) -> str:
    if fit.silhouette_high > fit.silhouette_low:
        return f"{fit.silhouette:.2f} [{fit.silhouette_low:.2f}, {fit.silhouette_high:.2f}]"
    return _number(fit.silhouette)


def _number(value: float | None) -> str:
    return "–" if value is None or not np.isfinite(value) else f"{value:.2f}"


def _digits(value: float) -> str:
    """Three digits of a figure, or all before the point where those are more."""
    if not np.isfinite(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:#.3g}"
