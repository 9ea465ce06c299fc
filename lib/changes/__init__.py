"""Profiles and segments of two periods -> who changed, and what their days hint at."""

from lib.changes.hints import Hint, hints

__all__ = ["Hint", "hints"]
