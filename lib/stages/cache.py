"""How a stage is cached: by fingerprint, and by whose data it is."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from operator import attrgetter
from types import FunctionType
from typing import Any

import numpy as np
import streamlit as st

from lib.codebook import Codebook
from lib.profiles import Profiles
from lib.profiles.system import System
from lib.programme.events import EventTable
from lib.programme.types import Settlement
from lib.readings import Readings
from lib.segments.types import KSweep, Segments
from lib.targets.attributes import Attributes
from lib.targets.types import TargetRanking

NAMED = (
    Codebook,
    Readings,
    System,
    Profiles,
    KSweep,
    Segments,
    Attributes,
    TargetRanking,
    EventTable,
    Settlement,
)
KEYS = {kind: attrgetter("fingerprint") for kind in NAMED}
KEYS[FunctionType] = lambda function: f"{function.__module__}.{function.__qualname__}"


def stage(entries: int, doing: str | bool = False, *, copied: bool = True) -> Callable:
    """Cache a stage twice, and choose by the origin of its first argument.

    Parameters
    ----------
    entries : results kept, at most. doing : what the page says while it waits, e.g. "Averaging the days".
    copied : whether each hit gives a copy; what is large is given as it is, and its arrays can only be read.
    """

    def wrap(function: Callable) -> Callable:
        settings = {"max_entries": entries, "hash_funcs": KEYS, "show_spinner": doing}
        kept, made = (st.cache_data, function) if copied else (st.cache_resource, _locked(function))
        shared = kept(made, **settings)
        own = kept(made, scope="session", **settings)

        @wraps(function)
        def call(source, *arguments):
            return (own if source.origin == "upload" else shared)(source, *arguments)

        return call

    return wrap


def _locked(function: Callable) -> Callable:
    """The function, with the arrays of what it gives closed against writing."""

    @wraps(function)
    def call(*arguments):
        made = function(*arguments)
        _lock(made)
        return made

    return call


def _lock(made: Any) -> None:
    for field in fields(made):
        value = getattr(made, field.name)
        if isinstance(value, np.ndarray):
            value.flags.writeable = False
        elif is_dataclass(value):
            _lock(value)
