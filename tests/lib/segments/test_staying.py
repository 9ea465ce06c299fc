"""On files of real meters the names of the segments are the same whatever the seed, and so is who is in them."""

import pytest

from lib.analysis import population, segments_of
from lib.choices import Choices
from lib.profiles.average import average
from lib.profiles.system import observe
from lib.segments import Segments
from tests.lib.readings.made import read

SEEDS = range(20)


def names(found: Segments) -> dict[str, str]:
    return {who: found.named[number] for who, number in zip(found.customer_id, found.number, strict=True)}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", ["openfido_meters_001-060.csv.gz", "zonnedael_2013_jan-mar_wide.csv"])
def test_names_are_the_same_over_20_seeds(shared_data, tmp_path, name):
    readings = read(shared_data / name, tmp_path)
    profiles = average(readings, observe(readings), (17, 21), "all", "all")
    found = [
        names(segments_of(population(profiles, choices), choices))
        for choices in (Choices(k=4, seed=seed) for seed in SEEDS)
    ]
    assert len(set(found[0].values())) == 4
    assert all(each == found[0] for each in found)
