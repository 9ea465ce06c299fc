"""What all tests share: nothing is skipped where it must run."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"
IN_CI = bool(os.environ.get("CI"))


def pytest_configure(config):
    # Ibis 12 uses a name that DuckDB 2 has deprecated, and an option that pandas 3 has: not ours to mend.
    config.addinivalue_line("filterwarnings", "ignore:fetch_arrow_table:DeprecationWarning")
    config.addinivalue_line("filterwarnings", "ignore:The 'future.infer_string' option:DeprecationWarning")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real meter files, beside the project; a clone without it skips the tests that need it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no folder of real meter files beside the project")
    return SHARED_DATA


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """In continuous integration a skip is a failure: whatever a test needs, the script there installs."""
    outcome = yield
    report = outcome.get_result()
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
