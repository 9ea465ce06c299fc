"""Other ways of ordering the customers, from the one who knows the truth to the book chapter's cluster."""

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.preprocessing import StandardScaler

from benchmarks.territories import Homes
from lib.profiles import Profiles
from lib.segments import Segments, segment_numbers


def orders(
    homes: Homes, profiles: Profiles, segments: Segments, history: pd.DataFrame
) -> dict[str, np.ndarray]:
    """Rows of the profiles in the order in which each rival asks them."""
    figures, random = profiles.figures, np.random.default_rng(homes.seed)
    flexible = np.maximum(0, figures.window_kw - figures.base_kw)
    worth = {
        "oracle": homes.chance * homes.kw,
        "best knowable": knowable(homes, profiles, homes.chance * homes.kw),
        "best knowable, no answers": knowable(homes, profiles, homes.kw),
        "careful analyst": analyst(history, flexible, segment_numbers(profiles, segments)),
        "flexible kW": flexible,
        "window kW": figures.window_kw,
        "highest bill": profiles.daily_kwh,
    }
    ranked = {name: np.argsort(-value, kind="stable") for name, value in worth.items()}
    return ranked | {"chapter's cluster": chapter(profiles), "at random": random.permutation(len(homes.kw))}


def known(homes: Homes, profiles: Profiles) -> pd.DataFrame:
    """All that can be seen of a customer: the table's columns and the figures of the readings."""
    figures = profiles.figures
    columns = homes.table.assign(tariff=(homes.table["tariff"] == "standard").astype(int))
    seen = ("window_kw", "fitted_kw", "mean_window_kw", "base_kw", "slope", "slope_se", "window_sd", "p99_kw")
    hours = {f"h{hour:02}": profiles.hourly_kw[:, hour] for hour in range(24)}
    return columns.drop(columns="feeder").assign(**{n: getattr(figures, n) for n in seen}, **hours)


def knowable(homes: Homes, profiles: Profiles, worth: np.ndarray) -> np.ndarray:
    """(n,) worth by trees that were taught the truth of the four fifths of customers they do not judge.

    Taught chance x kW it is what a history without end could tell; taught kW alone, what can be known of a customer
    as long as nobody has been offered anything.
    """
    trees = HistGradientBoostingRegressor(max_iter=120, learning_rate=0.05, max_leaf_nodes=12, random_state=0)
    return cross_val_predict(trees, known(homes, profiles), np.sqrt(worth), cv=5) ** 2


def analyst(history: pd.DataFrame, flexible: np.ndarray, segment: np.ndarray) -> np.ndarray:
    """(n,) expected kW as a careful analyst has it from last year's offers, without anybody's theory.

    Take-up by a logistic regression on the table and on size; kW as the share of flexible kW that participants of
    the segment gave.
    """
    columns = history[["own_home", "online_account", "smart_thermostat", "years_here"]].assign(
        standard=history["tariff"] == "standard", size=np.log(flexible + 0.1)
    )
    columns = StandardScaler().fit_transform(columns)
    asked, joined = history["offered"] == 1, history["enrolled"] == 1
    chance = LogisticRegression().fit(columns[asked], joined[asked]).predict_proba(columns)[:, 1]
    share = np.zeros(len(flexible))
    for number in np.unique(segment):
        those = joined & (segment == number)
        given = history["reduction_kw"][those].sum() / max(flexible[those].sum(), 1e-9)
        share[segment == number] = max(given, 0.0)
    return chance * share * flexible


def chapter(profiles: Profiles) -> np.ndarray:
    """Cluster 2 of three, clustered on kW hour by hour as the chapter's script does; then everybody else."""
    hours = StandardScaler().fit_transform(profiles.hourly_kw)
    cluster = KMeans(3, random_state=42, n_init=10).fit_predict(hours)
    return np.argsort(cluster != 2, kind="stable")
