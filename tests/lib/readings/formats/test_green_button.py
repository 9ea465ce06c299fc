"""Green Button XML: units, directions, usage points, clocks, and documents built to harm a reader."""

import gzip
from csv import DictReader
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.findings import Refusal
from lib.readings.formats.espi_clock import by_days, told
from tests.lib.readings.made import decided, found, read, table

JULY = int(datetime(2025, 7, 1, tzinfo=UTC).timestamp())
NORTH_AMERICA = (
    "<dstEndRule>B40E2000</dstEndRule><dstOffset>3600</dstOffset><dstStartRule>360E2000</dstStartRule>"
)


def entry(content, own="", related=()):
    links = [("self", own), *(("related", href) for href in related)]
    listed = "".join(f'<link rel="{rel}" href="{href}"/>' for rel, href in links if href)
    resource = content.replace(">", ' xmlns="http://naesb.org/espi">', 1)
    return f"<entry>{listed}<content>{resource}</content></entry>"


def clock(offset, rules=NORTH_AMERICA):
    return entry(f"<LocalTimeParameters>{rules}<tzOffset>{offset}</tzOffset></LocalTimeParameters>")


def kind(uom=72, flow=1, power=0, own="", commodity=1):
    return entry(
        f"<ReadingType><commodity>{commodity}</commodity><flowDirection>{flow}</flowDirection>"
        f"<powerOfTenMultiplier>{power}</powerOfTenMultiplier><uom>{uom}</uom></ReadingType>",
        own,
    )


def block(values, start=JULY, seconds=3600, own=""):
    readings = "".join(
        f"<IntervalReading><timePeriod><duration>{seconds}</duration><start>{start + i * seconds}</start></timePeriod>"
        f"<value>{value}</value></IntervalReading>"
        for i, value in enumerate(values)
    )
    return entry(f"<IntervalBlock>{readings}</IntervalBlock>", own)


def feed(*entries):
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{"".join(entries)}</feed>'


def xml(tmp_path, *entries, name="home.xml"):
    path = tmp_path / name
    path.write_text(feed(*entries))
    return path


@pytest.mark.parametrize(
    "uom, power, unit, kwh",
    [(72, 0, "Wh", 0.5), (72, 3, "kWh", 500), (72, -3, "Wh", 0.0005), (38, 0, "kW", 0.5), (38, 3, "kW", 500)],
)
def test_unit_and_power_of_ten(tmp_path, uom, power, unit, kwh):
    readings = read(xml(tmp_path, clock(0, ""), kind(uom, power=power), block([500] * 24)))
    assert (readings.unit, readings.format, readings.customers) == (unit, "Green Button XML", 1)
    assert readings.energy_kwh == pytest.approx(24 * kwh, rel=1e-12)


def test_power_of_a_quarter_hour_is_a_quarter_of_the_energy(tmp_path):
    readings = read(xml(tmp_path, clock(0, ""), kind(38), block([1000] * 96, seconds=900)))
    assert (readings.interval_minutes, readings.energy_kwh) == (15, 24)


def test_what_is_fed_in_and_what_is_no_energy_is_left_out_and_counted(tmp_path):
    path = xml(
        tmp_path,
        clock(0, ""),
        *(kind(), block([1000] * 24)),
        *(kind(flow=19), block([300] * 24)),
        *(kind(flow=4), block([700] * 24)),
        *(kind(63), block([5] * 24)),
        *(kind(169, commodity=7), block([5] * 24)),
    )
    readings = read(path)
    assert readings.energy_kwh == 24
    messages = {
        f.message: f.code for f in readings.findings if f.code in ("negative_export", "other_commodity")
    }
    assert messages == {
        "24 readings that are fed in (7.200 kWh) were left out.": "negative_export",
        "24 readings that are gas (therms) were left out.": "other_commodity",
        "24 readings that are net were left out.": "other_commodity",
        "24 readings that are reactive power were left out.": "other_commodity",
    }


def test_net_alone_is_what_there_is(tmp_path):
    readings = read(xml(tmp_path, clock(0, ""), kind(flow=4), block([1000] * 12 + [-500] * 12)))
    assert readings.energy_kwh == 12
    assert "12 readings lie below zero, at 1 customer" in found(readings)["negative"]


def point(number, name, service=0):
    up = f"User/1/UsagePoint/{name}"
    own = f"{up}/MeterReading/1"
    return (
        entry(f"<UsagePoint><ServiceCategory><kind>{service}</kind></ServiceCategory></UsagePoint>", up),
        entry("<MeterReading></MeterReading>", own, related=[f"ReadingType/{number}"]),
        block([1000 * number] * 24, own=f"{own}/IntervalBlock/1"),
        kind(own=f"ReadingType/{number}"),
    )


def test_several_usage_points_by_their_links_even_with_types_below(tmp_path):
    readings = read(
        xml(tmp_path, clock(0, ""), *point(1, "0012345"), *point(2, "2"), *point(3, "3", service=1))
    )
    rows = table(readings)
    assert rows.groupby("customer_id")["kwh"].sum().to_dict() == {"0012345": 24, "home 2": 48}
    assert found(readings)["other_commodity"] == "24 readings that are gas were left out."


def test_blocks_of_one_meter_join_and_a_block_twice_counts_once(tmp_path):
    day = 24 * 3600
    path = xml(
        tmp_path,
        clock(0, ""),
        kind(),
        block([1000] * 24),
        block([2000] * 24, JULY + day),
        block([1000] * 24),
    )
    readings = read(path)
    assert (readings.readings, readings.energy_kwh) == (48, 72)
    assert "24 readings stand in the file twice, all with the same value" in found(readings)["duplicates"]


def test_a_second_view_of_the_same_energy_is_not_added(tmp_path):
    hourly, quarterly = "UsagePoint/1/MeterReading/1", "UsagePoint/1/MeterReading/2"
    path = xml(
        tmp_path,
        clock(0, ""),
        kind(),
        block([1000] * 24, own=f"{hourly}/IntervalBlock/1"),
        block([250] * 96, seconds=900, own=f"{quarterly}/IntervalBlock/1"),
    )
    readings = read(path)
    assert (readings.interval_minutes, readings.energy_kwh) == (15, 24)
    assert found(readings)["mixed_interval"].startswith(
        "The file has intervals of 15, 60 minutes. Those of 15 are read"
    )


def test_the_clock_of_local_time_parameters(tmp_path):
    """Los Angeles leaves standard time on 9 March 2025, 10:00 UTC, and returns on 2 November, 9:00 UTC."""
    spring = int(datetime(2025, 3, 9, 8, tzinfo=UTC).timestamp())
    autumn = int(datetime(2025, 11, 2, 7, tzinfo=UTC).timestamp())
    path = xml(tmp_path, clock(-28800), kind(), block([1000] * 23, spring), block([1000] * 25, autumn))
    rows = table(read(path))
    assert rows["start"].dt.strftime("%d %H").tolist() == [
        *(f"09 {hour:02}" for hour in range(24) if hour != 2),
        *("02 00", "02 01", "02 01"),
        *(f"02 {hour:02}" for hour in range(2, 24)),
    ]
    assert rows["fold"].sum() == 1
    assert decided(read(path))["zone"] == "UTC-8 h and UTC-7 h"


def test_rules_of_other_places():
    # The last Sunday of October at 2:00 to the first of April at 3:00 is daylight saving in New South Wales.
    sydney = {"tzOffset": "36000", "dstOffset": "3600", "dstStartRule": "A40E2000", "dstEndRule": "440E3000"}
    clock_ = told(sydney, JULY, JULY + 86_400 * 200)
    october = int(
        datetime(2025, 10, 4, 16, tzinfo=UTC).timestamp()
    )  # the first Sunday of October, 2:00 at UTC+10
    assert (october, 39_600) in clock_.steps
    last = told({**sydney, "dstStartRule": "AE0E2000"}, JULY, JULY)
    assert (int(datetime(2025, 10, 25, 16, tzinfo=UTC).timestamp()), 39_600) in last.steps
    assert told({"tzOffset": "-18000", "dstStartRule": "nonsense"}, JULY, JULY) is None
    assert told({"tzOffset": "-18000"}, JULY, JULY).steps == ((0, -18_000),)
    assert told({}, JULY, JULY) is None


def test_days_from_midnight_to_midnight_tell_the_clock():
    day = 86_400
    assert by_days([(JULY + 5 * 3600 + i * day, day) for i in range(9)]).steps == ((0, -18_000),)
    assert by_days([(JULY - 3600 + i * day, day) for i in range(9)]).steps == ((0, 3600),)
    assert by_days([(JULY + i * 30 * day, 30 * day) for i in range(9)]) is None
    assert by_days([(JULY + i * 7 * 3600 + i * day, day) for i in range(9)]) is None


def test_without_a_clock_stamps_are_utc_and_said_to_be(tmp_path):
    path = xml(tmp_path, kind(), block([1000] * 48))
    assert "Stamps and the hours shown are UTC." in found(read(path))["utc"]
    moved = read(path, tmp_path, zone="America/Los_Angeles")
    assert (moved.start, moved.zone) == ("2025-06-30 17:00", "America/Los_Angeles")
    named = read(
        xml(tmp_path, clock(-18000), kind(), block([1000] * 48)), tmp_path, zone="America/Los_Angeles"
    )
    assert named.start == "2025-06-30 17:00"


def test_readings_that_carry_their_offset(tmp_path):
    text = feed(kind(), block([1000] * 24)).replace(
        "</timePeriod>", "<timezone>-0500</timezone></timePeriod>"
    )
    path = tmp_path / "home.xml"
    path.write_text(text)
    assert read(path).start == "2025-06-30 19:00"


def test_prefixes_and_packing(tmp_path):
    text = feed(clock(0, ""), kind(), block([1000] * 24))
    for tag in (
        "ReadingType",
        "IntervalBlock",
        "IntervalReading",
        "timePeriod",
        "value",
        "start",
        "duration",
        "uom",
    ):
        text = text.replace(f"<{tag}>", f"<espi:{tag}>").replace(f"</{tag}>", f"</espi:{tag}>")
        text = text.replace(f"<{tag} xmlns=", f"<espi:{tag} xmlns:espi=")
    text = text.replace("<feed ", '<feed xmlns:espi="http://naesb.org/espi" ')
    path = tmp_path / "home.xml.gz"
    path.write_bytes(gzip.compress(text.encode()))
    assert read(path).energy_kwh == 24


def test_a_value_that_cannot_be_read_is_missing_and_said(tmp_path):
    readings = read(xml(tmp_path, clock(0, ""), kind(), block([1000] * 10 + ["much"] + [1000] * 13)))
    assert (readings.readings, readings.missing) == (23, 1)
    assert found(readings)["bad_value"] == (
        "1 interval readings have no start, length or value that can be read, and count as missing."
    )


BOMB = '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "naesb.org/espi"><!ENTITY b "&a;&a;&a;&a;">]><feed>&b;</feed>'
SOUND = feed(kind(), block([1000] * 24))
REFUSED = {
    "entities": (
        BOMB,
        ": the XML declares entities or an encoding that no Green Button file has (EntitiesForbidden). "
        "Download the file again.",
    ),
    "cut off": (SOUND[:-200], ": the XML breaks off or is damaged (no element found: line 1, column "),
    "nested": (
        SOUND.replace("<entry>", "<x>" * 50, 1),
        ": the XML is nested more than 40 deep, which Green Button is not.",
    ),
    "endless text": (
        SOUND.replace("</content>", "</content><title>" + "x" * (5 << 20) + "</title>", 1),
        ": one element of the XML holds more than 4 MB of text.",
    ),
    "no blocks": (
        feed(kind()),
        ": this Green Button file has no interval readings. Ask for the interval data.",
    ),
    "gas": (
        feed(kind(169, commodity=7), block([1] * 24)),
        ": this Green Button file holds no electricity that a customer takes, only gas (therms). "
        "Ask for the electricity data.",
    ),
    "another XML": (
        '<?xml version="1.0"?><gpx><trk/></gpx>',
        ": this is an XML document, not a table of readings. "
        "Save the readings as CSV, CSV.gz or Parquet: one row for each customer and interval.",
    ),
    "daily": (
        feed(kind(), block([1000] * 30, seconds=86_400)),
        ": readings are 24 hours apart. Loadlens needs 60 minutes or a part of it; ask for the interval export.",
    ),
    "no stamps": (
        feed(kind(), block([1000] * 24)).replace("<start>", "<begin>").replace("</start>", "</begin>"),
        ": no interval reading has a start and a duration. Download the file again.",
    ),
}


@pytest.mark.parametrize("text, why", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(tmp_path, text, why):
    path = tmp_path / "home.xml"
    path.write_text(text)
    with pytest.raises(Refusal) as caught:
        read(path)
    assert str(caught.value).startswith(f"home.xml{why}")
    assert "\n" not in str(caught.value)


def test_a_packed_document_that_grows_without_end_is_refused(tmp_path):
    path = tmp_path / "home.xml.gz"
    start, end = SOUND.split("<entry>", 1)
    path.write_bytes(gzip.compress((start + "<entry></entry>" * 3_000_000 + "<entry>" + end).encode()))
    with pytest.raises(Refusal, match="grows more than 300-fold"):
        read(path)


@settings(max_examples=20, deadline=None)
@given(
    values=st.lists(st.integers(1, 5000), min_size=24, max_size=96),
    seconds=st.sampled_from([300, 900, 1800, 3600]),
    power=st.sampled_from([-3, 0, 3]),
    offset=st.integers(-12, 14),
)
def test_any_values_read_back_to_the_same_energy(tmp_path_factory, values, seconds, power, offset):
    folder = tmp_path_factory.mktemp("gb")
    readings = read(xml(folder, clock(offset * 3600, ""), kind(power=power), block(values, seconds=seconds)))
    assert readings.energy_kwh == pytest.approx(sum(values) * 10.0 ** (power - 3), rel=1e-9)
    assert (readings.readings, readings.interval_minutes) == (len(values), seconds // 60)
    assert readings.start == f"{datetime.fromtimestamp(JULY + offset * 3600, UTC):%Y-%m-%d %H:%M}"


def test_the_real_file(shared_data, tmp_path):
    name = "jendobson_sample_data.xml.gz"
    with (shared_data / "EXPECTED.tsv").open() as file:
        truth = next(row for row in DictReader(file, delimiter="\t") if row["file"] == name)
    readings = read(shared_data / name, tmp_path)
    assert readings.energy_kwh == pytest.approx(float(truth["energy_kwh_total"]), rel=1e-9)
    assert (readings.customers, readings.readings) == (1, int(truth["readings"]))
    assert (readings.start, readings.end) == (truth["first_interval_start"], truth["last_interval_start"])
    assert set(found(readings)) == {"wh_unit", "missing", "dst_gap"}
    assert decided(readings)["zone"] == "UTC-8 h and UTC-7 h"
