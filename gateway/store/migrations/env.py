"""Alembic → our engine: runs the steps on the connection that `gateway.store.migrate` hands over.

The transaction is the caller's, so on both databases either all steps of an upgrade happen or none.
"""

from alembic import context

from gateway.store.migrate import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
