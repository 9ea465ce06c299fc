"""What we tell people about their data: findings that go with a result, refusals that take its place."""

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["info", "warning", "set aside"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth knowing about the data, with its evidence.

    Attributes
    ----------
    severity : "info" (how it was read), "warning" (look at this), "set aside" (left out of the analysis).
    code : stable name for programs, e.g. ``"duplicates"``.
    message : one sentence for people, complete with numbers and units.
    count : how many readings, rows or customers it concerns.
    example : one case of it, as found in the file.
    """

    severity: Severity
    code: str
    message: str
    count: int = 0
    example: str = ""

    def as_dict(self) -> dict[str, str | int]:
        return asdict(self)


class Refusal(Exception):
    """The work cannot go on. The text is one sentence or two: where, what was found, how to mend it.

    Pages show it in place of the answer; the command line prints it as its one line on standard error.
    `ask` names the answer about a file's format that would mend it ("dates", "unit", ...), where there is one.
    """

    def __init__(self, message: str, ask: str = "") -> None:
        super().__init__(message)
        self.ask = ask

    def alone(self) -> "Refusal":
        """The same to be kept: without the frames it came through, which hold what was read until they are swept."""
        return Refusal(str(self), self.ask)
