"""The search keys of a term base: whether they are those of its concepts, and making them anew."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from termbase.concepts import Concept
from termbase.rows import records
from termbase.search import search_keys
from termbase.tables import SEARCH_KEY


def out_of_step(connection: Connection, concepts: Iterable[Concept]) -> list[str]:
    """The ids of those concepts, few enough for one query, whose stored keys are not their own."""
    wanted = {concept.id: [(it.kind.value, it.key, it.standing) for it in search_keys(concept)] for concept in concepts}
    stored: dict[str, list[tuple[str, str, int]]] = {concept_id: [] for concept_id in wanted}
    query = select(SEARCH_KEY).where(SEARCH_KEY.c.concept_id.in_(list(wanted)))
    for row in connection.execute(query.order_by(SEARCH_KEY.c.concept_id, SEARCH_KEY.c.position)):
        stored[row.concept_id].append((row.kind, row.key, row.standing))
    return [concept_id for concept_id in wanted if wanted[concept_id] != stored[concept_id]]


def clear(connection: Connection) -> None:
    """Take all keys away, before ``renew`` writes them anew concept by concept."""
    connection.execute(delete(SEARCH_KEY))


def renew(connection: Connection, concepts: Iterable[Concept]) -> None:
    """Write the keys of concepts that have none."""
    rows = [record for concept in concepts for table, record in records(concept) if table is SEARCH_KEY]
    if rows:
        connection.execute(insert(SEARCH_KEY), rows)
