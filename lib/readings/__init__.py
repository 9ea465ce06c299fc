"""What the meters said: generated, read from files or from a database."""

from lib.readings.readings import Decision, Origin, Readings

__all__ = ["Decision", "Origin", "Readings"]
