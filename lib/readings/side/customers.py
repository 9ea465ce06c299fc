"""A table with one row a customer: which column is which, and what stands in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

import numpy as np
import pandas as pd

from lib.answers import SideReading
from lib.findings import Refusal
from lib.readings.side.cells import Cells
from lib.readings.side.types import CustomerTable, Recognised

ALIASES = {
    "customer_id": "customer_id customer cust_id customerid id meter_id meter meterid account account_id "
    "account_number premise_id premise service_point nmi lclid mpan household household_id ean",
    "offered": "offered was_offered offer asked was_asked invited contacted",
    "enrolled": "enrolled was_enrolled joined took_part participated participant accepted signed_up",
    "reduction_kw": "reduction_kw reduction measured_reduction_kw measured_reduction delivered_kw measured_kw",
    "still_in": "still_in still_enrolled currently_enrolled active_participant in_programme in_program",
    "medical": "medical life_support medical_need medical_needs medical_baseline medically_vulnerable critical_care",
    "opted_out": "opted_out opt_out optout do_not_contact no_contact",
    "other_programme": "other_programme other_program conflicting_programme conflicting_program in_other_programme",
    "holdout": "holdout hold_out held_back held_out control_group",
    "times_asked": "times_asked offers_made offer_count times_contacted contact_count",
    "events": "events n_events event_count events_measured events_called number_of_events",
    "offer_day": "offer_day offer_date offered_on date_offered contact_date mailed_on mail_date offer_year",
    "feeder": "feeder feeder_id circuit circuit_id",
    "tariff": "tariff tariff_code rate rate_code rate_plan stdortou",
    "income": "income income_qualified low_income income_eligible income_band",
    "building": "building_type dwelling dwelling_type home_type property_type building",
}
FLAGS = ("offered", "enrolled", "still_in", "medical", "opted_out", "other_programme", "holdout")
LAST_SEASON = re.compile(r"_(last|previous|prior)_(year|season|summer|winter)|_ly(?=_|$)")
YES, NO = (
    {"1", "1.0", "true", "t", "yes", "y", "x"},
    {"", "0", "0.0", "false", "f", "no", "n", "nan", "none", "<na>"},
)


def likely(names: Iterable[str]) -> dict[str, str]:
    """Column of each role, the strongest where several could be it."""
    plain = {name: _plain(name) for name in names}
    found = {role: [n for n in plain if plain[n] in text.split()] for role, text in ALIASES.items()}
    return {
        role: min(hits, key=lambda name, role=role: ALIASES[role].split().index(plain[name]))
        for role, hits in found.items()
        if hits
    }


def recognise(names: list[str], roles: Mapping[str, str], name: str) -> dict[str, str]:
    """Column of each role: the one that was named, else the one whose name is an alias."""
    for role, column in roles.items():
        if role not in ALIASES:
            raise Refusal(f"There is no role {role!r}; the roles are {', '.join(ALIASES)}.")
        if column not in names:
            raise Refusal(
                f"{name}: no column {column!r} for the role {role}; the columns are {', '.join(names)}."
            )
    free = [column for column in names if column not in roles.values()]
    found = {role: _alias(role, free, name) for role in ALIASES if role not in roles}
    return {**{role: column for role, column in found.items() if column}, **roles}


def _alias(role: str, names: list[str], name: str) -> str | None:
    aliases = ALIASES[role].split()
    hits = [column for column in names if _plain(column) in aliases]
    if len(hits) > 1 and role in (*FLAGS, "reduction_kw"):
        raise Refusal(
            f"{name}: columns {' and '.join(hits)} could both be {role}; name the one to use with "
            f"--role {role}={hits[0]}."
        )
    return min(hits, key=lambda column: aliases.index(_plain(column)), default=None)


def _plain(column: str) -> str:
    """``Reduction last year (kW)`` becomes ``reduction_kw``."""
    return LAST_SEASON.sub("", re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_"))


def customers(table: pd.DataFrame, columns: Mapping[str, str], name: str) -> np.ndarray:
    """(n_rows,) of str, each customer once."""
    if "customer_id" not in columns:
        raise Refusal(
            f"{name}: no column with the customer; found {', '.join(table.columns)}. "
            "Name it customer_id, or say which it is with --role customer_id=COLUMN."
        )
    column = columns["customer_id"]
    ids = table[column]
    if not len(ids):
        raise Refusal(f"{name}: there is a header and no row; write one row for each customer.")
    if (ids == "").any():
        row = int(np.flatnonzero(ids == "")[0])
        raise Refusal(f"{name}, row {row + 2}, column {column}: no customer; fill it in or delete the row.")
    if ids.duplicated().any():
        second = int(np.flatnonzero(ids.duplicated())[0])
        first = int(np.flatnonzero(ids == ids[second])[0])
        raise Refusal(
            f"{name}, row {second + 2}, column {column}: customer {ids[second]!r} is already in row {first + 2}; "
            "keep one row for each customer."
        )
    return ids.to_numpy(dtype=str)


def flags(table: pd.DataFrame, columns: Mapping[str, str], role: str, name: str) -> np.ndarray:
    """(n_rows,) bool of a yes-or-no column; blank is no, and so is a column that is not there."""
    if role not in columns:
        return np.zeros(len(table), dtype=bool)
    text = table[columns[role]].str.lower()
    strange = ~text.isin(YES | NO)
    if strange.any():
        _refuse_cell(
            table, columns[role], strange, "neither yes nor no; write yes, no or leave it empty", name
        )
    return text.isin(YES).to_numpy(dtype=bool)


def numbers(table: pd.DataFrame, columns: Mapping[str, str], role: str, name: str) -> np.ndarray:
    """(n_rows,) of a column of numbers; NaN where blank, or where the column is not there."""
    if role not in columns:
        return np.full(len(table), np.nan)
    text = table[columns[role]]
    values = pd.to_numeric(text, errors="coerce").to_numpy(dtype=float)
    blank = text.str.lower().isin({"", "nan", "na", "n/a", "<na>"}).to_numpy(dtype=bool)
    strange = ~np.isfinite(values) & ~blank
    if strange.any():
        cure = "not a number of kW; write it with a decimal point, such as 0.42, or leave it empty"
        _refuse_cell(table, columns[role], strange, cure, name)
    return values


def _refuse_cell(table: pd.DataFrame, column: str, strange: np.ndarray, fault: str, name: str) -> None:
    row = int(np.flatnonzero(strange)[0])
    raise Refusal(f"{name}, row {row + 2}, column {column}: {table[column].iloc[row]!r} is {fault}.")


def read(cells: Cells, found: Recognised, answers: SideReading, about: dict[str, Any]) -> CustomerTable:
    """A table of customers, checked: each stands there once, and flags are yes or no.

    Raises
    ------
    Refusal
        No customer column, a customer twice, a kW that is no number, a flag that is neither yes nor no.
    """
    return table_of(cells, {}, about)


def table_of(cells: Cells, roles: Mapping[str, str], about: dict[str, Any]) -> CustomerTable:
    """The same, with columns named for roles where the names do not tell."""
    columns = recognise(list(cells.table.columns), roles, cells.name)
    check(cells.table, columns, cells.name)
    return CustomerTable(**about, table=cells.table, columns=tuple(columns.items()), findings=cells.findings)


def merged(tables: Sequence[CustomerTable]) -> CustomerTable:
    """Several tables as one, a row for each customer of any of them; what a later one says counts."""
    made, *others = tables
    for other in others:
        columns = dict(made.columns) | dict(other.columns)
        who, whose = dict(made.columns)["customer_id"], columns["customer_id"]
        left, right = made.table.set_index(who), other.table.set_index(whose)
        left = left.drop(columns=_overruled(made, other, right.columns), errors="ignore")
        table = right.replace("", None).combine_first(left.replace("", None)).fillna("")
        made = replace(
            other,
            name=f"{made.name} and {other.name}",
            table=table.rename_axis(whose).reset_index(),
            columns=tuple(columns.items()),
            fingerprint=blake2b(
                f"{made.fingerprint}{other.fingerprint}".encode(), digest_size=16
            ).hexdigest(),
        )
    return made


def _overruled(earlier: CustomerTable, later: CustomerTable, kept: Iterable[str]) -> list[str]:
    """Columns for a role that the later table has under another name: one role has one column."""
    roles = dict(later.columns)
    return [c for role, c in earlier.columns if role in roles and c not in kept and role != "customer_id"]


def check(table: pd.DataFrame, columns: Mapping[str, str], name: str) -> None:
    """Raise a Refusal where a cell that must be understood is not."""
    customers(table, columns, name)
    for role in FLAGS:
        flags(table, columns, role, name)
    numbers(table, columns, "reduction_kw", name)
