"""What else was given: tables by customer and by time, what they hold, how they fit, and questions about them."""

from datetime import date

import pandas as pd
import streamlit as st

from lib import stages
from lib.answers import SIDE_ANSWERS, SideReading
from lib.charts.words import sentence
from lib.choices import Choices
from lib.findings import Refusal
from lib.frame.intake import take
from lib.frame.page import finding, on_page, plain, section
from lib.profiles import Profiles
from lib.readings import Readings
from lib.readings.side import Beside, SideTable, beside, read_side
from lib.stages.besides import Asked
from lib.targets.files import safe

KINDS = ["csv", "gz", "parquet", "tsv", "txt", "xlsx"]
SIDE_TABLE = (
    "A table by customer makes the list sharper: who was **offered** a programme, who **enrolled**, the **reduction** "
    "that was measured, who must not be asked (**medical**, **opted out**), and any column known before an offer."
)
TABLES = (
    "Known by their columns: **attributes** by customer (programme flags, tariff, building, income, medical, last "
    "season’s offers and answers), **temperature**, **system load**, **past events** or a calendar of prices, "
    "**hourly prices**, **outages**, **bills**."
)


def besides(readings: Readings, profiles: Profiles, choices: Choices) -> None:
    """Every table that stands beside the readings, the source's own first, and a place for more."""
    own, ours = stages.belonging(choices), stages.given(choices)
    first, last = date.fromisoformat(readings.start[:10]), date.fromisoformat(readings.end[:10])
    known = bool(own.tables or ours.tables)
    section("What else is known" if known else "What else do you have?", "" if known else TABLES)
    customers = profiles.customer_id.tolist()
    for tables, whose in ((own.tables, None), (ours.tables, choices)):
        for table in tables:
            _table(beside(table, customers, first, last), whose)
    for asked in ours.asked:
        _question(asked, choices)
    with st.expander("Give a table to stand beside the readings", expanded=False):
        st.markdown(TABLES)
        given = st.file_uploader("Tables", KINDS, accept_multiple_files=True, key="side_file")
        _take(given, SideReading(), choices)


def attributes(choices: Choices) -> None:
    """Last season's offers and answers, or anything else known of customers, for a source that is not made up."""
    st.markdown(SIDE_TABLE)
    given = st.file_uploader("Table by customer", KINDS, key="attribute_file")
    _take([given] if given is not None else [], SideReading(kind="attributes"), choices)
    for asked in stages.given(choices).asked:
        if given is not None and asked.name == given.name:
            st.error(plain(str(asked.why)), icon=":material/error:")
    tables_in_use(choices)


def tables_in_use(choices: Choices) -> None:
    """The tables by customer that the session holds, and a way to do without each."""
    for number, table in enumerate(stages.given(choices).tables):
        if table.KIND == "attributes":
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"In use: **{plain(table.name)}**")
                st.button("Leave it out", key=f"leave_{number}", on_click=_leave, args=(choices, table))


def _take(given: list, answers: SideReading, choices: Choices) -> None:
    held = stages.intake()
    new = [file for file in given if file.file_id not in held.seen]
    for file in new:
        held.seen.add(file.file_id)
        stages.lay(choices, stages.given(choices).give(file.name, file.getvalue(), answers))
    if new:
        st.rerun()  # what stands above was made without them


def _table(laid: Beside, choices: Choices | None) -> None:
    """One table in a few lines: kind, name, what it holds, how it fits; its findings behind a button.

    With choices it is the session's, and may be left out.
    """
    side = laid.side
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(sentence(side.KIND), color="green" if laid.matched else "orange")
            st.markdown(f"**{plain(side.name)}**")
            with st.popover("How it was read", type="tertiary"):
                st.markdown(f"Taken for {side.KIND}: {plain(side.why)}.")
                for each in laid.findings:
                    finding(each)
                if laid.unmatched:
                    listed = safe(pd.DataFrame({"Only in this table": laid.unmatched}))
                    st.dataframe(listed, hide_index=True, alt=f"What of {side.name} has no readings")
            if choices:
                leave = {"key": f"drop_{side.fingerprint}", "on_click": _leave, "args": (choices, side)}
                st.button("Leave it out", type="tertiary", **leave)
        st.markdown(f"{plain(laid.holds)}.  \n:gray[{plain(laid.fits)}.]")


def _question(asked: Asked, choices: Choices) -> None:
    """A table that could not be read, and the question that would mend it, with what each answer would give."""
    with st.container(border=True):
        st.error(on_page(asked.why), icon=":material/error:")
        options = SIDE_ANSWERS.get(asked.why.ask, ())
        if asked.why.ask == "meter" and st.button("Read it as a meter file", key=f"meter_{asked.name}"):
            _forget(choices, asked.name)
            take(stages.receive(asked.name, asked.path.read_bytes(), stages.intake().answers))
        tried = {answer: _tried(asked, answer) for answer in options}
        with st.container(horizontal=True):
            for answer, holds in tried.items():
                if holds and st.button(
                    f"{sentence(answer) if asked.why.ask == 'kind' else answer}: {plain(holds)}",
                    key=f"side_{asked.name}_{answer}",
                ):
                    stages.lay(choices, stages.given(choices).answer(asked, **{asked.why.ask: answer}))
                    st.rerun()
        st.button("Leave it out", key=f"forget_{asked.name}", on_click=_forget, args=(choices, asked.name))


def _tried(asked: Asked, answer: str) -> str:
    """What a table would hold with one more answer; "" where it cannot be read so."""
    answers = SideReading(
        **{**{n: getattr(asked.answers, n) for n in SideReading.__slots__}, asked.why.ask: answer}
    )
    try:
        return beside(read_side(asked.path, asked.name, answers), (), date.min, date.min).holds
    except Refusal as why:
        return f"asks for {why.ask} next" if why.ask in SIDE_ANSWERS and why.ask != asked.why.ask else ""


def _leave(choices: Choices, table: SideTable) -> None:
    stages.lay(choices, stages.given(choices).without(table))


def _forget(choices: Choices, name: str) -> None:
    stages.lay(choices, stages.given(choices).without_question(name))
