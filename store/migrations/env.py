"""Runs the migrations on the connection that `store.upkeep.schema` provides, inside its transaction."""

from alembic import context

from store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite cannot alter a column, so Alembic creates the table again.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
