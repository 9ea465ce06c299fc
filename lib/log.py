"""One line of a log for each analysis: what it was made from, how and how long; nothing that says whose it is."""

import json
from dataclasses import dataclass

from lib.choices import Choices
from lib.readings.readings import Origin
from lib.versions import versions


@dataclass(frozen=True, slots=True)
class Analysed:
    """One analysis as a log may tell it.

    Attributes
    ----------
    by : the page or the command. origin, fingerprint : of the readings, or of the profiles where these were given.
    choices : its settings, of which only those are told that hold nobody's words.
    """

    by: str
    origin: Origin
    fingerprint: str
    choices: Choices

    def line(self, seconds: float) -> str:
        """The line; `seconds` : how long it took."""
        told = {
            "by": self.by,
            "origin": self.origin,
            "fingerprint": self.fingerprint,
            "seconds": round(seconds, 2),
            "settings": self.choices.figures(),
            "versions": dict(versions()),
        }
        return f"analysis {json.dumps(told)}"
