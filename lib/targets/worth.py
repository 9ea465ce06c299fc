"""Segments by what they are worth: expected kW of all, and of each letter."""

import numpy as np
import pandas as pd

from lib.targets.types import TargetRanking


def worth_of_segments(ranking: TargetRanking, asked: np.ndarray) -> pd.DataFrame:
    """Segments by the kW that their customers are expected to give, highest first.

    Parameters
    ----------
    asked : (n_eligible,) bool, in rank order.

    Returns
    -------
    DataFrame
        segment, customers, asked, expected_kw (of all who may be asked), kw_per_contact (the mean), asked_kw.
    """
    numbers, at = np.unique(ranking.segment, return_inverse=True)
    counts = np.bincount(at)
    kw = np.bincount(at, ranking.expected_kw)
    table = pd.DataFrame(
        {
            "segment": numbers,
            "customers": counts,
            "asked": np.bincount(at, asked),
            "expected_kw": kw,
            "kw_per_contact": kw / counts,
            "asked_kw": np.bincount(at, ranking.expected_kw * asked),
        }
    )
    return table.astype({"asked": int}).sort_values("expected_kw", ascending=False, ignore_index=True)
