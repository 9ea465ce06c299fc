"""The colours of both themes, once: `.streamlit/config.toml` says the same, and a test keeps the two equal."""

from collections.abc import Iterable

SEGMENT_COLOURS = 10
ROLES = (
    *(str(number) for number in range(1, SEGMENT_COLOURS + 1)),
    *("context", "ink", "muted", "accent", "window", "paper", "wash"),
    *("part1", "part2", "part3", "part4"),
)

# fmt: off
LIGHT = (
    "#B8240A", "#3D2FC4", "#23A0A3", "#6D0C5F", "#CD8019", "#3F719C", "#9870E6", "#3E2A18", "#4B6138", "#AD6470",
    "#8A94A0", "#17202B", "#566170", "#2B4C7E", "#F2C879", "#FFFFFF", "#EEF1F5",
    "#1F3F6E", "#4F7CC0", "#8FAED6", "#B4BEC9",
)
DARK = (
    "#F27B33", "#6A6AEA", "#23BCAF", "#B5388B", "#F5CB60", "#A9E4F8", "#B090FA", "#826834", "#7BA95F", "#EA8E97",
    "#7D8894", "#E8ECF1", "#AEB8C3", "#9DBDEB", "#7A6128", "#11161D", "#1C2430",
    "#C3D7F5", "#7FA5DC", "#4F76AE", "#566475",
)
LIGHT_RAMP = (
    "#F3F6FA", "#DEE7F1", "#C4D5E6", "#A6BFD9", "#86A6C9", "#688DB8", "#4E74A3", "#395C8B", "#274570", "#172F52",
)
DARK_RAMP = (
    "#18202A", "#1E2C3E", "#263A54", "#2F4A6C", "#3B5C86", "#4C72A0", "#6389B6", "#82A3CA", "#A8C1DE", "#D5E2F1",
)
# fmt: on

LIGHT_LINES, DARK_LINES = "#DDE1E7", "#2C3642"


def grey_note(numbers: Iterable[int]) -> str:
    """What a note must add where some segments are grey because there are more than ten; empty where none is."""
    return " Segments above 10 are grey; the number tells." if max(numbers) > SEGMENT_COLOURS else ""


def tone(number: int) -> str:
    """Colour of a segment on the shared scale: its number, and grey beyond the tenth, where the number tells."""
    return str(number) if 1 <= number <= SEGMENT_COLOURS else "context"
