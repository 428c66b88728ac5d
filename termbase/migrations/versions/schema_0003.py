"""The third schema: search keys with numbers of their own, and what finds them by their parts.

The keys are derived from the concepts; whoever upgrades makes them anew, see ``termbase.database``.
"""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0003"
down_revision: Final = "0002"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_FTS: Final = "content = '', detail = 'none', columnsize = 0"


def upgrade() -> None:
    """Make the table of keys anew, empty, and the indexes of the database at hand."""
    op.drop_table("search_key")
    op.create_table(
        "search_key",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("concept_id", _TEXT, nullable=False),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("key", _TEXT, nullable=False),
        sa.Column("marked", _TEXT, nullable=False),
        sa.Column("standing", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_search_key"),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name="fk_search_key_concept_id", ondelete="CASCADE"),
    )
    op.create_index("ix_search_key_concept_id", "search_key", ["concept_id"])
    op.create_index("ix_search_key_key", "search_key", ["key"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE VIRTUAL TABLE search_trigram USING fts5(key, tokenize = 'trigram case_sensitive 1', {_FTS})"
        )
        op.execute(f"CREATE VIRTUAL TABLE search_gram USING fts5(grams, tokenize = 'ascii', {_FTS})")
    else:
        op.execute(
            "CREATE TABLE search_gram (number integer PRIMARY KEY REFERENCES search_key ON DELETE CASCADE,"
            ' grams text[] COLLATE "C" NOT NULL)'
        )
        op.execute("CREATE INDEX ix_search_gram_grams ON search_gram USING gin (grams)")
