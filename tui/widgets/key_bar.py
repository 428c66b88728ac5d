"""The keys that work where one is.

One widget that draws a line: Textual's footer makes widgets anew for every key whenever one of them may have changed,
which is felt at every step from pane to pane.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.widget import Widget

_HELP: Final = "help"
_MORE: Final = "… "


class Hint(NamedTuple):
    """A key as it is shown, what it does, and the name by which it is pressed."""

    shown: str
    meaning: str
    key: str

    @property
    def text(self) -> str:
        """The hint as it stands in the line."""
        return f" {self.shown} {self.meaning} "


class KeyBar(Widget):
    """Shows the keys of the focused part, of its screen and of the app; a click on one presses it.

    Where they do not all fit, the last of the screen's are left out: the palette has every one of them.
    """

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; background: $footer-background; color: $footer-foreground; }"

    def __init__(self, *, palette: bool = True) -> None:
        super().__init__()
        self._palette = palette
        self._hints: tuple[Hint, ...] = ()
        self._always: tuple[Hint, ...] = ()

    def on_mount(self) -> None:
        """Follow what the screen says of its keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._read)
        self.call_after_refresh(self._read, self.screen)

    def render(self) -> Content:
        """The hints that fit, at the right end those that are always there."""
        hints, always, is_cut = self._fitting(self.size.width)
        line = Content.assemble(*(self._content(it) for it in hints), (_MORE if is_cut else "", "$foreground-muted"))
        end = Content.assemble(*(self._content(it) for it in always))
        return Content.assemble(line, " " * max(0, self.size.width - line.cell_length - end.cell_length), end)

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        hints, always, _ = self._fitting(self.size.width)
        place = event.get_content_offset_capture(self).x
        if found := _at(place, 0, hints) or _at(place, self.size.width - sum(map(_width, always)), always):
            self.app.simulate_key(found.key)

    def _read(self, screen: Screen[object]) -> None:
        if screen is not self.screen or not self.is_attached:
            return
        near: dict[str, Hint] = {}
        far: dict[str, Hint] = {}
        bindings = screen.active_bindings
        for active in bindings.values():
            if active.binding.show and active.enabled:
                found = far if active.node is self.app else near
                found.setdefault(active.binding.action, self._hint(active.binding))
        always = tuple(filter(None, (far.pop(_HELP, None), self._palette_hint(bindings))))
        hints = (*near.values(), *far.values())
        if (hints, always) != (self._hints, self._always):
            self._hints, self._always = hints, always
            self.refresh()

    def _hint(self, binding: Binding) -> Hint:
        return Hint(self.app.get_key_display(binding), binding.description, binding.key)

    def _palette_hint(self, bindings: Mapping[str, ActiveBinding]) -> Hint | None:
        active = bindings.get(self.app.COMMAND_PALETTE_BINDING)
        return self._hint(active.binding) if active and self._palette else None

    def _fitting(self, width: int) -> tuple[tuple[Hint, ...], tuple[Hint, ...], bool]:
        """The hints that fit into so many cells, those that always stand there, and whether some are left out."""
        always = self._always if sum(map(_width, self._always)) <= width // 2 else self._always[-1:]
        room = width - sum(map(_width, always))
        hints = self._hints
        while hints and sum(map(_width, hints)) > room - (len(_MORE) if len(hints) < len(self._hints) else 0):
            hints = hints[:-1]
        return hints, always, len(hints) < len(self._hints)

    def _content(self, hint: Hint) -> Content:
        return Content.assemble(" ", (hint.shown, "bold $footer-key-foreground"), f" {hint.meaning} ")


def _width(hint: Hint) -> int:
    return cell_len(hint.text)


def _at(place: int, start: int, hints: tuple[Hint, ...]) -> Hint | None:
    """The hint at a place in the line, when the first of them begins at ``start``."""
    for hint in hints:
        if start <= place < start + _width(hint):
            return hint
        start += _width(hint)
    return None
