"""A PostgreSQL and a Spark of our own; where they are not installed, their tests are skipped and say so."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.browser.app import free_port
from tests.engines.made import PASSWORD, Made, instants, local_clock

OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories={place} -c fsync=off -p {port}"


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Made:
    """What is in every engine, and how the file says it."""
    return Made(instants(), local_clock(instants(), tmp_path_factory.mktemp("engines")))


@pytest.fixture(scope="session")
def cluster():
    """A private cluster of PostgreSQL on a free port of this machine; gone afterwards."""
    initdb = _program("initdb")
    place = Path(
        tempfile.mkdtemp(prefix="loadlens-test-postgres-")
    )  # short: a socket's path has 107 characters
    try:
        secret = place / "password"
        secret.write_text(PASSWORD)
        _hand_over(place, secret)
        rights = ("--auth=scram-sha-256", f"--pwfile={secret}", "--username=owner")
        _run(initdb, "-D", place / "data", *rights, "--no-sync", "--encoding=UTF8", "--locale=C")
        port = free_port()
        control = (initdb.with_name("pg_ctl"), "-D", place / "data", "-w", "-s", "-l", place / "log")
        _run(*control, "-o", OPTIONS.format(place=place, port=port), "start")
        try:
            yield port
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(cluster, made):
    """The address of a database with the readings, for a role that may do no more than read them."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install psycopg[binary]")
    with psycopg.connect(
        host="127.0.0.1", port=cluster, user="owner", password=PASSWORD, dbname="postgres", autocommit=True
    ) as con:
        con.execute(POSTGRES)
        with con.cursor().copy("copy meters.raw from stdin") as copy:
            for row in made.rows:
                copy.write_row(row)
    return f"postgres://reader:s3cret%23%40@127.0.0.1:{cluster}/postgres"


@pytest.fixture(scope="session")
def spark(made, tmp_path_factory):
    """The address of a Spark session of this machine with the readings."""
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed: pip install pyspark")
    if not shutil.which("java"):
        pytest.skip("Java is not installed: apt-get install default-jre-headless")
    folder = tmp_path_factory.mktemp("spark")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder),
    }
    builder = sql.SparkSession.builder.master("local[2]").appName("loadlens tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    made.write_parquet(folder / "raw.parquet")
    session.read.parquet(str(folder / "raw.parquet")).createOrReplaceTempView("raw")
    for statement in SPARK:
        session.sql(statement)
    yield "pyspark://"
    session.stop()


# The views of docs/warehouses.md: from moments to the local clock, with the hour that comes twice told apart.
POSTGRES = """
    create schema meters;
    create table meters.raw (customer_id text, moment timestamptz, kwh double precision);
    create view meters.readings as
    select customer_id, kwh, moment at time zone 'Europe/Amsterdam' as start,
           (moment at time zone 'Europe/Amsterdam' =
            (moment - interval '1 hour') at time zone 'Europe/Amsterdam')::int as fold
    from meters.raw;
    create role reader login password 's3cret#@';
    grant usage on schema meters to reader;
    grant select on meters.readings, meters.raw to reader;
    """
SPARK = (
    """
    create or replace temporary view moments as
    select customer_id, kwh, cast(moment as timestamp_ntz) as utc from raw
    """,
    """
    create or replace temporary view readings as
    select customer_id, kwh, convert_timezone('UTC', 'Europe/Amsterdam', utc) as start,
           int(convert_timezone('UTC', 'Europe/Amsterdam', utc) =
               convert_timezone('UTC', 'Europe/Amsterdam', utc - interval 1 hour)) as fold
    from moments
    """,
)


def _program(name: str) -> Path:
    """A program of PostgreSQL; Debian keeps the server's out of the path."""
    found = [*sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), shutil.which(name)]
    if not any(found):
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    return Path(next(path for path in reversed(found) if path)).resolve()


def _run(*command) -> None:
    """Run a program of PostgreSQL, which refuses to be run by root."""
    user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    subprocess.run(list(map(str, command)), check=True, cwd="/", stdout=subprocess.DEVNULL, **user)


def _hand_over(*paths: Path) -> None:
    if os.geteuid() == 0:
        for path in paths:
            shutil.chown(path, "postgres", "postgres")
