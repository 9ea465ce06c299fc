"""Pseudonyms that the operator asks for: they take the place of identifiers in all that is read for a session."""

from collections.abc import Iterable

import streamlit as st

from lib.pseudonyms import Pseudonyms

MADE = ("demo", "chapter")  # sources whose customers are nobody


def pseudonyms(source: str) -> Pseudonyms | None:
    """Those of the key in the operator's secrets; None without one, and where customers are made up.

    Raises
    ------
    Refusal
        There is a section for it, and no key that is long enough.
    """
    said = st.secrets.get("pseudonyms") if st.secrets.load_if_toml_exists() else None
    if said is None or source in MADE:
        return None
    return Pseudonyms.of_key(str(said.get("key", "")), "secrets.toml")


def called(customers: Iterable[str], source: str) -> tuple[str, ...]:
    """Customers as they are called in a source, who are named as they were before it was read."""
    named = pseudonyms(source)
    return named.each(customers) if named else tuple(customers)
