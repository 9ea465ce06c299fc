"""Choose K and Compare K: what they say and draw, whatever the customers are like."""

import numpy as np
import pytest

from lib.frame.evidence import TABS
from lib.frame.progress import time_left
from tests import meter_files
from tests.pages.app import answer, charts, open_app, open_with, said, turn_to

HOUR = meter_files.HOURS.hour.to_numpy()
THREE = "K = 10 was asked for; there are 3 distinct shapes."
NOTHING = "There is nothing to compare: customers {}. Load more, or compare them by another scaling."


def of_so_many_shapes(shapes: int) -> bytes:
    """Thirty customers of one to three shapes, each of a size of its own."""
    days = [(0.2 + np.exp(-((HOUR - peak) ** 2) / 8)).round(4) for peak in (8, 13, 19)]
    return meter_files.table({f"C{i:02}": days[i % shapes] * (2 + i) for i in range(30)})


def subheaders(app) -> list[str]:
    return [each.value for each in app.main.subheader]


def words(app) -> str:
    return "\n".join(each.value for each in app.main.markdown)


def test_the_evidence_has_the_shapes_of_each_k():
    evidence = turn_to(open_app(), "choose_k").dataframe[-1].value
    assert evidence["K"].tolist() == list(range(2, 11))
    assert [len(row) for row in evidence["Shapes"]] == [24 * k for k in range(2, 11)]
    days = np.array(evidence["Shapes"][3]).reshape(5, 24)
    assert days.max(axis=1).tolist() == [1] * 5  # each a share of its own peak


def open_tab(app, name):
    """The same page with another tab of the evidence open."""
    app.session_state["evidence"] = name
    return app.run()


def test_each_tab_of_the_evidence_holds_its_pictures_and_the_answer_stays():
    app = turn_to(open_app(), "choose_k")
    before = answer(app)
    drawn = {name: [chart.alt for chart in charts(open_tab(app, name))][2:] for name in TABS}
    assert not app.exception
    assert {name: len(pictures) for name, pictures in drawn.items()} == {
        "Figures": 0,
        "Curves": 3,
        "Shapes": 6,
        "Fit": 1,
    }
    assert ["elbow" in drawn["Curves"][0].lower(), "Silhouette" in drawn["Curves"][1]] == [True, True]
    assert "Prediction strength" in words(open_tab(app, "Curves"))
    assert answer(app) == before
    ways = [each for each in words(app).split("\n") if each.startswith("**Prediction strength: ")]
    assert len(ways) == 1
    assert "not measured" not in ways[0]


def test_where_no_gap_was_looked_for_none_is_told_or_drawn():
    """Thirty customers are too few: the page said "the widest gap, 0.00, falls short of the 2.92 needed"."""
    app = turn_to(open_with("three.csv", of_so_many_shapes(3)), "choose_k")
    assert len(charts(app)) == 1  # who stands between the two closest
    assert not any("idest gap" in each for each in [*subheaders(app), words(app)])
    assert "badge[Agreement" not in words(app).replace("-badge[:", "-badge[")
    assert "Only 30 customers: too few to look for groups" in words(app).replace("only 30", "Only 30")


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.2, "about 1 s left"),
        (89, "about 89 s left"),
        (100, "about 2 min left"),
        (3700, "more than an hour left"),
    ],
)
def test_the_time_left_is_told_in_a_unit_one_waits_in(seconds, told):
    assert time_left(seconds) == told


def test_k_is_no_more_than_there_are_distinct_shapes_and_that_is_said():
    app = turn_to(open_with("three.csv", of_so_many_shapes(3)), "choose_k")
    assert not app.exception
    assert THREE in words(app)
    assert "Every shape from K = 2 to 3" in subheaders(open_tab(app, "Shapes"))
    assert (
        answer(turn_to(app, "compare_k"))
        == "From 2 to 3, **Daytime splits**; 100\N{NO-BREAK SPACE}% of the target kW stays."
    )
    app.selectbox(key="k").set_value("7").run()
    for page in ("choose_k", "compare_k", "segments", "targets"):
        assert not turn_to(app, page).exception


@pytest.mark.parametrize(
    ("shapes", "alike"), [(2, "have two distinct shapes"), (1, "all have the same shape")]
)
def test_with_fewer_than_three_shapes_there_is_nothing_to_compare(shapes, alike):
    app = turn_to(open_with("alike.csv", of_so_many_shapes(shapes)), "compare_k")
    assert not app.exception
    assert said(app) == NOTHING.format(alike)


def test_of_one_shape_there_is_no_k_to_choose():
    app = turn_to(open_with("one.csv", of_so_many_shapes(1)), "choose_k")
    assert not app.exception
    assert said(app) == (
        "All customers have the same shape, so there is one kind, and no K to choose. Load more, or compare them by "
        "another scaling."
    )


def test_one_address_restores_a_comparison():
    app = open_app("compare_k", k="3", ks=["3", "5", "8"])
    assert app.pills(key="ks").value == ["3", "5", "8"]
    assert answer(app).startswith("From 3 to 5, ")
    assert [use.label for use in app.button if use.label.startswith("Use K")] == [
        f"Use K = {k}" for k in (3, 5, 8)
    ]
    assert not app.warning


def test_without_groups_the_first_page_and_choose_k_say_why_four():
    why = "K = 4 is for convenience, like sizes of clothes: no gap says how many"
    app = open_app(source="Chapter’s data")
    assert why in words(app)
    assert why in words(turn_to(app, "choose_k"))
    assert "Beside K = 4, the one in use. Three explains " in words(app)
    assert why not in words(open_app("choose_k"))
