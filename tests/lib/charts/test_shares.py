from dataclasses import replace

import numpy as np
import pytest

from lib.charts import shares_of_list, window_shares
from lib.charts.shares import load_title

NAMES = {1: "Evening peak", 2: "Flat"}


def with_load(segments, sizes, window_kw):
    k = len(sizes)
    mean_kw = np.ones((k, 24))
    mean_kw[:, 17:21] = np.array(window_kw)[:, None]
    return replace(segments, k=k, names=segments.names[:k], sizes=np.array(sizes), mean_kw=mean_kw)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("sizes", "window_kw", "title"),
    [
        ([10, 10, 10], [6, 1, 1], "Evening peak holds 75 % of the window load"),
        ([10, 10, 10, 10], [4, 1, 3, 2], "Two segments hold 70 % of the window load"),
        ([10, 20, 30], [1, 1, 1], "Each segment's load is as large as its share of customers"),
        ([10, 10], [3, -2], "Evening peak holds 100 % of the window load"),
    ],
)
def test_the_fewest_segments_that_hold_more_than_half(segments, sizes, window_kw, title):
    assert plain(window_shares(with_load(segments, sizes, window_kw), (17, 21)).title) == title


def test_shares_are_of_customers_and_of_load_and_sum_to_one(segments):
    picture = window_shares(with_load(segments, [30, 10], [1, 2]), (17, 21))
    assert picture.table["of_customers"].tolist() == [0.75, 0.25]
    assert picture.table["of_load"].tolist() == pytest.approx([0.6, 0.4])
    assert plain(picture.alt).endswith(
        "Largest shares of the window load: 1 Evening peak 60 % and 2 Morning and evening 40 %."
    )


def test_half_exactly_is_not_more_than_half(segments):
    table = window_shares(with_load(segments, [10, 10, 10], [2, 1, 1]), (17, 21)).table
    assert plain(load_title(table, ["a", "b", "c"])) == "Two segments hold 75 % of the window load"


def listed(make, segment, selected):
    return shares_of_list(
        make.filled(type(make.ranking()), customer_id=np.array(segment), segment=np.array(segment)),
        np.arange(len(segment)) < selected,
        NAMES,
    )


@pytest.mark.parametrize(
    ("segment", "selected", "title"),
    [
        ([1, 1, 1, 2, 2, 2], 3, "Evening peak is asked 2.0 times as often as its share"),
        ([1, 2, 1, 2], 2, "Every segment is asked as often as its share"),
        ([1, 1, 1, 1, 2, 2, 1, 1], 4, "Evening peak is asked 1.3 times as often as its share"),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 2], 9, "Evening peak leads the list with 100 %, 90 % of all customers"),
        (
            [2, 1, 1, 2, 1, 1, 1, 1],
            3,
            "Evening peak is asked less often than its share: 67 % of the list, 75 % of all",
        ),
        ([1, 2], 0, "Nobody is asked"),
        ([0, 0, 1, 2], 2, "In no segment is asked 2.0 times as often as its share"),
    ],
)
def test_the_segment_that_leads_the_list(make, segment, selected, title):
    assert plain(listed(make, segment, selected).title) == title


def test_customers_outside_every_segment_have_a_row(make):
    assert listed(make, [0, 1, 2, 2], 1).table["name"].tolist() == [
        "in no segment",
        "1 Evening peak",
        "2 Flat",
    ]


def test_a_row_is_44_pixels_high_and_has_two_bars(make):
    chart = listed(make, [1, 2], 1).chart
    assert chart.height == 88
    assert [layer.mark.type for layer in chart.layer] == ["bar", "text", "bar", "text"]
