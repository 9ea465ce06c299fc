"""Whole analyses: of a small territory with last season's offers, of the chapter's data, of a file of profiles."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from lib.analysis import analyse
from lib.choices import Choices
from lib.profiles.average import average
from lib.profiles.system import observe
from lib.readings.demo import spool_territory
from lib.readings.synthesis import synthesize
from lib.targets import read_attributes

CHOICES = Choices(k_high=6)


def analysed(territory, spool, choices=CHOICES):
    readings = spool_territory(territory, spool)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Ibis 12 on DuckDB 2 and pandas 3
        system = observe(readings)
        profiles = average(readings, system, choices.window)
    offers = None
    if len(territory.offers):
        territory.offers.to_csv(spool / "offers.csv", index=False)
        offers = read_attributes(spool / "offers.csv", {}, origin="configured")
    return analyse(profiles, choices, readings, system, offers)


@pytest.fixture(scope="session")
def analysis(tmp_path_factory):
    """120 customers, 28 days, with a few participants of last season."""
    return analysed(synthesize(120, 28, 60, seed=42), tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def chapter(tmp_path_factory):
    """200 customers with one shape: no groups, no better target, no history."""
    return analysed(synthesize(recipe="chapter", seed=42), tmp_path_factory.mktemp("chapter"))


@pytest.fixture(scope="session")
def from_profiles(analysis):
    """The same customers, of whom only the mean day is known."""
    nowhere = np.full(len(analysis.profiles), np.nan)
    bare = replace(analysis.profiles, figures=None, valid_days=nowhere, like_days=nowhere)
    return analyse(bare, CHOICES)
