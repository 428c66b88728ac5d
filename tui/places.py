"""The places of the workbench, in the order of the bar that leads to them, and what stands in each."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from tui.screens.working import WorkScreen


class Place(NamedTuple):
    """A place: its name, the key that leads to it, its title, and a sentence for the help."""

    name: str
    key: str
    title: str
    purpose: str


PLACES: Final = (
    Place("browse", "f2", "Browse", "Search the term base and read its concepts"),
    Place("review", "f3", "Review", "Decide about what was proposed"),
    Place("check", "f4", "Check", "Check an article, and correct it"),
    Place("history", "f6", "History", "See what was changed, by whom, and undo it"),
    Place("exchange", "f7", "Exchange", "Import and export files of terms"),
    Place("dashboard", "f8", "Dashboard", "See how the term base stands"),
)

Screens = Mapping[str, "Callable[[], WorkScreen]"]
"""What makes the screen of a place, by the place's name; the app makes it when one first goes there."""


class Host(Protocol):
    """What the screen of a place needs to know of the app that shows it."""

    @property
    def places(self) -> Sequence[Place]:
        """The places one can go to."""

    @property
    def termbase_place(self) -> str:
        """The location of the term base, for people."""

    @property
    def note(self) -> str:
        """What is worth knowing wherever one is, such as that nothing can be changed."""


@runtime_checkable
class ShowsConcepts(Protocol):
    """The screen of a place that shows one concept when it is asked for from elsewhere."""

    def show_concept(self, concept_id: str) -> None:
        """Show this concept."""


@runtime_checkable
class ShowsSteps(Protocol):
    """The screen of a place that shows one step of the history when it is asked for from elsewhere."""

    def show_step(self, number: int) -> None:
        """Show this step."""


@runtime_checkable
class ShowsArticles(Protocol):
    """The screen of a place that opens an article when it is asked for from elsewhere."""

    def show_article(self, path: str) -> None:
        """Open the article at ``path``."""
