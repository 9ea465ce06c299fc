"""The side table by customer: what happened last season, who must not be asked, and what is known of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from lib.readings import Origin
from lib.readings.side import CustomerTable, customers, read_customers
from lib.readings.side.customers import FLAGS


@dataclass(frozen=True, slots=True)
class Attributes:
    """What is known of customers besides their readings; every array has shape (n_customers,).

    Attributes
    ----------
    customer_id : of str, leading zeros kept.
    offered, enrolled, still_in, medical, opted_out, other_programme : bool; False where the column is missing.
    holdout : bool, held back at random last season.
    reduction_kw : measured last season, kW; NaN where not measured.
    times_asked : how often a customer was asked before; events : how many events reduction_kw is the mean of; NaN
        where not known.
    offer_day : datetime64[D], when the offer was made (a year alone: its first day); NaT where not known.
    features : table of all other columns, known before an offer; feeder and tariff among them.
    roles : (role, column) as they were recognised.
    unmatched : rows whose customer has no profile; missing : profiles without a row. Both 0 until aligned.
    fingerprint, origin, name : as in Readings.
    """

    customer_id: np.ndarray
    offered: np.ndarray
    enrolled: np.ndarray
    still_in: np.ndarray
    medical: np.ndarray
    opted_out: np.ndarray
    other_programme: np.ndarray
    holdout: np.ndarray
    reduction_kw: np.ndarray
    times_asked: np.ndarray
    events: np.ndarray
    offer_day: np.ndarray
    features: pd.DataFrame
    roles: tuple[tuple[str, str], ...]
    fingerprint: str
    origin: Origin
    name: str
    unmatched: int = 0
    missing: int = 0

    def __len__(self) -> int:
        return len(self.customer_id)

    def has(self, role: str) -> bool:
        """Whether a column was recognised for this role."""
        return role in dict(self.roles)

    @property
    def offers_known(self) -> bool:
        """Whether it is on record both who was offered and who then took part."""
        return self.has("offered") and (self.has("enrolled") or self.has("reduction_kw"))

    @property
    def answered(self) -> np.ndarray:
        """(n_customers,) bool: those who were offered and whose answer is on record."""
        return (self.offered | self.enrolled) & self.offers_known

    @property
    def said_no(self) -> np.ndarray:
        """(n_customers,) bool: those who were offered and did not take part."""
        return self.answered & ~self.enrolled

    @property
    def measured(self) -> np.ndarray:
        """(n_customers,) bool: participants whose reduction was measured."""
        return self.enrolled & np.isfinite(self.reduction_kw)

    def align(self, customer_id: np.ndarray) -> "Attributes":
        """The same table in the order of these customers; those without a row are blank."""
        at = pd.Index(self.customer_id).get_indexer(customer_id)
        blank = at < 0
        flags = {role: getattr(self, role)[at] & ~blank for role in FLAGS}
        features = self.features.take(at).reset_index(drop=True)
        return Attributes(
            customer_id=customer_id,
            reduction_kw=np.where(blank, np.nan, self.reduction_kw[at]),
            times_asked=np.where(blank, np.nan, self.times_asked[at]),
            events=np.where(blank, np.nan, self.events[at]),
            offer_day=np.where(blank, np.datetime64("NaT", "D"), self.offer_day[at]),
            features=features.mask(np.repeat(blank[:, None], features.shape[1], axis=1)),
            roles=self.roles,
            fingerprint=self.fingerprint,
            origin=self.origin,
            name=self.name,
            unmatched=len(self) - int((~blank).sum()),
            missing=int(blank.sum()),
            **flags,
        )


def read_attributes(
    source: str | Path | pd.DataFrame,
    roles: Mapping[str, str] | None = None,
    *,
    origin: Origin = "upload",
    name: str | None = None,
) -> Attributes:
    """Read the side table by customer.

    Parameters
    ----------
    source : a CSV, gz, Parquet or xlsx file, or a table.
    roles : column for a role, where the name does not tell, e.g. ``{"offered": "mailed_2025"}``.
    origin, name : whose data it is, and what people call it in messages.

    Raises
    ------
    Refusal : no customer column, a customer twice, a kW that is no number, a flag that is neither yes nor no.
    """
    given = source if isinstance(source, pd.DataFrame) else Path(source)
    known = name or ("the attribute table" if isinstance(source, pd.DataFrame) else Path(source).name)
    return attributes_of(read_customers(given, known, roles, origin=origin))


def attributes_of(*tables: CustomerTable) -> Attributes:
    """Tables that were recognised, laid side by side, as what is known of customers; what a later one says counts."""
    one = customers.merged(tables)
    table, columns = one.table, dict(one.columns)
    flags = {role: customers.flags(table, columns, role, one.name) for role in FLAGS}
    reduction = customers.numbers(table, columns, "reduction_kw", one.name)
    if "enrolled" not in columns:
        flags["enrolled"] = np.isfinite(reduction) & (reduction != 0) & ~flags["holdout"]
    no_features = (*FLAGS, "customer_id", "reduction_kw", "times_asked", "events", "offer_day")
    outcomes = {columns[role] for role in no_features if role in columns}
    return Attributes(
        customer_id=customers.customers(table, columns, one.name),
        reduction_kw=reduction,
        times_asked=customers.numbers(table, columns, "times_asked", one.name),
        events=customers.numbers(table, columns, "events", one.name),
        offer_day=_days(table, columns),
        features=table.drop(columns=list(outcomes)).replace("", None),
        roles=one.columns,
        fingerprint=one.fingerprint,
        origin=one.origin,
        name=one.name,
        **flags,
    )


def _days(table: pd.DataFrame, columns: Mapping[str, str]) -> np.ndarray:
    """(n_rows,) datetime64[D] of the offers; NaT where there is none, or where it is no ISO date and no year."""
    if "offer_day" not in columns:
        return np.full(len(table), np.datetime64("NaT", "D"))
    text = table[columns["offer_day"]]
    return pd.to_datetime(text, errors="coerce", format="ISO8601").to_numpy("datetime64[D]")


def nothing_known(customer_id: np.ndarray) -> Attributes:
    """The side table of customers of whom nothing is on record."""
    blank = np.zeros(len(customer_id), dtype=bool)
    return Attributes(
        customer_id=customer_id,
        reduction_kw=np.full(len(customer_id), np.nan),
        times_asked=np.full(len(customer_id), np.nan),
        events=np.full(len(customer_id), np.nan),
        offer_day=np.full(len(customer_id), np.datetime64("NaT", "D")),
        features=pd.DataFrame(index=range(len(customer_id))),
        roles=(),
        fingerprint="",
        origin="demo",
        name="",
        **dict.fromkeys(FLAGS, blank),
    )
