"""The house stands as drawn: arrows point down, nothing is knotted, rooms stay small."""

import ast
import graphlib
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("schema", "adapters", "gateway")  # ground floor first
LONGEST_FILE = 300
LONGEST_FUNCTION = 60


def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            if "node_modules" in path.parts:
                continue
            dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[dotted.removesuffix(".__init__")] = path
    return found


MODULES = modules()


def run_time_imports(tree: ast.Module) -> list[ast.Import | ast.ImportFrom]:
    """Imports that run with the module: not those for type checkers, not those inside functions."""
    found: list[ast.Import | ast.ImportFrom] = []
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.append(node)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting.extend(node.orelse)
        elif isinstance(node, ast.If | ast.Try | ast.With):
            waiting.extend(ast.iter_child_nodes(node))
    return found


def every_import(tree: ast.Module) -> list[ast.Import | ast.ImportFrom]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def names_in(node: ast.Import | ast.ImportFrom) -> set[str]:
    """Dotted names of our modules that an import statement reads."""
    if isinstance(node, ast.Import):
        wanted = {alias.name for alias in node.names}
    else:
        wanted = {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return wanted & MODULES.keys()


def test_arrows_point_down_between_floors() -> None:
    upward = [
        f"{name} imports {target}"
        for name, path in MODULES.items()
        for node in every_import(ast.parse(path.read_text("utf-8")))
        for target in names_in(node)
        if FLOORS.index(target.partition(".")[0]) > FLOORS.index(name.partition(".")[0])
    ]

    assert upward == []


def test_no_module_is_in_a_knot() -> None:
    graph = {
        name: {
            target
            for node in run_time_imports(ast.parse(path.read_text("utf-8")))
            for target in names_in(node)
            if target != name and not name.startswith(f"{target}.")
        }
        for name, path in MODULES.items()
    }

    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the knot


def test_imports_are_absolute() -> None:
    relative = [
        name
        for name, path in MODULES.items()
        for node in every_import(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_is_small_and_says_its_place(name: str) -> None:
    text = MODULES[name].read_text("utf-8")
    functions = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]

    assert len((ast.get_docstring(ast.parse(text)) or "").strip()) > 10, "say what the module turns into what"
    assert len(text.splitlines()) <= LONGEST_FILE
    assert long == []


def test_functions_are_short_as_a_whole() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES.values()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )

    assert statistics.median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 30


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "helpers", "common", "misc", "manager", "service", "processor", "base_utils"}

    assert [name for name in MODULES if name.rpartition(".")[2] in drawers] == []


def test_nothing_is_left_for_later() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error")
    texts = {name: path.read_text("utf-8") for name, path in MODULES.items()}
    left = [f"{name}: {mark}" for name, text in texts.items() for mark in marks if mark in text]

    assert left == []
