"""The members of a team, who are listed in a file's own table, and on a server are its roles.

A term base in which nobody is listed is open: everybody may do everything.
"""

from collections.abc import Callable
from importlib.resources import files

from sqlalchemy import Connection, delete, insert, select

from termbase.curation.roles import Role
from termbase.errors import InvalidValue, NotAllowed, StoreError
from termbase.faults import UnreadableValue
from termbase.fields import clean_text
from termbase.servers import group_of, role_on_server, session_user, users_with_roles
from termbase.tables import MEMBER


class Members:
    """Who belongs to the team of a term base, within one unit of work."""

    def __init__(self, connection: Connection, place: str) -> None:
        self._connection = connection
        self._place = place
        self._on_server = connection.dialect.name == "postgresql"

    def all(self) -> dict[str, Role]:
        """Every member with the role, by name; empty where the term base is open."""
        if self._on_server:
            return {name: Role(role) for name, role in users_with_roles(self._connection, list(Role))}
        rows = self._connection.execute(select(MEMBER.c.name, MEMBER.c.role).order_by(MEMBER.c.name))
        try:
            return {row.name: Role(row.role) for row in rows}
        except ValueError as error:
            raise UnreadableValue(f"a member's role: {error}") from error

    def role_of(self, name: str) -> Role:
        """What ``name`` may do: who is not listed where others are may read. On a server it is the user's own role."""
        if self._on_server:
            return Role(role_on_server(self._connection) or Role.ADMINISTRATOR)
        members = self.all()
        return members.get(name, Role.READER) if members else Role.ADMINISTRATOR

    def set(self, name: str, role: Role) -> None:
        """List a member, or change the role. Raises ``NotAllowed`` where no administrator would be left."""
        self._refuse_on_server("GRANT", role, f"TO {name}")
        name = clean_text(name, "member")
        self._refuse_last(name, role)
        self._connection.execute(delete(MEMBER).where(MEMBER.c.name == name))
        self._connection.execute(insert(MEMBER).values(name=name, role=role.value))

    def remove(self, name: str) -> None:
        """Take a member off the list; the last one opens the term base again. Raises as ``set`` does."""
        self._refuse_on_server("REVOKE", self.all().get(name, Role.READER), f"FROM {name}")
        members = self.all()
        if name not in members:
            raise InvalidValue("member", f"{name} is not listed", f"listed are: {', '.join(members) or 'nobody'}")
        if len(members) > 1:
            self._refuse_last(name, Role.READER)
        self._connection.execute(delete(MEMBER).where(MEMBER.c.name == name))

    def _refuse_last(self, name: str, role: Role) -> None:
        others = {member for member, its in self.all().items() if its is Role.ADMINISTRATOR and member != name}
        if role is not Role.ADMINISTRATOR and not others:
            raise NotAllowed(
                self._place, f"{name} would leave it without an administrator", "make somebody else administrator first"
            )

    def _refuse_on_server(self, verb: str, role: Role, whom: str) -> None:
        if self._on_server:
            statement = f"{verb} {group_of(self._connection, role)} {whom}"
            raise StoreError(self._place, "keeps its members as roles of the server", f"there say: {statement}")


def signer(connection: Connection, given: str | None, login: Callable[[], str]) -> str:
    """The name that signs changes: the one ``given``, else that of the ``login``.

    A server with roles knows who works, so there only an administrator signs with another name; else ``NotAllowed``.
    """
    own = session_user(connection)
    role = role_on_server(connection) if own else None
    if role is None:
        return login() if given is None else given
    if given not in (None, own) and role != Role.ADMINISTRATOR:
        raise NotAllowed("--user", f"{own} may not sign as {given}", "leave it out")
    return given or own


def setup_sql() -> str:
    """The statements that set roles up in a PostgreSQL database; ``roles.sql`` explains itself."""
    return files("termbase.curation").joinpath("roles.sql").read_text(encoding="utf-8")
