"""The names of SKOS, SKOS-XL and Dublin Core that are written, and our own for what these have no name for."""

from typing import Final

from termbase.concepts import RelationKind

PREFIXES: Final = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "zm": "urn:zhengming:vocabulary:",
}
CONCEPT: Final = "urn:zhengming:concept:"
"""Before the id of a concept: its IRI."""
SCHEME: Final = "urn:zhengming:scheme"

RELATIONS: Final = {
    RelationKind.BROADER: "skos:broader",
    RelationKind.PART_OF: "dct:isPartOf",
    RelationKind.SHORT_FOR: "zm:shortFor",
    RelationKind.PREDECESSOR: "dct:replaces",
    RelationKind.RELATED: "skos:related",
}
LABELS: Final = ("prefLabel", "altLabel", "hiddenLabel")
TERM_FIELDS: Final = {
    "status": "zm:status",
    "term_type": "zm:termType",
    "part_of_speech": "zm:partOfSpeech",
    "number": "zm:grammaticalNumber",
    "pinyin": "zm:pinyin",
    "geographical_usage": "zm:geographicalUsage",
    "usage_note": "zm:usageNote",
    "reason": "zm:reason",
    "valid_from": "zm:validFrom",
    "valid_to": "zm:validTo",
}
"""What a SKOS-XL label says of its term, by the fields of the term model."""

KEPT: Final = (
    "notation",
    "example",
    "historyNote",
    "changeNote",
    "editorialNote",
    "exactMatch",
    "closeMatch",
    "broadMatch",
    "narrowMatch",
    "relatedMatch",
    "broader",
    "related",
    "inScheme",
)
"""Properties of SKOS that are data categories where they are not understood, and are written again."""
CATEGORY: Final = "skos/"


def iri(name: str) -> str:
    """The full name that ``skos:broader`` stands for."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
