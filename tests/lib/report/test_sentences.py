"""The sentence of each page: every case that can occur, with numbers a reader can check."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lib.analysis import segments_of
from lib.report import sentences
from lib.segments.types import Structure
from lib.targets import InCommon, LevelRange

RANGE = LevelRange(low=90, middle=60, high=30, cautious=None)
NAMES = {1: "Evening peak", 2: "Flat"}
DISTINCT = Structure("distinct", 5, 0.9, 2.6, 2.24, 1000)


def said(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


class TestReadings:
    @pytest.fixture
    def readings(self, analysis):
        made = {
            "customers": 1000,
            "readings": 998,
            "missing": 2,
            "start": "2026-06-06 00:00",
            "end": "2026-07-31 23:00",
        }
        return replace(analysis.readings, **made)

    def test_customers_days_interval_completeness_and_who_is_set_aside(self, readings, analysis):
        reason = analysis.profiles.reason.copy()
        reason[:3] = "vacant"
        text = said(sentences.readings(readings, replace(analysis.profiles, reason=reason)))
        assert text == "**1,000 customers, 56 days, hourly**; 99.8 % complete, 3 customers set aside."

    def test_nobody_set_aside(self, readings, analysis):
        kept = replace(analysis.profiles, reason=np.full(len(analysis.profiles), ""))
        assert sentences.readings(readings, kept).endswith("complete, nobody set aside.")

    def test_before_there_are_profiles(self, readings):
        assert said(sentences.readings(readings)) == "**1,000 customers, 56 days, hourly**; 99.8 % complete."

    @pytest.mark.parametrize(
        ("minutes", "words"),
        [(60, "hourly"), (30, "every half hour"), (15, "every quarter of an hour"), (5, "every 5 minutes")],
    )
    def test_intervals(self, readings, minutes, words):
        assert f", {words}**" in sentences.readings(replace(readings, interval_minutes=minutes))

    def test_one_customer_one_day(self, readings):
        one = replace(readings, customers=1, end="2026-06-06 23:00")
        assert sentences.readings(one).startswith("**1 customer, 1 day, hourly**")

    @pytest.mark.parametrize(
        ("missing", "words"), [(0, "100 %"), (1, "99.9 %"), (1_000_000, "49.9 %"), (99_000_000, "0.9 %")]
    )
    def test_complete_only_where_nothing_is_missing(self, readings, missing, words):
        found = replace(readings, readings=999_000, missing=missing)
        assert said(sentences.complete(found)) == f"{words} complete"


class TestProfiles:
    @pytest.fixture
    def three(self, analysis):
        """Two customers of .5 kW with a peak of 2 and of 3 kW at 19:00, one always at 1.5 kW."""
        kw = np.full((3, 24), 0.5)
        kw[0, 19], kw[1, 19], kw[2] = 2.0, 3.0, 1.5
        rows = {"hourly_kw": kw, "reason": np.full(3, ""), "customer_id": np.array(["a", "b", "c"])}
        return replace(analysis.profiles, **rows)

    def test_peak_of_the_median_day_and_what_half_do_not_exceed(self, three):
        # at 19:00 the median of 2, 3 and 1.5 is 2; so it is of the three highest hours
        text = said(sentences.profiles(three))
        assert (
            text
            == "The typical day peaks at **19:00** at **2.0 kW**; half of all customers stay under 2.0 kW."
        )

    def test_the_kind_of_day_is_named(self, three):
        winter = replace(three, day_type="weekday", season="winter")
        assert sentences.profiles(winter).startswith("The typical winter weekday peaks")

    def test_a_flat_day(self, three):
        flat = replace(three, hourly_kw=np.full((3, 24), 0.4))
        text = said(sentences.profiles(flat))
        assert text == "The typical day is flat, at **0.40 kW**; half of all customers stay under 0.40 kW."

    def test_a_day_without_load(self, three):
        nothing = replace(three, hourly_kw=np.zeros((3, 24)))
        assert said(sentences.profiles(nothing)).startswith("The typical day is flat, at **0.00 kW**")

    def test_those_set_aside_do_not_count(self, three):
        text = said(sentences.profiles(replace(three, reason=np.array(["vacant", "", "vacant"]))))
        assert text.endswith("stay under 3.0 kW.")

    def test_nobody_is_kept(self, three):
        none = replace(three, reason=np.full(3, "few days"))
        assert sentences.profiles(none) == "**No customer** has enough days for a typical day."


class TestChooseK:
    @pytest.fixture
    def sweep(self, analysis):
        """K from 2 to 6, silhouette best at 2."""
        fits = tuple(replace(fit, silhouette=0.6 - 0.05 * fit.k) for fit in analysis.sweep.fits)
        return replace(analysis.sweep, fits=fits, structure=DISTINCT)

    def test_distinct(self, sweep):
        assert sentences.choose_k(sweep) == "**Five**, and they are distinct. Silhouette alone would say two."

    def test_overlapping(self, sweep):
        found = replace(sweep, structure=replace(DISTINCT, verdict="overlapping"))
        assert sentences.verdict(found) == "**Five**, but some overlap; four or six can be defended as well."

    def test_two_that_overlap_are_not_one(self, sweep):
        found = replace(sweep, structure=replace(DISTINCT, verdict="overlapping", natural_k=2))
        assert sentences.choose_k(found) == (
            "**Two**, but some overlap; three can be defended as well. Silhouette alone would say the same."
        )

    def test_a_finer_reproducible_split_makes_it_at_least(self, sweep):
        fits = tuple(replace(fit, prediction_strength=0.8 if fit.k == 6 else 0.9) for fit in sweep.fits)
        assert sentences.verdict(replace(sweep, fits=fits)).startswith("**At least five**, and")
        weak = tuple(replace(fit, prediction_strength=0.79 if fit.k == 6 else 0.9) for fit in sweep.fits)
        assert sentences.verdict(replace(sweep, fits=weak)).startswith("**Five**, and")

    @pytest.mark.parametrize(
        ("verdict", "size_share", "words"),
        [
            ("continuum", 0.9, "**No natural groups**: a continuum of size."),
            ("continuum", 0.2, "**No natural groups**: customers shade into one another."),
            ("none", 0.9, "**No natural groups**: customers are one cloud around the typical day."),
        ],
    )
    def test_no_groups(self, sweep, verdict, size_share, words):
        structure = Structure(verdict, 1, 1.0, 1.6, 2.24, 1000, size_share=size_share)
        assert sentences.verdict(replace(sweep, structure=structure)) == words

    def test_too_few_customers_do_not_show_that_there_are_no_groups(self, sweep):
        few = replace(sweep, structure=Structure("none", 1, 0.0, 0.0, 2.7, 60))
        assert sentences.verdict(few) == (
            "**No natural groups** are seen, but with 60 customers that does not say there are none."
        )

    def test_one_silhouette_is_no_choice(self, sweep):
        unknown = tuple(replace(fit, silhouette=np.nan) for fit in sweep.fits[1:])
        assert (
            sentences.choose_k(replace(sweep, fits=(sweep.fits[0], *unknown)))
            == "**Five**, and they are distinct."
        )

    def test_the_chapter_is_a_continuum_of_size(self, chapter):
        assert sentences.verdict(chapter.sweep) == "**No natural groups**: a continuum of size."


class TestCompareK:
    @pytest.fixture
    def cut(self, analysis):
        """Ten customers in segments as they are listed."""

        def made(numbers, names):
            ids = np.array([f"C{n}" for n in range(len(numbers))])
            return replace(
                analysis.segments, customer_id=ids, number=np.array(numbers), names=names, k=len(names)
            )

        return made

    def test_one_splits(self, cut):
        two = cut([1] * 6 + [2] * 4, ("Evening peak", "Flat"))
        three = cut([1] * 3 + [2] * 3 + [3] * 4, ("Evening peak, sharper", "Evening peak, flatter", "Flat"))
        kept = InCommon(customers=5, kw=9.3, share=0.93)
        assert said(sentences.compare_k(two, three, kept)) == (
            "From 2 to 3, **Evening peak splits**; 93 % of the target kW stays."
        )
        assert (
            said(sentences.compare_k(two, three))
            == "From 2 to 3, **Evening peak splits**; 70 % of customers stay."
        )

    def test_two_split(self, cut):
        two = cut([1] * 5 + [2] * 5, ("Evening peak", "Flat"))
        four = cut([1, 1, 1, 2, 2, 3, 3, 3, 4, 4], ("a", "b", "c", "d"))
        assert "**Evening peak and Flat split**" in sentences.compare_k(two, four)

    def test_none_splits(self, cut):
        two = cut([1] * 5 + [2] * 5, ("Evening peak", "Flat"))
        assert (
            said(sentences.compare_k(two, two))
            == "From 2 to 2, **no segment splits**; 100 % of customers stay."
        )

    def test_fewer_segments(self, cut):
        three = cut([1] * 3 + [2] * 3 + [3] * 4, ("Evening peak", "Twin peak", "Flat"))
        two = cut([1] * 6 + [2] * 4, ("Evening peak", "Flat"))
        assert "From 3 to 2, **Twin peak dissolves**;" in sentences.compare_k(three, two)

    def test_many_fewer_segments(self, cut):
        four = cut([1] * 4 + [2] * 2 + [3] * 2 + [4] * 2, ("Evening peak", "Twin peak", "Flat", "Daytime"))
        one = cut([1] * 10, ("Evening peak",))
        assert "**Twin peak, Flat and Daytime dissolve**;" in sentences.compare_k(four, one)

    def test_it_holds_of_a_real_territory(self, analysis):
        choices = replace(analysis.choices, k=analysis.segments.k + 1)
        more = segments_of(analysis.profiles, choices, analysis.sweep.fits)
        text = sentences.compare_k(analysis.segments, more)
        assert text.startswith(f"From {analysis.segments.k} to {analysis.segments.k + 1}, **")


class TestSegments:
    @pytest.fixture
    def two(self, analysis):
        """30 customers of 3 kW in the window and 70 of 1 kW: 90 of 160 kW are 56 %."""
        mean_kw = np.ones((2, 24))
        mean_kw[0, 17:21] = 3.0
        made = {"sizes": np.array([30, 70]), "mean_kw": mean_kw, "names": ("Evening peak", "Flat"), "k": 2}
        return replace(analysis.segments, **made)

    def test_the_segment_with_most_load_over_its_customers(self, two):
        text = said(sentences.segments(two, (17, 21)))
        assert text == "**Evening peak**: 30 % of customers, 56 % of the load in the event window."

    def test_none_stands_out_in_another_window(self, two):
        assert sentences.segments(two, (2, 5)) == (
            "**No segment stands out** in the event window: two segments, each with about its share."
        )

    def test_a_window_over_midnight(self, two):
        assert "**Evening peak**" in sentences.segments(two, (20, 1))

    def test_one_segment(self, two):
        one = replace(two, k=1, sizes=np.array([100]), mean_kw=two.mean_kw[:1], names=("Flat",))
        assert sentences.segments(one, (17, 21)) == "**One segment**: Flat."

    def test_shares_of_exports_are_not_told(self, two):
        export = replace(two, mean_kw=two.mean_kw * [[-1], [1]])
        assert (
            said(sentences.segments(export, (17, 21)))
            == "**Flat** is the largest segment: 70 % of customers."
        )


class TestTargets:
    @pytest.fixture
    def ranking(self, analysis):
        segment = np.ones(len(analysis.ranking), dtype=int)
        segment[:10] = 2
        return replace(analysis.ranking, n_enrolled=80, segment=segment)

    @pytest.fixture
    def chosen(self, analysis):
        asked = np.arange(len(analysis.ranking)) < 40
        made = {
            "goal_kw": 12.0,
            "selected": 40,
            "feasible": True,
            "asked": asked,
            "expected_kw": 17.0,
            "p90_kw": 12.0,
        }
        return replace(analysis.portfolio, **made)

    def test_expected_firm_and_who_they_are(self, ranking, chosen):
        text = said(sentences.targets(ranking, chosen, NAMES))
        assert text == "The **40 customers** give 17 kW expected, **12 kW firm**; 75 % are Evening peak."

    def test_all_are_of_one_segment(self, ranking, chosen):
        same = replace(ranking, segment=np.ones(len(ranking), dtype=int))
        assert sentences.targets(same, chosen, NAMES).endswith("; all are Evening peak.")

    def test_customers_in_no_segment(self, ranking, chosen):
        none = replace(ranking, segment=np.zeros(len(ranking), dtype=int))
        assert sentences.targets(none, chosen, NAMES).endswith("; all are in no segment.")

    def test_one_customer(self, ranking, chosen):
        one = replace(chosen, selected=1, asked=np.arange(len(ranking)) < 1)
        text = said(sentences.targets(ranking, one, NAMES))
        assert text == "The **1 customer** gives 17 kW expected, **12 kW firm**; it is Flat."

    def test_a_goal_out_of_reach(self, ranking, chosen):
        text = said(sentences.targets(ranking, replace(chosen, feasible=False, goal_kw=50.0), NAMES))
        assert "**12 kW firm**, short of the 50 kW asked for; 75 %" in text

    def test_without_history_the_range_leads(self, ranking, chosen):
        text = said(sentences.targets(replace(ranking, n_enrolled=0), chosen, NAMES, RANGE))
        assert text.startswith(
            "Without past reductions to learn from, **12 kW** with 90 % certainty takes **30 to 90 of"
        )
        assert text.endswith(
            "The **40 customers** give 17 kW expected, **12 kW firm**; 75 % are Evening peak."
        )

    def test_where_customers_are_alike_nobody_is_better(self, chapter):
        text = said(
            sentences.targets(chapter.ranking, chapter.portfolio, dict(enumerate(chapter.segments.names, 1)))
        )
        assert text.startswith("**Nobody is a better target than anybody**: the best tenth gives only ")
        assert "% more than any tenth. The **" in text
        assert "Twin peak" not in text

    def test_where_all_are_equal_the_best_tenth_gives_no_more(self, ranking, chosen):
        equal = replace(ranking, expected_kw=np.full(len(ranking), 0.2))
        assert "the best tenth gives no more than any tenth" in sentences.targets(equal, chosen, NAMES)

    def test_nobody_gives_anything(self, ranking, chosen):
        text = sentences.targets(ranking, replace(chosen, selected=0), NAMES)
        assert text == "**Nobody** is expected to give any kW in the event window."


@pytest.mark.parametrize(
    ("kw", "words"),
    [
        ([1.0] * 40, "The first ten carry 25 % of the 40 kW expected"),
        ([0.5, 0.3], "2 customers shown, 0.80 kW expected of them"),
        ([0.5], "1 customer shown, 0.50 kW expected of it"),
        ([0.0, 0.0], "Nobody shown is expected to give any kW"),
        ([], "Nobody shown is expected to give any kW"),
    ],
)
def test_the_first_of_a_list(kw, words):
    assert said(sentences.first_on_list(pd.DataFrame({"Expected kW": kw}))) == words


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (0, "A report of **7 sections**, **no customer named**."),
        (1, "A report of **7 sections**; it **names 1 customer**: keep it inside the house."),
        (20, "A report of **7 sections**; it **names 20 customers**: keep it inside the house."),
    ],
)
def test_a_report_says_whether_it_names_customers(named, words):
    assert sentences.report(7, named) == words
