"""What can be asked of a term base within one unit of work."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import count, islice

from sqlalchemy import Connection, func, select

from termbase.concepts import MAX_ID_LENGTH, Concept
from termbase.curation.members import Members
from termbase.errors import ConceptNotFound
from termbase.faults import no_history
from termbase.filters import BEST_FIRST, EVERYTHING, Filter, Order
from termbase.history.reading import History
from termbase.listing import ListedConcept
from termbase.locations import Location
from termbase.proposals.queue import ProposalQueue
from termbase.reading import BATCH, all_concepts, concepts_with, ids_with_text, listed_concepts, near_ids
from termbase.search_index.index import SearchIndex
from termbase.searching import find_ids
from termbase.tables import CONCEPT, ISSUED_ID, META, RELATION
from termbase.tallies import Tallies, subject_fields, tallies


class Reader:
    """The reading half of a store."""

    def __init__(self, connection: Connection, location: Location) -> None:
        self._connection = connection
        self._location = location
        self._new_revision = ""

    @cached_property
    def _index(self) -> SearchIndex:
        return SearchIndex(self._connection)

    @property
    def revision(self) -> str:
        """What identifies the content; renewed by the first change in a unit of work."""
        return self._new_revision or str(self._connection.execute(select(META.c.revision)).scalar_one())

    @cached_property
    def history(self) -> History:
        """What was changed so far. Raises ``StoreError`` for the built-in glossary, which has none."""
        if self._location.is_builtin:
            raise no_history()
        return History(self._connection)

    @cached_property
    def proposals(self) -> ProposalQueue:
        """The review queue. Raises ``StoreError`` for the built-in glossary, which has none."""
        return ProposalQueue(self._connection, self.history)

    @cached_property
    def members(self) -> Members:
        """The team of the term base."""
        return Members(self._connection, self._location.shown)

    def get(self, concept_id: str) -> Concept:
        """The concept with this id. Raises ``ConceptNotFound``, whose cure names the nearest ids."""
        return self._stored([concept_id])[concept_id]

    def find(self, text: str, *, limit: int = 50) -> list[Concept]:
        """The concepts that ``text`` finds, best first: exact, prefix, whole word, the rest; preferred terms first.

        ``text`` is Chinese in either script, pinyin with or without tones, pinyin initials, a word or the beginning of
        a word of any other language, or an id. An empty text finds the first concepts in id order.
        """
        ids = find_ids(self._connection, self._index, text, limit=limit)
        found = concepts_with(self._connection, ids)
        return [found[concept_id] for concept_id in ids if concept_id in found]  # a key can be an orphan

    def find_listed(
        self, text: str, *, limit: int = 50, skip: int = 0, only: Filter = EVERYTHING, order: Order = BEST_FIRST
    ) -> list[ListedConcept]:
        """What ``find`` finds, with no more of each concept than a list shows; takes a third of the time.

        ``only`` leaves concepts out, and ``order`` arranges what is left; see ``termbase.filters``. The first ``skip``
        of the ``limit`` are left out of the answer.
        """
        ids = find_ids(self._connection, self._index, text, limit=limit, only=only, order=order)[skip:]
        found = listed_concepts(self._connection, ids)
        return [found[concept_id] for concept_id in ids if concept_id in found]  # a key can be an orphan

    def subject_fields(self) -> list[tuple[str, int]]:
        """The subject fields by name, each with the number of its concepts; the empty one is that of the others."""
        return subject_fields(self._connection)

    def some(self, ids: Iterable[str]) -> dict[str, Concept]:
        """Those concepts of ``ids`` that there are, by id; ``ids`` are few enough for one query."""
        return concepts_with(self._connection, ids)

    def with_text(self, texts: Iterable[str]) -> Iterator[Concept]:
        """The concepts of which a term or look-up form is one of ``texts``, which are folded as search folds."""
        ids = ids_with_text(self._connection, texts)
        while batch := list(islice(ids, BATCH)):
            yield from concepts_with(self._connection, batch).values()

    def pointing_at(self, concept_id: str) -> list[Concept]:
        """The concepts with a relation to this one, in id order."""
        sources = select(RELATION.c.concept_id).where(RELATION.c.target == concept_id).distinct()
        ids = iter(self._connection.execute(sources.order_by(RELATION.c.concept_id)).scalars().all())
        found: list[Concept] = []
        while batch := list(islice(ids, BATCH)):
            found += concepts_with(self._connection, batch).values()
        return found

    def concepts(self) -> Iterator[Concept]:
        """All concepts in id order, read in batches."""
        return all_concepts(self._connection)

    def count(self) -> int:
        """How many concepts there are."""
        return self._connection.execute(select(func.count()).select_from(CONCEPT)).scalar_one()

    def tallies(self) -> Tallies:
        """How many there are of what."""
        return tallies(self._connection)

    def free_id(self, wanted: str) -> str:
        """``wanted``, or else the first of ``wanted-2``, ``wanted-3`` … that was never given to a concept."""
        if wanted not in self.issued([wanted]):
            return wanted
        stem = wanted[: MAX_ID_LENGTH - len("-999999")].rstrip("-._")
        similar = select(ISSUED_ID.c.id).where(ISSUED_ID.c.id.startswith(f"{stem}-", autoescape=True))
        taken = set(self._connection.execute(similar).scalars())
        return next(free for number in count(2) if (free := f"{stem}-{number}") not in taken)

    def issued(self, ids: Iterable[str]) -> dict[str, datetime | None]:
        """Those of ``ids`` that were ever given, with the moment at which the concept was removed, or None."""
        query = select(ISSUED_ID.c.id, ISSUED_ID.c.removed_at).where(ISSUED_ID.c.id.in_(list(ids)))
        return {row.id: row.removed_at for row in self._connection.execute(query)}

    def _stored(self, ids: list[str]) -> dict[str, Concept]:
        """The concepts with these ids, in their order. Raises ``ConceptNotFound`` for the first that is not there."""
        found = concepts_with(self._connection, ids)
        for concept_id in ids:
            if concept_id not in found:
                raise self.not_found(concept_id)
        return {concept_id: found[concept_id] for concept_id in ids}

    def not_found(self, concept_id: str) -> ConceptNotFound:
        """The error that says that there is no such concept, and what there is."""
        removed = self.issued([concept_id]).get(concept_id)
        problem = f"was removed on {removed:%Y-%m-%d}" if removed else "is not in the term base"
        near = near_ids(self._connection, concept_id)
        return ConceptNotFound(
            concept_id, problem, f"did you mean {', '.join(near)}?" if near else "look for it with `zhengming search`"
        )
