"""Checks between concepts: the same concept twice, and a rendering both banned and accepted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from termbase.concepts import Concept, Evidence
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH
from termbase.quality.defect import Defect


def check_collisions(concepts: Iterable[Concept]) -> Iterator[Defect]:
    """Defects that show when all concepts are held against each other."""
    accepted: dict[str, str] = {}
    banned: list[tuple[str, str]] = []
    by_term: dict[tuple[str, str], list[str]] = defaultdict(list)
    for concept in concepts:
        chinese = concept.preferred(CHINESE_SIMPLIFIED) or concept.preferred(CHINESE_TRADITIONAL)
        by_term[chinese, concept.subject_field].append(concept.id)
        for term in concept.terms(ENGLISH):
            text = term.text.casefold()
            if term.status.accepted and not term.valid_to:
                accepted.setdefault(text, concept.id)
            elif not term.status.accepted and term.match.evidence is Evidence.ALWAYS:
                banned.append((text, concept.id))
    yield from _twice(by_term)
    for text, concept_id in banned:
        if text in accepted:
            problem = f"bans {text!r}, which {accepted[text]} accepts"
            yield Defect(concept_id, "collision", problem, "ask for evidence: context or source")


def _twice(by_term: dict[tuple[str, str], list[str]]) -> Iterator[Defect]:
    for (chinese, subject_field), ids in by_term.items():
        for double in ids[1:] if chinese else ():
            problem = f"{chinese} in {subject_field or 'no subject field'} is also {ids[0]}"
            yield Defect(double, "duplicate", problem, "merge them, or tell their subject fields apart")
