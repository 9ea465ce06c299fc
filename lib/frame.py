"""What every page stands in: settings, navigation, the shared choices in the sidebar, the guard, and how a page reads.

A page is question, answer, proof: `head` draws the first two, `show` a picture with its finding, `foot` the way on.
"""

from pathlib import Path
from urllib.parse import urlencode, urlsplit

import streamlit as st

from lib import stages
from lib.charts.words import day
from lib.choices import LABELS, Choices, parse_window
from lib.findings import Refusal

ASSETS = Path(__file__).parent / "assets"
SHARED = ("source", "window", "scaling", "k", "seed")

# Section, file, title in the navigation, the question it answers, the shared choices it uses.
PAGES = (
    ("Start", "overview", "Overview", "Whom do we ask, and how much will we get?", SHARED),
    ("Data", "readings", "Readings", "What did the meters say?", ("source", "window", "seed")),
    (
        "Data",
        "profiles",
        "Profiles",
        "What does a typical day look like?",
        ("source", "window", "scaling", "seed"),
    ),
    ("Segments", "choose_k", "Choose K", "How many kinds of customer are there?", SHARED),
    ("Segments", "compare_k", "Compare K", "What changes if we take one more?", SHARED),
    ("Segments", "segments", "Segments", "Who are they?", SHARED),
    ("Targets", "targets", "Targets", "Who exactly, and why them?", SHARED),
    ("Deliver", "report", "Report", "What do I send?", SHARED),
    ("Deliver", "method", "Method", "How do you know?", ()),
)
QUESTIONS = {file: question for _, file, _, question, _ in PAGES}


def run() -> None:
    """Draw the frame and the page the address asks for."""
    st.session_state["framed"] = True
    try:
        st.set_page_config(page_icon=str(ASSETS / "mark.svg"), layout="wide")
        st.logo(str(ASSETS / "wordmark.svg"), size="large")
        page = st.navigation(_navigation())
        _remember_address()
        try:
            _sidebar(page.url_path or "overview")
            page.run()
        except Refusal as why:
            refused(why)
    finally:
        st.session_state["framed"] = False


def guard() -> None:
    """First statement of every page: a page opened by its own address on a fresh server runs inside the frame."""
    if not st.session_state.get("framed"):
        run()
        st.stop()


def choices() -> Choices:
    """All settings as they stand: what widgets say, else what the address said, made valid."""
    return stages.with_upload(Choices.clipped({**st.query_params.to_dict(), **st.session_state}))


def head(page: str, answer: str) -> None:
    """The question as the title, and its answer in one sentence (markdown; bold for the numbers)."""
    with st.container(width=880, gap=None):
        st.title(QUESTIONS[page], anchor=False)
        st.header(answer, anchor=False)
    st.space("small")


def section(title: str, note: str = "") -> None:
    """A finding over what proves it, and what is drawn."""
    with st.container(gap=None):
        st.subheader(title, anchor=False)
        if note:
            st.markdown(f":small[:gray[{note}]]")


def show(picture, *, title: bool = True, numbers: bool = True) -> None:
    """A picture with its finding, what is drawn, and its numbers one click away."""
    with st.container(gap="xsmall"):
        if title:
            section(picture.title, picture.note)
        st.altair_chart(picture.chart, width="stretch", alt=picture.alt)
    if numbers:
        with st.popover("Numbers", type="tertiary", icon=":material/table_rows:"):
            st.dataframe(picture.table, hide_index=True, alt=f"The numbers behind: {picture.title}")


def foot(how_to_read: str, next_page: str) -> None:
    """How to read the page, and the way to the next question."""
    st.space("small")
    with st.expander("How to read this"):
        st.markdown(how_to_read)
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.markdown(":gray[Next question]")
        link(next_page, QUESTIONS[next_page], bold=True)


def link(page: str, label: str, *, bold: bool = False) -> None:
    """A link to another page, with an arrow."""
    text = f"**{label}**" if bold else label
    st.page_link(f"pages/{page}.py", label=text, icon=":material/arrow_forward:", icon_position="right")


def refused(why: Refusal) -> None:
    """In place of an answer that cannot be had: one sentence with the cure."""
    st.error(str(why), icon=":material/error:")
    link("readings", "Go to the readings")


def _navigation() -> dict[str, list]:
    sections: dict[str, list] = {}
    for section_title, file, title, _, _ in PAGES:
        page = st.Page(f"pages/{file}.py", title=title, default=file == "overview")
        sections.setdefault(section_title, []).append(page)
    return sections


def _remember_address() -> None:
    """Keep what the address says even where the widget that would read it is not on this page."""
    for name, value in Choices.clipped(st.query_params.to_dict()).query().items():
        st.session_state.setdefault(name, value)
    if st.session_state.pop("arrived", False):
        st.session_state["source"] = LABELS["source"]["upload"]


def _sidebar(page: str) -> None:
    """What is loaded, the choices this page uses, and a way to take them along."""
    used = next((names for _, file, _, _, names in PAGES if file == page), ())
    with st.sidebar:
        if "source" in used:
            _source()
        settings = choices()
        _loaded(settings)
        if "window" in used:
            _window()
        if "scaling" in used:
            _pick("scaling", "Customers are compared by", list(LABELS["scaling"].values()), SCALING_HELP)
        if "k" in used:
            _pick(
                "k",
                "Segments (K)",
                ["Suggested", *map(str, range(2, 13))],
                "How many kinds of customer to part into.",
            )
        if "seed" in used:
            st.number_input("Seed", 0, 2**31 - 1, Choices.seed, key="seed", **KEEP, help=SEED_HELP)
        _take_along(choices())


KEEP = {"bind": "query-params", "persist_state": "session"}
SEED_HELP = "Every random draw starts from this number: the same seed gives the same answer."
SCALING_HELP = (
    "What makes two customers alike. Root share compares when energy is used, whatever the amount; per hour is the "
    "book chapter’s way and compares how much. Method explains each."
)


def _pick(name: str, label: str, options: list[str], explanation: str) -> None:
    st.selectbox(label, options, key=name, help=explanation, **KEEP)


def _source() -> None:
    labels = LABELS["source"]
    options = [labels["demo"], labels["chapter"]] + [labels["upload"]] * (stages.uploaded() is not None)
    _pick("source", "Readings", options, "Give a file of your own on the page Readings.")


def _window() -> None:
    _pick_window = {"key": "window", "accept_new_options": True, "help": WINDOW_HELP, **KEEP}
    st.selectbox("Event window", ["16-20", "17-21", "18-22"], index=1, **_pick_window)
    parse_window(st.session_state["window"] or "17-21")


WINDOW_HELP = (
    "The hours in which load should move: 17-21 is 17:00 to 21:00. Type any other, for example 7-10."
)


def _loaded(settings: Choices) -> None:
    """A card with what is loaded: source, customers, interval, period."""
    readings = stages.readings(settings)
    with st.container(border=True, gap="xsmall"):
        seed = f" · seed {settings.seed}" if readings.origin == "demo" else ""
        st.markdown(f"**{plain(readings.name)}**{seed}")
        interval = (
            "hourly" if readings.interval_minutes == 60 else f"every {readings.interval_minutes} minutes"
        )
        days = f"{day(readings.start)} to {day(readings.end)} {readings.end[:4]}"
        st.markdown(f":small[:gray[{readings.customers:,} customers, {interval}  \n{days}]]")
        if settings.day_type != "all" or settings.season != "all":
            kept = " · ".join(
                LABELS[n][getattr(settings, n)]
                for n in ("day_type", "season")
                if getattr(settings, n) != "all"
            )
            st.badge(kept, color="orange")


def _take_along(settings: Choices) -> None:
    with st.popover("Link and settings", type="tertiary", icon=":material/link:"):
        st.markdown("This address opens the same analysis:")
        address = urlsplit(st.context.url or "")
        query = urlencode(settings.query())
        st.code(
            f"{address.scheme}://{address.netloc}{address.path}{'?' if query else ''}{query}", language=None
        )
        if settings.source == "upload":
            st.markdown(":small[:gray[Your file is not in the link: whoever opens it gives the file again.]]")
        st.download_button(
            "Settings (TOML)", settings.toml(), "loadlens.toml", icon=":material/download:", on_click="ignore"
        )


def plain(text: str) -> str:
    """Text from outside, so that no character of it is taken for markdown."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|:$~" else c for c in text)
