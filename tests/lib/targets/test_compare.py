"""What two target lists share."""

import pytest

from lib.targets import in_common
from tests.lib.targets import made

A = made.ranking([0.5] * 4, [4.0, 3.0, 2.0, 1.0])


def test_a_list_shares_everything_with_itself():
    assert in_common(A, 3, A, 3) == in_common(A, 3, A, 4)
    assert in_common(A, 3, A, 3).customers == 3
    assert in_common(A, 3, A, 3).share == 1


def test_kw_in_common_are_those_of_the_first_list():
    found = in_common(A, 3, A, 1)  # 2.0 of 2.0 + 1.5 + 1.0 kW
    assert (found.customers, found.kw) == (1, 2.0)
    assert found.share == pytest.approx(2 / 4.5)


def test_nothing_is_shared_with_an_empty_list():
    found = in_common(A, 2, A, 0)
    assert (found.customers, found.kw, found.share) == (0, 0.0, 0.0)
    assert in_common(A, 0, A, 2).share == 0


def test_a_list_of_less_than_a_kw_shares_all_with_itself():
    small = made.ranking([0.1], [2.0])
    assert in_common(small, 1, small, 1).share == 1
