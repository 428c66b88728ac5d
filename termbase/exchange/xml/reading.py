"""Read large and hostile XML element by element.

Nothing outside the file is looked at, no entity is expanded, and what was read is forgotten, so that memory is bounded
by the largest entry.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any, BinaryIO, Final, cast

from lxml import etree

from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.xml.encodings import WatchedBytes

MAX_PARTS: Final = 100_000
"""Most elements that one entry may consist of."""
MAX_BYTES: Final = 1 << 25
"""Most bytes that one entry may take up in the file."""
_MAX_DEPTH: Final = 200
_LONGEST_MESSAGE: Final = 300
_UNKNOWN_ENCODINGS: Final = (etree.ErrorTypes.ERR_UNKNOWN_ENCODING, etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING)
_CURE: Final = "correct the declaration, or name the encoding"

Element = etree._Element
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


class XmlDocument:
    """An XML file that is being read: its root's name and attributes, then its entries.

    ``encoding`` overrules what the file declares. Raises ``ExchangeError`` with the line, when it is made or while
    entries are read, where the file is not well-formed, is not in the encoding that it declares, or is larger than an
    entry can sensibly be.
    """

    def __init__(self, stream: BinaryIO, name: str, encoding: str = "") -> None:
        self._name = name
        self._bytes = WatchedBytes(stream)
        self._is_told = bool(encoding)
        self._events = _events(self._bytes, encoding or self._bytes.encoding)
        first = self._next()
        if first is None:
            raise ExchangeError(name, "holds no XML", "name another file")
        self.root: Element = first[1]

    def entries(self, names: Collection[str]) -> Iterator[Element]:
        """Yield every element with one of these local names, complete; it is emptied when the next one is asked for.

        An entry inside an entry belongs to the outer one.
        """
        depth, inside, parts, start = 1, None, 0, 0
        while event := self._next():
            kind, element = event
            if kind == "start":
                depth, parts = depth + 1, parts + 1
                if depth > _MAX_DEPTH:
                    raise self._too_large(element, f"elements stand in each other more than {_MAX_DEPTH} deep")
                if inside is None:
                    if local_name(element) in names:
                        inside, parts, start = element, 0, self._bytes.count
                elif parts > MAX_PARTS:
                    raise self._too_large(element, f"an entry has more than {MAX_PARTS:,} elements")
                elif self._bytes.count - start > MAX_BYTES:
                    raise self._too_large(element, f"an entry has more than {MAX_BYTES >> 20} megabytes")
                continue
            depth -= 1
            if element is inside:
                yield element
                inside = None
            if inside is None:
                _forget(element)

    def _next(self) -> tuple[str, Element] | None:
        try:
            event: tuple[str, Element] | None = next(self._events, None)
        except etree.XMLSyntaxError as error:
            raise self._malformed(error) from None
        if event is None and not self._is_told and (other := self._bytes.belied_by()):
            raise ExchangeError(f"{self._name}:1", f"declares {self._bytes.declared} but is {other}", _CURE)
        return event

    def _malformed(self, error: etree.XMLSyntaxError) -> ExchangeError:
        line, message = error.position[0], error.msg or "it ends too early"
        if not line and (fatal := self._events.error_log.filter_from_fatals()):
            line, message = fatal[0].line, fatal[0].message
        place = f"{self._name}:{max(line, 1)}"
        if problem := self._wrong_encoding(cast("Any", error).code):
            return ExchangeError(place, problem, _CURE)
        problem = brief(" ".join(message.partition(", line ")[0].split()))
        return ExchangeError(place, f"is no well-formed XML: {problem}", "mend it there")

    def _wrong_encoding(self, code: int) -> str:
        """What is wrong with the encoding of the file, empty where the error is another one."""
        declared = self._bytes.declared
        if code in _UNKNOWN_ENCODINGS:
            return f"declares the encoding {declared!r}, which is unknown"
        wide = declared.startswith(("utf-16", "utf-32", "ucs"))
        if not (wide or code == etree.ErrorTypes.ERR_INVALID_ENCODING):
            return ""
        likely = self._bytes.likely()
        guess = f"; it looks like {likely}" if likely else ""
        if self._is_told:
            return f"is not in the encoding that was named{guess}"
        return f"declares {declared} but is not{guess}" if declared else f"declares no encoding and is not UTF-8{guess}"

    def _too_large(self, element: Element, problem: str) -> ExchangeError:
        return ExchangeError(f"{self._name}:{line_of(element)}", problem, "split it")


def root_name(path: str | PurePath) -> str:
    """The local name of the outermost element of a file, and after a space its ``type`` if it has one.

    Empty where the file cannot be opened or is no XML.
    """
    try:
        with Path(path).open("rb") as stream:
            root = XmlDocument(stream, str(path)).root
            return f"{local_name(root)} {root.get('type', '')}".strip()
    except (OSError, ExchangeError):
        return ""


def _events(stream: WatchedBytes, encoding: str) -> Any:
    """What the parser meets; ``InvalidValue`` for an encoding that it does not know."""
    try:
        return etree.iterparse(
            cast("BinaryIO", stream),
            encoding=encoding or None,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
    except LookupError:
        raise InvalidValue("encoding", f"{encoding!r} is unknown", "name one such as UTF-8 or GB18030") from None


def brief(text: str) -> str:
    """The text in so many characters as a message can hold: names and values of a file may have millions."""
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]} …"


def line_of(element: Element) -> int:
    """The line on which an element begins, counted from 1."""
    line: Any = element.sourceline
    return line or 1


def local_name(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element, such as an entity."""
    return _local(element.tag)


@lru_cache(maxsize=256)
def _local(tag: object) -> str:
    """The local part of a tag, which is a function where it stands for an entity."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_number(element: Element) -> int:
    """The line on which an element begins, counted from 1."""
    return cast("int | None", element.sourceline) or 1


def namespace(element: Element) -> str:
    """The namespace of an element, or an empty text."""
    tag: object = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def text_of(element: Element) -> str:
    """All text in an element, that of the elements in it too, with white space as it stands.

    Raises ``InvalidValue`` for a reference to an entity, which is not expanded.
    """
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element:
        if child.tag is etree.Entity:
            raise InvalidValue(local_name(element), f"refers to the entity {child.text}", "write its text out")
        parts += [text_of(child), child.tail or ""]
    return "".join(parts)


def _forget(element: Element) -> None:
    """Take away what was read: the element's content, and its elder siblings."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
