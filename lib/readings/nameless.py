"""Readings with pseudonyms in the place of identifiers."""

from dataclasses import replace

from lib.pseudonyms import Pseudonyms
from lib.readings.readings import Readings


def nameless(found: Readings, pseudonyms: Pseudonyms) -> Readings:
    """Readings whose customers are pseudonyms, without an identifier in what is said of them.

    Notes
    -----
    The fingerprint is another with every key.  Options of a decision are columns of the file, and stay as they are.
    """
    rows = found.fetch(found.open().select("customer_id").distinct())
    known = frozenset(rows["customer_id"])

    def told(text: str) -> str:
        return pseudonyms.within(text, known)

    findings = [
        replace(each, message=told(each.message), example=told(each.example)) for each in found.findings
    ]
    decisions = [
        replace(each, value=told(each.value), evidence=told(each.evidence)) for each in found.decisions
    ]
    return replace(
        found,
        name=told(found.name),
        fingerprint=pseudonyms.mark(found.fingerprint),
        findings=tuple(findings),
        decisions=tuple(decisions),
    )
