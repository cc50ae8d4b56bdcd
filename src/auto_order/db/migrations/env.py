"""Runs migrations on the connection that :mod:`auto_order.db.migrate` hands over. Alembic's entry point."""

from alembic import context

from auto_order.db.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # The caller owns the transaction, and with it the lock.
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
