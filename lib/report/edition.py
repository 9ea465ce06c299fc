"""What an analyst wants a report to hold and to say besides the analysis."""

from dataclasses import dataclass

from lib.findings import Refusal

TITLE = "Whom to ask, and how much to expect"
# Name in the address of the page, name for people. The order in which they are read.
SECTIONS = {
    "answer": "Answer",
    "data": "Data",
    "evidence": "How many segments",
    "segments": "Segments",
    "list": "The list",
    "assumptions": "Assumptions and method",
    "settings": "Settings",
}
LOGOS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
MOST_LOGO = 1_000_000


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a report.

    Attributes
    ----------
    title : over the whole.
    notes : what the analyst adds in words, one paragraph a line; plain text.
    logo : a PNG or JPEG file, at most 1 MB; empty for none.
    date : below the title as it is given; the same analysis gives the same report on any day.
    customers : whether the list names customers; the report then says so.
    sections : names of the sections it holds, in any order.

    Raises
    ------
    Refusal
        The logo is no PNG or JPEG, or larger than 1 MB; or no section is chosen.
    """

    title: str = TITLE
    notes: str = ""
    logo: bytes = b""
    date: str = ""
    customers: bool = False
    sections: tuple[str, ...] = tuple(SECTIONS)

    def __post_init__(self) -> None:
        if self.logo and not self.logo_kind:
            raise Refusal("The logo is neither a PNG nor a JPEG picture. Save it as PNG.")
        if len(self.logo) > MOST_LOGO:
            raise Refusal(
                f"The logo has {len(self.logo):,} bytes; at most {MOST_LOGO:,} are taken. Save it smaller."
            )
        if not self.sections:
            raise Refusal("The report holds no section. Choose at least one.")

    @property
    def logo_kind(self) -> str:
        """ "png" or "jpeg", by the first bytes; empty for anything else."""
        return next((kind for mark, kind in LOGOS.items() if self.logo.startswith(mark)), "")

    @property
    def paragraphs(self) -> list[str]:
        """The notes, line by line."""
        return [line.strip() for line in self.notes.splitlines() if line.strip()]

    @property
    def held(self) -> list[str]:
        """The sections it holds, in the order in which they are read."""
        return [name for name in SECTIONS if name in self.sections]
