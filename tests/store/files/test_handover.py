"""The folder of the printer: whole files or none, and nothing that lies there is ever changed."""

import errno
import os
from pathlib import Path

import pytest

from rules.errors import BundleDiffers
from store.files import handover
from store.files.handover import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "out")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(b"letters")
    return path


def test_handing_over_twice_is_once(folder: Folder, source: Path) -> None:
    folder.put("a.json", source)
    before = (folder.folder / "a.json").stat()
    folder.put("a.json", source)
    assert (folder.folder / "a.json").stat() == before
    assert list(folder.manifests()) == ["a"]
    assert folder.manifest("a") == b"letters"


def test_what_lies_there_is_never_overwritten(folder: Folder, source: Path) -> None:
    (folder.folder / "a.pdf").write_bytes(b"of somebody else")
    with pytest.raises(BundleDiffers):
        folder.put("a.pdf", source)
    assert (folder.folder / "a.pdf").read_bytes() == b"of somebody else"


def test_a_full_disk_leaves_nothing_half(folder: Folder, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        folder.put("a.pdf", source)
    assert list(folder.folder.iterdir()) == []


def test_of_two_writers_at_once_the_second_compares(
    folder: Folder, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def beaten(draft: Path, target: Path) -> None:
        target.write_bytes(b"letters")
        link(draft, target)

    monkeypatch.setattr(handover.os, "link", beaten)
    folder.put("a.pdf", source)
    assert (folder.folder / "a.pdf").read_bytes() == b"letters"


def test_what_a_killed_writer_left_is_swept(folder: Folder) -> None:
    (folder.folder / ".draft-0011223344556677").write_bytes(b"half")
    assert folder.sweep() == 1
    assert list(folder.folder.iterdir()) == []
