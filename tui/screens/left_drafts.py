"""Offer what a program that was killed has left unsaved."""

from collections.abc import Awaitable, Callable
from typing import Any

from textual.screen import Screen

from termbase.errors import ConceptNotFound
from tui.dialogs.offer_draft import Answer, OfferDraft
from tui.screens.edit import EditScreen
from tui.services.drafts import Draft
from tui.services.editing import Editing

Ask = Callable[[Screen[Any]], Awaitable[Any]]
Warn = Callable[[str], None]


async def offered(editing: Editing, ask: Ask, warn: Warn) -> EditScreen | None:
    """Offer the drafts that were left, one by one; the screen of the one to go on with, or None.

    ``warn`` tells of each file among them that makes no sense.
    """
    left = await editing.left()
    for line in editing.unreadable:
        warn(line)
    for draft in left:
        answer = await ask(OfferDraft(draft))
        if answer is Answer.DISCARD:
            await editing.discard(draft)
        elif answer is Answer.CONTINUE:
            return await _continued(editing, draft)
    return None


async def _continued(editing: Editing, draft: Draft) -> EditScreen:
    """The screen that goes on with a draft; what was not to be stored there becomes a change of the term base."""
    concept, version = draft.base, draft.version
    if not draft.stores:
        try:
            concept, version = await editing.current(draft.base.id)
        except ConceptNotFound:
            version = None
    return EditScreen(editing, concept, version, draft=draft)
