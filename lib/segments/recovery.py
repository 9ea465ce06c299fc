"""How well each scaling finds groups that are known: on a made territory, the truth is at hand."""

from collections.abc import Sequence

import numpy as np

from lib.allowed import SCALINGS
from lib.profiles import Profiles
from lib.segments.population import shapes_of
from lib.segments.sweep import fit


def recovery(profiles: Profiles, truth: Sequence[str], seed: int) -> dict[str, float]:
    """Agreement (adjusted Rand index) of the segments under each scaling with groups that are known.

    Parameters
    ----------
    profiles : those to be clustered. truth : (n_customers,) name of each customer's group, in their order.

    Returns
    -------
    dict
        Scaling to agreement at the true K: 1 where every group is found, about 0 where nothing is.

    References
    ----------
    Hubert & Arabie (1985), Comparing partitions, doi:10.1007/BF01908075.
    """
    from sklearn.metrics import adjusted_rand_score

    known = np.asarray(truth)[profiles.kept]
    k = len(np.unique(known))
    found = {scaling: fit(shapes_of(profiles, scaling)[0], k, seed).labels for scaling in SCALINGS}
    return {scaling: float(adjusted_rand_score(known, labels)) for scaling, labels in found.items()}
