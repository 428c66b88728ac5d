"""Concepts -> SKOS, concept by concept."""

import json
from collections.abc import Iterable
from typing import BinaryIO, Final

from termbase.concepts import Concept
from termbase.exchange.skos import turtle
from termbase.exchange.skos.nodes import Node, NodeBuilder
from termbase.exchange.skos.vocabulary import PREFIXES, SCHEME
from termbase.exchange.values import LossLedger, LossReport, WriteOptions

JSON_LD: Final = "json-ld"
"""The profile that is written as JSON-LD; every other is written as Turtle."""


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept as a member of one scheme, in Turtle or, by the profile, in JSON-LD."""
    ledger = LossLedger()
    as_json = options.profile == JSON_LD
    scheme: Node = {"@id": SCHEME, "@type": ["skos:ConceptScheme"], "dct:title": [{"@value": options.title}]}
    before, between, after = _JSON if as_json else (turtle.heading(), "", "")
    shown = _as_json if as_json else turtle.statements
    stream.write((before + shown(scheme)).encode())
    builder = NodeBuilder(options, ledger)
    for concept in concepts:
        stream.write((between + shown(builder.node(concept))).encode())
        ledger.close_concept()
    stream.write(after.encode())
    return ledger.report()


def _as_json(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False)


_JSON: Final = (f'{{"@context": {json.dumps(PREFIXES)},\n"@graph": [\n', ",\n", "\n]}\n")
