from dataclasses import replace

import numpy as np
import pytest

from lib.charts import reproducible
from lib.segments import KFit, KSweep, Structure, opinions, rule_of_thumb, verdict_on, why_k, why_this_k
from lib.segments.opinions import what_to_do
from lib.segments.price import price_in_words


def fit(k, silhouette, strength=None):
    values = dict.fromkeys((f for f in KFit.__slots__), 0.0) | {
        "labels": np.zeros(1),
        "centroids": np.zeros((1, 24)),
    }
    return KFit(**values | {"k": k, "silhouette": silhouette, "prediction_strength": strength})


@pytest.fixture
def sweep():
    fits = (fit(2, 0.5, 0.95), fit(3, 0.6, 0.82), fit(4, 0.55, 0.4))
    return KSweep(fits, Structure("distinct", 4, 0.9, 3.0, 2.2, 1000), 3, 4, "")


def said(sweep):
    return opinions(sweep).set_index("Way")["Says K ="].to_dict()


def test_each_way_says_its_own(sweep):
    assert said(sweep) == {"Gaps": "4", "Elbow": "3", "Silhouette": "3", "Prediction strength": "3"}


def test_what_was_not_found_or_not_measured_is_said(sweep):
    nothing = replace(sweep, structure=replace(sweep.structure, natural_k=1), knee=None)
    assert said(nothing)["Gaps"] == "no groups"
    assert said(nothing)["Elbow"] == "no bend"
    weak = replace(sweep, fits=tuple(replace(each, prediction_strength=0.5) for each in sweep.fits))
    assert said(weak)["Prediction strength"] == "none"
    unmeasured = tuple(
        replace(each, prediction_strength=None, silhouette=float("nan")) for each in sweep.fits
    )
    assert said(replace(sweep, fits=unmeasured)) == {
        "Gaps": "4",
        "Elbow": "3",
        "Silhouette": "not measured",
        "Prediction strength": "not measured",
    }


@pytest.mark.parametrize(("strength", "says"), [(0.796, "3"), (0.794, "2")])
def test_what_is_shown_as_the_threshold_reaches_it(sweep, strength, says):
    fits = (sweep.fits[0], replace(sweep.fits[1], prediction_strength=strength))
    assert said(replace(sweep, fits=fits))["Prediction strength"] == says
    title = "Two and three" if says == "3" else "Two"
    assert reproducible(replace(sweep, fits=fits), 2).title.startswith(f"{title} segments")


def test_more_than_five_need_automated_offers():
    assert rule_of_thumb(5) == "The most that is usually served by hand."
    assert rule_of_thumb(6) == rule_of_thumb(12) == "Needs automated offers: too many to serve by hand."


def test_without_groups_the_page_says_what_to_do():
    assert what_to_do("distinct") == what_to_do("overlapping") == ""
    assert what_to_do("continuum") == what_to_do("none")
    assert what_to_do("none").startswith("The list of targets does not need groups")


@pytest.mark.parametrize(
    ("natural_k", "k", "why"),
    [
        (5, 5, ""),
        (5, 4, "K = 4 is a choice: by the gaps it is five."),
        (
            1,
            4,
            "K = 4 is for convenience, like sizes of clothes: no gap says how many, and four is the middle of three to "
            "five, what programmes usually serve.",
        ),
        (1, 3, "K = 3 is a choice: no gap says how many."),
        (1, 5, "K = 5 is a choice: no gap says how many."),
        (1, 6, "K = 6 is a choice: no gap says how many."),
    ],
)
def test_why_k_is_what_it_is_where_the_gaps_do_not_say_so(natural_k, k, why):
    assert why_this_k(Structure("distinct", natural_k, 1.0, 2.0, 2.2, 1000), k) == why


def test_the_price_of_another_k_is_more_or_less_and_of_the_one_in_use_nothing():
    rows = [
        {"k": 3, "gained": -0.05, "kw_in_common": 0.9},
        {"k": 4, "gained": 0.0, "kw_in_common": 1.0},
        {"k": 5, "gained": 0.017, "kw_in_common": float("nan")},
    ]
    assert price_in_words(rows, 4).replace("\N{NO-BREAK SPACE}", " ") == (
        "Beside K = 4, the one in use. Three explains 5.0 points less of how shapes differ and keeps 90 % of the "
        "target kW. Five explains 1.7 points more of how shapes differ."
    )


def test_why_k_in_full_says_each_thing_once(sweep):
    flat = replace(sweep, structure=replace(sweep.structure, verdict="continuum", natural_k=1))
    said = why_k(flat, 4)
    assert said.startswith("No natural groups")
    assert said.count("K = 4 is for convenience") == said.count("ranks customers one by one") == 1
    assert "Silhouette" not in said  # the headline says it
    assert why_k(sweep, 4).startswith("Four groups")


@pytest.mark.parametrize(
    ("found", "natural_k", "k", "word"),
    [
        ("distinct", 5, 5, "distinct"),
        ("overlapping", 3, 3, "overlapping"),
        ("distinct", 5, 4, "by choice"),
        ("none", 1, 4, "by choice"),
        ("continuum", 1, 1, "by choice"),
    ],
)
def test_a_verdict_is_said_of_the_k_it_was_found_for_alone(found, natural_k, k, word):
    assert verdict_on(Structure(found, natural_k, 1.0, 2.0, 2.2, 1000), k) == word
