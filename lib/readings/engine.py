"""Engines: a connection to wherever readings are, and answers from it; what fails is said without its secrets."""

import re

import duckdb
import ibis
import pandas as pd

from lib.findings import Refusal

WAIT = 10  # seconds for a database that does not answer
SECRET_WORDS = (
    r"(?i)((?:access_?)?token|password|passwd|pwd|secret|credentials?|private_?key|api_?key)=[^&#]*"
)


def without_secrets(url: str) -> str:
    """An address as it may be shown."""
    bare = re.sub(r"(?<=://)([^:/@]*):.*@", r"\1@", url)
    return re.sub(SECRET_WORDS, r"\1=…", bare)


def connect(url: str, shown: str) -> ibis.BaseBackend:
    """A connection of its own: two sessions that share one would mix up what they ask.

    Parameters
    ----------
    url : an Ibis address. shown : what people call it.

    Raises
    ------
    Refusal
        There is no driver, or no answer.  A password is never repeated.
    """
    try:
        return ibis.connect(_guarded(url))
    except ImportError:
        backend = url.partition(":")[0]
        raise Refusal(
            f"{shown}: the driver is not installed. Run: pip install 'ibis-framework[{backend}]'."
        ) from None
    except Exception as why:  # each driver has errors of its own, and their texts may hold the password
        raise unreachable(shown, why) from None


def table_of(backend: ibis.BaseBackend, name: str, shown: str) -> ibis.Table:
    """A table of a database; ``schema.table`` and ``catalog.schema.table`` are understood.

    Raises
    ------
    Refusal
        It is not there, or may not be read.
    """
    *places, last = name.split(".")
    try:
        return backend.table(last, database=tuple(places) or None)
    except ibis.common.exceptions.TableNotFound:
        raise Refusal(
            f"{shown}: there is no table {name!r}. Check the spelling and your right to read."
        ) from None
    except Exception as why:
        raise unreachable(shown, why) from None


def is_moment(table: ibis.Table, name: str, column: str) -> bool:
    """Whether a column holds moments that Ibis takes for a local clock, as it does with Spark's TIMESTAMP."""
    backend = table.get_backend()
    return (
        backend.name == "pyspark"
        and dict(backend.raw_sql(f"from {name} limit 0").dtypes)[column] == "timestamp"
    )


def fetch(expression: ibis.Table, shown: str) -> pd.DataFrame:
    """The rows of an expression.

    Raises
    ------
    Refusal
        The engine cannot give them.
    """
    try:
        return expression.to_pandas()
    except Exception as why:
        raise unreachable(shown, why) from None


def close(backend: ibis.BaseBackend) -> None:
    """Give a connection back; a Spark session is the process's own, and stays."""
    if backend.name != "pyspark":
        backend.disconnect()


def unreachable(shown: str, why: Exception) -> Refusal:
    if isinstance(why, duckdb.OutOfMemoryException):
        return Refusal(
            f"{shown}: this takes more memory than there is. Choose a shorter period or fewer customers."
        )
    return Refusal(
        f"{shown}: the database cannot be read ({type(why).__name__}). Check the address and your right to read."
    )


def _guarded(url: str) -> str:
    """A DuckDB file is opened for reading alone, so that none is made by mistake; PostgreSQL is not waited for long."""
    usual = {"duckdb": "read_only=true", "postgres": f"connect_timeout={WAIT}"}
    kind = "postgres" if url.startswith("postgresql:") else url.partition(":")[0]
    if kind not in usual or usual[kind].partition("=")[0] in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}{usual[kind]}"
