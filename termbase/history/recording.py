"""Write the history: one step for a unit of work, and a row for every change of a concept in it."""

import getpass
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from termbase.bulk import insert_rows
from termbase.codec import to_plain
from termbase.concepts import Concept
from termbase.curation.members import signer
from termbase.fields import clean_text
from termbase.history.values import ChangeKind
from termbase.tables import CHANGE, STEP


class Recorder:
    """Records the changes of one unit of work; its step is written with the first of them.

    ``by`` is who works: by default the login name, or on a server with roles the user's name there. ``what`` is the
    verb, by default that of the first change. Raises ``InvalidValue`` where ``by`` or ``why`` holds control characters.
    """

    def __init__(self, connection: Connection, *, by: str | None = None, why: str = "", what: str = "") -> None:
        self._connection = connection
        self._by = by if by is None else clean_text(by, "user", empty=True)
        self._why = clean_text(why, "why", multiline=True, empty=True)
        self._what = what
        self._undoes: int | None = None
        self._signs = False
        self.step: int | None = None

    @property
    def by(self) -> str:
        """Who makes the changes."""
        if not self._signs:
            self._by, self._signs = signer(self._connection, self._by, login_name), True
        return self._by or ""

    def name(self, what: str, undoes: int | None = None) -> None:
        """Say what the step is before its first change; ``undoes`` is the step that it undoes."""
        if self.step is not None:
            raise ValueError(f"{what} has to be the first change of its unit of work")
        self._what, self._undoes = what, undoes

    def begin(self, verb: str) -> int:
        """The number of the step, which is written if it was not yet; ``verb`` is its name unless it has one."""
        if self.step is None:
            self.step = self._begin(verb)
        return self.step

    def record(self, verb: str, kind: ChangeKind, states: Iterable[tuple[str, Concept | None]]) -> None:
        """Write a change of each concept: its id, and the concept as it was before."""
        step = self.begin(verb)
        rows = [
            {"step": step, "concept_id": concept_id, "kind": kind.value, "before": before and to_plain(before)}
            for concept_id, before in states
        ]
        insert_rows(self._connection, CHANGE, rows)

    def _begin(self, verb: str) -> int:
        # One writer works at a time, and a step that was rolled back leaves no gap.
        following = select(func.coalesce(func.max(STEP.c.number), 0) + 1).scalar_subquery()
        values = {
            "number": following,
            "at": datetime.now(UTC),  # to the microsecond: it tells two steps of one number apart, see ``marks``
            "by": self.by,
            "why": self._why,
            "what": self._what or verb,
            "undoes": self._undoes,
        }
        added = insert(STEP).values(values).returning(STEP.c.number)
        return int(self._connection.execute(added).scalar_one())


def now() -> datetime:
    """The moment in UTC to the second, which every exchange format can carry."""
    return datetime.now(UTC).replace(microsecond=0)


def login_name() -> str:
    """Who works, by the name of the account; empty where there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account database, as in some containers
        return ""
