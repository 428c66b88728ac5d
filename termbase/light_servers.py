"""Term bases on PostgreSQL servers, without SQLAlchemy: no more than ``zhengming lint`` asks with every run."""

import os
from typing import Any, Final

from termbase import faults
from termbase.locations import Location

CONNECT_TIMEOUT: Final = 10
"""Seconds to wait for a server that does not answer, unless the URL or PGCONNECT_TIMEOUT says otherwise."""

_QUERY: Final = "SELECT (SELECT version_num FROM alembic_version), (SELECT revision FROM meta)"


def server_revision(location: Location) -> str | None:
    """The revision that the term base on a server stands at: what names its content.

    None where there is anything in the way, from a missing driver to another schema: opening the term base says what.
    """
    try:
        import psycopg
    except ImportError:
        return None
    url = location.url.replace("postgresql+psycopg:", "postgresql:", 1)
    given = "connect_timeout" in url or os.environ.get("PGCONNECT_TIMEOUT")
    timeout: dict[str, Any] = {} if given else {"connect_timeout": CONNECT_TIMEOUT}
    try:
        with psycopg.connect(url, autocommit=True, fallback_application_name="zhengming", **timeout) as connection:
            row = connection.execute(_QUERY).fetchone()
    except psycopg.Error:
        return None
    schema, revision = row or ("", "")
    return str(revision) if revision and schema == faults.SCHEMA_REVISIONS[-1] else None
