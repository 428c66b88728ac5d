"""Run by Alembic: migrate over the connection that ``termbase.database.migrate`` hands in, in its transaction."""

from alembic import context

from termbase.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    render_as_batch=True,  # SQLite alters a table by making it anew
)
context.run_migrations()
