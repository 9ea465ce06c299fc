"""Questions about a file that it does not answer, with what would follow from each answer; and decisions to change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import available_timezones

import pandas as pd
import streamlit as st

from lib import stages
from lib.answers import ANSWERS
from lib.charts.words import kw
from lib.choices import Choices
from lib.findings import Refusal
from lib.frame.page import plain
from lib.readings import Decision, Readings
from lib.readings.trial import Trial
from lib.spelling import counted

COLUMNS = ("customer", "start", "value")
LIKELY = {**ANSWERS, "unit": ("kWh", "Wh", "kW")}  # shown side by side; the others are in a list
QUESTIONS = {
    "dates": "Which number is the day? The same rows, read both ways:",
    "unit": "In which unit are the values? The same rows, read each way:",
    "stamps": "Does a stamp begin its interval or end it? The same rows, read both ways:",
}
ROW = {"horizontal": True, "vertical_alignment": "center", "horizontal_alignment": "distribute"}


def ask(name: str, waiting: stages.Upload | None) -> stages.Upload | None:
    """The question that would mend a refusal; the files with its answer, once there is one."""
    if waiting is None:
        return None
    if name in ANSWERS:
        st.markdown(QUESTIONS[name])
        return side_by_side(name, waiting) or _another(name, waiting)
    if name in COLUMNS:
        columns = stages.columns_of(waiting)
        answer = st.selectbox(f"Column of the {name}", columns, None, key=f"ask_{name}") if columns else None
        return with_answer(waiting, name, answer) if answer else None
    return None


def answered(upload: stages.Upload | None, then: Callable[[stages.Upload], None]) -> None:
    """Go on where there is an answer."""
    if upload is not None:
        then(upload)


def with_answer(upload: stages.Upload, name: str, answer: str) -> stages.Upload:
    """The same files with one more answer."""
    return replace(upload, answers=replace(upload.answers, **{name: answer}))


def side_by_side(name: str, waiting: stages.Upload) -> stages.Upload | None:
    """The first rows as each answer would read them, with what follows; the files with the answer that was taken."""
    tried = {answer: _tried(waiting, name, answer) for answer in LIKELY[name]}
    possible = {answer: trial for answer, trial in tried.items() if trial}
    taken = None
    with st.grid(len(possible) or 1, min_column_width=280):
        for answer, trial in possible.items():
            with st.container(border=True, gap="small"):
                st.markdown(f"**{answer.capitalize() if name != 'unit' else answer}**")
                st.table(
                    _rows(trial), hide_index=True, border="horizontal", alt=f"The first rows, read {answer}"
                )
                st.markdown(plain(follows(trial)))
                if st.button(f"Read it as {answer}", key=f"ask_{name}_{answer}"):
                    taken = with_answer(waiting, name, answer)
    return taken


def _another(name: str, waiting: stages.Upload) -> stages.Upload | None:
    others = [answer for answer in ANSWERS[name] if answer not in LIKELY[name]]
    answer = st.selectbox(f"Another {name}", others, None, key=f"ask_{name}_other") if others else None
    return with_answer(waiting, name, answer) if answer else None


def follows(trial: Trial) -> str:
    """What a reading would mean: customers, period, mean load."""
    who = counted(trial.customers, "customer")
    covered = (trial.end.date() - trial.start.date()).days + 1
    days = f"{trial.days:,} of {covered:,} days" if trial.days < covered else counted(trial.days, "day")
    return (
        f"{who}, {_date(trial.start)} to {_date(trial.end)}, {days} with readings; mean load of a customer "
        f"{kw(trial.mean_kw)}."
    )


def _date(when: datetime) -> str:
    return f"{when.day} {when:%B %Y}"


def decisions(readings: Readings, choices: Choices, then: Callable[[stages.Upload], None]) -> None:
    """One line a decision about the format, each with its evidence and, for an upload, a place to change it."""
    given = stages.intake().upload if choices.source == "upload" else None
    for each in readings.decisions:
        with st.container(**ROW):
            st.markdown(_told(each))
            options = _options(each, given)
            if not options:
                st.markdown(plain(each.value))
            else:
                _change(each, options, given, then)


def _told(each: Decision) -> str:
    """What was decided and by what evidence; what was assumed is marked."""
    doubt = " :orange-badge[assumed]" if "assumed" in each.evidence else ""
    name = each.name.replace("_", " ").capitalize()
    return f"{name}{doubt}  \n:small[:gray[{plain(each.evidence)}]]"


def _options(each: Decision, given: stages.Upload | None) -> tuple[str, ...]:
    if given is None:
        return ()
    if each.name == "zone" and (each.value == "UTC" or given.answers.zone):
        return tuple(sorted(zone for zone in available_timezones() if "/" in zone))
    return each.options


def _change(
    decision: Decision, options: tuple[str, ...], given: stages.Upload, then: Callable[[stages.Upload], None]
) -> None:
    with st.popover(plain(decision.value), type="tertiary"):
        at = options.index(decision.value) if decision.value in options else None
        answer = st.selectbox("Take instead", options, at, key=f"answer_{decision.name}_{decision.value}")
        if answer and answer != decision.value:
            then(with_answer(given, decision.name, answer))
    held = stages.intake()
    if held.refusal and held.waiting and held.waiting.fingerprint == given.fingerprint:
        st.error(plain(str(held.refusal)))


def _tried(waiting: stages.Upload, name: str, answer: str) -> Trial | None:
    try:
        return stages.trial_of(waiting, **{name: answer})
    except Refusal:
        return None


def _rows(trial: Trial) -> pd.DataFrame:
    rows = [
        {"Row as written": plain(text), "Begins": f"{start.day} {start:%b %Y %H:%M}", "kWh": f"{kwh:,.4g}"}
        for text, (_, start, kwh) in zip(trial.written, trial.rows, strict=True)
    ]
    table = pd.DataFrame(rows)
    return table if any(trial.written) else table.drop(columns="Row as written")
