"""Write fixes into their files: whole or not at all, in the file's own line endings, and told on standard error."""

import sys
from collections.abc import Iterator

from glossary.articles.saving import save_text
from glossary.errors import ArticleChanged, UsageError
from glossary.examining import Examined
from glossary.report.checked import Checked
from glossary.report.terminal import printable
from termbase.errors import ZhengmingError


def written(examined: Iterator[Examined], paths: list[str], problems: list[ZhengmingError]) -> Iterator[Examined]:
    """What was examined, each file written back before the next is read; one that cannot be is a problem.

    Raises ``UsageError`` for standard input among files: its text goes to standard output, where nothing else may.
    """
    if "-" in paths and len(paths) > 1:
        raise UsageError("--fix -", "cannot be mixed with files", "give - alone; its text then goes to standard output")
    return _written(examined, problems)


def _written(examined: Iterator[Examined], problems: list[ZhengmingError]) -> Iterator[Examined]:
    for item in examined:
        if item.checked and item.path != "-":
            try:
                _write(item.path, item.checked)
            except ZhengmingError as error:
                problems.append(error)
        if item.checked:
            _tell(item.checked)
        yield item


def _write(path: str, checked: Checked) -> None:
    fixed = checked.fixed
    if fixed is None or fixed.before == fixed.after:
        return
    try:
        save_text(path, fixed.after, expected=fixed.before)
    except ArticleChanged as error:
        raise ArticleChanged(path, f"{error.problem}, and not fixed", "run lint again") from error


def _tell(checked: Checked) -> None:
    """Say what was fixed, a line for each change."""
    for change in checked.fixed.changes if checked.fixed else ():
        place = f"{checked.article.path}:{change.line}:{change.column}"
        told = f"{place}: fixed: {change.text} → {change.replacement} [{change.rule}]"
        print(printable(told), file=sys.stderr)
