"""Write the text of an article back into its file: whole or not at all, and over nobody's work."""

from glossary.errors import ArticleChanged, ArticleError
from glossary.output import replaced_binary_file


def save_text(path: str, text: str, *, expected: str | None = None) -> None:
    """Write ``text`` to ``path``, byte order mark and line ends as they stand in it.

    Where ``expected`` is given, the file has to hold that text still. Raises ``ArticleChanged`` where it does not,
    ``ArticleError`` for a text that no file can hold, and ``UsageError`` where nothing can be written.
    """
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise ArticleError(f"{path}:{line}", "holds half a character, which no file can", "take it out") from None
    if expected is not None and not _holds(path, expected.encode()):
        raise ArticleChanged(path, "was changed by somebody else meanwhile", "read it again first")
    with replaced_binary_file(path) as draft:
        draft.write(content)


def _holds(path: str, content: bytes) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a name that is no text stays one
            return file.read() == content
    except OSError:
        return False
