"""The records of a file that cannot be read, each with its line."""

from collections.abc import Sequence

from rich.text import Text

from termbase.exchange.values import Problem
from tui.entries import safe
from tui.widgets.line_list import LineList


class ProblemList(LineList):
    """Shows problems, a line each."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._problems: Sequence[Problem] = ()

    def fill(self, problems: Sequence[Problem]) -> None:
        """Show these."""
        self._problems = problems
        self.show(len(problems))

    def text(self, number: int) -> str:
        """A problem with its cure."""
        problem = self._problems[number]
        cure = f"; {problem.cure}" if problem.cure else ""
        return safe(f"line {problem.line:,}: {problem.problem}{cure}")

    def line(self, number: int, width: int) -> Text:  # noqa: ARG002
        """A problem, as much of it as there is room for."""
        return Text(self.text(number))
