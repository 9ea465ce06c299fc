"""Stages: nothing is worked out twice, nothing stale is shown, and no spool is left behind."""

import ast
import gc
import stat
import tempfile
from importlib import import_module
from inspect import getclosurevars
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib import stages
from lib.allowed import LIMITS
from lib.answers import Reading
from lib.choices import Choices
from lib.frame.pages import PAGES
from lib.stages import cache, groups, ranking, sources, territory
from tests import meter_files
from tests.pages.app import APP, answer, give, open_app, open_with, turn_to

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1
WORK = (
    "lib.readings.synthesis.synthesize",
    "lib.readings.demo.spool_territory",
    "lib.readings.read.read_files",
    "lib.profiles.system.observe",
    "lib.profiles.average.average_season",
    "lib.segments.sweep_steps",
    "lib.segments.find_structure",
    "lib.segments.segment",
    "lib.segments.measure_stability",
    "lib.segments.recovery.recovery",
    "lib.segments.between.closest_pair",
    "lib.targets.read_attributes",
    "lib.analysis.rank",
    "lib.analysis.portfolio",
)


@pytest.fixture
def work(monkeypatch):
    """What the stages do, as they do it: a list of (name, arguments)."""
    st.cache_data.clear()
    st.cache_resource.clear()
    done = []
    for path in WORK:
        module, _, name = path.rpartition(".")
        monkeypatch.setattr(path, counted(name, done, getattr(import_module(module), name)))
    return done


def counted(name, done, function):
    def call(*arguments, **named):
        done.append((name, arguments))
        return function(*arguments, **named)

    return call


def ks(work):
    return sorted(k for name, arguments in work if name == "sweep_steps" for k in arguments[1])


def walk(app):
    for page in PAGES:
        turn_to(app, page.file)
        assert not app.exception


@pytest.mark.parametrize("source", ["demo", "upload"])
def test_a_second_walk_over_all_pages_works_nothing_out_again(source, work):
    app = open_app() if source == "demo" else open_with("walk.csv", meter_files.territory(seed=11))
    walk(app)
    assert {name for name, _ in work} >= {
        "observe",
        "average_season",
        "sweep_steps",
        "find_structure",
        "segment",
        "rank",
    }
    assert ks(work) == list(range(2, 11))
    work.clear()
    walk(app)
    assert work == []


def look_at_kinds():
    """A page that asks for every kind of day of two seasons."""
    import streamlit as st

    from lib import stages
    from lib.choices import Choices

    choices = Choices(source="upload")
    found = stages.readings(choices)
    for season in ("all", "summer"):
        for day_type in ("all", "weekday", "weekend"):
            made = stages.profiles_of(found, choices, day_type, season)
            st.write(f"{made.season} {made.day_type}")


def test_the_readings_are_averaged_once_for_a_season_whatever_the_kinds_of_day(work):
    page = AppTest.from_function(look_at_kinds, default_timeout=120)
    content = meter_files.territory(seed=15)
    page.session_state["intake"] = stages.Intake(stages.receive("kinds.csv", content, Reading()))
    assert not page.run().exception
    assert {part.value for part in page.markdown} >= {"all weekend", "summer weekday"}
    assert [arguments[3] for name, arguments in work if name == "average_season"] == ["all", "summer"]


def test_a_wider_range_of_k_tries_only_the_new_ones(work):
    app = turn_to(open_with("wider.csv", meter_files.territory(seed=12)), "choose_k")
    assert ks(work) == list(range(2, 11))
    work.clear()
    app.number_input(key="k_high").set_value(12).run()
    assert ks(work) == [11, 12]


def caches_of(function):
    """The caches behind a name of lib.stages: itself, or the two a stage chooses from."""
    if hasattr(function, "_info"):
        return [function]
    if callable(function) and getattr(function, "__closure__", None):
        held = getclosurevars(function).nonlocals
        return [held[name] for name in ("shared", "own") if name in held]
    return []


def test_every_cache_has_an_end():
    """Caches outlive sessions: without max_entries they would grow for as long as the server runs."""
    for function in [f for module in (sources, territory, groups, ranking) for f in vars(module).values()]:
        for kept in caches_of(function):
            assert kept is territory.sweep_once or kept._info.max_entries <= 64


def test_only_the_stages_cache():
    for path in [*APP.parent.glob("pages/*.py"), *APP.parent.glob("lib/**/*.py")]:
        names = {
            node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)
        }
        assert "stages" in path.parts or not names & {"cache_data", "cache_resource"}


def test_the_widest_range_of_k_fits_into_the_caches():
    low, high = LIMITS["k_low"][0], LIMITS["k_high"][1]
    assert all(cache._info.max_entries >= high - low + 1 for cache in caches_of(groups._segments))


@pytest.mark.parametrize("origin", ["demo", "configured", "upload"])
def test_what_comes_from_an_upload_is_kept_in_its_session(origin, monkeypatch):
    asked = []
    remember = lambda function, scope="global", **_: lambda *_: asked.append(scope)  # noqa: E731
    monkeypatch.setattr(st, "cache_data", remember)
    cache.stage(4)(len)(SimpleNamespace(origin=origin))
    assert asked == ["session" if origin == "upload" else "global"]


# One reading of very many


def many_readings() -> tuple[bytes, bytes]:
    """900,000 readings of 100 customers over 375 days, and the same with one of them 1 kWh higher."""
    hours = 375 * 24
    kwh = np.random.default_rng(5).uniform(0.1, 0.9, 100 * hours).round(3)
    table = {
        "customer_id": np.repeat([f"C{i:03}" for i in range(100)], hours),
        "start": np.tile(pd.date_range("2025-06-02", periods=hours, freq="h").astype("datetime64[s]"), 100),
        "kwh": kwh,
    }
    changed = table | {"kwh": kwh + (np.arange(len(kwh)) == 543_210)}
    return as_csv(table), as_csv(changed)


def as_csv(table) -> bytes:
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(pa.table(table), sink)
    return sink.getvalue().to_pybytes()


def look():
    """A page that only asks the stages."""
    import streamlit as st

    from lib import stages
    from lib.choices import Choices

    choices = Choices(source="upload")
    found = stages.readings(choices)
    profiles = stages.profiles(found, choices)
    st.session_state["seen"] = {
        "fingerprints": (found.fingerprint, stages.system(found).fingerprint, profiles.fingerprint),
        "energy_kwh": found.energy_kwh,
        "total_kw": stages.system(found).total_kw,
        "hourly_kw": profiles.hourly_kw,
    }


def test_one_changed_reading_of_900_000_changes_the_answer():
    page = AppTest.from_function(look, default_timeout=120)
    seen = []
    before, after = many_readings()
    for content in (before, after, before):
        page.session_state["intake"] = stages.Intake(stages.receive("many.csv", content, Reading()))
        assert not page.run().exception
        seen.append(page.session_state["seen"])
    first, changed, again = seen
    assert not set(first["fingerprints"]) & set(changed["fingerprints"])
    assert first["fingerprints"] == again["fingerprints"]
    assert changed["energy_kwh"] - first["energy_kwh"] == pytest.approx(1)
    customer, hour = divmod(543_210, 375 * 24)
    difference = changed["hourly_kw"] - first["hourly_kw"]
    assert difference[customer, hour % 24] == pytest.approx(1 / 375)
    assert np.count_nonzero(np.abs(difference) > 1e-9) == 1
    total = changed["total_kw"] - first["total_kw"]
    assert total[divmod(hour, 24)] == pytest.approx(1)
    assert np.count_nonzero(np.abs(total) > 1e-9) == 1


# Spools


def test_a_demo_that_is_forgotten_takes_its_spool_along():
    st.cache_resource.clear()
    kept = territory._demo._info.max_entries
    made = ("archetypes", (10, 7), 60)
    mix = (("flat", 1.0),)
    paths = [territory._demo(*made, seed, 0.3, mix).spool.path for seed in range(kept + 1)]
    gc.collect()
    assert [path.exists() for path in paths] == [False] + [True] * kept
    st.cache_resource.clear()
    gc.collect()
    assert not any(path.exists() for path in paths)


def test_an_upload_is_for_its_owner_alone_and_goes_with_its_session():
    app = open_with("mine.csv", meter_files.territory(seed=13))
    spool = app.session_state["intake"].upload.files[0].spool.path
    assert spool.name.startswith("loadlens-")
    held = [spool, *spool.rglob("*")]
    assert {path.name for path in held} >= {"given", "readings.parquet"}
    assert {oct(stat.S_IMODE(path.stat().st_mode)) for path in held if path.is_dir()} == {"0o700"}
    assert {oct(stat.S_IMODE(path.stat().st_mode)) for path in held if path.is_file()} == {"0o600"}
    del app
    gc.collect()
    assert not spool.exists()


def test_a_file_in_the_place_of_another_leaves_no_spool_behind():
    app = open_with("first.csv", meter_files.territory(seed=13))
    first = app.session_state["intake"].upload.files[0].spool.path
    give(app, "broken.csv", b"a,b")
    broken = app.session_state["intake"].waiting.files[0].spool.path
    assert first.exists()
    give(app, "second.csv", meter_files.territory(seed=14))
    gc.collect()
    assert not first.exists()
    assert not broken.exists()
    assert app.session_state["intake"].upload.files[0].spool.path.exists()


def test_the_file_of_a_table_by_customer_is_not_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    given = stages.Besides().give("offers.csv", b"customer_id,offered\nC1,yes\nC2,no\n")
    assert len(given.attributes) == 2
    assert list(tmp_path.iterdir()) == []


# The sweep


def test_a_sweep_that_is_stopped_keeps_what_it_has_and_can_go_on(work, monkeypatch):
    whole = import_module("lib.segments").sweep_steps

    def stopped_at_7(shapes, ks, seed):
        if 7 in ks:
            st.stop()
        return whole(shapes, ks, seed)

    app = open_with("long.csv", meter_files.territory(seed=15))
    with monkeypatch.context() as patch:
        patch.setattr("lib.segments.sweep_steps", stopped_at_7)
        patch.setattr("lib.frame.progress.PATIENCE", -1)
        turn_to(app, "choose_k")
    assert not app.main.header
    [stop] = [button for button in app.button if button.label == "Stop here"]
    stop.click().run()
    assert "K = 2 to 6 of 2 to 10 were tried." in [text.value for text in app.main.markdown]
    assert list(criteria(app)["K"]) == [2, 3, 4, 5, 6]
    work.clear()
    [go_on] = [button for button in app.button if button.label == "Go on"]
    go_on.click().run()
    assert ks(work) == [7, 8, 9, 10]
    assert list(criteria(app)["K"]) == list(range(2, 11))


def test_a_sweep_of_very_many_that_is_stopped_keeps_nothing_and_says_so(monkeypatch):
    monkeypatch.setattr("lib.segments.sweep.SORTED_UP_TO", 10)  # so that all K are one piece of work
    whole = import_module("lib.segments").sweep_steps

    def stopped_on_the_way(shapes, ks, seed):
        steps = whole(shapes, ks, seed)
        yield next(steps)
        yield next(steps)
        st.stop()

    with monkeypatch.context() as patch:
        patch.setattr("lib.segments.sweep_steps", stopped_on_the_way)
        patch.setattr("lib.frame.progress.PATIENCE", -1)
        app = turn_to(open_with("many.csv", meter_files.territory(seed=17)), "choose_k")
    stop = [button for button in app.button if button.label == "Stop here"][-1]
    stop.click().run()
    assert not app.exception
    assert not app.main.header
    assert (
        "No K was finished, so nothing is kept: above 100,000 customers K = 2 to 10 are finished together."
        in [text.value for text in app.main.markdown]
    )
    [go_on] = [button for button in app.button if button.label == "Go on"]
    go_on.click().run()
    assert list(criteria(app)["K"]) == list(range(2, 11))


def criteria(app):
    [found] = [each.value for each in app.dataframe if {"K", "Davies-Bouldin"} <= set(each.value.columns)]
    return found


def test_a_long_sweep_shows_how_far_it_is(monkeypatch):
    shown = []
    monkeypatch.setattr("lib.frame.progress.PATIENCE", -1)
    monkeypatch.setattr(st, "progress", lambda share, text: shown.append((share, text)))
    app = turn_to(open_with("slow.csv", meter_files.territory(seed=16)), "choose_k")
    shares = [share for share, _ in shown]
    assert len(shares) > 9
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1
    assert all(text.startswith("Trying K = 2 to 10; about ") for _, text in shown)
    assert answer(app)
    shown.clear()
    app.run()
    assert shown == []


def test_a_ninth_territory_leaves_the_spool_that_a_session_reads_from(monkeypatch):
    mine = sources.Intake()
    monkeypatch.setattr(sources, "intake", lambda: mine)
    small = [Choices(customers=10, days=7, seed=seed) for seed in range(900, 910)]
    first = stages.readings(small[0])
    for other in small[1:]:  # made by others: the cache keeps eight
        sources.demo(other)
    gc.collect()
    assert Path(first.address).exists()
    stages.readings(small[-1])
    gc.collect()
    assert not Path(first.address).exists()


def test_what_was_refused_goes_with_its_question_and_waits_for_no_sweep(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gc.disable()
    try:
        given = stages.Besides().give("odd.csv", b"what,is,this\n1,2,3\n")
        [asked] = given.asked
        assert asked.path.read_bytes() == b"what,is,this\n1,2,3\n"
        assert (asked.why.__traceback__, asked.why.__context__) == (None, None)
        del given, asked
        assert list(tmp_path.iterdir()) == []
    finally:
        gc.enable()
