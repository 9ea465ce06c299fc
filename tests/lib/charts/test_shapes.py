import numpy as np
import pytest

from lib.charts import highest_kw, highest_kw_of_colours, segment_shape, shapes_of_k


@pytest.mark.parametrize(
    ("size", "marks"),
    [
        ("strip", ["rect", "line", "rule"]),
        ("compare", ["rect", "area", "line", "rule"]),
        ("full", ["rect", "line", "area", "line", "rule"]),
    ],
)
def test_each_size_draws_what_it_has_room_for(segments, size, marks):
    assert [layer.mark.type for layer in segment_shape(segments, 1, 4.0, (17, 21), size).chart.layer] == marks


def test_all_share_the_scale_they_are_given(segments):
    pictures = [segment_shape(segments, number, 3.4, (17, 21)) for number in (1, 3)]
    domains = [
        layer.encoding.y["scale"]["domain"] for picture in pictures for layer in picture.chart.layer[1:4]
    ]
    assert domains == [[0, 3.4]] * 6


def test_the_shared_maximum_holds_every_band(segments):
    assert segments.high_kw.max() < highest_kw(segments) < 1.1 * segments.high_kw.max()


def test_one_colour_has_one_scale_in_every_k(segments):
    """Colour 1 is the first segment here and the second there; its scale is set by the higher of the two."""
    found, colours = {3: segments, 4: segments}, {3: {1: 1, 2: 2}, 4: {2: 1, 1: 3}}
    first, second = (1.08 * segments.high_kw[row].max() for row in (0, 1))
    assert first != second
    tops = highest_kw_of_colours(found, colours)
    assert tops == pytest.approx({1: max(first, second), 2: second, 3: first})


def test_words_carry_the_figures_of_the_segment(segments):
    picture = segment_shape(segments, 1, 4.0, (17, 21))
    peak = segments.mean_kw[0].max()
    assert picture.title == "1 Evening peak"
    assert picture.alt.replace("\N{NO-BREAK SPACE}", " ") == (
        f"1 Evening peak: {segments.sizes[0]:,} customers, mean peak {peak:.1f} kW at 19:00."
    )
    assert picture.table["mean_kw"].tolist() == segments.mean_kw[0].tolist()


def test_number_and_colour_may_be_those_of_the_page(segments):
    picture = segment_shape(segments, 2, 4.0, (17, 21), "strip", shown_as=4)
    assert picture.title == "4 Morning and evening"
    assert picture.chart.layer[1].to_dict()["transform"][0]["calculate"] == "'4'"


def test_members_are_at_most_sixty_of_the_segment_itself(segments):
    lines = segment_shape(segments, 1, 4.0, (17, 21)).chart.layer[1].data
    own = segments.hourly_kw[segments.number == 1]
    assert lines["customer"].nunique() == 60
    assert lines["kw"].head(24).tolist() == pytest.approx(own[0].tolist(), abs=1e-3)


def test_shapes_of_one_k_each_reach_their_own_peak():
    days = np.array([[1.0] * 23 + [4.0], [0.2] * 12 + [0.1] * 12])
    picture = shapes_of_k(days, numbers=(1, 4))
    assert picture.table.groupby("segment")["share_of_peak"].max().tolist() == [1, 1]
    assert picture.title.replace("\N{NO-BREAK SPACE}", " ") == "K = 2"
    assert picture.alt == "The 2 mean day shapes; they peak: 1 at 23:00, 4 at 00:00."


def test_exporters_are_scaled_by_their_largest_flow_and_stay_in_the_picture():
    picture = shapes_of_k(np.array([[-2.0] * 6 + [1.0] * 18]))
    assert picture.table["share_of_peak"].min() == -1
    assert picture.chart.layer[0].encoding.y["scale"]["domain"][0] == -1


def test_more_than_ten_shapes_are_said_to_be_partly_grey():
    picture = shapes_of_k(np.ones((12, 24)))
    tones = picture.chart.data.groupby("segment")["tone"].first().tolist()
    assert tones[9:] == ["10", "context", "context"]
    assert "Segments above 10 are grey" in picture.note
