"""How a stage is cached: by fingerprint, and by whose data it is."""

from collections.abc import Callable
from functools import wraps
from operator import attrgetter

import streamlit as st

from lib.profiles import Profiles
from lib.profiles.system import System
from lib.readings import Readings
from lib.segments.types import Segments
from lib.targets.attributes import Attributes
from lib.targets.types import TargetRanking

NAMED = (Readings, System, Profiles, Segments, Attributes, TargetRanking)
KEYS = {kind: attrgetter("fingerprint") for kind in NAMED}


def stage(entries: int, doing: str | bool = False) -> Callable:
    """Cache a stage twice, and choose by the origin of its first argument.

    Parameters
    ----------
    entries : results kept, at most. doing : what the page says while it waits, e.g. "Averaging the days".
    """

    def wrap(function: Callable) -> Callable:
        settings = {"max_entries": entries, "hash_funcs": KEYS, "show_spinner": doing}
        shared = st.cache_data(function, **settings)
        own = st.cache_data(function, scope="session", **settings)

        @wraps(function)
        def call(source, *arguments):
            return (own if source.origin == "upload" else shared)(source, *arguments)

        return call

    return wrap
