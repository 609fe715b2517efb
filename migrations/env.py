"""Runs migrations on the application's own connection, one after another, each in a transaction."""

from alembic import context

from marketplace.database import db
from marketplace.migrating import import_models

import_models()

with db.engine.connect() as connection:
    # Two machines that start at once must not both migrate.
    connection.exec_driver_sql("SELECT pg_advisory_lock(7236112002)")
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        transaction_per_migration=True,
        include_object=context.config.attributes.get("include_object"),
    )
    with context.begin_transaction():
        context.run_migrations()
