"""Our top-level packages have plain names; nothing else installed may carry one of them."""

import sys
from importlib.metadata import packages_distributions

import pytest


def _others_named(name: str) -> set[str]:
    return set(packages_distributions().get(name, ())) - {"maatwerk"}


def test_no_dependency_ships_a_package_with_one_of_our_names(packages):
    assert {name: _others_named(name) for name in packages if _others_named(name)} == {}


def test_no_package_of_ours_hides_the_standard_library(packages):
    assert set(packages) & sys.stdlib_module_names == set()


@pytest.mark.parametrize("name", ["config", "tasks"])
def test_a_dependency_with_one_of_our_names_would_be_found(name, tmp_path, monkeypatch):
    about = tmp_path / "intruder-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: intruder\nVersion: 1.0\n")
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").touch()
    (about / "RECORD").write_text(f"{name}/__init__.py,,\n")
    monkeypatch.syspath_prepend(tmp_path)

    assert _others_named(name) == {"intruder"}
