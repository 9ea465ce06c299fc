"""Of all registers in a file those that a customer takes energy by; the others are counted and left out."""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.columns import Roles
from lib.readings.formats.parsed import Rows, keep_rows
from lib.readings.meanings import TAKEN, UNSAID, meaning, taken
from lib.readings.readings import Decision
from lib.readings.units import POWER, UNITS, unit_in_name, written
from lib.spelling import counted

HEAT_OF_GAS = (7.0, 14.0)  # kWh a cubic metre, from lean to rich gas [A]
MOST_KINDS = 100  # different texts in the columns that name a register; more are no registers


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of one register and unit: how many have a value, and its sum.

    `burnt`: they are the heat of a volume of gas.
    """

    register: str
    unit: str
    count: int
    total: float
    burnt: bool = False

    @property
    def meaning(self) -> str:
        """What the rows hold: by the name of the register, or else by the unit."""
        said = "gas" if self.burnt else meaning(self.register)
        if said in (*TAKEN, *UNSAID) and meaning(self.unit) not in (*TAKEN, *UNSAID, "export"):
            return meaning(self.unit)
        return said


@dataclass(frozen=True, slots=True)
class Kept:
    """What is consumption, in ``parsed``; `unit` and its evidence, where the rows say it.

    `rows` are those of ``parsed``, where they are others now.
    """

    rows: Rows | None = None
    unit: tuple[str, str] = ("", "")
    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()


def keep_taken(con: duckdb.DuckDBPyConnection, folder: Path, roles: Roles, name: str) -> Kept:
    """Keep the rows of ``parsed`` that are energy a customer takes; registers that add up keep their name.

    Raises
    ------
    Refusal
        Nothing is left, or the units do not fit together.
    """
    kinds = _burnt(con, _kinds(con)) if roles.labels or roles.unit_column else []
    if not kinds or len({kind.register for kind in kinds}) > MOST_KINDS:
        return Kept()
    energy = [kind for kind in kinds if kind.meaning in (*TAKEN, "")]
    names = list(dict.fromkeys(kind.register for kind in energy if kind.count))
    chosen = taken(names, any(kind.meaning == "export" for kind in kinds)) or names
    if len(chosen) < len(names) and all(kind.meaning in ("tariff", "") for kind in kinds if kind.count):
        chosen = names  # "normal" and "estimated": a quality, no tariff
    kept = [kind for kind in energy if kind.register in chosen]
    if not any(kind.count for kind in kept):
        raise Refusal(_nothing(kinds, roles, name), ask="value")
    unit, scale = _unit(kept, roles, name)
    mixed = _mixed(con, kept, scale, unit)
    rows = _write(con, folder, kept, scale)
    left = [kind for kind in kinds if kind not in kept and kind.count]
    return Kept(rows, unit, _registers(chosen), (*mixed, *_left_out(left)))


def _kinds(con: duckdb.DuckDBPyConnection) -> list[Kind]:
    rows = con.execute("""
        select register, unit, count(value), coalesce(sum(value), 0) from parsed
        where start is not null group by register, unit order by register, unit
        """).fetchall()
    return [Kind(*row) for row in rows]


def _burnt(con: duckdb.DuckDBPyConnection, kinds: list[Kind]) -> list[Kind]:
    """Registers in kWh and in m³, where the one is the other times the heat of gas, hold gas and no electricity."""
    volumes = {kind.unit for kind in kinds if meaning(kind.unit) == "gas"}
    if not volumes:
        return kinds
    rows = con.execute(
        """
        with heat as (
            select a.register, a.unit, a.value / b.value as kwh from parsed a join parsed b
            using (customer_id, register, start) where list_contains(?, b.unit) and not list_contains(?, a.unit)
              and b.value > 0.1)
        select register, unit from heat group by register, unit
        having quantile_cont(kwh, 0.1) > ? and quantile_cont(kwh, 0.9) < ?""",
        [list(volumes), list(volumes), *HEAT_OF_GAS],
    ).fetchall()
    return [replace(kind, burnt=(kind.register, kind.unit) in rows) for kind in kinds]


def _nothing(kinds: list[Kind], roles: Roles, name: str) -> str:
    held = sorted({_what(kind.meaning) for kind in kinds if kind.count} - {""})
    return (
        f"{name}: no row holds electricity that a customer takes; column {roles.value} holds {' and '.join(held)}. "
        "Ask for the export with the consumption."
    )


def _what(said: str) -> str:
    return {"export": "what is fed into the grid"}.get(said, said)


def _unit(kept: list[Kind], roles: Roles, name: str) -> tuple[tuple[str, str], dict[Kind, float]]:
    """The unit of the rows with its evidence, and what the rows of each kind are multiplied by."""
    found = {kind: written(kind.unit) or unit_in_name(kind.register) for kind in kept if kind.count}
    units = set(found.values())
    if not units or "" in units:
        return ("", ""), {}
    if units & set(POWER) and units - set(POWER):
        raise Refusal(
            f"{name}: some rows are in kW and some in kWh. Keep the rows in kWh, and read it again."
        )
    unit = units.pop() if len(units) == 1 else "kW" if units & set(POWER) else "kWh"
    scales = {kind: UNITS[of] / UNITS[unit] for kind, of in found.items()}
    in_rows = any(written(kind.unit) for kind in found)
    where = f"column {roles.unit_column} says so" if in_rows else "the register says so"
    return (unit, where), scales


def _mixed(
    con: duckdb.DuckDBPyConnection, kept: list[Kind], scale: dict[Kind, float], unit: tuple[str, str]
) -> tuple[Finding, ...]:
    """Rows in another unit than the others are made theirs: count them, and show the first."""
    other = [kind for kind in kept if scale.get(kind, 1) != 1]
    if not other:
        return ()
    line, value, kind = con.execute(
        "select line, value, unit from parsed where value is not null and (register, unit) in "
        f"({', '.join('(?, ?)' for _ in other)}) order by line limit 1",
        [text for kind in other for text in (kind.register, kind.unit)],
    ).fetchone()
    count, rest = sum(k.count for k in other), sum(k.count for k in kept if k not in other)
    names = " and ".join(dict.fromkeys(k.unit or k.register for k in other))
    message = (
        f"Rows are in several units ({unit[1]}): {counted(count, 'reading')} in {names} beside {rest:,} in "
        f"{unit[0]}; all were made {unit[0]}."
    )
    example = f"row {line or 0:,}: {value:,.6g} {kind or names}"
    return (Finding("warning", "mixed_unit", message, count, example),)


def _write(con: duckdb.DuckDBPyConnection, folder: Path, kept: list[Kind], scale: dict[Kind, float]) -> Rows:
    """``parsed`` becomes the rows that are kept, in a file of their own."""
    con.execute(
        "create or replace temp table kept_kinds (register varchar, unit varchar, name varchar, scale double)"
    )
    for kind in kept:
        own = kind.register if kind.meaning in ("tariff", "phase") else ""
        row = [kind.register, kind.unit, own, scale.get(kind, 1)]
        con.execute("insert into kept_kinds values (?, ?, ?, ?)", row)
    return keep_rows(
        con,
        folder / "taken.parquet",
        """
        select customer_id, name as register, start, instant, value * scale as value, line
        from parsed join kept_kinds using (register, unit) order by line""",
    )


def _registers(chosen: list[str] | tuple[str, ...]) -> tuple[Decision, ...]:
    named = [name for name in chosen if name]
    if not named:
        return ()
    why = (
        "registers of a tariff, added up for each interval"
        if len(named) > 1
        else "the register that a customer takes"
    )
    return (Decision("register", " + ".join(named), why),)


def _left_out(left: list[Kind]) -> tuple[Finding, ...]:
    """What is fed in, other commodities, and registers that are parts or nothing we know: never without a count."""
    by_code: dict[str, list[Kind]] = {}
    for kind in left:
        code = {"export": "negative_export", "": "other_register"}.get(kind.meaning, "other_commodity")
        by_code.setdefault("other_register" if kind.meaning in TAKEN else code, []).append(kind)
    return tuple(_finding(code, kinds) for code, kinds in by_code.items())


def _finding(code: str, kinds: list[Kind]) -> Finding:
    names = ", ".join(dict.fromkeys(kind.register or kind.unit for kind in kinds))
    count = sum(kind.count for kind in kinds)
    what = {
        "negative_export": "are fed into the grid",
        "other_commodity": f"are {' and '.join(sorted({kind.meaning for kind in kinds}))}, not electricity taken",
        "other_register": "are of another register, and would count energy twice",
    }[code]
    severity = "warning" if code == "other_register" else "info"
    return Finding(
        severity, code, f"{count:,} readings ({names}) {what}; they are left out.", count, names[:200]
    )
