"""Tables: how each column is shown, the same on every page."""

import pandas as pd
import streamlit as st

from lib.targets.files import safe
from lib.terms import term

MOST_DECIMALS = 3
ROW_PX = 35  # of a row, and of the head
NUMBER, TEXT = st.column_config.NumberColumn, st.column_config.TextColumn
COLUMNS = {
    "#": NUMBER(width=45),
    "After": st.column_config.LineChartColumn(width=110),
    "Agreement": st.column_config.ProgressColumn(format="%.2f", min_value=0, max_value=1),
    "As they are, %": NUMBER(format="%.1f", help="By the 10 latest days of the same kind, as they are."),
    "Asked": st.column_config.CheckboxColumn(width=60),
    "Before": st.column_config.LineChartColumn(width=110),
    "Calinski-Harabasz": NUMBER(format="%.0f", help=term("Calinski-Harabasz")),
    "Customer": TEXT(width=90),
    "Davies-Bouldin": NUMBER(format="%.2f", help=term("Davies-Bouldin")),
    "Inertia": NUMBER(format="%.3g", help=term("inertia")),
    "Keeps": TEXT(width=400),
    "kW a letter": NUMBER(format="%.3f", help="Expected kW of a customer of the segment who is asked."),
    "kW changed": NUMBER(format="%+.2f"),
    "Coincidence": NUMBER(format="%.2f", help=term("coincidence factor")),
    "Load factor": NUMBER(format="%.2f", help=term("load factor")),
    "Midday, %": NUMBER("% at midday", format="%.0f", help="Of its own energy, 11:00 to 15:00."),
    "Night, %": NUMBER("% at night", format="%.0f", help="Of its own energy, 22:00 to 6:00."),
    "Points beside K in use": NUMBER(
        format="%+.1f", help="Points of variance explained more (+) or less (-) than with the K in use."
    ),
    "Share of energy, %": NUMBER("% of energy", format="%.0f"),
    "Share of peak, %": NUMBER(
        "% of peak", format="%.0f", help="Of the load in the five highest hours of all."
    ),
    "Times as far": NUMBER(format="%.1f", help="Distance to the centroid, of that of half the segment."),
    "kWh a day": NUMBER(format="%.1f"),
    "kW per °C": NUMBER(format="%.3f", help=term("temperature slope")),
    "Mean day": st.column_config.LineChartColumn(y_min=0, width=110),
    "Meaning": TEXT(width="large"),
    "On this territory": st.column_config.ProgressColumn(format="%.2f", min_value=0, max_value=1),
    "Prediction strength": NUMBER(format="%.2f", help=term("prediction strength")),
    "Score": NUMBER(format="%.0f", help=term("score")),
    "Seconds": NUMBER(format="%.2f"),
    "Shapes": st.column_config.LineChartColumn(
        width=150, help="Mean days of the segments, one after another, each as a share of its own peak."
    ),
    "Share of customers, %": NUMBER("% of customers", format="%.0f"),
    "Share of window load, %": NUMBER("% of window load", format="%.0f"),
    "Silhouette": st.column_config.ProgressColumn(
        format="%.2f", min_value=0, max_value=1, help=term("silhouette")
    ),
    "Smallest, %": NUMBER(format="%.1f", help="Size of the smallest segment, as a share of all customers."),
    "Squared silhouette": NUMBER(format="%.2f", help=term("squared silhouette")),
    "Stability": NUMBER(format="%.2f", help=term("stability")),
    "Target kW that stays, %": NUMBER(
        format="%.0f", help="Share of the kW of the list in use that is on this list too."
    ),
    "Variance explained, %": NUMBER(format="%.0f", help=term("variance explained")),
    "Why": TEXT(width=400),
}


def table(rows: pd.DataFrame, alt: str, height: int | str = "auto", key: str | None = None):
    """A table for reading; `alt` says what it holds. With a key a cell can be picked, and is returned.

    Notes
    -----
    A browser saves and copies cells as they are, so what a spreadsheet would run is made plain before it is shown.
    """
    columns = {name: _aligned(rows[name]) for name in rows.select_dtypes("float")}
    columns |= {name: COLUMNS[name] for name in rows.columns if name in COLUMNS}
    if "Expected kW" in rows:
        largest = float(rows["Expected kW"].max()) if len(rows) else 1.0
        bar = st.column_config.ProgressColumn
        columns["Expected kW"] = bar(
            format="%.2f", min_value=0, max_value=largest, width=110, help=term("expected kW")
        )
    pick = {"on_select": "rerun", "selection_mode": "single-cell", "key": key} if key else {}
    height = at_most(height, len(rows))
    shown = st.dataframe(safe(rows), hide_index=True, column_config=columns, height=height, alt=alt, **pick)
    return shown if key else None


def at_most(height: int | str, rows: int) -> int | str:
    """The height asked for, px, or that of the rows where they need less: below a short list nothing is empty."""
    return "auto" if isinstance(height, int) and ROW_PX * (rows + 1) < height else height


def _aligned(values: pd.Series):
    """As many decimals in every row as the column needs: 57.0 below 28.2, so that points stand under one another."""
    known = values.dropna()
    exact = (digits for digits in range(MOST_DECIMALS) if (known.round(digits) == known).all())
    return NUMBER(format=f"%.{next(exact, MOST_DECIMALS)}f")
