from dataclasses import replace

import numpy as np
import pytest

from lib.segments import KFit, KSweep, Structure, opinions, rule_of_thumb, what_to_do


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


def test_more_than_five_need_automated_offers():
    assert rule_of_thumb(5) == "The most that is usually served by hand."
    assert rule_of_thumb(6) == rule_of_thumb(12) == "Needs automated offers: too many to serve by hand."


def test_without_groups_the_page_says_what_to_do():
    assert what_to_do("distinct") == what_to_do("overlapping") == ""
    assert what_to_do("continuum") == what_to_do("none")
    assert what_to_do("none").startswith("Three to five segments still serve as a convenience")
