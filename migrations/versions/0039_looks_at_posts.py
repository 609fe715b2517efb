"""looks at public posts are planned, made once, and what they saw is frozen"""

import re
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from marketplace.database import UtcDateTime

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

GUARDS = Path(__file__).parents[1] / "sql" / "sighting_guards.sql"
KINDS = ("first", "hour", "day", "week", "month", "end")
MISSING = ("post", "account", "words", "label", "ai_mark", "links")

PLAN_WHAT_IS_TO_COME = """
    INSERT INTO planned_looks (id, post_id, bound_at, kind, planned_at, attempts)
    SELECT gen_random_uuid(), p.id, p.bound_at, k.kind, CASE
        WHEN k.kind = 'end' AND o.state = 'retention' AND o.due_at IS NOT NULL THEN o.due_at
        WHEN k.kind = 'end' THEN p.bound_at + make_interval(days => (o.terms->>'retention_days')::int)
        ELSE p.bound_at + k.after END, 0
    FROM posts p JOIN orders o ON o.id = p.order_id
    CROSS JOIN (VALUES ('first', interval '0'), ('hour', interval '1 hour'), ('day', interval '24 hours'),
        ('week', interval '7 days'), ('month', interval '30 days'), ('end', interval '0')) AS k (kind, after)
    WHERE o.state NOT IN ('cancelled', 'completed', 'breached')
    AND (k.kind = 'end' OR p.bound_at + k.after > now() OR (k.kind = 'first' AND o.state = 'live_check'))
"""


def _words(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.add_column("posts", sa.Column("tried_at", UtcDateTime(), nullable=True))
    op.create_table(
        "planned_looks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("bound_at", UtcDateTime(), nullable=False),
        sa.Column("kind", _words("lookkind", KINDS), nullable=False),
        sa.Column("planned_at", UtcDateTime(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("dropped_at", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_planned_looks_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_looks")),
        sa.UniqueConstraint("post_id", "bound_at", "kind", name=op.f("uq_planned_looks_post_id_bound_at_kind")),
    )
    still_open = sa.text("done_at IS NULL AND dropped_at IS NULL")
    op.create_index("ix_planned_looks_open", "planned_looks", ["planned_at"], postgresql_where=still_open)
    op.create_table(
        "sightings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("look_id", sa.Uuid(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("kept_until", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["look_id"], ["planned_looks.id"], name=op.f("fk_sightings_look_id_planned_looks")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_sightings_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sightings")),
        sa.UniqueConstraint("look_id", name=op.f("uq_sightings_look_id")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_sightings_post_id_number")),
    )
    op.create_table(
        "post_findings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("what", _words("missing", MISSING), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("found_in_id", sa.Uuid(), nullable=False),
        sa.Column("mended_at", UtcDateTime(), nullable=True),
        sa.Column("mended_in_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["found_in_id"], ["sightings.id"], name=op.f("fk_post_findings_found_in_id_sightings")),
        sa.ForeignKeyConstraint(
            ["mended_in_id"], ["sightings.id"], name=op.f("fk_post_findings_mended_in_id_sightings")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_post_findings_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_findings")),
    )
    op.create_index(op.f("ix_post_findings_post_id"), "post_findings", ["post_id"])
    not_mended = sa.text("mended_at IS NULL")
    op.create_index(
        "uq_post_findings_open", "post_findings", ["post_id", "what"], unique=True, postgresql_where=not_mended
    )
    op.execute(PLAN_WHAT_IS_TO_COME)
    with op.get_bind().connection.cursor() as cursor:
        cursor.execute(GUARDS.read_text(encoding="utf-8"))


def downgrade() -> None:
    op.drop_table("post_findings")
    op.drop_table("sightings")
    op.drop_table("planned_looks")
    op.drop_column("posts", "tried_at")
    for function in re.findall(r"FUNCTION (\w+)\(\)", GUARDS.read_text(encoding="utf-8")):
        op.execute(f"DROP FUNCTION IF EXISTS {function}() CASCADE")
