"""A file that is being read: the page says how far it is, and another click stops it; it can be begun again."""

import gzip
import shutil

import pytest

from lib.readings.synthesis import synthesize

pytestmark = pytest.mark.browser


@pytest.fixture
def large(tmp_path):
    """Hourly readings of 1,000 customers over 150 days: seconds of reading, and packed, so that sending it is quick."""
    plain, path = tmp_path / "large.csv", tmp_path / "large.csv.gz"
    synthesize(1000, 150, 60, 1, 0.3).write_csv(plain)
    with plain.open("rb") as source, gzip.open(path, "wb", compresslevel=1) as packed:
        shutil.copyfileobj(source, packed)
    return path


def test_a_reading_is_stopped_by_leaving_the_page_and_begun_again(tab, large):
    tab.goto("/readings")
    before = set(tab.server.spools())
    tab.choose(large)
    tab.page.get_by_text("Reading large.csv.gz").wait_for()
    tab.turn_to("Method")
    [spool] = set(tab.server.spools()) - before
    assert [path.name for path in spool.rglob("*")] == ["given.gz"]
    tab.turn_to("Readings")
    assert tab.answer().startswith("1,000 customers, 56 days")
    stopped = tab.page.get_by_text("large.csv.gz was not read. What was loaded before is still there.")
    if not stopped.is_visible():
        tab.page.get_by_text("Read your own meter files").click()
    stopped.wait_for()
    tab.click(tab.page.get_by_role("button", name="Read it again"))
    assert tab.answer().startswith("1,000 customers, 150 days")
    assert (tab.exceptions(), tab.alerts()) == ([], [])
