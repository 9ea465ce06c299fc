"""The sidebar: what is loaded, the shared choices, and a way to take them along."""

from dataclasses import replace

import streamlit as st

from lib import stages
from lib.allowed import LABELS, LIMITS
from lib.charts.words import day
from lib.choices import Choices
from lib.findings import Refusal
from lib.frame import dropped
from lib.frame.configured import as_of
from lib.frame.kept import KEEP, choices_of_session
from lib.frame.page import plain
from lib.frame.pages import PAGES
from lib.frame.settings import other_readings, take_along
from lib.frame.signed_in import signed_in
from lib.limits import customers_in
from lib.readings import Readings
from lib.spelling import counted
from lib.terms import term
from lib.window import parse_window

DEFAULT = Choices()
FEWEST_TO_COMPARE = 3  # K = 2 and K = 3
SUGGESTED, EVERY_K = LABELS["k"][0], [str(k) for k in range(2, LIMITS["k"][1] + 1)]
USUAL_K = EVERY_K[:11]


def choices() -> Choices:
    """All settings as they stand: what widgets say, else what the address said, made valid."""
    made = stages.available(choices_of_session())
    lists = {"must": "must_list", "must_not": "never_list"}  # identifiers: of the session alone
    named = {name: customers_in(st.session_state.get(key) or "") for name, key in lists.items()}
    said = {name: stages.called(customers, made.source) for name, customers in named.items()}
    return replace(made, **said)


def pick(name: str, label: str, options: list[str], explanation: str) -> None:
    """A choice among words, kept in the session and in the address."""
    st.selectbox(label, options, key=name, help=explanation, **KEEP)


def pick_ks(k: int, most: int) -> list[int]:
    """Two to four values of K; the one in use and its neighbour where fewer are picked.

    Raises
    ------
    Refusal
        No two values can be had, since fewer than three shapes are distinct.
    """
    if most < FEWEST_TO_COMPARE:
        alike = "customers all have the same shape" if most == 1 else "customers have two distinct shapes"
        raise Refusal(f"There is nothing to compare: {alike}. Load more, or compare them by another scaling.")
    usual = [k, k + 1] if k < most else [k - 1, k]
    options, default = [str(each) for each in range(2, most + 1)], [str(each) for each in usual]
    dropped.remember("ks", options)
    picked = st.pills(
        "Side by side, two to four", options, selection_mode="multi", default=default, key="ks", **KEEP
    )
    if len(picked) < 2:
        st.markdown(":small[:gray[Pick at least two; until then the K in use stands beside its neighbour.]]")
    taken = sorted(int(each) for each in picked)[:4] if len(picked) > 1 else usual
    dropped.say("ks", "K =", " and ".join(map(str, taken)), f"K = 2 to {most} to compare here")
    return taken


def sidebar(page: str) -> None:
    """Draw the sidebar with the choices that this page uses."""
    used = next(each.choices for each in PAGES if each.file == page)
    with st.sidebar:
        place = st.container()
        if "source" in used:
            labels = LABELS["source"]
            given = [labels["upload"]] * (stages.intake().upload is not None)
            options = [labels["demo"], labels["chapter"], *stages.offered(), *given]
            pick("source", "Readings", options, "Give a file of your own on the page Readings.")
        if "window" in used:
            _window()
        if "features" in used:
            pick("features", "Shape of", list(LABELS["features"].values()), term("shape of"))
        if "scaling" in used:
            pick("scaling", "Customers are compared by", list(LABELS["scaling"].values()), term("scaling"))
        if "k" in used:
            _segments_wanted()
        if "seed" in used:
            st.number_input("Seed", 0, 2**31 - 1, DEFAULT.seed, key="seed", help=term("seed"), **KEEP)
        take_along(choices())
        signed_in()
    with place:
        _loaded(choices())


def _segments_wanted() -> None:
    """K: the usual ones, and any other that the address or a button names."""
    dropped.remember("k", [SUGGESTED, *EVERY_K])
    asked = st.session_state.get("k") or st.query_params.get("k")
    options = [SUGGESTED, *(k for k in EVERY_K if k in USUAL_K or k == asked)]
    pick("k", "Segments (K)", options, "How many kinds of customer to part into.")
    dropped.say("k", "K =", st.session_state["k"], f"K = 2 to {EVERY_K[-1]}")


def _window() -> None:
    explanation = (
        "The hours in which load should move: 17-21 is 17:00 to 21:00. Type any other, for example 7-10."
    )
    usual = ["16-20", "17-21", "18-22"]
    typed = st.session_state.get("window")
    options = usual if typed in (None, *usual) else [*usual, typed]
    said = st.selectbox(
        "Event window", options, 1, key="window", help=explanation, accept_new_options=True, **KEEP
    )
    try:
        parse_window(said or "17-21")
    except Refusal as why:
        st.warning(f"{plain(str(why))} Until then: 17-21.")


def _loaded(settings: Choices) -> None:
    """A card with what is loaded: source, customers, interval, period."""
    readings = stages.readings(settings)
    with st.container(border=True, gap="xsmall"):
        seed = f" · seed {settings.seed}" if settings.source in ("demo", "chapter") else ""
        st.markdown(f"**{plain(readings.name)}**{seed}")
        st.markdown(f":small[:gray[{counted(readings.customers, 'customer')}, {_which_days(readings)}]]")
        if settings.source in stages.offered():
            as_of(settings.source)
        other_readings(settings, readings)
        narrowed = [name for name in ("day_type", "season") if getattr(settings, name) != "all"]
        if narrowed:
            st.badge(" · ".join(LABELS[name][getattr(settings, name)] for name in narrowed), color="orange")


def _which_days(readings: Readings) -> str:
    if not readings.single_days:
        return "a mean day of each"
    often = "hourly" if readings.interval_minutes == 60 else f"every {readings.interval_minutes} minutes"
    first, last = readings.start[:4], readings.end[:4]
    began = day(readings.start) if first == last else f"{day(readings.start)} {first}"
    return f"{often}  \n{began} to {day(readings.end)} {last}"
