"""What tests take from our modules, or take away from them, is still there: a patch of what is gone guards nothing."""

import ast
import importlib
import re

import pytest

TARGET = re.compile(r"(?:rules|config|store|letters|tasks|flows|desk|cli)(?:\.\w+)+")


def _module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _taken(tree):
    """Attributes of the modules of ours that a file imports whole."""
    bound = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and TARGET.fullmatch(f"{node.module}.x"):
            for alias in node.names:
                if module := _module(f"{node.module}.{alias.name}"):
                    bound[alias.asname or alias.name] = module
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in bound:
            yield bound[node.value.id], node.attr


def _patched(tree):
    """What a file patches by its name in a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).endswith((".setattr", ".delattr")):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and TARGET.fullmatch(first.value):
                yield first.value


def _resolves(target):
    parts = target.split(".")
    for length in range(len(parts), 0, -1):
        if found := _module(".".join(parts[:length])):
            for name in parts[length:]:
                if not hasattr(found, name):
                    return False
                found = getattr(found, name)
            return True
    return False


def _gone(text):
    tree = ast.parse(text)
    absent = {f"{module.__name__}.{name}" for module, name in _taken(tree) if not hasattr(module, name)}
    return absent | {target for target in _patched(tree) if not _resolves(target)}


def test_what_tests_name_of_ours_is_there(root, committed):
    files = [path for path in committed if path.parts[0] in {"tests", "benchmarks"} and path.suffix == ".py"]
    gone = {str(path): found for path in files if (found := _gone((root / path).read_text("utf-8")))}

    assert gone == {}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("from tasks.runs import flow_runs\nflow_runs.status_of(1)\n", {"tasks.runs.flow_runs.status_of"}),
        ("from tasks.runs import flow_runs as runs\nruns.outcome(1)\n", set()),
        ('monkeypatch.setattr("tasks.cases.recording.terms.problems", 1)\n', {"tasks.cases.recording.terms.problems"}),
        ('monkeypatch.setattr("tasks.cases.recording.clock.now", 1)\n', set()),
    ],
    ids=["gone", "there", "patched-where-it-was", "patched-where-it-is"],
)
def test_what_is_gone_would_be_found(text, gone):
    assert _gone(text) == gone
