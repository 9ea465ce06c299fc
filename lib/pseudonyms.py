"""Pseudonyms: a keyed hash in the place of each identifier, the same wherever the key is the same."""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lib.findings import Refusal

SHORTEST = 32  # characters of a key: 128 bits where they are hexadecimal
DIGITS = 20  # of a pseudonym: two of ten million customers are called alike once in 25,000 million times
FORM = re.compile(rf"P[0-9a-f]{{{DIGITS}}}")
COUNT = re.compile(r"\d{1,4}")  # a number in a sentence, rather than a short identifier
WORD = re.compile(r"[^\s,;:“”\"'()]+")


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """What takes the place of identifiers; the key is not shown when the object is."""

    key: bytes = field(repr=False)

    @classmethod
    def of_key(cls, key: str, place: str) -> "Pseudonyms":
        """Those of a key as it stands in a file.

        Raises
        ------
        Refusal
            It is so short that it could be guessed.
        """
        if len(key.strip()) < SHORTEST:
            raise Refusal(
                f"{place}: the key of the pseudonyms has {len(key.strip())} characters, and needs {SHORTEST} or more. "
                'Make one: python -c "import secrets; print(secrets.token_hex(32))".'
            )
        return cls(key.strip().encode())

    def of(self, customer_id: str) -> str:
        """The pseudonym of an identifier; a pseudonym keeps its name, and nobody ("") has none.

        Notes
        -----
        P and the first 80 bits of HMAC-SHA-256 of the identifier (RFC 2104).  Without the key it cannot be told from
        another, nor found by trying all identifiers there are.
        """
        if not customer_id or FORM.fullmatch(customer_id):
            return customer_id
        return f"P{hmac.digest(self.key, customer_id.encode(), 'sha256').hex()[:DIGITS]}"

    def each(self, customers: Iterable[str]) -> tuple[str, ...]:
        """The pseudonyms of several identifiers, in their order."""
        return tuple(map(self.of, customers))

    def mark(self, fingerprint: str) -> str:
        """The fingerprint of the same with pseudonyms in it: another for every key."""
        return hmac.digest(self.key, f"fingerprint {fingerprint}".encode(), "sha256").hex()[:32]

    def within(self, text: str, known: frozenset[str]) -> str:
        """A sentence with each identifier in it replaced; `known` : pseudonyms of all whom it may name."""

        def word(found: re.Match) -> str:
            made = found[0] if COUNT.fullmatch(found[0]) else self.of(found[0])
            return made if made in known else found[0]

        whole = self.of(text)
        return whole if whole in known else re.sub(r"[\w-]+", word, WORD.sub(word, text))


def refuse_plain(pseudonyms: Pseudonyms | None, customers: Iterable[str], name: str) -> None:
    """Raise a Refusal where a file that is read as it is names customers though pseudonyms are asked for."""
    if pseudonyms and not all(FORM.fullmatch(str(each)) for each in customers):
        raise Refusal(
            f"{name}: pseudonyms are asked for, and profiles stay as they were written. "
            "Make the profiles anew from the readings, with the same key."
        )
