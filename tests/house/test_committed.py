"""The repository holds our own work: nothing third parties made, and no address of a registry."""

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest

FETCHED = ("desk/static/vendor", "letters/fonts")
FOREIGN = re.compile(r"\.(?:woff2?|ttf|otf|whl|jar)$|\.min\.(?:js|css)$|(?:^|/)node_modules/|/vendor/")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|registry\.yarnpkg|unpkg\.com|jsdelivr\.net")


def _foreign(paths: Iterable[Path]) -> list[str]:
    return [str(path) for path in paths if FOREIGN.search(str(path))]


def _hashes(root: Path) -> set[str]:
    manifests = [json.loads((root / folder / "VENDOR.json").read_text()) for folder in FETCHED]
    return {digest for manifest in manifests for digest in manifest["files"].values()}


def test_nothing_third_party_is_committed(committed):
    assert committed
    assert _foreign(committed) == []


def test_no_committed_file_is_a_fetched_one_under_another_name(root, committed):
    fetched = _hashes(root)

    assert fetched
    assert [path for path in committed if sha256((root / path).read_bytes()).hexdigest() in fetched] == []


def test_the_manifest_tells_the_fetched_files_as_they_are(root):
    for folder in FETCHED:
        for name, digest in json.loads((root / folder / "VENDOR.json").read_text())["files"].items():
            assert sha256((root / folder / name).read_bytes()).hexdigest() == digest, name


def test_no_committed_file_names_a_registry(root, committed):
    mine = Path(__file__).resolve()
    others = [root / path for path in committed if (root / path).resolve() != mine]

    assert [str(path) for path in others if REGISTRY.search(path.read_text(errors="replace"))] == []


@pytest.mark.parametrize("name", ["desk/static/htmx.min.js", "letters/a.ttf", "node_modules/a/b.css"])
def test_a_third_party_file_would_be_found(name):
    assert _foreign([Path(name)]) == [name]
