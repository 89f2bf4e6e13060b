"""Who installs the wheel has everything: code, letters, fonts, screens and licences."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> set[str]:
    """The names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(command, cwd=root, capture_output=True, check=True)
    (built,) = folder.glob("*.whl")
    return set(ZipFile(built).namelist())


def test_the_wheel_holds_every_committed_file_of_our_packages(wheel, committed, packages):
    ours = {str(path) for path in committed if path.parts[0] in packages}

    assert ours - wheel == set()


@pytest.mark.parametrize("folder", ["desk/static/vendor", "letters/fonts"])
def test_the_wheel_holds_what_was_fetched_with_its_licences(wheel, root, folder):
    fetched = {str(path.relative_to(root)) for path in (root / folder).rglob("*") if path.is_file()}

    assert f"{folder}/VENDOR.json" in fetched
    assert any("/licences/" in name for name in fetched)
    assert fetched - wheel == set()


def test_the_wheel_holds_our_own_licence(wheel):
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel)


def test_the_wheel_holds_no_tests(wheel, packages):
    tops = {Path(name).parts[0] for name in wheel}
    beside = {name for name in wheel if Path(name).parts[0].endswith(".data")}

    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == set(packages)
    assert {Path(name).name for name in beside} == {"prefect.yaml"}


def test_every_fetched_package_has_a_licence_text_and_one_we_may_use(root):
    allowed = {"EUPL-1.2", "MIT", "OFL-1.1", "MIT AND OFL-1.1", "BSD-0-Clause", "0BSD"}
    for folder in (root / "desk/static/vendor", root / "letters/fonts"):
        for package, facts in json.loads((folder / "VENDOR.json").read_text())["packages"].items():
            texts = folder / "licences" / package.removeprefix("@").replace("/", "--")
            assert facts["license"] in allowed, package
            assert any(texts.glob("LICENSE*")), package
