"""Turtle and JSON-LD -> a graph, through rdflib, which is never let near anything outside the file."""

import json
import logging
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from termbase.errors import ExchangeError

if TYPE_CHECKING:  # rdflib takes a third of a second to import
    from rdflib import Graph

MAX_SIZE: Final = 50_000_000
"""Largest file, in bytes, that is read: a graph stands in memory whole, in some ten times the room of its file."""
BASE: Final = "https://zhengming.invalid/"
"""What relative names in a file are relative to; nothing is there."""
_MAX_DEPTH: Final = 100
_LINE: Final = re.compile(r"at line (\d+)")


def read_graph(stream: BinaryIO, name: str, *, as_json: bool) -> "Graph":
    """The graph of a file. Raises ``ExchangeError`` for what is too large, ill-formed, or names a context elsewhere."""
    content = stream.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise ExchangeError(name, f"is larger than {MAX_SIZE // 1_000_000} MB", "split it, or import another format")
    if not content.strip():
        raise ExchangeError(name, "is empty", "name another file")
    text = _decoded(content, name)
    if as_json:
        _refuse_what_is_elsewhere(_parsed(text, name), name)
    from rdflib import Graph

    # rdflib logs literals that it cannot convert; they are taken as they stand.
    logging.getLogger("rdflib").addHandler(logging.NullHandler())
    graph = Graph()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # rdflib uses what it has deprecated itself
            graph.parse(data=text, format="json-ld" if as_json else "turtle", publicID=BASE)
    except RecursionError:
        raise ExchangeError(name, "has too many brackets in each other", "flatten it") from None
    except Exception as error:  # noqa: BLE001 - its parsers raise whatever they stumble on
        raise _ill_formed(error, name, "JSON-LD" if as_json else "Turtle") from None
    return graph


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ExchangeError(f"{name}:{line}", "is not UTF-8", "save the file as UTF-8") from None


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ExchangeError(f"{name}:{error.lineno}", f"is no JSON: {error.msg}", "mend it there") from None
    except RecursionError:
        raise ExchangeError(name, "has too many brackets in each other", "flatten it") from None
    except ValueError as error:  # a number of more digits than Python converts
        raise ExchangeError(name, f"holds a number that is too long: {error}", "correct it") from None


def _refuse_what_is_elsewhere(plain: Any, name: str) -> None:
    """Refuse contexts that would have to be fetched, wherever in the file they stand."""
    for key, value in _entries(plain, name):
        contexts = value if isinstance(value, list) else [value]
        elsewhere = [it for it in contexts if isinstance(it, str)] if key in ("@context", "@import") else []
        if elsewhere:
            problem = f"names the context {elsewhere[0][:100]}, which is not fetched"
            raise ExchangeError(name, problem, "put the context itself into the file")


def _entries(plain: Any, name: str) -> Iterator[tuple[str, Any]]:
    waiting = [(plain, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            raise ExchangeError(name, "has too many brackets in each other", "flatten it")
        if isinstance(value, dict):
            yield from value.items()
            waiting += [(inner, depth + 1) for inner in value.values()]
        elif isinstance(value, list):
            waiting += [(inner, depth + 1) for inner in value]


def _ill_formed(error: Exception, name: str, language: str) -> ExchangeError:
    told = " ".join(str(error).split())
    line = getattr(error, "lines", None)
    found = _LINE.search(told)
    number = line + 1 if isinstance(line, int) else int(found[1]) if found else 1
    reason = getattr(error, "_why", "") or type(error).__name__
    return ExchangeError(f"{name}:{number}", f"is no {language}: {str(reason)[:200]}", "mend it there")
