"""The first schema: concepts with all their parts, issued ids, search keys and the term base's own row."""

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

# PostgreSQL sorts by the rules of a language unless told otherwise; ids come in the same order everywhere.
_TEXT: Final = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table, parents first."""
    _termbase_tables()
    _concept_tables()
    _section_tables()


def _termbase_tables() -> None:
    op.create_table("meta", _text("termbase_id"), _text("revision"), _moment("created_at"), _key("meta", "termbase_id"))
    op.create_table("issued_id", _text("id"), _moment("removed_at", nullable=True), _key("issued_id", "id"))


def _concept_tables() -> None:
    op.create_table(
        "concept",
        _text("id"),
        *_texts("subject_field created_by changed_by"),
        _list("notes"),
        _moment("created_at", nullable=True),
        _moment("changed_at", nullable=True),
        _key("concept", "id"),
        sa.ForeignKeyConstraint(["id"], ["issued_id.id"], name="fk_concept_id"),
    )
    op.create_table(
        "relation",
        *_place("relation", "concept", "position"),
        *_texts("kind target"),
    )
    op.create_index("ix_relation_target", "relation", ["target"])
    op.create_table(
        "search_key",
        *_place("search_key", "concept", "position"),
        *_texts("kind key"),
        _number("standing"),
    )
    op.create_table(
        "language_section",
        *_place("language_section", "concept", "section"),
        *_texts("language work_state"),
        _list("notes"),
        sa.UniqueConstraint("concept_id", "language", name="uq_language_section_concept_id_language"),
    )


def _section_tables() -> None:
    op.create_table(
        "definition",
        *_place("definition", "language_section", "section", "position"),
        _text("text"),
    )
    op.create_table(
        "term",
        *_place("term", "language_section", "section", "position"),
        *_texts("text status pinyin geographical_usage usage_note reason valid_from valid_to evidence"),
        *(_text(name, nullable=True) for name in ("term_type", "part_of_speech", "number", "severity")),
        sa.Column("case_sensitive", sa.Boolean(), nullable=False),
        sa.Column("inflect", sa.Boolean(), nullable=False),
        _list("context"),
        _list("notes"),
    )
    op.create_table(
        "look_up_form",
        *_place("look_up_form", "term", "section", "term", "position"),
        _text("form"),
    )
    op.create_table(
        "source",
        _text("owner"),
        *_place("source", "language_section", "section", "owner", "item", "position"),
        *_texts("document body date locator mark"),
    )


_PARENT_KEYS: Final = {
    "concept": ["id"],
    "language_section": ["concept_id", "section"],
    "term": ["concept_id", "section", "position"],
}


def _place(table: str, parent: str, *numbers: str) -> list[Any]:
    """The key of a part of a concept: the concept's id and the part's places, and the link to the parent."""
    parent_keys = _PARENT_KEYS[parent]
    own = ["concept_id", *numbers][: len(parent_keys)]
    return [
        _text("concept_id"),
        *(_number(name) for name in numbers if name != "owner"),
        _key(table, "concept_id", *numbers),
        sa.ForeignKeyConstraint(
            own, [f"{parent}.{name}" for name in parent_keys], name=f"fk_{table}_{'_'.join(own)}", ondelete="CASCADE"
        ),
    ]


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def _texts(names: str) -> list[sa.Column[Any]]:
    return [_text(name) for name in names.split()]


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _TEXT, nullable=nullable)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _list(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
