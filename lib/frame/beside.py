"""What else was given: tables by customer and by time, what they hold, how they fit, and questions about them."""

from datetime import date

import pandas as pd
import streamlit as st

from lib import stages
from lib.answers import SIDE_ANSWERS, SideReading
from lib.charts.words import sentence
from lib.findings import Refusal
from lib.frame.intake import take
from lib.frame.page import finding, on_page, plain, section
from lib.profiles import Profiles
from lib.readings import Readings
from lib.readings.side import Beside, beside, read_side
from lib.stages.besides import Asked

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


def besides(readings: Readings, profiles: Profiles) -> None:
    """Every table that stands beside the readings, and a place for more."""
    held = stages.intake()
    first, last = date.fromisoformat(readings.start[:10]), date.fromisoformat(readings.end[:10])
    section(
        "What else you gave" if held.beside.tables else "What else do you have?",
        "" if held.beside.tables else TABLES,
    )
    for table in held.beside.tables:
        _table(beside(table, profiles.customer_id.tolist(), first, last))
    for asked in held.beside.asked:
        _question(asked)
    with st.expander("Give a table to stand beside the readings", expanded=False):
        st.markdown(TABLES)
        given = st.file_uploader("Tables", KINDS, accept_multiple_files=True, key="side_file")
        _take(given, SideReading())


def attributes() -> None:
    """Last season's offers and answers, or anything else known of customers, for an uploaded file."""
    held = stages.intake()
    st.markdown(SIDE_TABLE)
    given = st.file_uploader("Table by customer", KINDS, key="attribute_file")
    _take([given] if given is not None else [], SideReading(kind="attributes"))
    for asked in held.beside.asked:
        if given is not None and asked.name == given.name:
            st.error(plain(str(asked.why)), icon=":material/error:")
    tables_in_use()


def tables_in_use() -> None:
    """The tables by customer that the session holds, and a way to do without each."""
    held = stages.intake()
    for number, table in enumerate(held.beside.tables):
        if table.KIND == "attributes":
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"In use: **{plain(table.name)}**")
                st.button("Leave it out", key=f"leave_{number}", on_click=_leave, args=(table,))


def _take(given: list, answers: SideReading) -> None:
    held = stages.intake()
    new = [file for file in given if file.file_id not in held.seen]
    for file in new:
        held.seen.add(file.file_id)
        held.beside = held.beside.give(file.name, file.getvalue(), answers)
    if new:
        st.rerun()  # what stands above was made without them


def _table(laid: Beside) -> None:
    """One table in a few lines: kind, name, what it holds, how it fits; its findings behind a button."""
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
                    listed = pd.DataFrame({"Only in this table": laid.unmatched})
                    st.dataframe(listed, hide_index=True, alt=f"What of {side.name} has no readings")
            st.button(
                "Leave it out", key=f"drop_{side.fingerprint}", type="tertiary", on_click=_leave, args=(side,)
            )
        st.markdown(f"{plain(laid.holds)}.  \n:gray[{plain(laid.fits)}.]")


def _question(asked: Asked) -> None:
    """A table that could not be read, and the question that would mend it, with what each answer would give."""
    with st.container(border=True):
        st.error(on_page(asked.why), icon=":material/error:")
        options = SIDE_ANSWERS.get(asked.why.ask, ())
        if asked.why.ask == "meter" and st.button("Read it as a meter file", key=f"meter_{asked.name}"):
            _forget(asked.name)
            take(stages.receive(asked.name, asked.path.read_bytes(), stages.intake().answers))
        tried = {answer: _tried(asked, answer) for answer in options}
        with st.container(horizontal=True):
            for answer, holds in tried.items():
                if holds and st.button(
                    f"{sentence(answer) if asked.why.ask == 'kind' else answer}: {plain(holds)}",
                    key=f"side_{asked.name}_{answer}",
                ):
                    stages.intake().beside = stages.intake().beside.answer(asked, **{asked.why.ask: answer})
                    st.rerun()
        st.button("Leave it out", key=f"forget_{asked.name}", on_click=_forget, args=(asked.name,))


def _tried(asked: Asked, answer: str) -> str:
    """What a table would hold with one more answer; "" where it cannot be read so."""
    answers = SideReading(
        **{**{n: getattr(asked.answers, n) for n in SideReading.__slots__}, asked.why.ask: answer}
    )
    try:
        return beside(read_side(asked.path, asked.name, answers), (), date.min, date.min).holds
    except Refusal as why:
        return f"asks for {why.ask} next" if why.ask in SIDE_ANSWERS and why.ask != asked.why.ask else ""


def _leave(table) -> None:
    held = stages.intake()
    held.beside = held.beside.without(table)


def _forget(name: str) -> None:
    held = stages.intake()
    held.beside = held.beside.without_question(name)
