"""One unit of work over a term base: values in and values out.

The unit commits when its block ends cleanly and rolls back when an exception leaves it, so a term base is never
half-changed. Reading units see the state of their beginning. What a unit changes is one step of the history, written
in the same transaction.
"""

import dataclasses
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice

from sqlalchemy import Connection, update

from termbase.concepts import Concept, Provenance
from termbase.curation.roles import Role, as_permitted, refuse_removal, require
from termbase.database import connect
from termbase.errors import ConceptExists, ConceptIdRetired, TermbaseReadOnly
from termbase.history.merging import StaleVersion
from termbase.history.recording import Recorder, now
from termbase.history.records import write_records
from termbase.history.values import ChangeKind, HistoryRecord
from termbase.locations import BUSY_TIMEOUT, Location
from termbase.reader import Reader
from termbase.reading import BATCH, concepts_with
from termbase.tables import META
from termbase.writing import insert_again, insert_new, overwrite, remove


@contextmanager
def open_unit(
    location: Location,
    *,
    read_only: bool = False,
    user: str | None = None,
    why: str = "",
    what: str = "",
    timeout: float = BUSY_TIMEOUT,
    called: Location | None = None,
) -> Iterator["Store"]:
    """One unit of work over a database; ``called`` is what messages call it, by default its own location.

    See ``termbase.store.open_store``, which also knows the built-in glossary.
    """
    with connect(location, read_only=read_only, timeout=timeout) as connection:
        recorder = Recorder(connection, by=user, why=why, what=what)
        store = Store(connection, called or location, recorder, read_only=read_only)
        yield store
        store.seal()


def fill(connection: Connection, location: Location, concepts: Iterable[Concept]) -> None:
    """Put its first concepts into a term base that is being made; the first step of its history."""
    store = Store(connection, location, Recorder(connection, what="init"), read_only=False)
    store.add_all(concepts)
    store.seal()


class Store(Reader):
    """The concepts of one term base within one unit of work; made by ``open_store``."""

    def __init__(self, connection: Connection, location: Location, recorder: Recorder, *, read_only: bool) -> None:
        super().__init__(connection, location)
        self._read_only = read_only
        self._recorder = recorder

    @property
    def recorder(self) -> Recorder:
        """What writes this unit's step to the history."""
        return self._recorder

    @property
    def connection(self) -> Connection:
        """The unit's connection, for the parts of the package that keep tables of their own."""
        return self._connection

    @property
    def user(self) -> str:
        """Who makes the changes. Raises ``NotAllowed`` for a name that the user of a server may not sign with."""
        return self._recorder.by

    @cached_property
    def role(self) -> Role:
        """What the user may do with this term base."""
        return self.members.role_of(self.user)

    def require(self, role: Role) -> None:
        """Raise ``NotAllowed`` unless the user's role covers ``role``."""
        require(self.role, role, who=self.user, place=self._location.shown)

    def set_member(self, name: str, role: Role) -> None:
        """List a member of the team, or change the role; see ``Members.set``. Only an administrator may."""
        self.require(Role.ADMINISTRATOR)
        self.begin_step("members")
        self.members.set(name, role)

    def remove_member(self, name: str) -> None:
        """Take a member off the list; see ``Members.remove``. Only an administrator may."""
        self.require(Role.ADMINISTRATOR)
        self.begin_step("members")
        self.members.remove(name)

    def begin_step(self, verb: str) -> int:
        """The number of this unit's step, which is begun if nothing was changed so far; ``verb`` then is its name."""
        self._change()
        return self._recorder.begin(verb)

    def add(self, concept: Concept) -> Concept:
        """Add a concept and return it as it was stored, signed unless it brings its provenance.

        Raises ``ConceptExists`` and ``ConceptIdRetired``.
        """
        return self._insert([concept])[0]

    def add_all(self, concepts: Iterable[Concept], *, sign: bool = True) -> int:
        """Add many concepts fast, as ``add`` does one; returns how many. Without ``sign`` they stay as they are."""
        added, rest = 0, iter(concepts)
        while batch := list(islice(rest, BATCH)):
            added += len(self._insert(batch, sign=sign))
        return added

    def add_again(self, concepts: Sequence[Concept]) -> None:
        """Add concepts, signed as ``add`` signs, under ids that they had before something took them away."""
        if concepts:
            self._change()
            self._recorder.record("add", ChangeKind.ADDED, ((concept.id, None) for concept in concepts))
            permitted = [self._permitted(concept, None) for concept in concepts]
            insert_again(self._connection, self._index, [self._signed(concept) for concept in permitted])

    def replace(self, concept: Concept, *, expected: int | None = None) -> Concept:
        """Put ``concept`` in the place of the stored one with its id, and return it as it was stored.

        Who made the concept, and when, stays unless the new value says so. ``expected`` is the version (see
        ``History.version``) that the new value was made from. Raises ``ConceptNotFound``, and ``StaleVersion`` when
        the stored version is another than the one expected.
        """
        if expected is not None:
            self._refuse_stale(concept.id, concept, expected)
        return self.replace_all([concept])[0]

    def replace_all(self, concepts: Sequence[Concept]) -> list[Concept]:
        """Replace concepts with different ids, as ``replace`` does one; returns them as they were stored."""
        if not concepts:
            return []
        self._change()
        stored = self._stored([concept.id for concept in concepts])
        permitted = [self._permitted(concept, stored[concept.id]) for concept in concepts]
        changed = [self._signed_again(concept, stored[concept.id].provenance) for concept in permitted]
        self._recorder.record("replace", ChangeKind.CHANGED, stored.items())
        overwrite(self._connection, self._index, changed, stored)
        return changed

    def remove(self, concept_id: str, *, expected: int | None = None) -> None:
        """Remove a concept; its id is retired for ever. Raises what ``replace`` raises."""
        self._change()
        if expected is not None:
            self._refuse_stale(concept_id, None, expected)
        stored = self._stored([concept_id])
        self._refuse_removal(stored[concept_id])
        self._recorder.record("remove", ChangeKind.REMOVED, stored.items())
        remove(self._connection, self._index, [concept_id], now())

    def put_back(self, states: Mapping[str, Concept | None]) -> dict[ChangeKind, int]:
        """Bring concepts, by id, into states that they had before, unsigned; None removes. Returns what happened.

        The ids have to be few enough for one query, and issued.
        """
        current = concepts_with(self._connection, states)
        gone = {it: current[it] for it, state in states.items() if state is None and it in current}
        again = [state for it, state in states.items() if state is not None and it not in current]
        other = [state for it, state in states.items() if state is not None and current.get(it, state) != state]
        if gone or again or other:
            self._change()
            for concept in gone.values():
                self._refuse_removal(concept)
            again = [self._permitted(concept, None) for concept in again]
            other = [self._permitted(concept, current[concept.id]) for concept in other]
            other = [concept for concept in other if concept != current[concept.id]]
        if gone:
            self._recorder.record("remove", ChangeKind.REMOVED, gone.items())
            remove(self._connection, self._index, list(gone), now())
        if again:
            self._recorder.record("restore", ChangeKind.ADDED, ((concept.id, None) for concept in again))
            insert_again(self._connection, self._index, again)
        if other:
            before = ((concept.id, current[concept.id]) for concept in other)
            self._recorder.record("replace", ChangeKind.CHANGED, before)
            overwrite(self._connection, self._index, other, current)
        return {ChangeKind.ADDED: len(again), ChangeKind.CHANGED: len(other), ChangeKind.REMOVED: len(gone)}

    def place(self, concepts: Sequence[Concept]) -> None:
        """Add concepts, as they are, whose history comes with them: see ``termbase.history.transfer``."""
        if concepts:
            self._change()
            self.require(Role.ADMINISTRATOR)
            self._refuse_issued([concept.id for concept in concepts])
            insert_new(self._connection, self._index, concepts)

    def place_history(self, history: Iterable[HistoryRecord]) -> int:
        """Write the history of the concepts that were placed; returns the number of its steps."""
        self._change()
        self.require(Role.ADMINISTRATOR)
        return write_records(self._connection, history)

    def record_placed(self) -> None:
        """Record the concepts that were placed, which have no history, as added."""
        concepts = self.concepts()
        while batch := [(concept.id, None) for concept in islice(concepts, BATCH)]:
            self._recorder.record("add", ChangeKind.ADDED, batch)

    def seal(self) -> None:
        """Bring the search index up to date and renew the revision; ``open_store`` does so before it commits."""
        if self._new_revision:
            self._index.flush()
            self._connection.execute(update(META).values(revision=self._new_revision))

    def _change(self) -> None:
        if self._location.is_builtin:
            raise TermbaseReadOnly(
                "the built-in glossary", "cannot be changed", "make a term base of your own with `zhengming init`"
            )
        if self._read_only:
            raise TermbaseReadOnly(self._location.shown, "was opened for reading", "open it for writing")
        if not self._new_revision:
            self.require(Role.CONTRIBUTOR)
            self._new_revision = str(uuid.uuid4())

    def _insert(self, concepts: list[Concept], *, sign: bool = True) -> list[Concept]:
        self._change()
        self._refuse_issued([concept.id for concept in concepts])
        concepts = [self._permitted(concept, None) for concept in concepts]
        signed = [self._signed(concept) for concept in concepts] if sign else concepts
        self._recorder.record("add", ChangeKind.ADDED, ((concept.id, None) for concept in signed))
        insert_new(self._connection, self._index, signed)
        return signed

    def _permitted(self, concept: Concept, stored: Concept | None) -> Concept:
        return as_permitted(concept, stored, self.role, who=self.user)

    def _refuse_removal(self, concept: Concept) -> None:
        for section in concept.sections:
            refuse_removal(section, self.role, who=self.user, place=concept.id)

    def _refuse_issued(self, ids: list[str]) -> None:
        issued = self.issued(ids)
        for concept_id in ids:
            if issued.get(concept_id):
                raise ConceptIdRetired(
                    concept_id,
                    f"was removed on {issued[concept_id]:%Y-%m-%d}; its id is never reused",
                    "choose another id",
                )
            if concept_id in issued:
                raise ConceptExists(
                    concept_id, "is already in the term base", "choose another id or replace the concept"
                )
            issued[concept_id] = None

    def _refuse_stale(self, concept_id: str, given: Concept | None, expected: int) -> None:
        stored = self.get(concept_id)
        actual = self.history.version(concept_id)
        if actual != expected:
            base = self.history.state_at(concept_id, expected)
            raise StaleVersion(given, stored, base, expected=expected, actual=actual)

    def _signed(self, concept: Concept) -> Concept:
        if concept.provenance.created_at:
            return concept
        made = dataclasses.replace(
            concept.provenance, created_at=now(), created_by=concept.provenance.created_by or self._recorder.by
        )
        return dataclasses.replace(concept, provenance=made)

    def _signed_again(self, concept: Concept, stored: Provenance) -> Concept:
        given = concept.provenance
        made = given if given.created_at else Provenance(stored.created_at, stored.created_by)
        # A clock that was set back makes no concept older than itself.
        moment = max(now(), made.created_at) if made.created_at else now()
        signed = dataclasses.replace(made, changed_at=moment, changed_by=self._recorder.by)
        return dataclasses.replace(concept, provenance=signed)
