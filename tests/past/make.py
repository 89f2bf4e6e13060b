"""Makes the backup of a record as f0de412 kept it, to restore in tests. Runs in a checkout of that commit:

    git worktree add /tmp/past f0de412 && make -C /tmp/past install
    cd /tmp/past && for engine in sqlite postgresql; do
        PYTHONPATH=tests/support .venv/bin/python <here>/tests/past/make.py $engine <here>/tests/past
    done

It writes f0de412-<engine>.tar.xz: the backup with its keys, which open nothing else, and the signed heads; and
f0de412.json: the moment of the backup, the kinds of fact and the letters of that commit, and why a letter is not there.
The dump of PostgreSQL 15 is put back by that version or a newer one.
"""

import io
import json
import os
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import MISSING, Field, fields
from datetime import UTC, datetime
from pathlib import Path

COMMIT = "f0de412"
MOMENT = datetime(2026, 6, 29, 17, 0, tzinfo=UTC)
KEYS = {"7e570001": "11" * 32, "7e570002": "22" * 32}
# Letters that nothing in the product sent.
UNSENT = {"wmo/wijziging": "No course sent it: help that was granted could not be changed."}


@contextmanager
def place(engine: str, folder: Path) -> Iterator[None]:
    """An empty record with its staff, in a folder of its own."""
    from plays import hire_staff  # noqa: PLC0415
    from postgres import APPLICATION, running  # noqa: PLC0415

    from store.engine import close  # noqa: PLC0415
    from store.schema import migrate  # noqa: PLC0415
    from tasks.letters import letter_kinds  # noqa: PLC0415

    (folder / "keys").mkdir(mode=0o700)
    keys = folder / "keys" / "keys.json"
    keys.write_text(json.dumps({"current": "7e570002", "keys": KEYS}))
    keys.chmod(0o600)
    with running() as cluster:
        role = None
        if engine == "postgresql":
            database, role = cluster.create(), APPLICATION
            os.environ |= {"MAATWERK_DATABASE_URL": database.app_url, "MAATWERK_OWNER_DATABASE_URL": database.owner_url}
        migrate(kinds=letter_kinds(), role=role)
        hire_staff()
        yield
        close()


def play_cases() -> None:
    """Every case, one after the other."""
    import closed_cases  # noqa: PLC0415
    import open_cases  # noqa: PLC0415

    for play in (*closed_cases.ALL, *open_cases.ALL):
        play()


def maatwerk(*arguments: str) -> None:
    """One of the product's own commands, at the moment of the backup."""
    from cli.main import main  # noqa: PLC0415
    from tasks import clock  # noqa: PLC0415

    sys.argv = ["maatwerk", *arguments]
    try:
        with clock.at(MOMENT):
            main()
    except SystemExit as ended:
        assert not ended.code, arguments  # noqa: PT017 (this is no test)


def held() -> tuple[set[str], set[str]]:
    """The kinds of fact and the letters that were made."""
    from store.engine import session  # noqa: PLC0415
    from store.models import FactRow, Letter  # noqa: PLC0415

    with session(readonly=True) as db:
        made = {name for name, status in db.query(Letter.name, Letter.status) if status == "rendered"}
        return {kind for (kind,) in db.query(FactRow.kind)}, made


def filled() -> None:
    """Each field that may be left out was filled in somewhere, but what nobody may fill in otherwise."""
    from rules.facts import KINDS  # noqa: PLC0415
    from store.engine import session  # noqa: PLC0415
    from store.models import FactRow  # noqa: PLC0415
    from store.record import ADAPTERS  # noqa: PLC0415

    with session(readonly=True) as db:
        facts = [ADAPTERS[row.kind].validate_python(row.body) for row in db.query(FactRow)]
    found = {(type(fact), field.name) for fact in facts for field in fields(fact) if _set(fact, field)}
    optional = {(kind, field.name) for kind in KINDS.values() for field in fields(kind) if field.default is not MISSING}
    assert {(kind.__name__, name) for kind, name in optional - found} == {("Withdrawal", "free_choice")}


def _set(fact: object, field: Field[object]) -> bool:
    return getattr(fact, field.name) != field.default


def listed() -> dict[str, object]:
    """What the record must hold; a letter is left out only where no file of the product but its own names it."""
    from letters.template import letter_names  # noqa: PLC0415
    from rules.facts import KINDS  # noqa: PLC0415

    code = [path for part in ("flows", "tasks", "config", "desk", "cli") for path in Path(part).rglob("*.*")]
    sent = {name for name in UNSENT for path in code if path.suffix in {".py", ".toml"} and name in path.read_text()}
    assert sent == set(), sent
    kinds, letters = held()
    assert kinds == set(KINDS), set(KINDS) ^ kinds
    assert letters == set(letter_names()) - set(UNSENT), set(letter_names()) - set(UNSENT) - letters
    return {
        "commit": COMMIT,
        "moment": MOMENT.isoformat(),
        "kinds": sorted(KINDS),
        "letters": sorted(letter_names()),
        "unsent": UNSENT,
    }


def pack(parts: dict[str, Path], into: Path) -> None:
    """One file, without who made it and when."""
    with tarfile.open(into, "w:xz", preset=9) as archive:
        for top, folder in parts.items():
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                one = tarfile.TarInfo(f"{top}/{path.relative_to(folder)}")
                one.size, one.mode = path.stat().st_size, 0o600
                archive.addfile(one, io.BytesIO(path.read_bytes()))


def main(engine: str, into: Path) -> None:
    """Play, check, and keep."""
    into = into.resolve()
    with tempfile.TemporaryDirectory() as made:
        home, backups = Path(made) / "home", Path(made) / "backups"
        home.mkdir()
        os.environ["MAATWERK_HOME"] = str(home)
        with place(engine, home):
            play_cases()
            maatwerk("verify")
            maatwerk("backup", str(backups), "--with-keys")
            filled()
            told = listed()
        (backup,) = backups.iterdir()
        pack({"backup": backup, "heads": home / "heads"}, into / f"{COMMIT}-{engine}.tar.xz")
        (into / f"{COMMIT}.json").write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
