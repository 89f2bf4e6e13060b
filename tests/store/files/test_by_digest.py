"""Files by digest: whole or not there, checked when read, and cleaned after killed writers."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from config.settings import settings
from rules.errors import FileCorrupt, FileMissing
from store.files import by_digest
from store.files.by_digest import Files

LETTER = b"%PDF-1.7 letter" * 1000
# A writer that is killed when all but the last step is done.
KILLED = """
import os, signal, sys
from pathlib import Path
from store.files.by_digest import Files
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
Files(Path(sys.argv[1])).put(b"half a letter")
"""
# A writer that waits just before the last step, until it may go on.
WAITING = """
import sys
from pathlib import Path
from store.files.by_digest import Files
replace = Path.replace
def wait(*paths):
    print("written", flush=True)
    sys.stdin.readline()
    return replace(*paths)
Path.replace = wait
print(Files(Path(sys.argv[1])).put(b"a slow letter"))
"""


@pytest.fixture
def kept(tmp_path: Path) -> Files:
    """An empty folder of files."""
    return Files(tmp_path / "letters")


@given(content=st.binary(max_size=2000))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_goes_in_comes_out(kept: Files, content: bytes) -> None:
    assert kept.get(kept.put(content)) == content


def test_the_same_bytes_are_kept_once(kept: Files) -> None:
    assert kept.put(LETTER) == kept.put(LETTER)
    assert len([path for path in kept.folder.rglob("*") if path.is_file()]) == 1


def test_one_flipped_bit_is_noticed_and_healed_by_writing_again(kept: Files) -> None:
    digest = kept.put(LETTER)
    damaged = bytearray(LETTER)
    damaged[500] ^= 1
    kept.path(digest).write_bytes(damaged)
    with pytest.raises(FileCorrupt):
        kept.get(digest)
    kept.put(LETTER)
    assert kept.get(digest) == LETTER


def test_a_missing_file_is_named(kept: Files) -> None:
    with pytest.raises(FileMissing) as missing:
        kept.get("0" * 64)
    assert missing.value.sha256 == "0" * 64


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_digest_is_a_name(kept: Files, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        kept.path(name)


def test_only_we_can_read_a_letter(kept: Files) -> None:
    assert kept.path(kept.put(LETTER)).stat().st_mode & 0o777 == 0o600


def test_a_failed_write_leaves_nothing(kept: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept.put(LETTER)
    assert [path for path in kept.folder.rglob("*") if path.is_file()] == []


def test_a_write_reaches_the_disk_before_its_name_does(kept: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        steps.append("fsync")
        fsync(descriptor)

    def noted_replace(draft: Path, target: Path) -> Path:
        steps.append("replace")
        return replace(draft, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    kept.put(LETTER)
    assert steps == ["fsync", "replace", "fsync", "fsync"]


def test_of_several_files_none_has_its_name_before_all_are_on_the_disk(
    kept: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, synced = os.fsync, []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 3:
            raise OSError(28, "No space left on device")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept.put_all([b"one", b"two", b"three"])
    assert [path for path in kept.folder.rglob("*") if path.is_file()] == []
    assert [kept.get(digest) for digest in kept.put_all([b"one", b"two", b"one"])] == [b"one", b"two", b"one"]


def test_a_killed_writer_leaves_a_draft_that_is_swept(kept: Files) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(kept.folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(kept.folder.rglob(f"{by_digest.DRAFT}*"))) == 1
    assert kept.sweep() == 1
    assert [path for path in kept.folder.rglob("*") if path.is_file()] == []


def test_a_writer_at_work_is_not_swept(kept: Files) -> None:
    command = [sys.executable, "-c", WAITING, str(kept.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"
        assert kept.sweep() == 0
        digest = writer.communicate("go on\n")[0].strip()
    assert kept.get(digest) == b"a slow letter"


def test_a_draft_swept_before_it_was_locked_is_made_anew(kept: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    flock = fcntl.flock
    swept: list[Path] = []

    def late(descriptor: int, how: int) -> None:
        if not swept:
            swept.extend(kept.folder.rglob(f"{by_digest.DRAFT}*"))
            swept[0].unlink()
        flock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", late)
    assert kept.get(kept.put(LETTER)) == LETTER
    assert len(swept) == 1


def test_letters_and_attachments_have_a_folder_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAATWERK_HOME", str(tmp_path))
    settings.cache_clear()
    assert by_digest.get(by_digest.put(LETTER)) == LETTER
    assert by_digest.attachments().put(b"scan") != by_digest.letters().put(LETTER)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["attachments", "letters"]
    settings.cache_clear()
