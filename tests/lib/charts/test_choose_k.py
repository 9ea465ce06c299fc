from dataclasses import replace

import pytest

from lib.charts import elbow, gap, reproducible, silhouettes


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def ringed(picture):
    rings = [
        layer for layer in picture.chart.layer if layer.mark.type == "point" and layer.mark.filled is False
    ]
    return {int(layer.data["k"].iloc[0]): layer.mark.strokeWidth for layer in rings}


def test_spread_is_told_as_a_share_of_the_first_k(make):
    picture = elbow(make.sweep(), 5)
    assert picture.title == "The elbow bends at five"
    assert picture.table["inertia_pct"].tolist() == pytest.approx([100, 70, 40, 30, 27, 24, 23])
    assert plain(picture.alt).endswith("Spread left: 40 % at K = 4, 30 % at K = 5, 27 % at K = 6.")
    assert ringed(picture) == {5: 2.2}


def test_the_knee_is_ringed_lightly_where_another_k_is_chosen(make):
    assert ringed(elbow(make.sweep(knee=4), 5)) == {4: 1.1, 5: 2.2}


def test_a_curve_without_a_knee_is_not_said_to_bend(make):
    picture = elbow(make.sweep(knee=None), 1)
    assert picture.title == "No elbow: the spread falls without a bend"
    assert ringed(picture) == {}
    assert "100 % at K = 2" in plain(picture.alt)


@pytest.mark.parametrize(
    ("chosen_k", "margin", "title"),
    [
        (4, 0, "Separation is best at four, 0.54"),
        (5, 0, "Separation is best at four, 0.54; five has 0.48"),
        (5, 0.02, "Separation is best at four, 0.54; five has 0.48"),
        (5, 0.04, "Five separates as well as four, within the margin"),
        (1, 0, "Separation is best at four, 0.54"),
    ],
)
def test_separation_is_best_where_it_is_and_undecided_within_the_margin(make, chosen_k, margin, title):
    assert silhouettes(make.sweep(margin=margin), chosen_k).title == title


@pytest.mark.parametrize(("margin", "areas"), [(0, 0), (0.02, 1)])
def test_the_interval_is_drawn_where_a_sample_was_measured(make, margin, areas):
    picture = silhouettes(make.sweep(margin=margin), 5)
    assert sum(layer.mark.type == "area" for layer in picture.chart.layer) == areas
    assert ("95 % interval" in picture.note) == bool(areas)


def test_a_k_without_silhouette_is_left_out(make):
    picture = silhouettes(make.sweep(silhouette=(0.3, float("nan"), 0.5)), 4)
    assert picture.table["k"].tolist() == [2, 4]


def test_the_axis_of_the_silhouette_does_not_begin_at_zero(make):
    layer = silhouettes(make.sweep(), 5).chart.layer[0]
    assert layer.to_dict()["encoding"]["x"]["scale"]["zero"] is False
    y = next(
        layer for layer in silhouettes(make.sweep(), 5).chart.layer if layer.mark.type == "line"
    ).encoding.y
    assert y["scale"]["domain"] == pytest.approx([0.3, 0.6])


def test_the_business_range_is_named(make):
    texts = [
        layer.data["label"].iloc[0]
        for layer in elbow(make.sweep(), 5).chart.layer
        if layer.mark.type == "text"
    ]
    assert texts == ["business range 3-5", "5"]


@pytest.mark.parametrize(
    ("widest", "bar", "title"),
    [
        (2.61, 2.24, "The widest gap, 2.61, clears the 2.24 needed"),
        (1.85, 2.68, "The widest gap, 1.85, falls short of the 2.68 needed"),
    ],
)
def test_the_verdict_is_one_bar_against_what_is_needed(make, widest, bar, title):
    picture = gap(make.sweep(widest=widest, bar=bar).structure)
    assert picture.title == title
    assert [layer.mark.type for layer in picture.chart.layer] == ["bar", "rule", "text"]
    assert picture.table["verdict"].tolist() == ["distinct" if widest > bar else "continuum"]


def with_strength(make, *strengths):
    sweep = make.sweep()
    fits = [
        replace(fit, prediction_strength=value) for fit, value in zip(sweep.fits, strengths, strict=False)
    ]
    return replace(sweep, fits=(*fits, *sweep.fits[len(fits) :]))


def test_each_k_that_is_found_again_is_told_and_none_between(make):
    picture = reproducible(with_strength(make, 0.9, 0.6, 0.85, 0.79), 4)
    assert picture.title == "Two and four segments are found again in the other half"
    assert picture.table["prediction_strength"].tolist() == [0.9, 0.6, 0.85, 0.79]
    assert "0.85 at K = 4" in picture.alt


def test_where_nothing_is_found_again_it_is_said(make):
    title = reproducible(with_strength(make, 0.5, 0.4), 2).title
    assert title == "No number of segments is found again in the other half"


def test_prediction_strength_that_was_not_measured_cannot_be_drawn(make):
    with pytest.raises(ValueError, match=r"^prediction strength was measured for no K$"):
        reproducible(make.sweep(), 4)
