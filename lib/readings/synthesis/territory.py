"""The demo territory: readings made on demand, with the truth behind them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from lib.mix import MIX
from lib.readings.synthesis import chapter
from lib.readings.synthesis.events import Called, call, event_table
from lib.readings.synthesis.households import Households, draw_households, with_new_cars
from lib.readings.synthesis.load import hourly_kwh, present, split_hours
from lib.readings.synthesis.parameters import Parameters, check, fingerprint
from lib.readings.synthesis.response import draw_attributes, draw_offers, draw_truth
from lib.readings.synthesis.weather import FIRST_DAY, Weather, draw_weather

HOURS_IN_A_BLOCK = 1_000_000  # customers are made in blocks of about so many hours, whatever their number
METER_DECIMALS = 3  # a meter counts watt-hours
WEATHER, HOUSEHOLDS, ATTRIBUTES, TRUTH, OFFERS, LOAD, INTERVALS, GAPS, EVENTS, NEW_CARS = range(
    10
)  # streams of random numbers
SCHEMA = pa.schema(
    [("customer_id", pa.string()), ("start", pa.timestamp("us")), ("fold", pa.int8()), ("kwh", pa.float64())]
)


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory of made-up customers, and the truth no utility ever sees.

    Attributes
    ----------
    parameters : what its readings depend on.
    truth : customer_id, archetype, flexible_kw (17:00-21:00 on hot days), participation (chance of accepting
        an offer), response_kw (given by a participant); where cars come, new_car: whether one came.
    offers : last season's side table: customer_id, attributes known before, offered, enrolled, reduction_kw.
    temperature : date, temperature_c (daily mean).
    events : this season's events: event, date, start, end, customer_id, expected_kw; those who enrolled last season
        take part, and their readings show it.

    Notes
    -----
    The readings are not kept: they are a function of the parameters, made anew block by block.
    """

    parameters: Parameters
    truth: pd.DataFrame
    offers: pd.DataFrame
    temperature: pd.DataFrame
    events: pd.DataFrame

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.parameters)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The readings in order of customer and time, as batches of customer_id, start, fold, kwh."""
        parameters = self.parameters
        starts = _starts(parameters)
        first = 0
        for kwh, there in _blocks(parameters):
            yield _batch(customer_ids(first, len(kwh)), starts, kwh, there)
            first += len(kwh)

    def write_parquet(self, path: str | Path) -> None:
        """Stream the readings to a Parquet file that only its owner may read."""
        from pyarrow.parquet import ParquetWriter

        with _owner_only(Path(path)) as part, ParquetWriter(part, SCHEMA) as writer:
            for batch in self.batches():
                writer.write_batch(batch)

    def write_csv(self, path: str | Path) -> None:
        """Stream the readings to a CSV file (customer_id, start, kwh) that only its owner may read."""
        from pyarrow.csv import CSVWriter, WriteOptions

        plain = pa.schema([("customer_id", pa.string()), ("start", pa.timestamp("s")), ("kwh", pa.float64())])
        options = WriteOptions(include_header=False, quoting_style="none")
        with _owner_only(Path(path)) as part, part.open("wb") as file:
            file.write(b"customer_id,start,kwh\n")
            with CSVWriter(file, plain, write_options=options) as writer:
                for batch in self.batches():
                    writer.write_batch(batch.select(plain.names).cast(plain))


def synthesize(
    customers: int | None = None,
    days: int | None = None,
    interval_minutes: int = 60,
    seed: int = 42,
    noise: float = 0.3,
    mix: Mapping[str, float] | Iterable[tuple[str, float]] = MIX,
    recipe: str = "archetypes",
    gaps: bool = True,
    events: int | None = None,
    new_cars: float = 0.0,
) -> Territory:
    """A territory of customers whose habits are known, for demonstration and for tests.

    Parameters
    ----------
    customers, days : size; by default 1,000 customers and 56 days, in the chapter's recipe 200 and 14.
    interval_minutes : 15, 30 or 60; an hour has the same energy in each of them.
    seed : of every random draw.
    noise : how much days and customers of one archetype differ: 0 not at all (in size alone), 0.3 moderately,
        1.0 strongly.
    mix : share of each archetype, adding up to 1.
    recipe : "archetypes", or "chapter" for the book chapter's own script.
    events : how many events the season has; by default one for nine days, and none in under six weeks.
    new_cars : share of the customers who charge a car from the middle of the period on, and had none before.
    gaps : miss 0.2 % of the readings, in a few customers, and let three customers start in the last weeks.

    Raises
    ------
    Refusal : an argument is outside its range.
    """
    parameters = check(customers, days, interval_minutes, seed, noise, mix, recipe, gaps, events, new_cars)
    ids = customer_ids(0, parameters.customers)
    if recipe == "chapter":
        nothing = pd.DataFrame({"customer_id": [], "offered": [], "enrolled": [], "reduction_kw": []})
        no_weather = pd.DataFrame({"date": [], "temperature_c": []})
        none = pd.DataFrame({"event": [], "date": [], "start": [], "end": []})
        return Territory(parameters, chapter.chapter_truth(ids), nothing, no_weather, none)
    weather, homes = _draw(parameters)
    truth, offers, called = _people(parameters, weather, homes)
    if parameters.new_cars:
        truth["new_car"] = homes.car_from > 0
    temperature = pd.DataFrame({"date": weather.dates.astype(str), "temperature_c": weather.daily_c.round(2)})
    return Territory(parameters, truth, offers, temperature, event_table(called, weather, offers))


def customer_ids(first: int, count: int) -> np.ndarray:
    """Identifiers "C100001", "C100002", ... of customers number `first` (from 0) on."""
    return np.char.add("C", np.arange(100_001 + first, 100_001 + first + count).astype(str))


def _draw(parameters: Parameters) -> tuple[Weather, Households]:
    weather = draw_weather(parameters.days, _stream(parameters, WEATHER))
    homes = draw_households(parameters, _stream(parameters, HOUSEHOLDS))
    if parameters.new_cars:
        cars = _stream(parameters, NEW_CARS)
        homes = with_new_cars(homes, parameters.new_cars, parameters.days // 2, parameters.noise, cars)
    return weather, homes


def _people(
    parameters: Parameters, weather: Weather, homes: Households
) -> tuple[pd.DataFrame, pd.DataFrame, Called]:
    """The truth about each customer, last season's offers, and who answers this season's events."""
    ids = customer_ids(0, parameters.customers)
    attributes = draw_attributes(ids, homes, _stream(parameters, ATTRIBUTES))
    truth = draw_truth(homes, attributes, weather, _stream(parameters, TRUTH))
    offers = draw_offers(attributes, truth, homes, weather, _stream(parameters, OFFERS))
    return truth, offers, call(weather, truth, offers, parameters.events, _stream(parameters, EVENTS))


def _stream(parameters: Parameters, purpose: int, block: int = 0) -> np.random.Generator:
    """A generator for each purpose and block, so that none depends on how much another drew."""
    return np.random.default_rng([parameters.seed, purpose, block])


def _blocks(parameters: Parameters) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(kwh, there) of each block of customers, both of shape (n_block, n_intervals)."""
    # Blocks depend on days alone, so that an hour has the same energy at every interval length.
    size = max(1, HOURS_IN_A_BLOCK // (parameters.days * 24))
    if parameters.recipe == "chapter":
        yield from ((kwh, np.ones(kwh.shape, bool)) for kwh in chapter.chapter_kwh(parameters, size))
        return
    weather, homes = _draw(parameters)
    called = _people(parameters, weather, homes)[2] if parameters.events else None
    for block, first in enumerate(range(0, parameters.customers, size)):
        hourly = hourly_kwh(
            homes.rows(slice(first, first + size)),
            weather,
            parameters.noise,
            _stream(parameters, LOAD, block),
        )
        if called:
            called.lower(hourly, first)
        yield _block(parameters, hourly, homes.rows(slice(first, first + size)), block)


def _block(
    parameters: Parameters, hourly: np.ndarray, homes: Households, block: int
) -> tuple[np.ndarray, np.ndarray]:
    noise, steps = parameters.noise, 60 // parameters.interval_minutes
    hourly = hourly.reshape(len(homes), -1)
    kwh = split_hours(hourly, steps, noise, _stream(parameters, INTERVALS, block)).astype(float)
    there = present(homes, parameters.days, _stream(parameters, GAPS, block))
    return kwh.round(METER_DECIMALS), np.repeat(there, steps, axis=1)


def _starts(parameters: Parameters) -> np.ndarray:
    """(n_intervals,) beginning of every interval, local clock."""
    first = chapter.FIRST_DAY if parameters.recipe == "chapter" else FIRST_DAY
    minutes = np.arange(0, parameters.days * 24 * 60, parameters.interval_minutes)
    return first.astype("datetime64[us]") + minutes.astype("timedelta64[m]")


def _batch(ids: np.ndarray, starts: np.ndarray, kwh: np.ndarray, there: np.ndarray) -> pa.RecordBatch:
    customer, interval = np.nonzero(there)
    columns = [
        pa.array(ids.tolist()).take(pa.array(customer)),
        pa.array(starts[interval]),
        pa.array(np.zeros(len(customer), np.int8)),
        pa.array(kwh[there]),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


@contextmanager
def _owner_only(path: Path) -> Iterator[Path]:
    """A file for its owner alone, put in place when it is complete; nothing is left of a broken one."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
