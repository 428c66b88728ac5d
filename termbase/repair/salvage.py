"""Write all that can be read of a damaged term base in a SQLite file to a new one that is sound."""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Final

from sqlalchemy import Connection, Table, delete, exists, insert, select, update

from termbase.codec import from_plain, to_plain
from termbase.concepts import Concept
from termbase.curation.roles import Role
from termbase.errors import ConceptUnreadable, InvalidValue
from termbase.faults import short
from termbase.history.values import ChangeKind
from termbase.proposals.values import Decision
from termbase.quality.defect import Defect
from termbase.reading import BATCH, concepts_with
from termbase.repair.diagnosis import HISTORY, LINKS, PAGES, VALUES, damage
from termbase.repair.keys import renew
from termbase.repair.mending import mended_concept, mended_row, plain_of
from termbase.repair.pages import Rows
from termbase.rows import Record, records
from termbase.tables import (
    CHANGE,
    CONCEPT,
    DECISION,
    DEFINITION,
    ISSUED_ID,
    LANGUAGE_SECTION,
    LOOK_UP_FORM,
    MEMBER,
    META,
    PARTS,
    PROPOSAL,
    RELATION,
    SOURCE,
    STEP,
    TERM,
    key_of,
)

_EMPTY: Final[Record] = {
    **dict.fromkeys(("subject_field", "created_by", "changed_by"), ""),
    **dict.fromkeys(("created_at", "changed_at"), None),
    "notes": [],
}
"""The row of a concept of which nothing but the id is known."""
_SECTION_KEY: Final = ("concept_id", "section")
_PARENTS: Final = (
    (LANGUAGE_SECTION, CONCEPT, (("concept_id", "id"),)),
    (RELATION, CONCEPT, (("concept_id", "id"),)),
    *((table, LANGUAGE_SECTION, tuple((it, it) for it in _SECTION_KEY)) for table in (DEFINITION, TERM, SOURCE)),
    (LOOK_UP_FORM, TERM, (("concept_id", "concept_id"), ("section", "section"), ("term", "position"))),
)
"""Tables with the one that their rows belong to, and the columns by which; parents first."""


def salvage(source: sqlite3.Connection, target: Connection) -> Iterator[Defect]:
    """Copy what ``source`` holds into ``target``, a new and empty term base; gives what was lost or mended."""
    target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    source.text_factory = bytes  # which are decoded one by one, so that what is no text costs only itself
    _identity(source, target)
    for table in (ISSUED_ID, CONCEPT, *PARTS):
        yield from _copy(source, target, table)
    yield from _reunited(target)
    yield from _concepts(target)
    renew(target)
    yield from _steps(source, target)
    yield from _changes(source, target)
    for table in (PROPOSAL, DECISION, MEMBER):
        yield from _copy(source, target, table)
    yield from _queue(target)


def _identity(source: sqlite3.Connection, target: Connection) -> None:
    """Keep which term base it is, where it says so; the revision is new, because the content may be."""
    lost: list[str] = []
    rows = [it for raw in Rows(source, META.name) if (it := mended_row(META, raw, lost)) and it["termbase_id"]]
    changed = {"revision": str(uuid.uuid4())}
    if rows:
        changed |= {name: rows[0][name] for name in ("termbase_id", "created_at")}
    target.execute(update(META).values(changed))


def _copy(source: sqlite3.Connection, target: Connection, table: Table) -> Iterator[Defect]:
    rows, lost = Rows(source, table.name), list[str]()
    mended = (it for raw in rows if (it := mended_row(table, raw, lost)) is not None)
    for batch in _batches(mended):
        target.execute(insert(table).prefix_with("OR IGNORE"), batch)
    if not rows.is_whole:
        yield damage(PAGES, table.name, "some of its rows could not be read")
    yield from (damage(VALUES, table.name, f"lost {what}") for what in lost)


def _batches(rows: Iterable[Record]) -> Iterator[list[Record]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _reunited(target: Connection) -> Iterator[Defect]:
    """Bring back the rows that others belong to where nothing but the key is needed; take out what belongs nowhere."""
    gone = select(ISSUED_ID.c.id).where(ISSUED_ID.c.removed_at.is_not(None))
    of_parts = select(LANGUAGE_SECTION.c.concept_id).distinct()
    headless = of_parts.where(
        LANGUAGE_SECTION.c.concept_id.not_in(select(CONCEPT.c.id)), LANGUAGE_SECTION.c.concept_id.not_in(gone)
    )
    for concept_id in list(target.execute(headless).scalars()):
        empty = dict.fromkeys(("subject_field", "created_by", "changed_by"), "")
        target.execute(
            insert(CONCEPT), {"id": concept_id, "notes": [], "created_at": None, "changed_at": None, **empty}
        )
        yield damage(LINKS, short(concept_id), "lost subject field, notes and signatures")
    unissued = select(CONCEPT.c.id).where(CONCEPT.c.id.not_in(select(ISSUED_ID.c.id)))
    target.execute(insert(ISSUED_ID).from_select(["id"], unissued))
    standing = select(CONCEPT.c.id)
    target.execute(update(ISSUED_ID).where(ISSUED_ID.c.id.in_(standing)).values(removed_at=None))
    for table, parent, pairs in _PARENTS:
        linked = [table.c[own] == parent.c[other] for own, other in pairs]
        number = target.execute(delete(table).where(~exists().where(*linked))).rowcount
        if number:
            yield damage(LINKS, table.name, f"{number} of its rows belonged to something that is not there")


def _concepts(target: Connection) -> Iterator[Defect]:
    """Mend every concept that cannot be read."""
    ids = target.execute(select(CONCEPT.c.id).order_by(CONCEPT.c.id)).scalars().all()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        try:
            concepts_with(target, batch)
        except ConceptUnreadable:
            for concept_id in batch:
                yield from _concept(target, concept_id)


def _concept(target: Connection, concept_id: str) -> Iterator[Defect]:
    with suppress(ConceptUnreadable):
        concepts_with(target, [concept_id])
        return
    chosen = {table: target.execute(select(table).where(key_of(table) == concept_id)) for table in PARTS}
    parts = {table.name: rows.all() for table, rows in chosen.items()}
    row = target.execute(select(CONCEPT).where(CONCEPT.c.id == concept_id)).one()
    lost: list[str] = []
    concept = mended_concept(plain_of(row, parts), lost)
    if concept is None or concept.id != concept_id:
        target.execute(delete(CONCEPT).where(CONCEPT.c.id == concept_id))
        target.execute(delete(ISSUED_ID).where(ISSUED_ID.c.id == concept_id))
        yield damage(VALUES, short(concept_id), "was left out, because its id is none")
        return
    for table in (LANGUAGE_SECTION, RELATION):  # the other parts go with their section
        target.execute(delete(table).where(table.c.concept_id == concept_id))
    for table, record in records(concept):
        if table is CONCEPT:
            target.execute(update(CONCEPT).where(CONCEPT.c.id == concept_id).values(record))
        else:
            target.execute(insert(table), record)
    yield damage(VALUES, concept_id, f"lost {short(', '.join(lost))}")


def _queue(target: Connection) -> Iterator[Defect]:
    """Take out of the review queue what belongs to no step or cannot be read; let an unclear role be the least."""
    odd = [row.number for row in target.execute(select(PROPOSAL)) if not _fits(row.concept)]
    steps = select(STEP.c.number)
    lone = PROPOSAL.c.step.not_in(steps) | PROPOSAL.c.number.in_(odd)
    undecided = DECISION.c.step.not_in(steps) | DECISION.c.kind.not_in([it.value for it in Decision])
    unproposed = DECISION.c.proposal.not_in(select(PROPOSAL.c.number))
    for table, condition in ((PROPOSAL, lone), (DECISION, undecided | unproposed)):
        number = target.execute(delete(table).where(condition)).rowcount
        if number:
            yield damage(LINKS, table.name, f"lost {number} of its rows")
    unclear = MEMBER.c.role.not_in([it.value for it in Role])
    number = target.execute(update(MEMBER).where(unclear).values(role=Role.READER.value)).rowcount
    if number:
        yield damage(VALUES, MEMBER.name, f"{number} of them may only read, because their role is unclear")


def _fits(plain: object) -> bool:
    try:
        from_plain(plain)
    except (InvalidValue, RecursionError):
        return False
    return True


def _steps(source: sqlite3.Connection, target: Connection) -> Iterator[Defect]:
    rows, lost = Rows(source, STEP.name), list[str]()
    steps = {it["number"]: it for raw in rows if (it := mended_row(STEP, raw, lost)) is not None}
    for number in sorted(_recorded(source) - set(steps)):
        steps[number] = _unknown_step(number)
        yield damage(HISTORY, f"step {number}", "lost who made it, when and why")
    for number in sorted(steps):
        step = steps[number]
        if step["undoes"] not in steps or step["undoes"] >= number:
            step["undoes"] = None
        target.execute(insert(STEP), step)
    yield from (damage(HISTORY, STEP.name, f"lost {what}") for what in lost)


def _recorded(source: sqlite3.Connection) -> set[int]:
    """The numbers of the steps that changes belong to."""
    return {raw["step"] for raw in Rows(source, CHANGE.name) if type(raw["step"]) is int}


def _unknown_step(number: int) -> Record:
    moment = mended_row(STEP, {"number": number}, [])
    return (moment or {}) | {"number": number, "what": "unknown"}


def _changes(source: sqlite3.Connection, target: Connection) -> Iterator[Defect]:
    """Copy the changes; one whose state before cannot be read is taken to have left the concept as it was."""
    rows, lost, doubtful = Rows(source, CHANGE.name), list[str](), list[Record]()

    def sound() -> Iterator[Record]:
        for raw in rows:
            losing: list[str] = []
            row = mended_row(CHANGE, raw, losing)
            if row is not None and (losing or not _is_readable(row)):
                doubtful.append(row)
            elif row is not None:
                yield row
            else:
                lost.extend(losing)

    for batch in _batches(sound()):
        target.execute(insert(CHANGE), batch)
    for row in sorted(doubtful, key=lambda it: int(it["number"]), reverse=True):
        mended, problem = _mended_change(target, row)
        target.execute(insert(CHANGE), mended)
        yield damage(HISTORY, f"change {row['number']}", problem)
    if not rows.is_whole:
        yield damage(PAGES, CHANGE.name, "some of its rows could not be read")
    yield from (damage(HISTORY, CHANGE.name, f"lost {what}") for what in lost)


def _is_readable(row: Record) -> bool:
    try:
        ChangeKind(row["kind"])
        if row["before"] is not None:
            from_plain(row["before"])
    except (InvalidValue, ValueError, RecursionError):
        return False
    return True


def _mended_change(target: Connection, row: Record) -> tuple[Record, str]:
    """A change that can be recorded, and what it lost."""
    lost: list[str] = []
    after = _after(target, row)
    before = mended_concept(row["before"], lost)
    if before is not None and before.id != row["concept_id"]:
        before = None
    if before is None and row["kind"] != ChangeKind.ADDED:
        before = after
        lost = ["the state before it"]
    kind = ChangeKind.ADDED if before is None else ChangeKind.CHANGED if after else ChangeKind.REMOVED
    record = row | {"kind": kind.value, "before": before and to_plain(before)}
    return record, f"lost {short(', '.join(lost)) or 'what kind of change it was'}"


def _after(target: Connection, row: Record) -> Concept | None:
    """The concept as it was after a change: before the next one, or else as it is."""
    later = select(CHANGE.c.before).where(CHANGE.c.concept_id == row["concept_id"], CHANGE.c.number > row["number"])
    found = target.execute(later.order_by(CHANGE.c.number).limit(1)).first()
    if found is not None:
        return from_plain(found.before) if found.before is not None else None
    return concepts_with(target, [row["concept_id"]]).get(row["concept_id"])
