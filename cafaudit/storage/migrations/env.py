"""Alembic's entry: runs on the connection that `cafaudit.storage.migrate` opened and will commit."""

from alembic import context

from cafaudit.storage.tables import lasting

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=lasting,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
