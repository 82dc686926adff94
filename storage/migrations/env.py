"""Runs migrations on the connection that `storage.migrate` has opened."""

from __future__ import annotations

from alembic import context

from storage.metadata import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,  # SQLite too: our own BEGIN is in force, and a migration is all or nothing
)
with context.begin_transaction():
    context.run_migrations()
