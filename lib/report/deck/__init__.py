"""The whole analysis as slides, with charts and tables that can be edited."""

from lib.report.deck.deck import deck

__all__ = ["deck"]
