"""Alembic's entry: runs on the connection that `cafaudit.storage.migrate` opened and will commit.

It knows nothing of today's tables: their naming convention would change the names that the steps spell out.
"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], transactional_ddl=False, render_as_batch=True
)
context.run_migrations()
