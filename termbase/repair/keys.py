"""The search keys of a term base: whether they are those of its concepts, and making them anew."""

from sqlalchemy import Connection

from termbase.search_index.index import SearchIndex


def out_of_step(connection: Connection) -> list[str]:
    """What is wrong with the search keys, in words."""
    if connection.dialect.name != "sqlite":
        return SearchIndex(connection).problems()
    # The index is counted by way of a temporary table, which a connection that only reads does not make.
    (reads_only,) = connection.exec_driver_sql("PRAGMA query_only").one()
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    try:
        return SearchIndex(connection).problems()
    finally:
        connection.exec_driver_sql(f"PRAGMA query_only = {reads_only:d}")


def renew(connection: Connection) -> None:
    """Make all keys anew from the concepts, which have to be readable."""
    SearchIndex(connection).rebuild()
