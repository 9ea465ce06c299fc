"""Segments and sweeps as tables, for the screen and for the report."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from lib.profiles import Profiles
from lib.segments.population import segment_numbers
from lib.segments.types import KFit, Segments


def customers(profiles: Profiles, segments: Segments) -> pd.DataFrame:
    """A row a customer: customer_id, segment, segment_name, silhouette, set_aside.

    Outliers stand with the segment that is nearest; the last column says so.
    """
    numbers = segment_numbers(profiles, segments)
    rows, fits = np.flatnonzero(numbers), np.full(len(profiles), np.nan)
    fits[profiles.kept] = segments.silhouette.round(6)
    return pd.DataFrame(
        {
            "customer_id": profiles.customer_id[rows],
            "segment": numbers[rows],
            "segment_name": [segments.named[number] for number in numbers[rows].tolist()],
            "silhouette": fits[rows],
            "set_aside": profiles.reason[rows],
        }
    )


def traits(segments: Segments) -> pd.DataFrame:
    """A row a segment: label, customers and mean day, and why it is called so."""
    return pd.DataFrame(
        {
            "Segment": [segments.label(number) for number in segments.numbers],
            "Customers": segments.sizes,
            "Mean day": list(segments.mean_kw.round(3)),
            "Why": segments.traits,
        }
    )


def criteria(fits: Iterable[KFit]) -> pd.DataFrame:
    """A row a K with every figure by which it is judged; empty where it was not measured."""
    rows = [
        {
            "K": fit.k,
            "Silhouette": fit.silhouette,
            "Smallest, %": 100 * fit.smallest_share,
            "Variance explained, %": 100 * fit.variance_explained,
            "Inertia": fit.inertia,
            "Squared silhouette": fit.silhouette_squared,
            "Calinski-Harabasz": fit.calinski_harabasz,
            "Davies-Bouldin": fit.davies_bouldin,
            "Prediction strength": fit.prediction_strength,
            "Stability": fit.stability_ari,
            "Seconds": fit.seconds,
        }
        for fit in fits
    ]
    return pd.DataFrame(rows).astype(float).astype({"K": int})


def shapes_in_a_row(segments: Segments) -> list[float]:
    """The mean day of each segment, one after another, each as a share of its own peak: K x 24 values for one cell."""
    peaks = np.abs(segments.mean_kw).max(axis=1, keepdims=True)
    return (segments.mean_kw / np.where(peaks > 0, peaks, 1)).round(3).ravel().tolist()


def price(rows: Iterable[dict]) -> pd.DataFrame:
    """A row a K: what it explains, also beside the K in use; who stays together, and how much target kW stays."""
    return pd.DataFrame(
        [
            {
                "K": row["k"],
                "Variance explained, %": 100 * row["explained"],
                "Points beside K in use": 100 * row["gained"],
                "Agreement": row["agreement"],
                "Target kW that stays, %": 100 * row["kw_in_common"],
            }
            for row in rows
        ]
    )
