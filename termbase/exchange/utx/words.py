"""The columns of UTX and the words in them."""

from typing import Final

from termbase.concepts import AdministrativeStatus, PartOfSpeech

SOURCE: Final = "src"
TARGET: Final = "tgt"
SOURCE_POS: Final = "src:pos"
TARGET_POS: Final = "tgt:pos"
STATUS: Final = "term status"
SOURCE_COMMENT: Final = "src:comment"
TARGET_COMMENT: Final = "tgt:comment"
DOMAIN: Final = "domain"
CONCEPT_ID: Final = "concept id"
CREATOR: Final = "zhengming"
"""Who makes the files that give concept ids of the term base."""

COLUMNS: Final = (
    (SOURCE, "src"),
    (TARGET, "tgt"),
    (SOURCE_POS, "src:pos"),
    (TARGET_POS, "tgt:pos"),
    (STATUS, "term status"),
    (SOURCE_COMMENT, "src:comment"),
    (TARGET_COMMENT, "tgt:comment"),
    (DOMAIN, "domain"),
    (CONCEPT_ID, "concept ID"),
)
"""The columns that are written, in their order, with their headings."""

STATUS_WORDS: Final = {
    AdministrativeStatus.PREFERRED: "approved",
    AdministrativeStatus.ADMITTED: "provisional",
    AdministrativeStatus.DEPRECATED: "forbidden",
    AdministrativeStatus.SUPERSEDED: "forbidden",
}
POS_WORDS: Final = {
    PartOfSpeech.NOUN: "noun",
    PartOfSpeech.PROPER_NOUN: "properNoun",
    PartOfSpeech.VERB: "verb",
    PartOfSpeech.ADJECTIVE: "adjective",
    PartOfSpeech.ADVERB: "adverb",
    PartOfSpeech.OTHER: "other",
}
NO_POS: Final = "-"
POS_OF: Final = {word.casefold(): value for value, word in POS_WORDS.items()} | {
    "proper noun": PartOfSpeech.PROPER_NOUN
}
