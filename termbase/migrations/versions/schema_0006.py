"""The sixth schema: the review queue, which starts empty."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0006"
down_revision: Final = "0005"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables of proposals and of decisions about them."""
    op.create_table(
        "proposal",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("origin", _TEXT, nullable=False),
        sa.Column("target", _TEXT, nullable=False),
        sa.Column("concept", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_proposal"),
        sa.ForeignKeyConstraint(["step"], ["step.number"], name="fk_proposal_step"),
    )
    op.create_index("ix_proposal_step", "proposal", ["step"])
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("kind", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_decision"),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.number"], name="fk_decision_proposal"),
        sa.ForeignKeyConstraint(["step"], ["step.number"], name="fk_decision_step"),
    )
    op.create_index("ix_decision_proposal", "decision", ["proposal"])
    op.create_index("ix_decision_step", "decision", ["step"])
