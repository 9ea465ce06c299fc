"""Every code that a finding can have, found in the source, and what it means for the result."""

import ast
from functools import cache
from pathlib import Path

import pytest

from lib.frame.page import told
from lib.terms import consequences

LIB = Path(__file__).resolve().parents[1] / "lib"
PENDING: set[tuple[str, str]] = set()  # variables that are being looked for: one may be made from itself
SOURCES = {path.relative_to(LIB).as_posix(): path for path in sorted(LIB.rglob("*.py"))}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(SOURCES[name].read_text(encoding="utf-8"))


def calls(of: str, name: str) -> list[ast.Call]:
    """Every call of a function in a file."""
    return [
        node
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == of
    ]


def texts(node: ast.expr, name: str) -> set[str]:
    """What an expression that gives a code can be."""
    match node:
        case ast.Constant(value=str()):
            return {node.value}
        case ast.IfExp():
            return texts(node.body, name) | texts(node.orelse, name)
        case ast.Call(func=ast.Attribute(attr="replace")):
            return {text.replace(" ", "_") for text in texts(node.func.value, name)}
        case ast.Call(func=ast.Attribute(attr="get", value=ast.Dict() as table)):
            return set().union(*(texts(each, name) for each in (*table.values, *node.args[1:])))
        case ast.Call(func=ast.Attribute(attr="items")):
            return keys(node.func.value, name)
        case ast.Name():
            return bound(node.id, name)
    return set()


def keys(node: ast.expr, name: str) -> set[str]:
    """The keys of a table, by what is put into it."""
    match node:
        case ast.Dict():
            return set().union(*(texts(key, name) for key in node.keys))
        case ast.DictComp():
            return keys(node.generators[0].iter, name)
        case ast.Name():
            found = set()
            for each in ast.walk(tree(name)):
                match each:
                    case (
                        ast.Assign(targets=[ast.Name(id=node.id)])
                        | ast.AnnAssign(target=ast.Name(id=node.id))
                    ):
                        found |= keys(each.value, name)
                    case ast.Subscript(value=ast.Name(id=node.id), ctx=ast.Store()):
                        found |= texts(each.slice, name)
                    case ast.Call(func=ast.Attribute(attr="setdefault", value=ast.Name(id=node.id))):
                        found |= texts(each.args[0], name)
            return found
    return set()


def bound(variable: str, name: str) -> set[str]:
    """What a variable of a file can be: assigned, counted over, or given by a caller."""
    if (variable, name) in PENDING:
        return set()
    PENDING.add((variable, name))
    found = set()
    for node in ast.walk(tree(name)):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)]) if target == variable:
                found |= texts(node.value, name)
            case ast.For() | ast.comprehension() if isinstance(node.target, ast.Tuple):
                places = [getattr(each, "id", "") for each in node.target.elts]
                if variable in places and isinstance(node.iter, ast.Tuple):
                    found |= column(node.iter, places.index(variable), name)
                elif places[0] == variable:
                    found |= texts(node.iter, name)
            case ast.FunctionDef():
                places = [each.arg for each in node.args.args]
                if variable in places:
                    given = [argument(call, places.index(variable), name) for call in calls(node.name, name)]
                    found |= set().union(*given)
    PENDING.discard((variable, name))
    return found


def argument(call: ast.Call, at: int, name: str) -> set[str]:
    """What a caller gives at a place: there, or in the rows of a table that are given with a star."""
    for place, each in enumerate(call.args):
        if isinstance(each, ast.Starred) and place <= at:
            nodes = list(ast.walk(tree(name)))
            over = [
                n.iter.id
                for n in nodes
                if isinstance(n, ast.comprehension) and names(n.target, each.value.id)
            ]
            tables = [n.value for n in nodes if isinstance(n, ast.Assign) and names(n.targets[0], *over)]
            return set().union(*(column(table, at - place, name) for table in tables))
    return texts(call.args[at], name) if at < len(call.args) else set()


def names(node: ast.expr, *variables: str) -> bool:
    return isinstance(node, ast.Name) and node.id in variables


def column(table: ast.Tuple, at: int, name: str) -> set[str]:
    """What stands at one place of every row."""
    return set().union(*(texts(row.elts[at], name) for row in table.elts))


def raised() -> dict[str, set[str]]:
    """The codes at each place where a finding is made."""
    found = {}
    for name in SOURCES:
        for call in calls("Finding", name):
            code = call.args[1]
            if not (isinstance(code, ast.Attribute) and code.attr == "code"):  # of another finding
                found[f"lib/{name}:{call.lineno}"] = texts(code, name)
    return found


@pytest.mark.parametrize(
    ("place", "codes"),
    sorted(raised().items()),
    ids=lambda each: each if isinstance(each, str) else "-".join(sorted(each)),
)
def test_the_code_of_every_finding_can_be_told_from_the_source(place, codes):
    assert codes, place


def test_every_code_has_its_meaning_and_every_meaning_its_code():
    assert sorted(consequences()) == sorted(set().union(*raised().values()))


def test_codes_that_are_not_written_where_the_finding_is_made_are_found_too():
    codes = set().union(*raised().values())
    assert {
        "vacant",
        "few_days",
        "solar",
        "other_period",
        "kw_unit",
        "bad_stamp",
        "outlier",
        "not_settled",
    } <= codes
    assert {"negative_export", "other_register", "other_commodity"} <= codes


def test_every_meaning_is_a_sentence():
    odd = [code for code, meaning in consequences().items() if len(meaning.split()) < 4 or meaning[-1] != "."]
    assert odd == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("It names no unit. Say --unit Wh, kWh or kW.", "It names no unit."),
        ("Name a zone for local hours (--zone Europe/Amsterdam).", "Name a zone for local hours."),
        ("Row 4 (of 9) is empty; it was left out.", "Row 4 (of 9) is empty; it was left out."),
    ],
)
def test_a_page_says_a_finding_without_the_options_of_the_command_line(written, shown):
    assert told(written).replace("\\", "") == shown
