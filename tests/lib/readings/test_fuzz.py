"""Damaged files of every format end in readings or in a sentence: a slice of benchmarks/fuzz_readings.py."""

import pytest

from tests.lib.readings.mutants import fault

INPUTS, PARTS = 200, 8


@pytest.mark.parametrize("part", range(PARTS))
def test_a_damaged_file_is_read_or_refused_and_never_misread_in_silence(part):
    each = INPUTS // PARTS
    assert [text for number in range(part * each, (part + 1) * each) if (text := fault(number))] == []
