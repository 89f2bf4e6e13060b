"""Every way in which SQLite writes."""

from __future__ import annotations

from collections.abc import Iterator

from wish import Addition, Change, Loss, primary
from writing import Way, Writing, found, selected, shadowed, upserts

from store.models import Base

# Writing to it is allowed, so a trigger on it may be the one that writes.
OPEN = "staff"
RULES = ("REPLACE", "IGNORE", "FAIL", "ROLLBACK", "ABORT")
OFF = (
    *("recursive_triggers=OFF", "ignore_check_constraints=ON", "defer_foreign_keys=ON", "trusted_schema=ON"),
    *("legacy_alter_table=ON", "writable_schema=ON", "reverse_unordered_selects=ON"),
)


def sqlite(writing: Writing) -> Iterator[Way]:
    """Every way that SQLite has."""
    wish, bare = writing.wish, f'"{writing.wish.kind}"'
    statement, inside = writing.plain(), writing.plain(bare)
    touch = f"UPDATE OR REPLACE {writing.at}.{OPEN} SET phone = 'x' WHERE id = 'mo'"
    trigger = f"CREATE TEMP TRIGGER t AFTER UPDATE ON {writing.at}.{OPEN} BEGIN {inside}; END"
    yield "by a trigger elsewhere", (trigger, touch.replace("OR REPLACE ", ""))
    yield "by a trigger elsewhere, replacing", (trigger, touch)
    yield "beside shadows", shadowed(writing, statement)
    yield "in a savepoint", ("SAVEPOINT s", statement, "RELEASE s")
    yield "after a savepoint", ("SAVEPOINT s", statement, "ROLLBACK TO s", statement, "RELEASE s")
    for pragma in OFF:
        yield pragma, (f"PRAGMA {pragma}", statement)
    yield from _through_a_view(writing, inside)
    if isinstance(wish, Addition):
        yield from ((f"or {rule}", (writing.plain(rule=rule),)) for rule in RULES)
        yield "from a query", (selected(writing),)
        yield "upsert", (writing.insert(wish.row, tail="ON CONFLICT DO NOTHING"),)
        return
    yield "returning", (f"{statement} RETURNING 1",)
    if _has_rowid(writing):
        yield "by its place", (writing.plain(where=found(writing, "rowid")),)
    yield "with a query", (f"WITH one AS (SELECT 1) {statement}",)
    if isinstance(wish, Change):
        yield from ((f"or {rule}", (writing.plain(rule=rule),)) for rule in RULES)
        yield "from", (writing.plain(extra="FROM (SELECT 1)"),)
        yield from upserts(writing)
    else:
        yield "all", (f"DELETE FROM {writing.table}",)
        yield from _replaced(writing)


def _through_a_view(writing: Writing, inside: str) -> Iterator[Way]:
    event = {Addition: "INSERT", Loss: "DELETE", Change: "UPDATE"}[type(writing.wish)]
    view = f"CREATE TEMP VIEW v AS SELECT * FROM {writing.table}"
    trigger = f"CREATE TEMP TRIGGER t INSTEAD OF {event} ON v BEGIN {inside}; END"
    yield "through a view", (view, trigger, writing.plain("v"))


def _replaced(writing: Writing) -> Iterator[Way]:
    """Another row in its place: SQLite deletes the old one without a DELETE trigger."""
    key = primary(writing.wish.kind)
    for columns, rival in writing.rivals():
        same = {column: writing.wish.row[column] for column in columns.split(", ")}
        if columns != ", ".join(key):
            yield f"replaced by {columns}", (writing.insert(rival, by=" OR REPLACE"),)
            yield f"REPLACE by {columns}", (writing.insert(rival).replace("INSERT", "REPLACE", 1),)
            if not set(key) <= set(same):
                sets = ", ".join(f"{column} = {writing.literal(value)}" for column, value in same.items())
                elsewhere = (
                    f"({', '.join(key)}) = (SELECT {', '.join(key)} FROM {writing.table} WHERE NOT ({writing.where}))"
                )
                yield (
                    f"another row takes its {columns}",
                    (f"UPDATE OR REPLACE {writing.table} SET {sets} WHERE {elsewhere}",),
                )
    if _has_rowid(writing) and not _is_rowid(writing):
        rival = {column: writing.other(column) for column in writing.wish.row}
        place = f"(SELECT rowid FROM {writing.table} WHERE {writing.where})"
        names, values = ", ".join(rival), ", ".join(map(writing.literal, rival.values()))
        yield (
            "replaced by its place",
            (f"INSERT OR REPLACE INTO {writing.table} (rowid, {names}) SELECT {place}, {values}",),
        )
        yield (
            "another row takes its place",
            (f"UPDATE OR REPLACE {writing.table} SET rowid = {place} WHERE NOT ({writing.where})",),
        )


def _has_rowid(writing: Writing) -> bool:
    return bool(Base.metadata.tables[writing.wish.kind].dialect_options["sqlite"].get("with_rowid", True))


def _is_rowid(writing: Writing) -> bool:
    key = primary(writing.wish.kind)
    return len(key) == 1 and isinstance(writing.wish.row[key[0]], int)
