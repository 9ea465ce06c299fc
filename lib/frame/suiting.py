"""Which programme fits each segment, and why; and the analyst's own choice, limits and words in its place."""

import streamlit as st

from lib import stages
from lib.choices import Choices
from lib.frame.page import plain, section
from lib.menu import HIGHEST, MOST_LETTERS, TEXTS, Programme, as_text, menu, tidy_chosen, tidy_edits
from lib.profiles import Profiles
from lib.segments import Segments
from lib.segments.suited import TRAITS, Suited
from lib.terms import term

BY_RULE = "By rule"


def suiting(profiles: Profiles, segments: Segments, choices: Choices) -> None:
    """A card for each segment: its programme, why, what to say and where, and what was measured elsewhere."""
    section(
        "Which programme fits, and why",
        "By rule from the traits of each segment. The limits are assumptions: change them under Programmes below.",
    )
    with st.grid(3, min_column_width=270):
        for found in stages.suited(profiles, segments, choices):
            with st.container(border=True, height="stretch", gap="xsmall"):
                _card(found, segments)


def _card(found: Suited, segments: Segments) -> None:
    programme = found.programme
    st.markdown(f"**{plain(segments.label(found.number))}**")
    chosen = programme.id != found.by_rule.id
    st.badge(programme.name, color="orange" if chosen else "blue", help=programme.because)
    lines = [f"**Why**: {plain(found.why)}"]
    if chosen:
        lines = [f"**Chosen** by you; by rule it is {found.by_rule.name}", *lines]
    if found.large:
        lines.append(f"**Large**: {plain(found.large)}")
    lines += [f"**Say**: {plain(programme.message)}", f"**Where**: {plain(programme.channel)}"]
    if found.also:
        lines.append(f"**Also fits**: {', '.join(other.name for other in found.also)}")
    links = ", ".join(f"[{number}]({url})" for number, (_, url) in enumerate(programme.sources, 1))
    lines.append(f"**Elsewhere**: {plain(programme.level)} ({links})")
    st.markdown("  \n".join(f":small[{line}]" for line in lines))


def programmes(segments: Segments, choices: Choices) -> None:
    """Choose another programme for a segment, and edit the limits and the words of each."""
    section("Another programme for a segment", "What you know of them and the meters do not.")
    _choose(segments, choices)
    note = "A segment gets the first programme whose limits it keeps. Your words are said to large customers too."
    section("Limits and words of a programme", note)
    names = {programme.id: programme.name for programme in menu()}
    picked = st.selectbox("Programme", list(names), format_func=names.get, key="programme_edited")
    now = {programme.id: programme for programme in menu(choices.menu)}
    _edit(now[picked], choices)
    if choices.menu and st.button("Back to the usual limits and words"):
        _take("menu", "")
    with st.popover("Sources", type="tertiary", icon=":material/menu_book:"):
        read = dict.fromkeys(source for programme in menu() for source in programme.sources)
        st.markdown("\n".join(f"- [{plain(title)}]({url})" for title, url in read))
        st.markdown(":small[:gray[Messages and channels are suggestions, from memory, not read there.]]")


def _choose(segments: Segments, choices: Choices) -> None:
    own, options = dict(choices.chosen), {"": BY_RULE, **{each.id: each.name for each in menu()}}
    with st.form("chosen_programmes", border=False):
        with st.grid(3, min_column_width=220):
            said = {
                rule: st.selectbox(
                    segments.label(number),
                    list(options),
                    list(options).index(own.get(rule, "")),
                    format_func=options.get,
                )
                for number, rule in zip(segments.numbers, segments.rule_names, strict=True)
            }
        if st.form_submit_button("Use these programmes"):
            _take("chosen", as_text(tidy_chosen({**own, **said})))


def _edit(programme: Programme, choices: Choices) -> None:
    with st.form(f"edit_{programme.id}", border=False):
        said: dict[str, float | str] = {}
        with st.grid(3, min_column_width=220):
            for trait, limit in programme.limits.items():
                side = "at least" if trait in dict(programme.at_least) else "at most"
                name = _asked(TRAITS[trait])
                said[trait] = st.number_input(f"{name}, {side}", 0.0, HIGHEST, float(limit), 0.05)
        for text in TEXTS:
            said[text] = st.text_input(text.capitalize(), getattr(programme, text), MOST_LETTERS)
        if st.form_submit_button("Use these limits and words", help=term("programme fit")):
            own = dict(choices.menu) | {f"{programme.id}.{name}": value for name, value in said.items()}
            _take("menu", as_text(tidy_edits(own)))


def _asked(trait: str) -> str:
    """What a limit is of: "{0} of the energy at midday" is asked as "Share of the energy at midday"."""
    words = trait.replace("{0} of", "share of", 1) if trait.startswith("{0} of") else trait
    return words.format("…").strip("… ").capitalize()


def _take(name: str, text: str) -> None:
    """Keep it in the session and in the address, and draw everything again."""
    st.session_state[name] = text
    st.query_params[name] = text
    st.rerun()
