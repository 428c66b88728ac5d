"""The bar that leads to the places of the workbench."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.widget import Widget

from tui.messages import PlaceWanted
from tui.places import Place


class PlaceBar(Widget):
    """One line with a label for each place, the current one marked; a click on a label leads there."""

    def __init__(self, places: Sequence[Place], current: str, note: str = "") -> None:
        super().__init__()
        self._places = places
        self._current = current
        self._note = note

    def render(self) -> Content:
        """The labels that fit, and at the right end what is worth knowing of the whole."""
        room = self.size.width
        parts = self._labels(room)
        taken = sum(cell_len(text) for text, _ in parts)
        content = Content.assemble(*((text, self._style(place)) for text, place in parts))
        note = self._note if cell_len(self._note) < room - taken else self._note.strip()
        gap = room - taken - cell_len(note)
        return content if gap < 0 else Content.assemble(content, " " * gap, (note, "$text-warning"))

    def on_click(self, event: Click) -> None:
        """Go to the place whose label was clicked."""
        place = self._at(event.get_content_offset_capture(self))
        if place:
            self.post_message(PlaceWanted(place))

    def _labels(self, room: int) -> list[tuple[str, str]]:
        """Each label with the name of its place: all of them, or where they do not fit those without keys."""
        full = [(f" {place.key.upper()} {place.title} ", place.name) for place in self._places]
        if sum(cell_len(text) for text, _ in full) <= room:
            return full
        return [(f" {place.title} ", place.name) for place in self._places if place.name == self._current]

    def _style(self, place: str) -> str:
        return "bold reverse" if place == self._current else "$foreground-muted"

    def _at(self, offset: Offset) -> str:
        end = 0
        for text, place in self._labels(self.size.width):
            end += cell_len(text)
            if offset.x < end:
                return place
        return ""
