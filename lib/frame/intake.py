"""Taking meter files in: one or several, to replace what is loaded or to be added to it."""

from dataclasses import replace
from functools import reduce

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib import stages
from lib.answers import answers_toml, read_saved, worth_saving
from lib.choices import Choices
from lib.findings import Refusal
from lib.frame.asking import answered, ask
from lib.frame.kept import KEEP
from lib.frame.page import on_page, plain
from lib.mix import MIX
from lib.readings import Readings
from lib.targets import files
from lib.terms import term

UPLOAD = (
    "One row for each customer and interval, whatever the columns are called, as **CSV, CSV.gz or Parquet**, or one of "
    "the other formats below, up to **{most_mb} MB** each. Files given together are **read as one**, also when their "
    "formats differ, so long as their intervals are equally long: customers of the same name are joined, what stands "
    "in two files is counted once; a file that names no customer is one, called by the file’s name. "
    "Tables of temperature, events or attributes among them are set beside. Is yours "
    "larger? Save it as Parquet, a tenth of the size, or use the command line. Files stay on the machine that runs "
    "Loadlens, readable by this session alone, and go when it ends."
)
UPLOADED = Choices(source="upload")  # what comes with meter files stands beside them
REPLACE, ADD = "Replaces what is loaded", "Is added to it"


def upload() -> None:
    """Read other files; they replace what is loaded only when they were understood."""
    from lib.readings.formats import known

    held = stages.intake()
    with st.expander(
        "Read your own meter files", expanded=held.refusal is not None or held.begun is not None
    ):
        st.markdown(UPLOAD.format(most_mb=st.get_option("server.maxUploadSize")))
        st.code("customer_id,start,kwh\nC100001,2026-06-06 00:00,0.412", language=None)
        with st.popover("Formats that are read", type="tertiary"):
            st.markdown(
                "  \n".join(f"**{name[:1].upper()}{name[1:]}**: {plain(what)}" for name, what in known())
            )
        adding = held.upload is not None and _adding(held.upload)
        alike = adding and _same_customer(held.upload)
        # Of any name: Australian market files have no extension, and what a file is, is told by what is in it.
        given = st.file_uploader("Meter files", accept_multiple_files=True, key="meter_file")
        new = [file for file in given if file.file_id not in held.seen]
        if new:
            held.seen |= {file.file_id for file in new}  # a file is read once, not at every rerun
            _receive(new, adding, held.upload.files[0].name if alike else "")
        elif held.begun is not None:
            _stopped(held.begun)
        if held.upload is None and (waiting := stages.given(UPLOADED).tables):
            names = ", ".join(plain(table.name) for table in waiting)
            st.info(f"Kept to stand beside your meter files, which are still to be given: {names}.")
        if held.refusal is not None:
            st.error(
                f"{on_page(held.refusal)}  \nWhat was loaded before is still there.",
                icon=":material/error:",
            )
            answered(ask(held.refusal.ask, held.waiting), take)


def take(arrived: stages.Upload) -> None:
    """Load files, or keep the reason why not."""
    held = stages.intake()
    held.begun = arrived
    try:
        stages.read_upload(arrived)
    except Refusal as why:
        held.refusal, held.waiting, held.begun = why.alone(), arrived, None
        return
    held.upload, held.refusal, held.waiting, held.begun, held.arrived = arrived, None, None, None, True
    st.rerun()


def _stopped(begun: stages.Upload) -> None:
    """A reading that was begun and did not end: it can be begun again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge("Stopped", color="orange")
        st.markdown(f"{plain(begun.name)} was not read. What was loaded before is still there.")
        again = st.button("Read it again")
    if again:
        take(begun)


def saved_answers(readings: Readings) -> None:
    """The answers about the format as a file that serves next month's."""
    text = answers_toml(worth_saving(readings.decisions, stages.intake().upload.answers))
    st.download_button(
        "Save these answers (TOML)",
        text,
        "reading.toml",
        icon=":material/download:",
        on_click="ignore",
        help="Give the file among next month's meter files, or to the command line as --reading reading.toml.",
    )


def _adding(loaded: stages.Upload) -> bool:
    names = ", ".join(plain(file.name) for file in loaded.files)
    st.markdown(f":small[:gray[Loaded: {names}]]")
    said = st.segmented_control("The next file", [REPLACE, ADD], default=REPLACE, key="next_file")
    return said == ADD


def _same_customer(loaded: stages.Upload) -> bool:
    """Whether files that name no customer are of one and the same; they are called by the first file then."""
    decided = {each.name: each.value for each in stages.read_upload(loaded).decisions}
    if decided.get("customer") != "(none)":
        return False
    return st.checkbox("It is of the same customer", value=True, key="same_customer")


def _receive(new: list[UploadedFile], adding: bool, customer: str) -> None:
    """Sort what was given: answers, tables to stand beside, meter files, those of `customer` where it is said."""
    held = stages.intake()
    try:
        _sort(new, adding, customer)
    except Refusal as why:
        held.refusal, held.waiting = why.alone(), None


def _sort(new: list[UploadedFile], adding: bool, customer: str) -> None:
    held = stages.intake()
    for file in [file for file in new if file.name.endswith(".toml")]:
        held.answers = read_saved(file.getvalue().decode(errors="replace"), file.name)
        new.remove(file)
        adding or _answer_loaded()
    beside = [file for file in new if stages.stands_beside(file.name, file.getvalue())]
    for file in beside:
        stages.lay(UPLOADED, stages.given(UPLOADED).give(file.name, file.getvalue()))
    meters = [file for file in new if file not in beside]
    if meters:
        _take_all(meters, adding, customer)
    elif beside:
        st.rerun()


def _answer_loaded() -> None:
    """Read what is loaded, or waits, with answers that were saved."""
    held = stages.intake()
    loaded = held.waiting or held.upload
    if loaded is not None:
        take(replace(loaded, answers=held.answers))


def _take_all(meters: list[UploadedFile], adding: bool, customer: str) -> None:
    """Meter files as one; a single one that is none may be a table to stand beside."""
    held = stages.intake()
    arrived = [stages.receive(customer or file.name, file.getvalue(), held.answers) for file in meters]
    take(reduce(stages.together, [stages.continued(held.upload), *arrived] if adding else arrived))
    if held.refusal is not None and not held.refusal.ask and len(meters) == 1:
        before = stages.given(UPLOADED)
        tried = before.give(meters[0].name, meters[0].getvalue())
        if len(tried.tables) > len(before.tables):
            stages.lay(UPLOADED, tried)
            held.refusal, held.waiting = None, None
            st.rerun()


def generate(choices: Choices) -> None:
    """Another demo territory, and the truth behind it."""
    with st.expander("Make another demo territory"):
        with st.form("territory", border=False), st.grid(4, min_column_width=170):
            usual = Choices()
            st.number_input("Customers", 10, 100_000, usual.customers, 10, key="customers", **KEEP)
            st.number_input("Days", 7, 730, usual.days, key="days", **KEEP)
            st.selectbox("Interval, minutes", ["60", "30", "15"], key="interval_minutes", **KEEP)
            st.number_input("Noise", 0.0, 1.5, usual.noise, 0.1, key="noise", help=term("noise"), **KEEP)
            st.number_input(
                "New cars", 0.0, 0.5, usual.new_cars, 0.01, key="new_cars", help=term("new cars"), **KEEP
            )
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
                make = lambda table=table: files.csv(table)  # noqa: E731
                st.download_button(
                    f"{label} (CSV)", make, name, icon=":material/download:", on_click="ignore"
                )
