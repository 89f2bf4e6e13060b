"""Brings the database to this version of the code, guards included, and checks that it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, insert, make_url, select

from config.settings import settings
from rules.errors import GuardsChanged, LetterKindChanged, RetentionChanged, SchemaOutdated
from rules.retention import Retention
from store.engine import build, engine, postgres
from store.guards import triggers
from store.guards.fingerprint import check_guards
from store.guards.privileges import grant_application
from store.models import Base, LetterFit, LetterKind, LetterPhrase, ReleasedText
from store.models.decision import Allowance
from store.models.destruction import RetentionRule

Kind = tuple[str, int, int, int, tuple[str, ...]]
Fit = tuple[str, str, str]
MIGRATIONS = Path(__file__).parents[1] / "migrations"
# An arbitrary but fixed number: two releases that start at once must wait for each other.
LOCK = 7_320_114


def migrate(
    url: str | None = None,
    *,
    kinds: Iterable[Kind] = (),
    retention: Iterable[Retention] = (),
    fits: Iterable[Fit] = (),
    texts: Iterable[tuple[str, str]] = (),
    allowed: Mapping[str, bool] | None = None,
    role: str | None = None,
) -> None:
    """Bring a database to this version; safe to run in two processes at once.

    `kinds` are the letters that exist, as (name, adverse, decides, prose, the paths of what is typed in them);
    `retention` is how long cases are kept; `fits` is what each letter is for, as (name, what, value); `texts` are those
    released, as (name, digest); `allowed` says of what the gate forbids by itself whether this municipality allows it,
    and leaves as it was what it does not name; `role` is the role of the application on PostgreSQL.
    Guards that were tampered with are not repaired but raise `GuardsChanged`.
    """
    target = url or settings().owner_database
    role = role or _application(target)
    with _locked(target) as connection:
        move(connection, "head")
        sync_letter_kinds(connection, kinds)
        sync_retention(connection, retention)
        sync_allowances(connection, allowed or {})
        sync_fits(connection, fits)
        sync_texts(connection, texts)
        if role and postgres(connection):
            grant_application(connection, role)


def check(url: str | None = None) -> None:
    """Raise `SchemaOutdated` or `GuardsChanged` unless the database is at this version, with all its guards."""
    bound = engine(url)
    if not postgres(bound):
        bound = bound.execution_options(readonly=True)
    with bound.connect() as connection:
        found, expected = revision(connection), _head(_config(connection))
        if found != expected:
            raise SchemaOutdated(found, expected)
        check_guards(connection)


def revisions() -> set[str]:
    """Every revision that this version of the code knows."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}


def revision(connection: Connection) -> str:
    """The revision of a database; empty when it is new."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def move(connection: Connection, to: str, steps: Sequence[Path] = ()) -> None:
    """Migrate a locked database to a revision, with the guards dropped before and recreated after.

    `steps` are folders with migrations besides our own. Rebuilding a table on SQLite drops its triggers silently, so
    every guard is dropped first and compared afterwards.
    """
    config = _config(connection, steps)
    wanted = _head(config) if to == "head" else to
    if revision(connection) != wanted:
        triggers.drop(connection)
        _step(config, to)
        triggers.install(connection)
        _check_links(connection)
    if revision(connection) == _head(_config(connection)):
        check_guards(connection)
    elif missing := triggers.missing(connection):
        raise GuardsChanged(missing)


def sync_letter_kinds(connection: Connection, kinds: Iterable[Kind]) -> None:
    """Add letters that are new, and what is typed in them; `LetterKindChanged` when one would change kind.

    What was typed in a letter is a phrase for good: a migration says otherwise.
    """
    columns = ("name", "adverse", "decides", "prose")
    rows = connection.execute(select(*(getattr(LetterKind, column) for column in columns)))
    present = {row[0]: tuple(row[1:]) for row in rows}
    known = {tuple(row) for row in connection.execute(select(LetterPhrase.name, LetterPhrase.path))}
    fresh, typed = [], []
    for name, *kind, paths in kinds:
        wanted = {(name, path) for path in paths}
        if present.get(name, tuple(kind)) != tuple(kind) or {one for one in known if one[0] == name} - wanted:
            raise LetterKindChanged(name)
        if name not in present:
            fresh.append(dict(zip(columns, (name, *kind), strict=True)))
        typed += [{"name": name, "path": path} for _, path in sorted(wanted - known)]
    _add_released(connection, LetterKind, fresh)
    _add_released(connection, LetterPhrase, typed)


def sync_retention(connection: Connection, rules: Iterable[Retention]) -> None:
    """Add rules that are new; `RetentionChanged` when an existing one would change."""
    columns = ("process", "result", "valid_from", "outcome", "rule", "years", "days")
    rows = connection.execute(select(*(getattr(RetentionRule, column) for column in columns)))
    present = {tuple(row[:3]): tuple(row[3:]) for row in rows}
    fresh = []
    for rule in rules:
        key, kept = (rule.process, rule.result, rule.valid_from), (rule.outcome, rule.rule, rule.years, rule.days)
        if present.get(key, kept) != kept:
            raise RetentionChanged(rule.process, rule.result)
        if key not in present:
            fresh.append(dict(zip(columns, (*key, *kept), strict=True)))
    _add_released(connection, RetentionRule, fresh)


def sync_allowances(connection: Connection, allowed: Mapping[str, bool]) -> None:
    """Add what a municipality allows from now on, or no longer."""
    rows = connection.execute(select(Allowance.what, Allowance.number, Allowance.allowed).order_by(Allowance.number))
    last = {what: (number, now) for what, number, now in rows}
    fresh = []
    for what, wanted in allowed.items():
        number, now = last.get(what, (0, 0))
        if bool(now) != wanted:
            fresh.append({"what": what, "number": number + 1, "allowed": int(wanted)})
    _add_released(connection, Allowance, fresh)


def sync_fits(connection: Connection, fits: Iterable[Fit]) -> None:
    """Add what is new of letters that exist; nothing goes, so that a letter of the release before is still made."""
    kinds = set(connection.scalars(select(LetterKind.name)))
    known = {tuple(row) for row in connection.execute(select(LetterFit.name, LetterFit.what, LetterFit.value))}
    fresh = sorted({fit for fit in fits if fit[0] in kinds} - known)
    _add_released(connection, LetterFit, [dict(zip(("name", "what", "value"), fit, strict=True)) for fit in fresh])


def sync_texts(connection: Connection, texts: Iterable[tuple[str, str]]) -> None:
    """Add texts that are new; nothing goes."""
    known = {tuple(row) for row in connection.execute(select(ReleasedText.name, ReleasedText.sha256))}
    fresh = sorted(set(texts) - known)
    _add_released(connection, ReleasedText, [{"name": name, "sha256": sha256} for name, sha256 in fresh])


def _add_released(connection: Connection, model: type[Base], rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    (closed,) = (guard for guard in triggers.CLOSED if guard.table == model.__tablename__)
    triggers.drop(connection, closed.name)
    connection.execute(insert(model), rows)
    triggers.make(connection, closed)


@contextmanager
def _locked(url: str) -> Iterator[Connection]:
    own = build(url, foreign_keys=False, poolclass=NullPool)
    try:
        # On SQLite the transaction itself is the lock, as it begins with BEGIN IMMEDIATE.
        with own.begin() as connection:
            if postgres(connection):
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            yield connection
    finally:
        own.dispose()


def _application(target: str) -> str | None:
    used = make_url(settings().database)
    same_place = make_url(target).database == used.database and used.username != make_url(target).username
    return used.username if same_place else None


def _config(connection: Connection, steps: Sequence[Path] = ()) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    folders = (MIGRATIONS / "versions", *steps)
    config.set_main_option("version_locations", "\n".join(str(folder) for folder in folders))
    config.attributes["connection"] = connection
    return config


def _head(config: Config) -> str:
    return ScriptDirectory.from_config(config).get_current_head() or ""


def _step(config: Config, to: str) -> None:
    scripts = ScriptDirectory.from_config(config)
    found = revision(config.attributes["connection"])
    behind = {script.revision for script in scripts.iterate_revisions(found, "base")} if found else set()
    if to == "base" or to in behind:
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)


def _check_links(connection: Connection) -> None:
    if postgres(connection):
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise GuardsChanged(tuple(sorted({f"{row[0]} → {row[2]}" for row in broken})))
