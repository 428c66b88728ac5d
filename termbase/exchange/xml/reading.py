"""Read large and hostile XML element by element.

Nothing outside the file is looked at, no entity is expanded, and what was read is forgotten, so that memory is bounded
by the largest entry.
"""

from collections.abc import Collection, Iterator
from typing import BinaryIO, Final

from lxml import etree

from termbase.errors import ExchangeError, InvalidValue

MAX_PARTS: Final = 100_000
"""Most elements that one entry may consist of."""
_MAX_DEPTH: Final = 200

Element = etree._Element


class XmlDocument:
    """An XML file that is being read: its root's name and attributes, then its entries.

    Raises ``ExchangeError`` with the line, when it is made or while entries are read, where the file is not
    well-formed or is larger than an entry can sensibly be.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._name = name
        self._events = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        first = self._next()
        if first is None:
            raise ExchangeError(name, "holds no XML", "name another file")
        self.root: Element = first[1]

    def entries(self, names: Collection[str]) -> Iterator[Element]:
        """Yield every element with one of these local names, complete; it is emptied when the next one is asked for.

        An entry inside an entry belongs to the outer one.
        """
        depth, inside, parts = 1, None, 0
        while event := self._next():
            kind, element = event
            if kind == "start":
                depth, parts = depth + 1, parts + 1
                self._check_size(element, depth, parts if inside is not None else 0)
                if inside is None and local_name(element) in names:
                    inside, parts = element, 0
                continue
            depth -= 1
            if element is inside:
                yield element
                inside = None
            if inside is None:
                _forget(element)

    def _next(self) -> tuple[str, Element] | None:
        try:
            return next(self._events, None)
        except etree.XMLSyntaxError as error:
            raise self._malformed(error) from None

    def _malformed(self, error: etree.XMLSyntaxError) -> ExchangeError:
        line, _ = error.position
        problem = (error.msg or "it ends too early").partition(", line ")[0]
        return ExchangeError(f"{self._name}:{max(line, 1)}", f"is no well-formed XML: {problem}", "mend it there")

    def _check_size(self, element: Element, depth: int, parts: int) -> None:
        place = f"{self._name}:{element.sourceline}"
        if depth > _MAX_DEPTH:
            raise ExchangeError(place, f"elements stand in each other more than {_MAX_DEPTH} deep", "flatten the file")
        if parts > MAX_PARTS:
            raise ExchangeError(place, f"an entry has more than {MAX_PARTS:,} elements", "split it")


def local_name(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element, such as an entity."""
    tag: object = element.tag  # a function where it stands for an entity
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of an element, or an empty text."""
    tag: object = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def text_of(element: Element) -> str:
    """All text in an element, that of the elements in it too, with white space as it stands.

    Raises ``InvalidValue`` for a reference to an entity, which is not expanded.
    """
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
