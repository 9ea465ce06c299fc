"""Who gets in: everybody on one's own machine; elsewhere whom an OpenID Connect provider knows, each by a role."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAuthError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib import stages
from lib.choices import Choices
from lib.doors import Leave
from lib.findings import Refusal
from lib.frame.pages import PAGES, Page
from lib.segments import segment_numbers
from lib.targets.shareable import FEWEST, LARGEST_SHARE, keeps_rule

ANALYST, VIEWER = "analyst", "viewer"
AGGREGATES = ("overview", "business_case", "method")  # pages on which no customer stands
SHUT = "The file secrets.toml cannot be read, so nobody gets in. Whoever runs Loadlens mends it."
NO_SIGN_IN = "Nobody can sign in yet: {why} Whoever runs Loadlens mends it."
TOO_FEW = (
    "A viewer sees groups of {fewest} customers or more, none with a customer over {share:.0%} of its energy, and "
    "{what} is not one. Choose fewer segments or another goal, or ask an analyst."
)


def role() -> str:
    """What this session may: "analyst", "viewer", or "" where it may nothing."""
    if not _secrets("auth"):
        return ANALYST
    if not st.user.get("is_logged_in"):
        return ""
    named = _secrets("roles")
    claimed = st.user.get(named.get("claim", "roles")) or ()
    held = {claimed} if isinstance(claimed, str) else set(claimed)
    return next((each for each in (ANALYST, VIEWER) if held & _groups(named.get(each))), "")


def sees_customers() -> bool:
    return role() == ANALYST


def pages() -> tuple[Page, ...]:
    """The pages that this session may open."""
    return tuple(page for page in PAGES if sees_customers() or page.file in AGGREGATES)


def may_open(page: str) -> bool:
    return page in {each.file for each in pages()}


def admit() -> bool:
    """Let this session in, and an analyst's upload while it lasts; where it may nothing, ask to sign in instead."""
    if not _readable():
        _at_every_address(lambda: st.error(SHUT))
        return False
    _let_upload()
    if not role():
        _at_every_address(_door)
        return False
    return True


def fewest() -> int:
    """How many customers are behind each figure of a list at least, for this session."""
    return 1 if sees_customers() else FEWEST


def _let_upload() -> None:
    """Give this session leave to upload, or take it away, as its role is now."""
    held = stages.intake()
    if not sees_customers():
        held.leave = None
    elif held.leave is None:
        held.leave = Leave(get_script_run_ctx().session_id)


def signed_in() -> None:
    """Who is signed in, and the way out."""
    if _secrets("auth"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(role().capitalize(), color="gray")
            st.button("Sign out", on_click=st.logout, type="tertiary", icon=":material/logout:")


def aggregates_only(choices: Choices) -> None:
    """Hold all that a viewer sees to 15/15: each segment, and those on the list together.

    Raises
    ------
    Refusal
        A figure of the page would be one of too few customers.
    """
    if role() != VIEWER:
        return
    profiles = stages.profiles(stages.readings(choices), choices)
    segments = stages.segments(profiles, choices)
    ranking = stages.targets(profiles, segments, choices)
    numbers, kwh = segment_numbers(profiles, segments), profiles.daily_kwh
    groups = {f"segment {number}": kwh[numbers == number] for number in segments.numbers}
    groups["the list"] = ranking.daily_kwh[stages.portfolio(ranking, choices).asked]
    for what, energies in groups.items():
        if not keeps_rule(energies):
            raise Refusal(TOO_FEW.format(fewest=FEWEST, share=LARGEST_SHARE, what=what))


def _door() -> None:
    st.title("Who are you?", anchor=False)
    if st.user.get("is_logged_in"):
        st.header("You are signed in, but have no role here.", anchor=False)
        st.markdown("Ask whoever runs Loadlens to make you a viewer or an analyst.")
        st.button("Sign out", on_click=st.logout)
        return
    st.header("Sign in to see what the meters said.", anchor=False)
    for name in _providers():
        if st.button(f"Sign in with {name}" if name else "Sign in", type="primary"):
            _ask(name)


def _ask(provider: str | None) -> None:
    try:
        st.login(provider)
    except StreamlitAuthError as why:
        st.error(NO_SIGN_IN.format(why=str(why).strip().splitlines()[0]))


def _providers() -> list[str | None]:
    """Names of the providers, where there are several; None is the only one."""
    sections = [name for name, said in _secrets("auth").items() if isinstance(said, Mapping)]
    return [name for name in sections if name != "client_kwargs"] or [None]


def _at_every_address(page: Callable[[], None]) -> None:
    """Show this and nothing else, whatever the address."""
    every = [st.Page(page, title="Sign in", url_path=p.file, default=p.file == "overview") for p in PAGES]
    st.navigation(every, position="hidden").run()


def _readable() -> bool:
    """Whether the secrets are read, or there are none: a slip of the pen in them must not open the door."""
    files = [Path(place) for place in st.get_option("secrets.files")]
    return st.secrets.load_if_toml_exists() or not any(file.exists() for file in files)


def _secrets(section: str) -> Mapping[str, Any]:
    """A section of the operator's secrets; empty where there is none."""
    return st.secrets.get(section, {}) if st.secrets.load_if_toml_exists() else {}


def _groups(said: object) -> set[str]:
    return {said} if isinstance(said, str) else set(said or ())
