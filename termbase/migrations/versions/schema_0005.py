"""The fifth schema: data categories of exchange files for which the term model has no field."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0005"
down_revision: Final = "0003"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Give concepts, language sections and terms a column for them; null stands for none."""
    for table in ("concept", "language_section", "term"):
        op.add_column(table, sa.Column("data_categories", sa.JSON(), nullable=True))
