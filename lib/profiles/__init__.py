"""From readings to one mean day for each customer, with the figures that targets need."""

from lib.profiles.profiles import HOURS, Figures, Profiles, window_hours

__all__ = ["HOURS", "Figures", "Profiles", "window_hours"]
