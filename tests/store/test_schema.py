"""Migrating: models and steps agree, and the guards are there before, after and on the way back."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

from store.models import Base
from store.schema import check, migrate


def test_the_steps_make_what_the_models_say(owner: Engine) -> None:
    with owner.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrating_twice_changes_nothing(migrated: str) -> None:
    migrate(migrated)
    check(migrated)
