"""How a page reads: question, answer, proof, details, and the way on."""

import re

import streamlit as st

from lib.charts.picture import Picture
from lib.charts.specification import specification
from lib.findings import Finding, Refusal
from lib.frame.pages import QUESTIONS
from lib.frame.signed_in import may_open
from lib.report.drawing import alone
from lib.segments import SMALL_SAMPLE, Structure, agreement_word
from lib.targets.files import safe
from lib.terms import consequences, sections, term

BADGES = {"set aside": "orange", "warning": "yellow", "info": "gray"}
ADDRESS = re.compile(r"(?i)(?<=www)(?=\.)|(?<=:)(?=//)|(?<=@)")  # where a link could begin
MARKDOWN = "\\`*_{}[]()<>#+-.!|:$~"


def head(page: str, answer: str) -> None:
    """The question as the title, and its answer in one sentence (markdown; bold for the numbers)."""
    Later(page).say(answer)


class Later:
    """A head whose answer comes after the work that finds it: the question stands there meanwhile."""

    def __init__(self, page: str) -> None:
        with st.container(width=880, gap=None):
            st.title(QUESTIONS[page], anchor=False)
            self._place = st.empty()
        st.space("small")

    def say(self, answer: str) -> None:
        self._place.header(answer, anchor=False)


def section(title: str, note: str = "") -> None:
    """A finding over what proves it, and what is drawn."""
    with st.container(gap=None):
        st.subheader(title, anchor=False)
        if note:
            st.markdown(f":small[:gray[{note}]]")


def show(picture: Picture, *, numbers: bool = True) -> None:
    """A picture under its finding, with its numbers one click away."""
    with st.container(gap="xsmall"):
        section(picture.title, picture.note)
        draw(picture)
        if numbers:
            numbers_of(picture)


def draw(picture: Picture) -> None:
    """The drawing alone, for a place that has its own title."""
    ready = picture.ready or specification(picture.chart)
    st.vega_lite_chart(dict(ready), width="stretch", alt=picture.alt)


def numbers_of(picture: Picture) -> None:
    """The numbers that are drawn, and the drawing as a file; both made only once they are asked for."""
    shown = st.session_state["shown"] = st.session_state.get("shown", 0) + 1
    box = {
        "type": "tertiary",
        "icon": ":material/table_rows:",
        "key": f"numbers_{shown}",
        "on_change": "rerun",
    }
    with st.popover("Numbers", **box) as opened:
        if not opened.open:
            return
        st.dataframe(safe(picture.table), hide_index=True, alt=f"The numbers behind: {picture.title}")
        with st.container(horizontal=True):
            for kind in ("png", "svg"):
                save = {"icon": ":material/download:", "on_click": "ignore", "key": f"{kind}_{shown}"}
                name = f"{file_name(picture.title)}.{kind}"
                st.download_button(kind.upper(), lambda kind=kind: alone(picture, kind), name, **save)


def file_name(title: str) -> str:
    """A finding as the name of a file: letters and digits, joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:60] or "picture"


def findings(found: tuple[Finding, ...], nothing: str) -> None:
    """How many findings there are, and each with its weight: what was found, what it means, how many."""
    weighty = sum(each.severity != "info" for each in found)
    many = f"{len(found)} finding{'' if len(found) == 1 else 's'}"
    section(f"{many}, {weighty or 'none'} to look at" if found else nothing)
    for each in sorted(found, key=lambda each: list(BADGES).index(each.severity)):
        finding(each)
        st.markdown(f":small[:gray[{_more(each)}]]")


def _more(each: Finding) -> str:
    """What it means for the answer, how many there are, one of them, and its code; a line that wraps on a phone."""
    parts = [
        plain(consequences().get(each.code, "")),
        f"Count: {each.count:,}." if each.count else "",
        f"For example {plain(each.example)}." if each.example else "",
    ]
    return " ".join([part for part in parts if part] + [f"`{each.code}`"])


def finding(each: Finding) -> None:
    """One finding as a line, with an example where the pointer rests."""
    with st.container(horizontal=True, vertical_alignment="top", gap="small", wrap=False):
        st.badge(each.severity.capitalize(), color=BADGES[each.severity])
        st.markdown(told(each.message), help=plain(each.example) or None)


def verdict(structure: Structure) -> None:
    """The verdict on structure in badges."""
    apart = structure.natural_k > 1
    icon, color = (":material/check:", "green") if apart else (":material/priority_high:", "orange")
    with st.container(horizontal=True):
        st.badge(f"Verdict: {structure.verdict}", icon=icon, color=color, help=term("structure"))
        if structure.gap_measured:
            st.badge(f"Agreement {agreement_word(structure.agreement)}", color="gray", help=term("agreement"))
        if structure.note:
            few = structure.n_customers < SMALL_SAMPLE
            st.badge(
                "Small sample" if few else "May be more",
                icon=":material/priority_high:",
                color="orange",
                help=structure.note,
            )


def foot(page: str, next_page: str) -> None:
    """How to read this page, and the way to the next question."""
    st.space("small")
    with st.expander("How to read this"):
        st.markdown(sections("how_to_read")[page])
    if not may_open(next_page):
        return
    row = {"horizontal": True, "vertical_alignment": "center", "horizontal_alignment": "distribute"}
    with st.container(border=True, **row):
        st.markdown(":gray[Next question]")
        link(next_page, f"**{QUESTIONS[next_page]}**", icon_position="right")


def link(page: str, label: str, icon_position: str = "left") -> None:
    """A link to another page, with an arrow; none to a page that is not for this session."""
    arrow = {"icon": ":material/arrow_forward:", "icon_position": icon_position}
    if may_open(page):
        st.page_link(f"pages/{page}.py", label=label, **arrow)


def refused(why: Refusal) -> None:
    """In place of an answer that cannot be had: one sentence with the cure."""
    st.error(plain(str(why)), icon=":material/error:")
    link("readings", "Go to the readings")


def on_page(why: Refusal) -> str:
    """A refusal as a page says it: without the options of the command line, in whose place it asks."""
    return told(str(why))


def told(text: str) -> str:
    """A sentence about a file without the options of the command line."""
    bare = re.sub(r" \(--[^)]*\)", "", text)
    return plain(re.sub(r"(,? or say|[.;]? Say)\b[^“”]*--.*$", ".", bare))


def plain(text: str) -> str:
    """Text from outside, so that no character of it is taken for markdown.

    Notes
    -----
    Addresses are made links after marks have lost their meaning, so a word joiner, which is not drawn, parts them.
    """
    apart = ADDRESS.sub("\u2060", text)
    return "".join(f"\\{c}" if c in MARKDOWN else c for c in apart)
