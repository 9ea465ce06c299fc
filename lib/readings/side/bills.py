"""Bills: what each customer was charged, for which time."""

from typing import Any

import numpy as np
import pandas as pd

from lib.answers import SideReading
from lib.findings import Finding, Refusal
from lib.readings.side.cells import Cells, numbers
from lib.readings.side.hourly import parts
from lib.readings.side.prices import currency_in
from lib.readings.side.recognise import column, customer_column
from lib.readings.side.times import layout_of, moments
from lib.readings.side.types import Bills, Recognised
from lib.spelling import counted


def read(cells: Cells, found: Recognised, answers: SideReading, about: dict[str, Any]) -> Bills:
    """Every bill with its customer, its time and its amount.

    Raises
    ------
    Refusal
        No column names the customer or the amount.
    """
    who, amount = customer_column(cells), found.value or column(cells, "amount")
    if not who or not amount:
        raise Refusal(
            f"{cells.name}: a bill has a customer and an amount; found {', '.join(list(cells.table.columns)[:6])}. "
            "Name the columns customer_id and amount."
        )
    layout, until, kwh = layout_of(cells), column(cells, "end"), column(cells, "kwh", {amount})
    money, bad = numbers(cells, amount)
    energy, worse = numbers(cells, kwh) if kwh else (np.full(len(money), np.nan), ())
    rows = pd.DataFrame({"customer_id": cells.table[who], "amount": money, "kwh": energy})
    for name, source in (("start", layout.date if layout else ""), ("end", until)):
        rows[name] = moments(cells, cells.table[source], answers.dates, source)[0] if source else pd.NaT
    nobody = int((rows["customer_id"] == "").sum())
    many = counted(nobody, f"row of {cells.name} names", f"rows of {cells.name} name")
    lost = (Finding("warning", "no_customer", f"{many} no customer.", nobody),) if nobody else ()
    currency = currency_in(parts(f"{amount} {cells.name}"))
    kept = rows[rows["customer_id"] != ""].reset_index(drop=True)
    return Bills(**about, rows=kept, currency=currency, findings=(*cells.findings, *bad, *worse, *lost))
