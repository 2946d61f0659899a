"""How Alembic runs our migrations: on the connection that the program hands it."""

from alembic import context

from coding.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
