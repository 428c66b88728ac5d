"""Concept ids for the entries of files that have identifiers of another kind, or none."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from termbase.concepts import MAX_ID_LENGTH, concept_id
from termbase.errors import InvalidValue

IDENTIFIER: Final = "admin/entryIdentifier"
"""The data category that keeps an entry's own identifier where the concept id could not."""

_CONCEPT_ID: Final = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_UNNAMED: Final = "concept"


class Identifiers:
    """The concept ids of one file: each given once, and found again by the identifier that the file has."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._of_foreign: dict[str, str] = {}
        self._last_of_stem: dict[str, int] = {}

    def issue(self, foreign: str, names: Iterable[str] = ()) -> str:
        """A new concept id for an entry that the file calls ``foreign``, empty where it has no identifier.

        An identifier that holds a letter is kept as far as ids allow; a bare number, which every file has, gives way to
        the first of ``names``, the terms, that an id can be made of. With an underscore before it, as XML has it, it is
        an id of ours. Raises ``InvalidValue`` for an identifier that
        came before.
        """
        if foreign and foreign in self._of_foreign:
            raise InvalidValue("id", f"{foreign!r} stands in the file twice", "give one of the two entries another")
        wanted = as_concept_id(foreign)
        if not wanted or (wanted.isdigit() and foreign != f"_{wanted}"):
            wanted = next((made for name in names if (made := concept_id(name))), wanted or _UNNAMED)
        free = self._free(wanted)
        self._given.add(free)
        if foreign:
            self._of_foreign[foreign] = free
        return free

    def keep(self, given: str) -> str:
        """A concept id that the file itself gives. Raises ``InvalidValue`` for one that came before."""
        if given in self._given:
            raise InvalidValue("id", f"{given!r} stands in the file twice", "give one of the two entries another")
        self._given.add(given)
        return given

    def reserve(self, concept: str) -> None:
        """Note that an entry of the file has this concept id of its own, which no other one gets then."""
        self._given.add(concept)

    def known(self, foreign: str) -> str | None:
        """The concept id of the entry that the file calls ``foreign``, or None where it had none so far."""
        return self._of_foreign.get(foreign)

    def _free(self, wanted: str) -> str:
        candidate = wanted
        while candidate in self._given:
            number = self._last_of_stem[wanted] = self._last_of_stem.get(wanted, 1) + 1
            candidate = f"{wanted[: MAX_ID_LENGTH - len(str(number)) - 1].rstrip('-._')}-{number}"
        return candidate


def as_concept_id(foreign: str) -> str:
    """An identifier of another tool in the letters of concept ids: ``_14th`` gives ``14th``, ``C 7`` gives ``c-7``.

    Empty where no letter or digit of it can be kept.
    """
    if len(foreign) <= MAX_ID_LENGTH and _CONCEPT_ID.fullmatch(foreign):
        return foreign
    plain = unicodedata.normalize("NFKD", foreign).encode("ascii", "ignore").decode("ascii").lower().lstrip("_")
    if not _CONCEPT_ID.fullmatch(plain):
        plain = _NOT_IN_IDS.sub("-", plain).strip("-")
    return plain[:MAX_ID_LENGTH].rstrip("-._")
