"""Taking data in: a file, answers about its format, a table by customer, another demo territory."""

from dataclasses import replace

import streamlit as st

from lib import stages
from lib.answers import ANSWERS, Reading
from lib.choices import MIX, Choices
from lib.findings import Refusal
from lib.frame.page import plain
from lib.frame.sidebar import KEEP
from lib.readings import Decision, Readings
from lib.terms import term

FORMATS = ["csv", "gz", "parquet", "tsv", "txt", "xml", "xlsx", "zip"]
UPLOAD = (
    "One row for each customer and interval, whatever the columns are called, as **CSV, CSV.gz or Parquet**, or one of "
    "the other formats below, up to **{most_mb} MB**. Is yours larger? Save it as Parquet, a tenth of the size, or use "
    "the command line. The file stays on the machine that runs Loadlens, readable by this session alone, and goes when "
    "it ends."
)
SIDE_TABLE = (
    "A table by customer makes the list sharper: who was **offered** a programme, who **enrolled**, the **reduction** "
    "that was measured, who must not be asked (**medical**, **opted out**), and any column known before an offer."
)
ROW = {"horizontal": True, "vertical_alignment": "center", "horizontal_alignment": "distribute"}


def upload() -> None:
    """Read another file; it replaces what is loaded only when it was understood."""
    from lib.readings.formats import known

    held = stages.intake()
    with st.expander("Read your own meter file", expanded=held.refusal is not None):
        st.markdown(UPLOAD.format(most_mb=st.get_option("server.maxUploadSize")))
        st.code("customer_id,start,kwh\nC100001,2026-06-06 00:00,0.412", language=None)
        with st.popover("Formats that are read", type="tertiary"):
            st.markdown(
                "  \n".join(f"**{name[:1].upper()}{name[1:]}**: {plain(what)}" for name, what in known())
            )
        given = st.file_uploader("Meter file", FORMATS, key="meter_file")
        if given is not None and held.seen != given.file_id:
            held.seen = given.file_id  # a file is read once, not at every rerun
            _take(stages.receive(given.name, given.getvalue(), Reading()))
        if held.refusal is not None:
            st.error(
                f"{plain(str(held.refusal))}  \nWhat was loaded before is still there.",
                icon=":material/error:",
            )
            if held.refusal.ask in ANSWERS:
                _ask(held.refusal.ask, held.waiting)


def _ask(name: str, waiting: stages.Upload) -> None:
    """The question that would mend a refusal."""
    answer = st.segmented_control(
        f"{name.capitalize()} of {plain(waiting.name)}", ANSWERS[name], key=f"ask_{name}"
    )
    if answer:
        _take(replace(waiting, answers=replace(waiting.answers, **{name: answer})))


def _take(arrived: stages.Upload) -> None:
    held = stages.intake()
    try:
        stages.read_upload(arrived)
    except Refusal as why:
        held.refusal, held.waiting = why, arrived
        return
    held.upload, held.refusal, held.waiting, held.arrived = arrived, None, None, True
    st.rerun()


def decisions(readings: Readings, choices: Choices) -> None:
    """One line a decision about the format, each with its evidence and, for an upload, a place to change it."""
    given = stages.intake().upload if choices.source == "upload" else None
    for each in readings.decisions:
        with st.container(**ROW):
            st.markdown(f":gray[{each.name.replace('_', ' ').capitalize()}]")
            if given is None or not each.options:
                st.markdown(plain(each.value), help=f"{plain(each.evidence)}.")
            else:
                _change(each, given)


def _change(decision: Decision, given: stages.Upload) -> None:
    with st.popover(plain(decision.value), type="tertiary"):
        st.markdown(f"Taken because: {plain(decision.evidence)}.")
        at = decision.options.index(decision.value) if decision.value in decision.options else None
        answer = st.selectbox(
            "Take instead", decision.options, at, key=f"answer_{decision.name}_{decision.value}"
        )
        if answer and answer != decision.value:
            _take(replace(given, answers=replace(given.answers, **{decision.name: answer})))
    if stages.intake().refusal and stages.intake().waiting.fingerprint == given.fingerprint:
        st.error(plain(str(stages.intake().refusal)))


def attributes() -> None:
    """Last season's offers and answers, or anything else known of customers, for an uploaded file."""
    held = stages.intake()
    st.markdown(SIDE_TABLE)
    given = st.file_uploader("Table by customer", ["csv", "parquet"], key="attribute_file")
    if given is not None and held.seen_table != given.file_id:
        held.seen_table = given.file_id
        _take_table(given.name, given.getvalue())
    if given is not None and held.table_refusal is not None:
        st.error(plain(str(held.table_refusal)), icon=":material/error:")
    table_in_use()


def table_in_use() -> None:
    """The table by customer that the session holds, and a way to do without it."""
    held = stages.intake()
    if held.attributes is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"In use: **{plain(held.attributes.name)}**")
            st.button("Leave it out", on_click=_leave_table_out)


def _take_table(name: str, content: bytes) -> None:
    held = stages.intake()
    held.table_refusal = None
    try:
        held.attributes = stages.read_table(name, content)
    except Refusal as why:
        held.table_refusal = why
        return
    st.rerun()  # the list above was made without it


def _leave_table_out() -> None:
    stages.intake().attributes = None


def generate(choices: Choices) -> None:
    """Another demo territory, and the truth behind it."""
    with st.expander("Make another demo territory"):
        with st.form("territory", border=False), st.grid(4, min_column_width=170):
            usual = Choices()
            st.number_input("Customers", 10, 100_000, usual.customers, 10, key="customers", **KEEP)
            st.number_input("Days", 7, 730, usual.days, key="days", **KEEP)
            st.selectbox("Interval, minutes", ["60", "30", "15"], key="interval_minutes", **KEEP)
            st.number_input("Noise", 0.0, 1.5, usual.noise, 0.1, key="noise", help=term("noise"), **KEEP)
            for name, share in MIX.items():
                label = name.replace("_", " ").capitalize() + ", %"
                st.number_input(label, 0, 100, round(100 * share), key=f"mix_{name}", **KEEP)
            st.form_submit_button("Make this territory")
        st.markdown(
            ":small[:gray[Shares are scaled to 100 %. The seed in the sidebar draws another of the same kind.]]"
        )
        made = stages.demo(choices).territory
        with st.container(horizontal=True):
            for label, table, name in (
                ("Truth", made.truth, "truth.csv"),
                ("Last season", made.offers, "offers.csv"),
            ):
                make = lambda table=table: table.to_csv(index=False)  # noqa: E731
                st.download_button(
                    f"{label} (CSV)", make, name, icon=":material/download:", on_click="ignore"
                )
