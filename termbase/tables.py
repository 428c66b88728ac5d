"""The tables of a term base. Private to the package: nothing outside ``termbase`` sees a row.

The parts of a concept carry its id and their places in it as their key, so rows can be made, written in bulk and put
together again (see ``termbase.rows``) without asking the database for numbers. Lists that are never searched (notes,
context words) are JSON columns.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import JSON, Column, DateTime, Dialect, ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from termbase.faults import UnreadableValue

_Processor = Callable[[Any], Any]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its time zone; SQLite keeps none, so every moment is kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC for the database."""
        return value.astimezone(UTC) if value else None

    def result_processor(self, dialect: Dialect, coltype: object) -> _Processor | None:
        """What reads a stored moment; raises ``UnreadableValue`` for anything else."""
        process = super().result_processor(dialect, coltype)
        if process is None:
            return None

        def checked(value: Any) -> Any:
            try:
                return process(value)
            except (ValueError, TypeError, OverflowError) as error:
                raise UnreadableValue(f"{value!r} is no moment") from error

        return checked

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC from the database, whether or not the database kept the zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


JSON_OR_NULL: Final = JSON(none_as_null=True)
"""A JSON column in which nothing is the database's own NULL, not the word null."""

_METADATA: Final = MetaData(
    # Named constraints, which SQLite does not need until a migration has to change one.
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Row(SQLModel, registry=registry(metadata=_METADATA)):
    """Base of the tables, with a registry of its own: other SQLModel users in the process stay apart."""

    metadata = _METADATA


class MetaRow(Row, table=True):
    """The term base itself, in one row; ``revision`` is renewed by every unit of work that changed something."""

    __tablename__ = "meta"

    termbase_id: str = Field(primary_key=True)
    revision: str
    created_at: datetime = Field(sa_type=UtcDateTime)


class IssuedIdRow(Row, table=True):
    """Every concept id ever given; the row stays when the concept goes."""

    __tablename__ = "issued_id"

    id: str = Field(primary_key=True)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ConceptRow(Row, table=True):
    """One concept without its parts."""

    __tablename__ = "concept"

    id: str = Field(primary_key=True, foreign_key="issued_id.id")
    subject_field: str
    notes: list[str] = Field(sa_type=JSON)
    created_at: datetime | None = Field(sa_type=UtcDateTime)
    created_by: str
    changed_at: datetime | None = Field(sa_type=UtcDateTime)
    changed_by: str
    data_categories: list[dict[str, str]] | None = Field(default=None, sa_type=JSON_OR_NULL)


class LanguageSectionRow(Row, table=True):
    """One language of a concept."""

    __tablename__ = "language_section"
    __table_args__ = (UniqueConstraint("concept_id", "language"),)

    concept_id: str = Field(primary_key=True, foreign_key="concept.id", ondelete="CASCADE")
    section: int = Field(primary_key=True)
    language: str
    work_state: str
    notes: list[str] = Field(sa_type=JSON)
    data_categories: list[dict[str, str]] | None = Field(default=None, sa_type=JSON_OR_NULL)


def _of_section() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["concept_id", "section"], ["language_section.concept_id", "language_section.section"], ondelete="CASCADE"
    )


class DefinitionRow(Row, table=True):
    """One definition of a language section."""

    __tablename__ = "definition"
    __table_args__ = (_of_section(),)

    concept_id: str = Field(primary_key=True)
    section: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    text: str


class TermRow(Row, table=True):
    """One term of a language section, with its match settings."""

    __tablename__ = "term"
    __table_args__ = (_of_section(),)

    concept_id: str = Field(primary_key=True)
    section: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    text: str
    status: str
    term_type: str | None
    part_of_speech: str | None
    number: str | None
    pinyin: str
    geographical_usage: str
    usage_note: str
    reason: str
    valid_from: str
    valid_to: str
    notes: list[str] = Field(sa_type=JSON)
    case_sensitive: bool
    inflect: bool
    evidence: str
    context: list[str] = Field(sa_type=JSON)
    severity: str | None
    data_categories: list[dict[str, str]] | None = Field(default=None, sa_type=JSON_OR_NULL)


class LookUpFormRow(Row, table=True):
    """Another spelling under which a term is found in text."""

    __tablename__ = "look_up_form"
    __table_args__ = (
        ForeignKeyConstraint(
            ["concept_id", "section", "term"], ["term.concept_id", "term.section", "term.position"], ondelete="CASCADE"
        ),
    )

    concept_id: str = Field(primary_key=True)
    section: int = Field(primary_key=True)
    term: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    form: str


class SourceRow(Row, table=True):
    """The source of a term or of a definition: ``owner`` says of which, ``item`` is its position."""

    __tablename__ = "source"
    __table_args__ = (_of_section(),)

    concept_id: str = Field(primary_key=True)
    section: int = Field(primary_key=True)
    owner: str = Field(primary_key=True)
    item: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    document: str
    body: str
    date: str
    locator: str
    mark: str


class RelationRow(Row, table=True):
    """A link to another concept; the target need not be there yet."""

    __tablename__ = "relation"

    concept_id: str = Field(primary_key=True, foreign_key="concept.id", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    kind: str
    target: str = Field(index=True)


class SearchKeyRow(Row, table=True):
    """A folded text under which a concept is found; derived from its terms, see ``termbase.search``.

    The indexes that find a part of it are none that SQLAlchemy knows, see ``termbase.search_index``.
    """

    __tablename__ = "search_key"

    number: int | None = Field(default=None, primary_key=True)
    concept_id: str = Field(foreign_key="concept.id", ondelete="CASCADE", index=True)
    kind: str
    key: str = Field(index=True)
    marked: str
    standing: int


class StepRow(Row, table=True):
    """One unit of work that changed something. Rows of the history are added, never changed or deleted."""

    __tablename__ = "step"

    number: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    by: str
    why: str
    what: str
    undoes: int | None = Field(default=None, foreign_key="step.number", index=True)


class ChangeRow(Row, table=True):
    """What a step did to one concept; ``before`` is the whole concept as ``termbase.codec`` writes it.

    The state after a change is the ``before`` of the concept's next change, or else the stored concept, so nothing is
    kept twice and an added concept costs a slim row.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_concept_id_number", "concept_id", "number"),)

    number: int | None = Field(default=None, primary_key=True)
    step: int = Field(foreign_key="step.number", index=True)
    concept_id: str
    kind: str
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON_OR_NULL)


class ProposalRow(Row, table=True):
    """A concept in the review queue; rows are added, never changed or deleted."""

    __tablename__ = "proposal"

    number: int | None = Field(default=None, primary_key=True)
    step: int = Field(foreign_key="step.number", index=True)
    origin: str
    target: str
    concept: dict[str, Any] = Field(sa_type=JSON)


class DecisionRow(Row, table=True):
    """What a step decided about a proposal; rows are added, never changed or deleted."""

    __tablename__ = "decision"

    number: int | None = Field(default=None, primary_key=True)
    proposal: int = Field(foreign_key="proposal.number", index=True)
    step: int = Field(foreign_key="step.number", index=True)
    kind: str


class MemberRow(Row, table=True):
    """A member of the team with a role; nobody listed means an open term base. On a server, its own roles count."""

    __tablename__ = "member"

    name: str = Field(primary_key=True)
    role: str


def table_of(row: type[Row]) -> Table:
    """The SQLAlchemy table of a row class."""
    return _METADATA.tables[str(row.__tablename__)]


META: Final = table_of(MetaRow)
ISSUED_ID: Final = table_of(IssuedIdRow)
CONCEPT: Final = table_of(ConceptRow)
SEARCH_KEY: Final = table_of(SearchKeyRow)
LANGUAGE_SECTION: Final = table_of(LanguageSectionRow)
DEFINITION: Final = table_of(DefinitionRow)
TERM: Final = table_of(TermRow)
LOOK_UP_FORM: Final = table_of(LookUpFormRow)
SOURCE: Final = table_of(SourceRow)
RELATION: Final = table_of(RelationRow)
STEP: Final = table_of(StepRow)
CHANGE: Final = table_of(ChangeRow)
MEMBER: Final = table_of(MemberRow)
PROPOSAL: Final = table_of(ProposalRow)
DECISION: Final = table_of(DecisionRow)
PARTS: Final = (LANGUAGE_SECTION, DEFINITION, TERM, LOOK_UP_FORM, SOURCE, RELATION)
"""The tables of what a concept consists of, parents first."""


def metadata() -> MetaData:
    """The schema as the row classes describe it."""
    return _METADATA


def key_of(table: Table) -> Column[str]:
    """The column of a concept's table that holds the concept id."""
    column: Column[str] = table.c.id if table is CONCEPT else table.c.concept_id
    return column
