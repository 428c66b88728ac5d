"""Settle what two people changed in one concept at the same time."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from glossary.report.concepts import chinese_of
from glossary.report.history import shown
from termbase.concepts import Concept
from termbase.history.differences import Difference
from termbase.history.merging import Conflict, Merge, StaleVersion
from tui.entries import safe


class Settle(ModalScreen[Concept | None]):
    """Shows both sides of every field that both changed, and what else either changed.

    Answers the concept with both changes, to be written over the stored version; None to go on editing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "accept", "Save both", tooltip="Save what both changed, as chosen here"),
        Binding("escape", "leave", "Go on editing"),
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("left,y", "take(True)", "Yours"),
        Binding("right,t", "take(False)", "Theirs"),
    ]

    def __init__(self, stale: StaleVersion) -> None:
        super().__init__()
        self._stale = stale
        merge = stale.merged()
        self._merge = merge or Merge(stale.stored, ())

    def compose(self) -> ComposeResult:
        """The conflicts side by side, then what goes together, then the keys."""
        stored = self._stale.stored
        who = stored.provenance.changed_by or "somebody else"
        with VerticalScroll(classes="dialog tall", can_focus=False) as box:
            name = chinese_of(stored) or stored.id
            box.border_title = Content(safe(f"{name} was changed by {who} meanwhile"))
            yield Static(Content(self._told()), classes="said")
            with Vertical(classes="conflicts"):
                for conflict in self._merge.conflicts:
                    yield _Sides(conflict)
            yield from self._list("Changed by you", self._stale.ours)
            yield from self._list(safe(f"Changed by {who}"), self._stale.theirs)
            yield Static(Content("enter saves both · esc goes on editing"), classes="minor")

    def on_mount(self) -> None:
        """Begin with the first conflict."""
        for sides in self.query(_Sides):
            sides.focus()
            return

    def action_step(self, by: int) -> None:
        """Go to the next conflict."""
        sides = list(self.query(_Sides))
        if sides and isinstance(self.focused, _Sides):
            sides[max(0, min(sides.index(self.focused) + by, len(sides) - 1))].focus()

    def action_take(self, ours: bool) -> None:
        """Take one side of the conflict one is at, and go on to the next."""
        if isinstance(self.focused, _Sides):
            self.focused.ours = ours

    def on__sides_taken(self) -> None:
        """Say how many are still to be decided."""
        self.query_one(".said", Static).update(Content(self._told()))

    def action_accept(self) -> None:
        """Answer both changes in one, when every conflict is decided."""
        sides = list(self.query(_Sides))
        if undecided := [it for it in sides if it.ours is None]:
            undecided[0].focus()
            self.notify("Choose a side here first: left is yours, right is theirs", severity="warning", timeout=4)
            return
        merged = self._stale.merged({it.conflict.path for it in sides if it.ours})
        if merged is None:
            self.dismiss(None)
            return
        known = {it.conflict.path for it in sides}
        if new := [it for it in merged.conflicts if it.path not in known]:
            self.query_one(".conflicts").mount(*map(_Sides, new))
            self.notify("What you chose does not go together: choose a whole side", severity="warning", timeout=6)
            return
        self.dismiss(merged.concept)

    def action_leave(self) -> None:
        """Go on editing."""
        self.dismiss(None)

    def _told(self) -> str:
        sides = list(self.query(_Sides)) if self.is_mounted else []
        number = len(self._merge.conflicts)
        if not number:
            return "No field was changed by both of you."
        left = sum(it.ours is None for it in sides) if sides else number
        fields = "1 field was" if number == 1 else f"{number} fields were"
        return f"{fields} changed by both of you; {left} to decide: ← yours, → theirs."

    def _list(self, title: str, found: tuple[Difference, ...]) -> ComposeResult:
        both = {it.path for it in self._merge.conflicts}
        alone = [it for it in found if it.path not in both]
        if alone:
            yield Static(Content.styled(title, "bold $primary"), classes="title")
        for difference in alone:
            before, after = safe(shown(difference.before)), safe(shown(difference.after))
            place = (f"{safe(difference.place)}: ", "$foreground-muted")
            yield Static(Content.assemble(place, f"{before} → {after}"))


class _Sides(Vertical, can_focus=True):
    """A field that both changed: what it was, yours on the left, theirs on the right."""

    ours: reactive[bool | None] = reactive(None)
    """Whether yours is taken; None while nothing is decided."""

    class Taken(Message):
        """A side was taken."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self.conflict = conflict

    def compose(self) -> ComposeResult:
        """The place, and both sides under it."""
        was = f"  was: {safe(shown(self.conflict.base))}"
        yield Static(Content.assemble((safe(self.conflict.place), "bold"), (was, "$foreground-muted")))
        with Horizontal():
            yield _Side(ours=True)
            yield _Side(ours=False)

    def on_mount(self) -> None:
        """Show both sides, neither taken."""
        self.watch_ours()

    def watch_ours(self) -> None:
        """Mark the side that is taken."""
        for side in self.query(_Side):
            taken = self.ours is side.ours
            name = "yours" if side.ours else "theirs"
            text = safe(shown(self.conflict.ours if side.ours else self.conflict.theirs))
            mark = "✓ " if taken else "  "
            side.update(Content.assemble((f"{mark}{name}: ", "bold" if taken else "$foreground-muted"), text))
            side.set_class(taken, "-taken")
        self.post_message(self.Taken())


class _Side(Static):
    """One side; a click takes it."""

    def __init__(self, *, ours: bool) -> None:
        super().__init__()
        self.ours = ours

    def on_click(self) -> None:
        """Take it."""
        sides = self.query_ancestor(_Sides)
        sides.focus()
        sides.ours = self.ours
