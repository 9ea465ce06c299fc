"""A drawing as a finished Vega-Lite specification, its tables beside it as Arrow."""

from contextlib import nullcontext
from hashlib import blake2b
from threading import Lock

import altair as alt
import pandas as pd
import pyarrow as pa

ARROW = "tables beside the specification"
_one_at_a_time = Lock()  # what Altair does with tables and themes is set for all threads at once


def specification(chart: alt.Chart | alt.LayerChart) -> dict:
    """The chart as a dict whose `datasets` are Arrow streams (bytes) by name.

    Notes
    -----
    Altair has checked each part as it was made. The whole is checked against the schema of Vega-Lite by the tests, on
    every page, and not here: that was a third of what a page costs that was seen before.
    """
    tables: dict[str, bytes] = {}
    alt.data_transformers.register(ARROW, _set_beside)
    with _one_at_a_time:
        plain = alt.theme.enable("none") if alt.theme.active == "default" else nullcontext()
        with plain, alt.data_transformers.enable(ARROW, tables=tables):
            made = chart.to_dict(validate=False)
    return made | {"datasets": tables}


def _set_beside(data: pd.DataFrame, tables: dict[str, bytes]) -> dict[str, str]:
    table, sink = pa.Table.from_pandas(data), pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    content = sink.getvalue().to_pybytes()
    name = blake2b(content, digest_size=16).hexdigest()
    tables[name] = content
    return {"name": name}
