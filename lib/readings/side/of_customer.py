"""What the tables beside the readings say of one customer: bills, events, outages."""

from collections.abc import Iterable

from lib.readings.side.types import Bills, Events, Outages, SideTable

Said = list[tuple[str, str]]


def of_customer(tables: Iterable[SideTable], who: str, feeder: str = "") -> Said:
    """What each table says of a customer, in words; nothing where it does not name the customer.

    Parameters
    ----------
    feeder : of the customer, where it is known: an outage may name the feeder alone.
    """
    said: Said = []
    for table in tables:
        if isinstance(table, Bills):
            said += _bills(table, who)
        elif isinstance(table, Events):
            said += _events(table, who)
        elif isinstance(table, Outages):
            said += _outages(table, who, feeder)
    return said


def _bills(bills: Bills, who: str) -> Said:
    rows = bills.totals().set_index("customer_id")
    if who not in rows.index:
        return []
    row = rows.loc[who]
    many = f"{row['bills']:.0f} bill{'' if row['bills'] == 1 else 's'}"
    kwh = f", {row['kwh']:,.0f} kWh" if row["kwh"] == row["kwh"] else ""
    amount = f", {row['amount']:,.2f} {bills.currency}".rstrip() if row["amount"] == row["amount"] else ""
    return [("Bills", f"{many}{kwh}{amount}")]


def _events(events: Events, who: str) -> Said:
    asked = [event for event in events.events if who in event.customers]
    if not asked:
        return []
    no = sum(who in event.opted_out for event in asked)
    last = max(event.start for event in asked).date().isoformat()
    return [("Events", f"asked in {len(asked)}, the last on {last}" + (f"; said no to {no}" if no else ""))]


def _outages(outages: Outages, who: str, feeder: str) -> Said:
    hit = [
        each
        for each in outages.outages
        if each.customer_id == who or (not each.customer_id and each.feeder in ("", feeder))
    ]
    if not hit:
        return []
    hours = sum((each.end - each.start).total_seconds() for each in hit) / 3600
    last = max(each.start for each in hit).date().isoformat()
    return [("Outages", f"{len(hit)}, {hours:.1f} h in all, the last on {last}")]
