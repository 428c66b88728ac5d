"""The form: a tree of parts that hold texts, and the changes that make another form of it.

A path leads to a text or a part: ``("sections", 1, "terms", 0, "pinyin")``; the empty path is the whole concept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from termbase.errors import InvalidValue
from tui.forms.fields import CONCEPT, FIELDS, LISTS

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The concept, a language section, a term, a source …: its texts by field, and the parts in its lists.

    ``is_open`` says whether its seldom-used fields are shown; two parts that hold the same are equal all the same.
    """

    texts: Mapping[str, str]
    parts: Mapping[str, tuple["Part", ...]]
    is_open: bool = field(default=False, compare=False)


def blank(kind: str, /, **texts: str) -> Part:
    """A part of this kind that says nothing but ``texts``."""
    return Part({it.name: texts.get(it.name, it.default) for it in FIELDS[kind]}, dict.fromkeys(LISTS[kind], ()))


def is_blank(kind: str, part: Part) -> bool:
    """Whether nobody has filled in anything; a language section always says something, its language."""
    if kind == "sections":
        return False
    filled = any(part.texts[it.name].strip() not in ("", it.default) for it in FIELDS[kind])
    return not filled and all(is_blank(name, item) for name, items in part.parts.items() for item in items)


def kind_at(path: Path) -> str:
    """The kind of the part that a path leads to, or of the one that holds the text it leads to."""
    return next((name for name, number in reversed(_steps(path))), CONCEPT)


def part_path(path: Path) -> Path:
    """The path of the part that holds the text at ``path``; a part's own path as it is."""
    return path[: len(path) // 2 * 2]


def around(path: Path) -> Iterator[Path]:
    """The path of the part at ``path``, then of the parts around it, to the whole concept."""
    here = part_path(path)
    while here:
        yield here
        here = here[:-2]
    yield ()


def nearest(path: Path, kind: str) -> Path | None:
    """The path of the part of this kind that ``path`` lies in, or None."""
    return next((it for it in around(path) if kind_at(it) == kind), None)


def part_at(form: Part, path: Path) -> Part:
    """The part that ``path`` leads to or into. Raises ``LookupError`` where it leads nowhere."""
    for name, number in _steps(path):
        form = form.parts[name][number]
    return form


def text_at(form: Part, path: Path) -> str:
    """The text at ``path``."""
    return part_at(form, path).texts[str(path[-1])]


def every_part(form: Part, path: Path = ()) -> Iterator[tuple[Path, Part]]:
    """All parts with their paths, each before those in it."""
    yield path, form
    for name, items in form.parts.items():
        for number, item in enumerate(items):
            yield from every_part(item, (*path, name, number))


def with_part(form: Part, path: Path, part: Part) -> Part:
    """The form with ``part`` at ``path``."""
    if not path:
        return part
    name, number = _steps(path)[0]
    items = list(form.parts[name])
    items[number] = with_part(items[number], path[2:], part)
    return with_list(form, name, tuple(items))


def with_list(part: Part, name: str, items: tuple[Part, ...]) -> Part:
    """The part with other items in one of its lists."""
    return replace(part, parts={**part.parts, name: items})


def with_text(form: Part, path: Path, text: str) -> Part:
    """The form with this text at ``path``."""
    part = part_at(form, path)
    return with_part(form, part_path(path), replace(part, texts={**part.texts, str(path[-1]): text}))


def opened(form: Part, path: Path, *, is_open: bool) -> Part:
    """The form with all fields of the part at ``path`` shown, or only the usual ones."""
    return with_part(form, part_path(path), replace(part_at(form, path), is_open=is_open))


def inserted(form: Part, owner: Path, name: str, number: int, part: Part) -> Part:
    """The form with one part more in the list ``name`` of the part at ``owner``, at place ``number``."""
    whole = part_at(form, owner)
    items = whole.parts[name]
    return with_part(form, owner, with_list(whole, name, (*items[:number], part, *items[number:])))


def removed(form: Part, path: Path) -> Part:
    """The form without the part at ``path``."""
    owner, name, number = path[:-2], *_steps(path)[-1]
    whole = part_at(form, owner)
    items = whole.parts[name]
    return with_part(form, owner, with_list(whole, name, items[:number] + items[number + 1 :]))


def moved(form: Part, path: Path, by: int) -> tuple[Part, Path]:
    """The form with the part at ``path`` so many places further in its list, and its path there."""
    owner, name, number = path[:-2], *_steps(path)[-1]
    target = max(0, min(number + by, len(part_at(form, owner).parts[name]) - 1))
    part = part_at(form, path)
    return inserted(removed(form, path), owner, name, target, part), (*owner, name, target)


def to_plain(part: Part) -> dict[str, Any]:
    """The part as a value that JSON can carry."""
    parts = {name: [to_plain(item) for item in items] for name, items in part.parts.items() if items}
    return {"texts": dict(part.texts)} | ({"parts": parts} if parts else {}) | ({"open": True} if part.is_open else {})


def from_plain(plain: Any, kind: str = CONCEPT) -> Part:
    """The part of this kind that a plain value holds; what it does not say is blank. Raises ``InvalidValue``."""
    texts, parts = _dict(plain, "texts"), _dict(plain, "parts")
    given = {it.name: texts.get(it.name, it.default) for it in FIELDS[kind]}
    if not all(isinstance(text, str) for text in given.values()):
        raise InvalidValue("form", "holds what is no text", "")
    lists = {name: parts.get(name, []) for name in LISTS[kind]}
    if not all(isinstance(items, list) for items in lists.values()):
        raise InvalidValue("form", "holds what is no list", "")
    made = {name: tuple(from_plain(item, name) for item in items) for name, items in lists.items()}
    return Part(given, made, is_open=plain.get("open") is True)


def _dict(plain: Any, name: str) -> dict[str, Any]:
    value = plain.get(name, {}) if isinstance(plain, dict) else None
    if not isinstance(value, dict):
        raise InvalidValue("form", "is no form", "")
    return value


def _steps(path: Path) -> list[tuple[str, int]]:
    """The path as pairs of a list and a place in it."""
    return [(str(name), int(number)) for name, number in zip(path[::2], path[1::2], strict=False)]
