"""What a finding tells of a concept."""

from typing import Any

from termbase.concepts import Concept
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH


def brief(concept: Concept) -> dict[str, Any]:
    """Id, Chinese term, preferred rendering and authority of a concept."""
    section = concept.section(ENGLISH)
    preferred = section.preferred if section else None
    source = preferred.sources[0] if preferred and preferred.sources else None
    return {
        "concept": concept.id,
        "zh": concept.preferred(CHINESE_SIMPLIFIED) or concept.preferred(CHINESE_TRADITIONAL),
        "preferred": preferred.text if preferred else "",
        "source": source.citation if source else "",
        "mark": source.mark.value if source else "",
    }
