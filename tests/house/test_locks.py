"""What is installed is pinned by hash, and no lock says where it comes from."""

import json
import re
from itertools import chain

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)
ADDRESS = re.compile(r"https?:|//|--(?:extra-)?index|--find-links|\s@\s|git\+|file:")


def _pins(text: str) -> dict[str, str]:
    return {canonicalize_name(pin["name"]): pin["version"] for pin in PIN.finditer(text)}


def _without_hash(text: str) -> list[str]:
    return [pin["name"] for pin in PIN.finditer(text) if "--hash=sha256:" not in pin["rest"]]


def _not_locked(requirements: list[str], pins: dict[str, str]) -> list[str]:
    wanted = {text: Requirement(text) for text in requirements}
    pinned = {text: pins.get(canonicalize_name(want.name)) for text, want in wanted.items()}
    return [text for text, pin in pinned.items() if pin is None or pin not in wanted[text].specifier]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_in_a_lock_has_a_hash(root, lock):
    text = (root / lock).read_text()

    assert _pins(text)
    assert _without_hash(text) == []


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json", "package.json", ".npmrc"])
def test_a_lock_carries_no_address(root, lock):
    assert ADDRESS.findall((root / lock).read_text()) == []


def test_the_lock_holds_what_the_project_asks_for(root, project):
    pins = _pins((root / "requirements.lock").read_text())

    assert _not_locked(project["project"]["dependencies"], pins) == []


def test_the_lock_for_developers_holds_every_tool(root, project):
    pins = _pins((root / "requirements-dev.lock").read_text())

    assert _not_locked(list(chain.from_iterable(project["dependency-groups"].values())), pins) == []


def test_developers_run_the_versions_that_users_run(root):
    mine, users = (_pins((root / lock).read_text()) for lock in ("requirements-dev.lock", "requirements.lock"))

    assert {name: mine.get(name) for name in users} == users


def test_every_npm_package_is_pinned_exactly_and_by_hash(root):
    asked = json.loads((root / "package.json").read_text())
    wanted = asked["dependencies"] | asked["devDependencies"]
    locked = json.loads((root / "package-lock.json").read_text())["packages"]
    locked.pop("")

    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, facts in locked.items() if not facts["integrity"].startswith("sha512-")] == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https:" + "//registry.example/simple",
        "rich @ https:" + "//registry.example/rich.whl",
        '"resolved": "https:' + '//registry.example/x.tgz"',
        "--find-links wheels",
    ],
)
def test_an_address_in_a_lock_would_be_found(line):
    assert ADDRESS.search(line)


def test_a_pin_without_a_hash_would_be_found():
    assert _without_hash("rich==15.0.0 \\\n    --hash=sha256:00\ntyper==0.29.2\n") == ["typer"]


def test_a_requirement_outside_the_lock_would_be_found():
    assert _not_locked(["rich>=16", "typer", "rich>=14"], {"rich": "15.0.0"}) == ["rich>=16", "typer"]
