"""What identifies the content of a term base; it changes with every change of the content, and only then.

With every run ``zhengming lint`` asks whether its cached index still fits, so a SQLite file is read with sqlite3 alone,
a database on a server with its driver alone, and the built-in glossary without building anything.
"""

from termbase.locations import BUSY_TIMEOUT, Location


def fingerprint(location: Location, *, timeout: float = BUSY_TIMEOUT) -> str:
    """The fingerprint of the term base at ``location``; raises the store errors that opening it would raise."""
    if location.is_builtin:
        from termbase.starter.builtin import digest

        return digest()
    if path := location.path:
        from termbase.files import file_revision

        return file_revision(path, timeout=timeout)
    from termbase.light_servers import server_revision

    if revision := server_revision(location):
        return revision
    from termbase.store import open_store  # says what is wrong

    with open_store(location, read_only=True, timeout=timeout) as store:
        return store.revision
