"""Files in and out of the running app: what is given, what comes down, what is refused."""

import json
import re

import pytest

from lib.cli import main
from tests import meter_files
from tests.browser.app import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def repeat(tmp_path, capsys):
    """The answer of the command line with settings that the app exported."""

    def repeat(settings: bytes, path):
        (tmp_path / "loadlens.toml").write_bytes(settings)
        assert (
            main(["run", str(tmp_path / "loadlens.toml"), str(path), "--out", str(tmp_path), "--json"]) == 0
        )
        return tmp_path, json.loads(capsys.readouterr().out)

    return repeat


def settings_of(tab) -> bytes:
    tab.page.get_by_role("button", name="Link and settings").click()
    return tab.download("Settings (TOML)")


@pytest.mark.parametrize("name", ["openfido", "small"])
def test_the_list_of_a_file_is_that_of_the_command_line(name, tab, small, shared_data, repeat):
    path = {"openfido": shared_data / "openfido_meters_001-060.csv.gz", "small": small}[name]
    days = {"openfido": 367, "small": 28}[name]
    tab.goto("/readings?k=4")
    assert tab.answer().startswith("1,000 customers")
    tab.give(path)
    assert tab.answer().startswith(f"60 customers, {days} days, hourly")
    tab.turn_to("Targets")
    assert (tab.exceptions(), tab.alerts()) == ([], [])
    folder, answer = repeat(settings_of(tab), path)
    listed = tab.download("Download list")
    assert listed.decode("utf-8-sig") == (folder / "targets.csv").read_text(encoding="utf-8")
    assert f"The {answer['selected']} customers give" in tab.answer()
    assert "C1000" not in tab.page.url
    assert path.name not in tab.page.url


def test_a_market_file_without_an_extension_is_taken(tab, shared_data):
    tab.goto("/readings").give(shared_data / "nem12#S01#INTEGM#NEMMCO")
    tab.page.get_by_role("heading", name="1 customer, 4 days, every quarter of an hour").wait_for()
    assert (tab.exceptions(), tab.alerts()) == ([], [])


def test_the_report_is_that_of_the_command_line(tab, small, repeat):
    tab.goto("/readings?k=3").give(small)
    tab.turn_to("Report")
    page = tab.download("Report (HTML)").decode()
    folder, _ = repeat(tab.download("Settings (TOML)"), small)
    assert words(page) == words((folder / "report.html").read_text(encoding="utf-8"))
    assert "C100001" not in page


def words(page: str) -> list[str]:
    """What a report says, line by line, without its drawings."""
    return re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL).splitlines()


@pytest.mark.parametrize("case", ["empty", "text for kWh"])
def test_a_broken_file_leaves_what_was_there(case, tab, small, tmp_path):
    name, content, why = meter_files.BROKEN[case]
    (tmp_path / name).write_bytes(content)
    tab.goto("/readings").give(small)
    before = tab.answer()
    tab.give(tmp_path / name)
    tab.page.locator("[data-testid=stAlert]").wait_for()
    [said] = tab.ready().alerts()
    assert f"{name}{why}" in said.replace("\n", " ")
    assert tab.answer() == before
    tab.turn_to("Segments")
    assert tab.alerts() == []


def test_a_file_over_the_limit_is_refused_by_the_page_and_by_the_server(new_tab, small, tmp_path):
    large = tmp_path / "large.csv"
    large.write_bytes(b"customer_id,start,kwh\n" + b"C1,2026-06-01 00:00,0.412\n" * 80_000)
    (tmp_path / "server").mkdir()
    with Server(tmp_path / "server", "--server.maxUploadSize", "1") as strict:
        tab = new_tab(strict).goto("/readings")
        before = tab.answer()
        box = tab.choose(large)
        box.get_by_text("File must be 1.0MB or smaller.").wait_for()
        assert "up to 1 MB" in tab.page.locator("[data-testid=stExpander]").filter(has=box).first.inner_text()
        assert tab.answer() == before
        assert put_upload(tab, small.read_bytes()[:1000]) < 300
        assert put_upload(tab, large.read_bytes()) == 413


def put_upload(tab, content: bytes) -> int:
    """Send a file past the page to where it would send it; the status of the answer."""
    with tab.page.expect_request(lambda request: "/_stcore/upload_file/" in request.url) as sent:
        tab.page.locator("input[type=file]").first.set_input_files(
            {"name": "little.csv", "mimeType": "text/csv", "buffer": b"customer_id"}
        )
    token = sent.value.headers.get("x-xsrftoken", "")
    answer = tab.context.request.put(
        sent.value.url,
        headers={"X-Xsrftoken": token},
        multipart={"file": {"name": "large.csv", "mimeType": "text/csv", "buffer": content}},
    )
    return answer.status
