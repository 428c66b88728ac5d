"""What the check screen asks before it does something; each answers None where the user does without."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from textual.app import App

from glossary.articles.reading import MARKDOWN_SUFFIXES, PLAIN_SUFFIXES
from glossary.findings import SEVERITIES, Finding
from termbase.concepts import AdministrativeStatus
from tui.articles.desk import Desk
from tui.articles.draft import Draft, Sight
from tui.dialogs.ask_text import AskText
from tui.dialogs.choose import Choose
from tui.dialogs.pick_concept import PickConcept
from tui.dialogs.pick_file import PickFile
from tui.services.checking.drafts import LeftDraft

_SUFFIXES = (*PLAIN_SUFFIXES, *MARKDOWN_SUFFIXES)


class Keep(Enum):
    """What becomes of unsaved changes."""

    SAVE = "Save them"
    DISCARD = "Lose them"


class Whose(Enum):
    """What becomes of two versions of an article, one's own and that on the disk."""

    OVERWRITE = "Keep mine: write over what is on the disk"
    OTHER = "Keep both: save mine under another name"
    THEIRS = "Keep theirs: read it again, and lose my changes"


class Left(Enum):
    """What becomes of changes that a program that ended left unsaved."""

    GO_ON = "Go on with them"
    DISCARD = "Discard them"


class Waive(Enum):
    """Where a waiver is written."""

    COMMENT = "In the article, as a comment"
    HERE = "In the settings, for these words in this article"
    EVERYWHERE = "In the settings, for these words in every article"


async def ask_article(app: App[None], desk: Desk, *, chinese: bool = False) -> Path | None:
    """Which file to open."""
    title = "Open the Chinese of the article" if chinese else "Open an article"
    start = Path(desk.opened.path).parent if desk.opened else Path.cwd()
    return await app.push_screen_wait(PickFile(title, start=start, suffixes=_SUFFIXES))


async def ask_other_name(app: App[None], desk: Desk) -> Path | None:
    """Under which name to save."""
    path = Path(desk.opened.path if desk.opened else "article.txt")
    name = f"{path.stem}.corrected{path.suffix}"
    return await app.push_screen_wait(PickFile("Save as", start=path.parent, saving=True, name=name))


async def ask_unsaved(app: App[None], desk: Desk) -> Keep | None:
    """What to do about changes that are not saved."""
    options = [(it, it.value) for it in Keep]
    return await app.push_screen_wait(Choose(f"{desk.name} has changes that are not saved", options))


async def ask_left(app: App[None], desk: Desk, left: LeftDraft) -> Left | None:
    """What to do about changes that were left; None for later."""
    other = "" if left.fits else " (the file was changed since; saving them writes over that)"
    options = [(Left.GO_ON, Left.GO_ON.value + other), (Left.DISCARD, Left.DISCARD.value)]
    at = left.at.astimezone()
    return await app.push_screen_wait(Choose(f"{desk.name} has unsaved changes of {at:%Y-%m-%d %H:%M}", options))


async def ask_whose(app: App[None], desk: Desk) -> Whose | None:
    """What to do when somebody else changed the file."""
    options = [(it, it.value) for it in Whose]
    return await app.push_screen_wait(Choose(f"{desk.name} was changed on disk by somebody else", options))


async def ask_waiver(app: App[None], desk: Desk, finding: Finding) -> tuple[Waive, str] | None:
    """Where to waive a finding, and why."""
    covered = _in_its_line(desk.draft, finding)
    options = [(it, it.value) for it in Waive]
    if covered > 1:
        options[0] = (Waive.COMMENT, f"{Waive.COMMENT.value} (covers {covered} findings of its line)")
    where = await app.push_screen_wait(Choose(f"Waive “{_one_line(finding.text)}”", options))
    if where is None:
        return None
    label = "A waiver gives its reason, so that the next reader can judge it."
    reason = await app.push_screen_wait(AskText("Why is it right here?", label=label, required=True))
    return (where, reason) if reason else None


async def ask_ruling(
    app: App[None], desk: Desk, finding: Finding, status: AdministrativeStatus
) -> tuple[str, str, str] | None:
    """Which concept has which rendering, and why that is wrong: nothing for one that is not."""
    concept: str | None = finding.concept
    if not concept:
        picker = PickConcept("Of which concept is it a rendering?", desk.service.find, text=finding.zh)
        concept = await app.push_screen_wait(picker)
    if not concept:
        return None
    of_what = f"of {finding.zh or concept}, to be {status}"
    text = await app.push_screen_wait(AskText("Rendering", label=of_what, value=_one_line(finding.text), required=True))
    if not text or status is not AdministrativeStatus.DEPRECATED:
        return (concept, text, "") if text else None
    reason = await app.push_screen_wait(AskText(f"Why is “{text}” wrong?", value=finding.message, required=True))
    return (concept, text, reason) if reason else None


async def ask_wording(app: App[None], finding: Finding) -> str | None:
    """What to write in the place of a finding."""
    proposed = finding.suggestions[0] if finding.suggestions else _one_line(finding.text)
    return await app.push_screen_wait(AskText("Write instead", label=_one_line(finding.text), value=proposed))


async def ask_sight(app: App[None], draft: Draft, current: Sight) -> Sight | None:
    """Which findings to show."""
    severities, total = draft.by_severity(), len(draft.findings)
    grave = severities["error"] + severities["warning"]
    options: list[tuple[Sight, str]] = [
        (Sight(), f"All findings ({total})"),
        (Sight(floor=SEVERITIES.index("warning")), f"Errors and warnings ({grave})"),
        (Sight(floor=SEVERITIES.index("error")), f"Errors only ({severities['error']})"),
        *((Sight(rule), f"{rule} ({count})") for rule, count in draft.by_rule().most_common()),
    ]
    return await app.push_screen_wait(Choose("Show which findings?", options, current=current, filterable=False))


def _in_its_line(draft: Draft, finding: Finding) -> int:
    """How many findings a comment for one would cover."""
    text = draft.text
    start = text.rfind("\n", 0, finding.start) + 1
    end = text.find("\n", finding.start)
    end = len(text) if end < 0 else end
    others: Sequence[Finding] = draft.findings
    return sum(
        it.start < end and it.end > start and (it.rule, it.concept) == (finding.rule, finding.concept) for it in others
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
