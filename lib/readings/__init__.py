from lib.readings.readings import Decision, Origin, Readings

__all__ = ["Decision", "Origin", "Readings"]
