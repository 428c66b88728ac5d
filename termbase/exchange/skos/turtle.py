"""Nodes as Turtle."""

import re
from collections.abc import Iterator
from typing import Any, Final

from termbase.exchange.skos.nodes import Node
from termbase.exchange.skos.vocabulary import PREFIXES

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL: Final = re.compile(r'[\\"\n\r\t]')


def heading() -> str:
    """The prefixes of the file."""
    return "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())


def statements(node: Node) -> str:
    """The statements about a node, which has an IRI, as a paragraph."""
    properties = " ;\n    ".join(_properties(node))
    return f"\n<{node['@id']}> {properties} .\n"


def _properties(node: Node) -> Iterator[str]:
    for name, values in node.items():
        if name == "@type":
            yield "a " + ", ".join(values)
        elif name != "@id":
            yield f"{name} " + ", ".join(_value(value) for value in values)


def _value(value: Any) -> str:
    if "@id" in value:
        return f"<{value['@id']}>"
    if "@value" not in value:
        return f"[ {' ; '.join(_properties(value))} ]"
    text = '"' + _SPECIAL.sub(lambda found: _ESCAPES[found[0]], value["@value"]) + '"'
    if language := value.get("@language"):
        return f"{text}@{language}"
    return f"{text}^^{kind}" if (kind := value.get("@type")) else text
