from dataclasses import replace

import numpy as np
import pytest

from lib.charts import blades
from lib.charts.blades import blade_rows, fit_title


@pytest.mark.parametrize(
    ("misfits", "title"),
    [
        (0, "Everyone is closer to their own segment than to the next"),
        (2, "Almost everyone is closer to their own segment than to the next"),
        (3, "3 % of customers are closer to another segment than to their own"),
        (40, "40 % of customers are closer to another segment than to their own"),
    ],
)
def test_title_says_how_many_fit_elsewhere(misfits, title):
    assert fit_title(misfits, 100).replace("\N{NO-BREAK SPACE}", " ") == title


@pytest.mark.parametrize(("customers", "k"), [(1000, 5), (100_000, 20), (40, 20)])
def test_never_more_than_320_rows(customers, k):
    rng = np.random.default_rng(1)
    numbers = rng.integers(1, k + 1, customers)
    rows, names = blade_rows(rng.normal(0.3, 0.2, customers), numbers)
    assert len(rows) <= 320
    assert len(names) == len(np.unique(numbers))


def test_blades_are_sorted_and_as_high_as_their_share():
    numbers = np.repeat([1, 2], [300, 100])
    rows, names = blade_rows(np.linspace(0, 1, 400), numbers)
    heights = rows.groupby("number")["row"].agg(np.ptp)
    assert heights[1] == pytest.approx(3 * heights[2], rel=1e-3)
    assert all(group["silhouette"].is_monotonic_decreasing for _, group in rows.groupby("number"))
    assert rows["row"].max() == pytest.approx(1, abs=1e-3)
    assert names["row"].iloc[0] > 0  # room for the name above the first blade


def test_a_segment_of_one_has_a_blade():
    rows, _ = blade_rows(np.array([0.5, 0.4, 0.2]), np.array([1, 1, 2]))
    assert rows.loc[rows["number"] == 2, "silhouette"].unique().tolist() == [0.2]


def test_figures_of_each_segment_are_in_the_table(segments):
    table = blades(segments).table
    own = segments.silhouette[segments.number == 1]
    assert table["segment"].iloc[0] == "1 Evening peak"
    assert table["customers"].tolist() == segments.sizes.tolist()
    assert table["mean_silhouette"].iloc[0] == pytest.approx(own.mean())
    assert table["below_zero"].sum() == (segments.silhouette < 0).sum()


def test_a_measured_sample_is_called_one(segments):
    silhouette = np.where(np.arange(1000) % 4 == 0, segments.silhouette, np.nan)
    assert "Measured on 250 of 1,000." in blades(replace(segments, silhouette=silhouette)).note


def test_without_any_silhouette_there_is_no_picture(segments):
    unknown = replace(segments, silhouette=np.full(1000, np.nan))
    with pytest.raises(
        ValueError, match=r"^blades need the silhouette of at least one customer, found none$"
    ):
        blades(unknown)


def test_blades_can_carry_the_colours_of_another_k(make):
    found = make.segments(k=3)
    picture = blades(found, {1: 4, 2: 1, 3: 6})
    assert picture.table["segment"].tolist() == [
        f"1 {found.names[1]}",  # in the order of the numbers that are shown
        f"4 {found.names[0]}",
        f"6 {found.names[2]}",
    ]
    assert picture.table["customers"].tolist() == found.sizes[[1, 0, 2]].tolist()
    rows = picture.chart.layer[0].data
    assert list(dict.fromkeys(zip(rows["number"], rows["tone"], strict=True))) == [
        (1, "1"),
        (4, "4"),
        (6, "6"),
    ]
