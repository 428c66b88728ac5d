"""The problems of one entry, collected while it is read."""

from termbase.errors import InvalidValue
from termbase.exchange.values import Problem
from termbase.exchange.xml.reading import Element, brief, line_of


class Faults:
    """What of an entry was not taken, and on which line it stands."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.problems: list[Problem] = []

    def note(self, at: Element | int, error: InvalidValue) -> None:
        """Note that what stands in this element, or on this line, is not taken."""
        line = at if isinstance(at, int) else line_of(at)
        problem = f"{error.place}: {error.problem}" if error.place else error.problem
        self.problems.append(Problem(self._name, line, brief(problem), error.cure))
