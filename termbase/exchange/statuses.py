"""The words that other tools have for the administrative status of a term, and for the state of the work on it."""

from typing import Final

from termbase.concepts import AdministrativeStatus, WorkState

_SUFFIX: Final = "-admn-sts"
_STATUSES: Final = {
    AdministrativeStatus.PREFERRED: (
        "preferred",
        "preferredterm",
        "standardized",
        "standardizedterm",
        "legal",
        "legalterm",
        "regulated",
        "regulatedterm",
        "recommended",
        "main",
    ),
    AdministrativeStatus.ADMITTED: (
        "admitted",
        "admittedterm",
        "allowed",
        "accepted",
        "alternative",
        "synonym",
        "provisional",
        "non-standard",
    ),
    AdministrativeStatus.DEPRECATED: (
        "deprecated",
        "deprecatedterm",
        "forbidden",
        "notrecommended",
        "not recommended",
        "prohibited",
        "rejected",
        "avoid",
        "do not use",
        "donotuse",
        "blacklisted",
        "negative",
    ),
    AdministrativeStatus.SUPERSEDED: ("superseded", "supersededterm", "obsolete", "archaic", "outdated", "historical"),
}
_STATUS_OF: Final = {word: status for status, words in _STATUSES.items() for word in words}
_WORK_STATES: Final = {
    "approved": WorkState.APPROVED,
    "final": WorkState.APPROVED,
    "finalized": WorkState.APPROVED,
    "new": WorkState.PROPOSED,
    "proposed": WorkState.PROPOSED,
    "draft": WorkState.PROPOSED,
    "starterelement": WorkState.PROPOSED,
    "importedelement": WorkState.PROPOSED,
    "workingelement": WorkState.PROPOSED,
    "consolidatedelement": WorkState.APPROVED,
    "archiveelement": WorkState.APPROVED,
}
_NOTHING_SAID: Final = frozenset(("", "not selected", "none", "unspecified", "undefined", "-", "n/a"))


def status_of(word: str) -> AdministrativeStatus | None:
    """The status that another tool's word stands for, None for one that stands for none.

    Knows the picklists ``administrativeStatus`` and ``normativeAuthorization`` of ISO 12620, with and without their
    ending, and what MultiTerm, Phrase, Weblate and others write: ``forbidden``, ``obsolete``, ``Not recommended``.
    """
    return _STATUS_OF.get(_folded(word).removesuffix(_SUFFIX))


def work_state_of(word: str) -> WorkState | None:
    """The work state that another tool's word stands for (``New``, ``Approved``, ``workingElement``), or None."""
    return _WORK_STATES.get(_folded(word))


def says_nothing(word: str) -> bool:
    """Whether a value only fills its field: ``Not Selected``."""
    return _folded(word) in _NOTHING_SAID


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())
