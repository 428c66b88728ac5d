"""Open, make and upgrade term bases.

    with open_store(location) as store:
        concept = store.get("industrial-chain")
        store.replace(dataclasses.replace(concept, subject_field="economy"))

The block is one unit of work: it commits when it ends cleanly and rolls back when an exception leaves it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, inspect

from termbase.concepts import Concept
from termbase.curation.members import Members, signer
from termbase.curation.roles import Role, require
from termbase.database import connect, create, raise_schema
from termbase.errors import TermbaseDamaged, TermbaseExists, TermbaseMissing
from termbase.history.recording import login_name
from termbase.locations import BUSY_TIMEOUT, Location, locate
from termbase.tables import MEMBER
from termbase.unit import Store, fill, open_unit


@contextmanager
def open_store(
    location: Location | str,
    *,
    read_only: bool = False,
    user: str | None = None,
    why: str = "",
    what: str = "",
    timeout: float = BUSY_TIMEOUT,
) -> Iterator[Store]:
    """One unit of work over the term base at ``location``.

    ``user`` signs the changes, by default with the login name. What the unit changes is one step of the history, with
    its reason, ``why``, and what the user calls it, ``what`` (``import``), by default the verb of the first change.
    ``timeout`` is how long, in seconds, to wait for another process's write. Raises ``StoreError``: missing, locked,
    damaged, read-only, too new or too old; and ``InvalidValue`` for control characters in ``user`` or ``why``.
    """
    place = locate(location) if isinstance(location, str) else location
    if place.is_builtin:
        from termbase.starter.builtin import builtin_termbase

        with open_unit(builtin_termbase(), read_only=True, timeout=timeout, called=place) as store:
            yield store
        return
    with open_unit(place, read_only=read_only, user=user, why=why, what=what, timeout=timeout) as store:
        yield store


def require_administrator(location: Location, user: str | None = None) -> None:
    """Raise ``NotAllowed`` unless ``user``, by default who is logged in, administers the term base.

    One that cannot be read, or is not there, has no administrator.
    """
    with suppress(TermbaseMissing, TermbaseDamaged), connect(location, read_only=True, older=True) as connection:
        _refuse_others(connection, location.shown, user)


def create_termbase(location: Location, concepts: Iterable[Concept] = (), *, timeout: float = BUSY_TIMEOUT) -> None:
    """Make a new term base that holds ``concepts``, and the folders above its file.

    Raises ``TermbaseExists`` when anything is at ``location``; a failure leaves nothing behind.
    """
    if location.is_builtin:
        raise TermbaseExists("builtin", "names the built-in glossary", "give a file name or a database URL")
    create(location, timeout=timeout, fill=partial(fill, location=location, concepts=concepts))


def upgrade(location: Location, *, user: str | None = None, timeout: float = BUSY_TIMEOUT) -> Path | None:
    """Bring a term base that an older version made to the schema in use; returns the backup made beside a file.

    Does nothing when the schema is in use already. ``user``, by default who is logged in, has to be an administrator.
    Raises ``TermbaseTooNew``, ``NotAllowed``, and what opening would raise; a failure leaves the term base as it was.
    """
    allow = partial(_refuse_others, place=location.shown, user=user)
    return None if location.is_builtin else raise_schema(location, timeout=timeout, allow=allow)


def _refuse_others(connection: Connection, place: str, user: str | None) -> None:
    """Raise ``NotAllowed`` unless ``user``, by default who is logged in, administers the term base at ``place``.

    Its schema may be an older one; before there were members everybody was an administrator.
    """
    if inspect(connection).has_table(MEMBER.name):
        who = signer(connection, user, login_name)
        require(Members(connection, place).role_of(who), Role.ADMINISTRATOR, who=who, place=place)
