"""The list and what stands behind it, each part made when its tab is opened."""

import streamlit as st

from lib import charts, stages
from lib.analysis import costs_of
from lib.choices import Choices
from lib.frame.page import plain, section, show
from lib.frame.picking import choosable
from lib.frame.planning import Facts
from lib.frame.table import table
from lib.profiles import Profiles
from lib.report import listed as words
from lib.report.sentences import count
from lib.segments import Segments
from lib.targets import (
    Portfolio,
    TargetRanking,
    beside,
    cost_of,
    fairness,
    level_range,
    pilot,
    price_of_fairness,
    uplift,
)
from lib.targets.shown import listed, ranked_segments

TABS = ("The list", "How sure", "Beside other lists", "Set aside and fair", "Chance of yes")


def proof(
    ranking: TargetRanking,
    chosen: Portfolio,
    segments: Segments,
    profiles: Profiles,
    known: Facts,
    choices: Choices,
) -> None:
    """The list, how sure it is, what others would ask, who is not asked, and how the chance was learned."""
    parts = (_list, _sure, _beside, _aside, _chance)
    for tab, part in zip(st.tabs(TABS, on_change="rerun", key="proof"), parts, strict=True):
        if tab.open:
            with tab:
                part(ranking, chosen, segments, profiles, known, choices)


def _list(ranking, chosen, segments, profiles, known, choices) -> None:
    names = segments.named
    labels = {segments.label(number): number for number in names}
    shown = st.pills(
        "Only these segments", labels, selection_mode="multi", key="only", persist_state="session"
    )
    numbers = [labels[label] for label in shown if label in labels] or list(names)
    rows = listed(ranking, chosen, segments, profiles, numbers)
    first = f"First on the list: {rows['Why'][0]}" if len(rows) else "Nobody of these segments may be asked"
    section(
        plain(first), f"Chance of taking part times kW given. The first {len(rows):,} of {len(ranking):,}."
    )
    choosable(rows, f"The list. {first}", "list_rows", 430)
    st.space("small")
    with st.grid(2, min_column_width=400, gap="large"):
        with st.container():
            show(charts.parts(ranking))
        with st.container():
            show(charts.shares_of_list(ranking, chosen.asked, names))
    section("Segments by what they can give", "Expected kW of all their customers, and of each letter.")
    table(
        ranked_segments(ranking, chosen, segments), "Each segment: customers, asked, expected kW, kW a letter"
    )


def _sure(ranking, chosen, segments, profiles, known, choices) -> None:
    show(charts.delivery(chosen))
    with st.grid(2, min_column_width=400, gap="large"):
        if chosen.goal_kw:
            with st.container():
                show(charts.chance_of_goal(chosen))
        if chosen.doubts:
            with st.container():
                show(charts.doubts(chosen))


def _beside(ranking, chosen, segments, profiles, known, choices) -> None:
    costs = costs_of(choices)
    if chosen.selected:
        show(charts.rivals(beside(ranking, chosen, costs, choices.seed)))
        spent = cost_of(ranking, chosen.order[: chosen.selected], costs)
        st.markdown(plain(words.spent(chosen, spent, choices)))
    rows = listed(ranking, chosen, segments, profiles, list(segments.named), by_bill=True)
    section("By highest bill, the list most programmes use", f"The first {len(rows):,} of {len(ranking):,}.")
    choosable(rows, "Customers by highest daily energy, with the kW to expect", "list_bills", 430)


def _aside(ranking, chosen, segments, profiles, known, choices) -> None:
    aside = len(ranking.set_aside_ids)
    section(
        f"Set aside before ranking: {count(aside)}",
        "Each once, by the first reason.",
    )
    for _, many, message in ranking.set_aside:
        st.markdown(f"**{many:,}** {plain(message)}")
    if not known:
        st.markdown("A table by customer says who must not be asked, and by what the list is to be fair.")
    options = {"segment": ranking.segment.astype(str)} | dict(known)
    usual = next((n for n, name in enumerate(options) if "income" in name.lower()), 0)
    by = st.selectbox("Fair by", list(options), usual, key="fair_by", persist_state="session")
    with st.grid(2, min_column_width=400, gap="large"):
        with st.container():
            show(charts.selection(fairness(ranking, chosen.asked, options[by]), by))
        with st.container():
            show(charts.price_of_floor(*price_of_fairness(ranking, chosen.asked, options[by]), by))


def _chance(ranking, chosen, segments, profiles, known, choices) -> None:
    warnings, others = words.warned(ranking.notes)
    for note in warnings:
        st.warning(plain(note))
    if ranking.n_enrolled == 0 and chosen.goal_kw:
        found = level_range(ranking, chosen.goal_kw, chosen.confidence)
        section(
            "Without past reductions the level of response is assumed",
            plain(words.pilot(pilot(ranking), ranking)),
        )
        table(words.without_history(found, ranking), "Customers to ask by level of response")
    judged = stages.judgement(profiles, segments, choices)
    if judged:
        with st.grid(2, min_column_width=400, gap="large"):
            with st.container():
                show(charts.calibration(judged))
            with st.container():
                show(charts.carries(judged))
        st.markdown(plain(words.judged(judged)))
        table(words.scores(judged), "The learned chance, boosted trees, and chance alone")
    side = stages.attributes(choices)
    shown = uplift(side) if side is not None else None
    if shown:
        section("What asking did last season", plain(words.uplift(shown)))
    section("What is assumed")
    for note in (*others, *stages.peak_note(choices)):
        st.markdown(f"- {plain(note)}")
