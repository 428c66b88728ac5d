"""The second schema: the history of changes, which starts empty."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"
branch_labels: Final = None
depends_on: Final = None

_TABLES: Final = ("step", "change")
_TEXT: Final = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the two tables; the database itself then refuses to change or delete what stands in them."""
    _step()
    _change()
    if op.get_bind().dialect.name == "sqlite":
        for table in _TABLES:
            _refuse(table, "UPDATE")
            _refuse(table, "DELETE")
            _refuse_overwriting(table)
    else:
        _refuse_on_server()


def _step() -> None:
    op.create_table(
        "step",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", _TEXT, nullable=False),
        sa.Column("why", _TEXT, nullable=False),
        sa.Column("what", _TEXT, nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_step"),
        sa.ForeignKeyConstraint(["undoes"], ["step.number"], name="fk_step_undoes"),
    )
    op.create_index("ix_step_undoes", "step", ["undoes"])


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("concept_id", _TEXT, nullable=False),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_change"),
        sa.ForeignKeyConstraint(["step"], ["step.number"], name="fk_change_step"),
    )
    op.create_index("ix_change_step", "change", ["step"])
    op.create_index("ix_change_concept_id_number", "change", ["concept_id", "number"])


def _refuse(table: str, verb: str, condition: str = "TRUE") -> None:
    op.execute(
        f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} WHEN {condition}"
        " BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END"
    )


def _refuse_overwriting(table: str) -> None:
    """INSERT OR REPLACE deletes a row without asking the trigger for DELETE."""
    _refuse(table, "INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE number = NEW.number)")  # noqa: S608 - a name of ours


def _refuse_on_server() -> None:
    op.execute(
        "CREATE FUNCTION history_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION USING MESSAGE = 'the history is only ever added to', ERRCODE = 'restrict_violation';"
        " END $$"
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_refuses BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION history_refuses()"
        )
