from lib.profiles.profiles import HOURS, Figures, Profiles, window_hours

__all__ = ["HOURS", "Figures", "Profiles", "window_hours"]
