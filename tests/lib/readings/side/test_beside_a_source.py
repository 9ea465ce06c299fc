"""Tables that are named beside a source, and what they make of the readings they are joined to."""

import pytest

from lib.findings import Refusal
from lib.readings.configured import configured
from lib.readings.side import joined, read_named
from tests.lib.readings.made import hours, read, write

WEATHER = "date,outdoor\n2026-06-01,20\n2026-06-02,22\n"


@pytest.fixture
def weather(tmp_path):
    (tmp_path / "weather.csv").write_text(WEATHER)
    return tmp_path / "weather.csv"


@pytest.mark.parametrize("kind", ["", "temperature="])
def test_a_table_is_known_by_its_columns_or_by_what_stands_before_its_path(weather, kind):
    side = read_named(f"{kind}{weather}", "degC")
    assert (side.KIND, side.name, side.origin) == ("temperature", "weather.csv", "configured")
    assert side.daily_c == (("2026-06-01", 20.0), ("2026-06-02", 22.0))


@pytest.mark.parametrize("said", ["load=", "system-load=", "system load="])
def test_the_last_word_of_a_kind_is_enough(tmp_path, said):
    rows = "".join(f"2026-06-01 {hour:02}:00,{hour}\n" for hour in range(24))
    (tmp_path / "a.csv").write_text(f"when,x\n{rows}")
    side = read_named(f"{said}{tmp_path / 'a.csv'}")
    assert (side.KIND, side.hourly_kw[0, 23]) == ("system load", 23.0)


def test_what_was_uploaded_makes_the_readings_private(tmp_path, weather):
    readings = read(write(tmp_path / "a.csv", hours(["A"], 2)))
    side = read_named(str(weather), "degC")
    assert joined(readings, [side]).origin == "configured"
    assert joined(readings, [read_named(str(weather), "degC", origin="upload")]).origin == "upload"
    flags = tmp_path / "flags.csv"
    flags.write_text("customer_id,medical\nA,1\n")
    private = joined(readings, [read_named(str(flags), origin="upload")])
    assert (private.origin, private.fingerprint) == ("upload", readings.fingerprint)


def test_an_operator_names_one_table_or_several():
    one, several, wrong = configured(
        {
            "One": {"path": "a.csv", "side": "weather.csv", "degrees": "degC"},
            "Several": {"path": "a.csv", "side": ["weather.csv", "load=b.csv"]},
            "Wrong": {"path": "a.csv", "side": [1]},
        }
    )
    assert (one.sides, one.degrees) == (("weather.csv",), "degC")
    assert (several.sides, several.degrees) == (("weather.csv", "load=b.csv"), None)
    with pytest.raises(Refusal) as told:
        _ = wrong.sides
    assert str(told.value) == (
        "The source Wrong is not set up: side is a path, or a list of paths in brackets. Whoever runs Loadlens mends "
        "its section in secrets.toml."
    )
