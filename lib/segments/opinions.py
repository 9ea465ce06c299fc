"""What each way of choosing K says on its own, and why it may differ from the others."""

import pandas as pd

from lib.segments.reason import best_by_silhouette, by_gaps
from lib.segments.types import KSweep, Structure
from lib.spelling import spelled

BUSINESS_RANGE = range(3, 6)  # segments that a programme can usually serve [A]; docs/method.md, "Choosing K"
WHY = {
    "Gaps": "Counts groups with a gap between them; a method of ours, the only one here that can say there are none.",
    "Elbow": "Where the curve bends; it bends somewhere, mostly at three to five, whatever the data.",
    "Silhouette": "Likes few, well parted groups, and cuts off one odd customer gladly; look at the smallest segment.",
    "Prediction strength": "The largest K found again in other customers; a continuum is cut the same way each time.",
}
# Rules of thumb for programmes [A]; docs/method.md, "Segments".
THUMB = {
    2: "One offer, and everybody else.",
    3: "One offer each; what a small team can serve.",
    4: "One offer each; what programmes usually serve.",
    5: "The most that is usually served by hand.",
}


def opinions(sweep: KSweep) -> pd.DataFrame:
    """A row a way of choosing: what it says ("none", "not measured" or K), and how far to trust it."""
    measured = any(fit.prediction_strength is not None for fit in sweep.fits)
    again = [fit.k for fit in sweep.fits if fit.found_again]
    says = {
        "Gaps": str(sweep.structure.natural_k) if sweep.structure.natural_k > 1 else "no groups",
        "Elbow": str(sweep.knee) if sweep.knee else "no bend",
        "Silhouette": str(best_by_silhouette(sweep.fits) or "not measured"),
        "Prediction strength": str(max(again)) if again else "none" if measured else "not measured",
    }
    return pd.DataFrame(
        {"Way": list(says), "Says K =": list(says.values()), "How far to trust it": list(WHY.values())}
    )


def rule_of_thumb(k: int) -> str:
    """What a programme can usually do with K segments."""
    return THUMB.get(k, "Needs automated offers: too many to serve by hand.")


def verdict_on(structure: Structure, k: int) -> str:
    """How the segments in use stand to the gaps, in a word or two: their verdict, or that K is a choice."""
    return structure.verdict if k == structure.natural_k > 1 else "by choice"


def why_this_k(structure: Structure, k: int) -> str:
    """Why K is what it is where the gaps do not say so, one sentence; "" where they do."""
    low, high = BUSINESS_RANGE[0], BUSINESS_RANGE[-1]
    if k == structure.natural_k:
        return ""
    if structure.natural_k > 1:
        return f"K = {k} is a choice: by the gaps it is {spelled(structure.natural_k)}."
    if low < k < high:
        middle = (
            f"{spelled(k)} is the middle of {spelled(low)} to {spelled(high)}, what programmes usually serve"
        )
        return f"K = {k} is for convenience, like sizes of clothes: no gap says how many, and {middle}."
    return f"K = {k} is a choice: no gap says how many."


def why_k(sweep: KSweep, k: int) -> str:
    """All that leads to K in a few sentences, but for what silhouette says: what the gaps say, and what follows."""
    structure = sweep.structure
    said = by_gaps(sweep.fits, structure), why_this_k(structure, k), what_to_do(structure.verdict)
    return " ".join(filter(None, said))


def what_to_do(verdict: str) -> str:
    """What an analyst can do with this verdict, one sentence."""
    if verdict in ("distinct", "overlapping"):
        return ""
    return "The list of targets does not need groups: it ranks customers one by one."
