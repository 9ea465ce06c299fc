"""Settings that were saved: they bring the analysis back, and say when the readings are not theirs."""

from dataclasses import replace
from pathlib import Path

import pytest

from lib.answers import Reading
from lib.choices import Choices
from lib.readings.read import read_files
from tests.pages.app import open_app, open_with, said, turn_to

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1
OTHER = "Not the readings of the settings"


def go_on_from(app, settings: str, name: str = "loadlens.toml"):
    app.file_uploader(key="settings_file").upload(name, settings.encode())
    return app.run()


def badges(app) -> list[str]:
    return [each.value for each in app.sidebar.markdown if "-badge[" in each.value]


def told(app) -> list[str]:
    return [each.value for each in app.success]


@pytest.mark.parametrize("page", ["overview", "targets", "choose_k", "method"])
def test_every_setting_comes_back_on_whatever_page_they_are_given(page):
    saved = Choices(
        customers=120,
        days=28,
        noise=0.2,
        seed=7,
        mix=(*Choices().mix[:-1], ("solar", 0.1)),
        day_type="weekday",
        scaling="share",
        k=3,
        k_high=6,
        window=(7, 10),
        goal_kw=2.5,
        confidence=0.8,
        holdout=0.1,
        names=(("Evening peak", "Cooks"),),
    )
    app = go_on_from(open_app(page), saved.toml())
    assert told(app) == ["Taken over."] and not said(app)
    names = saved.words().keys() | {"names"}
    held = {name: app.session_state[name] for name in names if name in app.session_state}
    assert Choices.clipped(held) == saved


def test_what_the_address_said_before_gives_way():
    app = open_app("targets", k="6", window="7-10", names="Evening peak:Cooks")
    go_on_from(app, Choices(k=4).toml())
    assert "Cooks" not in str(app.query_params)
    assert app.selectbox(key="k").value == "4"
    assert app.selectbox(key="window").value == "17-21"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("k = 99", "loadlens.toml: k = 99 is not allowed. It lies between 0 and 40."),
        ("made_from = 'me'", "loadlens.toml: made_from = 'me' is no fingerprint. Remove the line."),
        ("<html>", "loadlens.toml: these are not settings in TOML"),
    ],
)
def test_what_are_no_settings_changes_nothing(text, why):
    app = open_app("targets", k="4")
    go_on_from(app, text)
    assert why in said(app) and not told(app)
    assert app.selectbox(key="k").value == "4"


def made_from(content: bytes, folder: Path) -> str:
    (folder / "small.csv").write_bytes(content)
    return read_files([folder / "small.csv"], Reading(), folder).fingerprint


def test_settings_of_a_file_wait_for_it_and_another_file_is_noticed(small, tmp_path):
    saved = Choices(source="upload", k=3, made_from=made_from(small, tmp_path))
    app = go_on_from(open_app("readings"), saved.toml())
    assert told(app) == ["Taken over. Now give the file they were made from, on the page Readings."]
    assert app.selectbox(key="source").value == "Demo territory"
    assert not any(OTHER in text for text in badges(app))
    app.file_uploader(key="meter_file").upload("small.csv", small)
    app.run()
    assert app.selectbox(key="source").value == "Your file"
    assert not any(OTHER in text for text in badges(app))
    assert turn_to(app, "segments").selectbox(key="k").value == "3"

    turn_to(app, "readings").file_uploader(key="meter_file").upload("other.csv", small[: len(small) // 2])
    app.run()
    assert any(OTHER in text for text in badges(app))


def test_settings_of_a_file_that_is_loaded_are_taken_at_once(small, tmp_path):
    app = open_with("small.csv", small)
    go_on_from(app, Choices(source="upload", k=3, made_from=made_from(small, tmp_path)).toml())
    assert told(app) == ["Taken over."]
    assert app.selectbox(key="source").value == "Your file"
    go_on_from(app, replace(Choices(source="upload"), made_from="00ff").toml(), "again.toml")
    assert any(OTHER in text for text in badges(app))


def test_a_source_that_is_not_here_is_said():
    app = go_on_from(open_app("readings"), Choices(source="North *grid*").toml())
    assert told(app) == [r"Taken over, but there is no source North \*grid\* here: what was loaded stays."]
    assert app.selectbox(key="source").value == "Demo territory"
