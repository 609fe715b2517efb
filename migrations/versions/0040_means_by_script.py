"""what creators have in common is taken off by script"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

SCRIPTS = sa.Enum("latin", "chinese", "other", name="script", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    _start_anew()
    op.add_column("document_means", sa.Column("script", SCRIPTS, nullable=False))
    op.create_primary_key(op.f("pk_document_means"), "document_means", ["model_id", "script"])


def downgrade() -> None:
    _start_anew()
    op.drop_column("document_means", "script")
    op.create_primary_key(op.f("pk_document_means"), "document_means", ["model_id"])


def _start_anew() -> None:
    """Means are computed from the stored vectors, by the next run of the embedding job."""
    op.execute("DELETE FROM document_means")
    op.drop_constraint(op.f("pk_document_means"), "document_means", type_="primary")
