"""The dialect TBX-Zhengming: TBX-Basic in style DCT, and a module for what TBX-Basic has no data category for.

docs/formats.md describes the elements of the module.
"""

from dataclasses import replace
from typing import Final

from termbase.exchange.tbx.dialects import BASIC_DCT
from termbase.exchange.tbx.markup import Tag
from termbase.history.values import HistoryRecord, RecordedChange, RecordedStep, RetiredId

NAMESPACE: Final = "urn:zhengming:tbx"
PREFIX: Final = "zm"
DIALECT: Final = replace(
    BASIC_DCT, name="TBX-Zhengming", namespaces={**BASIC_DCT.namespaces, PREFIX: NAMESPACE}, languages_anywhere=False
)

NO_LANGUAGE: Final = "zxx"
"""The language of the section that stands where a concept has none, since every entry needs one."""
HISTORY: Final = "history"
"""The type of the part of the back matter that holds the history."""
RECORDS: Final[dict[str, type[HistoryRecord]]] = {
    "step": RecordedStep,
    "change": RecordedChange,
    "retired": RetiredId,
}
"""The records of the history by the types of their items."""

ABSENT: Final = "absent"
CONCEPT: Final = "concept"
DATA_CATEGORY: Final = "dataCategory"
RELATION: Final = "relation"
SOURCE: Final = "source"
WORK_STATE: Final = "workState"
PART_OF_SPEECH: Final = "partOfSpeech"
NUMBER: Final = "number"
PINYIN: Final = "pinyin"
USAGE_NOTE: Final = "usageNote"
REASON: Final = "reason"
VALID_FROM: Final = "validFrom"
VALID_TO: Final = "validTo"
LOOK_UP_FORM: Final = "lookUpForm"
CASE_SENSITIVE: Final = "caseSensitive"
INFLECT: Final = "inflect"
EVIDENCE: Final = "evidence"
CONTEXT_WORD: Final = "contextWord"
SEVERITY: Final = "severity"


def own(name: str) -> Tag:
    """The element of the module that has this name."""
    return Tag.of(f"{PREFIX}:{name}")
