import pytest

from tests import meter_files


@pytest.fixture(scope="session")
def small() -> bytes:
    """Readings of 60 customers over four weeks."""
    return meter_files.territory()
