import altair as alt
import pandas as pd
import pyarrow as pa
import pytest

from lib.charts.specification import specification


@pytest.fixture
def rows():
    days = pd.to_datetime(["2026-06-01", "2026-06-02"])
    return pd.DataFrame({"day": days, "kw": [1.25, 2.5], "who": ["1 Flat", "2 Evening peak"]})


def drawn(rows):
    line = alt.Chart(rows).mark_line().encode(alt.X("day:T"), alt.Y("kw:Q"))
    return alt.layer(line, alt.Chart(rows).mark_point().encode(alt.X("day:T"), alt.Y("kw:Q")))


def test_the_tables_stand_beside_the_drawing_once_and_whole(rows):
    made = specification(drawn(rows))
    [(name, table)] = made["datasets"].items()
    assert made["data"] == {"name": name}
    assert pa.ipc.open_stream(table).read_all().to_pandas().equals(rows)


def test_the_drawing_is_that_of_altair_and_its_settings_are_as_before(rows):
    before = alt.theme.active, alt.data_transformers.active
    made, theirs = specification(drawn(rows)), drawn(rows).to_dict()
    assert [layer["encoding"] for layer in made["layer"]] == [layer["encoding"] for layer in theirs["layer"]]
    assert (alt.theme.active, alt.data_transformers.active) == before
    assert specification(drawn(rows)) == made
