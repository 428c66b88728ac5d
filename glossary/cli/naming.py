"""Find the concept that a user names by id or by one of its terms."""

from termbase.concepts import Concept
from termbase.errors import ConceptNotFound
from termbase.unit import Store


def named_concept(store: Store, name: str) -> Concept:
    """The concept with this id, else the only one that has ``name`` as a term.

    Raises ``ConceptNotFound`` when there is none, and when several concepts share the term.
    """
    try:
        return store.get(name)
    except ConceptNotFound:
        sharing = [concept for concept in store.find(name, limit=20) if _has_term(concept, name)]
        if len(sharing) == 1:
            return sharing[0]
        if sharing:
            ids = ", ".join(concept.id for concept in sharing)
            raise ConceptNotFound(name, "is a term of several concepts", f"name one by its id: {ids}") from None
        raise


def known_id(store: Store, name: str) -> str:
    """The id of the concept that ``name`` names, also of one that was removed; raises as ``named_concept`` does."""
    return name if name in store.issued([name]) else named_concept(store, name).id


def _has_term(concept: Concept, text: str) -> bool:
    wanted = text.casefold()
    return any(term.text.casefold() == wanted for section in concept.sections for term in section.terms)
