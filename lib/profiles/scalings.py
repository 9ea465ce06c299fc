"""What each scaling keeps, and how well it finds groups that are known to be there."""

from collections.abc import Mapping

import pandas as pd

from lib.allowed import SCALINGS

# Keeps; agreement (ARI) at the true K, measured on simulated territories: docs/method.md, "Load shapes".
KNOWN = {
    "root_share": ("shape, as a distribution of the day's energy; peaks do not drown the rest", 0.95),
    "share": ("shape; tells flat from peaky", 0.93),
    "peak": ("shape; one noisy hour sets the scale", 0.88),
    "range": ("shape without base; blows up flat homes", 0.90),
    "zscore": ("timing only; blows up flat homes", 0.84),
    "per_hour": ("size: the book chapter's way parts customers by their bill", 0.23),
    "kw": ("size", 0.09),
}


def comparison(chosen: str, here: Mapping[str, float] | None = None) -> pd.DataFrame:
    """A row a scaling: name (the one in use marked), what it keeps, agreement with groups that are known.

    `here` is the agreement on the territory at hand, where its truth is known.
    """
    names = [f"{label} (in use)" if key == chosen else label for key, label in SCALINGS.items()]
    keeps, agreement = zip(*(KNOWN[key] for key in SCALINGS), strict=True)
    table = {"Compared by": names, "Keeps": keeps, "Agreement": agreement}
    return pd.DataFrame(table | ({"On this territory": [here[key] for key in SCALINGS]} if here else {}))


def found_here(here: Mapping[str, float] | None) -> str:
    """Which way of comparing finds the true groups of the territory at hand, and what the chapter's way finds."""
    if not here:
        return "What each way of comparing sees"
    best = max(here, key=here.__getitem__)
    return (
        f"{SCALINGS[best]} finds the true groups here at {here[best]:.2f}, per hour at {here['per_hour']:.2f}"
    )
