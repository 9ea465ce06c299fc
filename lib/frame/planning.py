"""What binds the list: the goal, limits and lists, and what matters besides kW, each behind a button."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from lib.allowed import CAUTION, GRADES, PROGRAMMES
from lib.analysis import plan_of
from lib.charts.words import certainty, kw
from lib.choices import Choices
from lib.frame.page import plain
from lib.frame.sidebar import KEEP, pick
from lib.limits import Limit, limits_text, parse_limits
from lib.report import listed
from lib.segments import Segments
from lib.targets import Portfolio, TargetRanking, blend_cost, weighted_kw
from lib.terms import term

STAYS = {"persist_state": "session"}
WEIGHTS = {
    "weight_peak": ("Use in the system’s peak", "responsibility"),
    "weight_repeat": ("Evenings alike", "repeatability"),
    "weight_known": ("Data that can be trusted", "confidence grade"),
}
Facts = Mapping[str, np.ndarray]


def goal(chosen: Portfolio, choices: Choices) -> None:
    """How much must come and how surely, and what that rests on."""
    half = ", half of what is firm" if not choices.goal_kw else ""
    with st.popover(f"Goal: {kw(chosen.goal_kw or 0)}, {certainty(choices.confidence)}{half}"):
        given = {"key": "goal_kw", "help": term("goal"), **KEEP}
        st.number_input("Goal, kW (0: half of what is firm)", 0.0, 1e9, 0.0, **given)
        st.slider("Certainty", 0.5, 0.99, 0.9, 0.01, key="confidence", help=term("certainty"), **KEEP)
        pick("programme", "Programme", list(PROGRAMMES), term("programme"))
        pick("caution", "The certainty holds", list(CAUTION.values()), term("caution"))
        st.slider("Hold back at random", 0.0, 0.5, 0.0, 0.05, key="holdout", help=term("hold-out"), **KEEP)


def limits(segments: Segments, known: Facts, choices: Choices) -> None:
    """Budget, most letters, data, caps and floors, and lists of customers."""
    usual = Choices()
    with st.popover("Limits" + (" in use" if listed.bound(choices) else "")):
        st.number_input(
            "Most to spend (0: no limit)", 0.0, 1e12, 0.0, key="budget", help=term("budget"), **KEEP
        )
        with st.grid(3, min_column_width=110):
            for name in ("contact", "enrolment", "incentive"):
                cost = getattr(usual, f"cost_{name}")
                st.number_input(f"Per {name}", 0.0, 1e6, cost, key=f"cost_{name}", **KEEP)
        most = {"key": "most_asked", "help": "Letters that can be sent at most.", **KEEP}
        st.number_input("Most customers asked (0: no limit)", 0, 100_000_000, 0, **most)
        pick("lowest_grade", "Data at least", list(GRADES.values()), term("confidence grade"))
        _caps(segments, known, choices)
        lists = {"max_chars": 200_000, "height": 90, "placeholder": "One customer a line", **STAYS}
        st.text_area("Must be asked", key="must_list", **lists)
        st.text_area("Must not be asked", key="never_list", **lists)
        st.markdown(
            ":small[:gray[The two lists stay in this session: they go into no link and no settings.]]"
        )


def _caps(segments: Segments, known: Facts, choices: Choices) -> None:
    """At least and at most of a segment, a feeder, or any group of the table by customer."""
    groups = {f"segment: {segments.label(n)}": ("segment", str(n)) for n in segments.numbers}
    for column, words in known.items():
        levels = [level for level in np.unique(words).tolist() if level and ";" not in level]
        groups |= {f"{column}: {level}": (column, level) for level in levels}
    with st.form("limits_form", border=False):
        group = st.selectbox("At least and at most of a group", groups)
        with st.grid(2, min_column_width=110):
            low = st.number_input("At least", 0, 100_000_000, 0)
            high = st.number_input("At most (0: no limit)", 0, 100_000_000, 0)
        if st.form_submit_button("Set this limit"):
            column, level = groups[group]
            _set(choices, Limit(column, level, min(low, high) if high else low, high or None))
    for each in parse_limits(choices.limits):
        bounds = f"at least {each.at_least:,}" + (
            "" if each.at_most is None else f", at most {each.at_most:,}"
        )
        text = f"Remove: {each.column} {each.level}, {bounds}"
        st.button(plain(text), key=f"limit_{each.column}_{each.level}", on_click=_unset, args=(choices, each))


def _set(choices: Choices, limit: Limit) -> None:
    """Take one more limit; it takes the place of one on the same group."""
    kept = [
        each
        for each in parse_limits(choices.limits)
        if (each.column, each.level) != (limit.column, limit.level)
    ]
    st.session_state["limits"] = limits_text([*kept, limit])
    st.rerun()


def _unset(choices: Choices, limit: Limit) -> None:
    st.session_state["limits"] = limits_text(each for each in parse_limits(choices.limits) if each != limit)


def weights(ranking: TargetRanking, chosen: Portfolio, known: Facts, choices: Choices) -> None:
    """Sliders from zero for what matters besides kW, and what they cost."""
    plan = plan_of(choices)
    with st.popover("What else matters" + (" in use" if plan.weights.any else "")):
        for name, (label, meaning) in WEIGHTS.items():
            st.slider(label, 0.0, 1.0, 0.0, 0.1, key=name, help=term(meaning), **KEEP)
        feeders = [level for level in np.unique(known.get("feeder", [])).tolist() if level]
        if feeders:
            st.slider("One feeder first", 0.0, 1.0, 0.0, 0.1, key="weight_place", **KEEP)
            named = dict.fromkeys(
                ["", *feeders, choices.weight_feeder]
            )  # an address may name one that is gone
            st.selectbox("Which feeder", named, key="weight_feeder", **STAYS)
        cost = blend_cost(ranking, weighted_kw(ranking, plan.weights, known), chosen.selected)
        st.markdown(plain(listed.blend(cost, plan.weights.any)))
