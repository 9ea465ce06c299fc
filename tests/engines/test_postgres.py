"""A PostgreSQL that does not let us in: said in a sentence, and nothing secret in it."""

import pytest

from lib.answers import Reading
from lib.findings import Refusal
from lib.readings.warehouse import read_address


def test_a_wrong_password_is_said_and_not_repeated(postgres):
    with pytest.raises(Refusal) as caught:
        read_address(f"{postgres.replace('s3cret%23%40', 'wr0ng')}#meters.readings", Reading())
    assert "the database cannot be read (OperationalError). Check the address and your right to read." in str(
        caught.value
    )
    assert "wr0ng" not in str(caught.value)
