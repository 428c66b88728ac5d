"""Ask what to do with a draft that was left."""

from datetime import UTC, datetime
from enum import StrEnum

from tui.dialogs.choose import Choose
from tui.services.drafts import Draft


class Answer(StrEnum):
    """What may be done with a draft."""

    CONTINUE = "Go on with it"
    DISCARD = "Discard it"
    LATER = "Later"


class OfferDraft(Choose[Answer]):
    """Answers what to do with ``draft``; None means later."""

    def __init__(self, draft: Draft) -> None:
        what = "change of " if draft.concept_id else "new concept "
        title = f"An unsaved {what}{draft.name} from {moment(draft)}"
        super().__init__(title, [(answer, answer.value) for answer in Answer])


def moment(draft: Draft) -> str:
    """When a draft was kept last, on the user's clock; the day only where it is another one."""
    at = draft.saved_at.astimezone()
    today = at.date() == datetime.now(UTC).astimezone().date()
    return f"{at:%H:%M}" if today else f"{at:%Y-%m-%d %H:%M}"
