"""The definition (``.xdt``) of the termbase into which MultiTerm imports an export: its languages and its fields."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final

from lxml import etree

from termbase.concepts import Concept, DataCategory
from termbase.exchange.multiterm import fields
from termbase.exchange.multiterm.fields import FIELDS, PICKLISTS, Level, field_name
from termbase.exchange.multiterm.languages import Languages, index_name
from termbase.exchange.values import WriteOptions
from termbase.exchange.xml.writing import writable

_DT: Final = "urn:schemas-microsoft-com:datatypes"
_HEAD: Final = b"\xff\xfe" + "<?xml version='1.0' encoding='UTF-16'?>\n".encode("utf-16-le")
_FIELD: Final = 1
_NODE_TYPES: Final = {Level.ENTRY: 0, Level.LANGUAGE: 2, Level.TERM: 3}
_ONCE: Final = frozenset({fields.ID, fields.SUBJECT, *PICKLISTS})
_PARTS_OF_SOURCE: Final = (fields.BODY, fields.DATE, fields.LOCATOR, fields.CHECKED)
_BELOW: Final = {fields.DEFINITION: (fields.SOURCE,), fields.SOURCE: _PARTS_OF_SOURCE}


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> None:
    """Write the definition of a termbase for these concepts: our fields, and one for every data category they have."""
    languages: dict[str, None] = {options.source_language: None, options.target_language: None}
    further: dict[Level, dict[str, None]] = {level: {} for level in Level}
    for concept in concepts:
        _collect(further[Level.ENTRY], Level.ENTRY, concept.data_categories)
        for section in concept.sections:
            languages[section.language] = None
            _collect(further[Level.LANGUAGE], Level.LANGUAGE, section.data_categories)
            for term in section.terms:
                _collect(further[Level.TERM], Level.TERM, term.data_categories)
    root = etree.Element("Output", nsmap={"dt": _DT})
    body = etree.SubElement(root, "Object")
    levels = {level: (*FIELDS[level], *further[level]) for level in Level}
    _add_tree(body, levels)
    _add_languages(body, languages, Languages(options))
    _add_fields(body, dict.fromkeys(field for names in levels.values() for field in names))
    _add_settings(body, writable(options.title))
    etree.indent(root)
    stream.write(_HEAD + (etree.tostring(root, encoding="unicode") + "\n").encode("utf-16-le"))


def _collect(names: dict[str, None], level: Level, categories: Iterable[DataCategory]) -> None:
    for category in categories:
        names[writable(field_name(category, level))] = None


def _add_tree(body: etree._Element, levels: Mapping[Level, Iterable[str]]) -> None:
    """The structure of an entry: each level stands in the one above it, after that one's fields."""
    parent = etree.SubElement(body, "Tree")
    for level in Level:
        parent = _add_node(parent, level, _NODE_TYPES[level], mandatory=True, multiple=True)
        for field in levels[level]:
            _add_field_node(parent, field)


def _add_field_node(parent: etree._Element, field: str) -> None:
    node = _add_node(parent, field, _FIELD, mandatory=False, multiple=field not in _ONCE)
    for below in _BELOW.get(field, ()):
        _add_field_node(node, below)


def _add_node(parent: etree._Element, name: str, kind: int, *, mandatory: bool, multiple: bool) -> etree._Element:
    node = etree.SubElement(parent, "Node", ID="0")
    for tag, type_, text in (
        ("TextChild", "string", name),
        ("NodeType", "i4", str(kind)),
        ("Mandatory", "boolean", str(int(mandatory))),
        ("Multiply", "boolean", str(int(multiple))),
        ("Readonly", "boolean", "0"),
    ):
        child = etree.SubElement(node, tag)
        child.set(f"{{{_DT}}}dt", type_)
        child.text = text
    etree.SubElement(node, "labels")
    etree.SubElement(node, "description")
    return node


def _add_languages(body: etree._Element, languages: Iterable[str], locales: Languages) -> None:
    parent = etree.SubElement(body, "Languages")
    for language in languages:
        etree.SubElement(parent, "ItemLocale").text = locales.locale(language)
        etree.SubElement(parent, "ItemText").text = index_name(language)
        etree.SubElement(parent, "IsTargetOnly").text = "false"


def _add_fields(body: etree._Element, names: Iterable[str]) -> None:
    """What values each field takes."""
    parent = etree.SubElement(body, "TerminologyFields")
    for name in dict.fromkeys((*names, *_PARTS_OF_SOURCE)):
        node = etree.SubElement(parent, "Node", ID="0")
        child = etree.SubElement(node, "TextChild")
        child.set(f"{{{_DT}}}dt", "string")
        child.text = name
        structure = etree.SubElement(node, "Structure")
        choices = PICKLISTS.get(name, ())
        etree.SubElement(structure, "Type").text = "Picklist" if choices else "Text"
        for choice in choices:
            etree.SubElement(structure, "PicklistValue").text = choice
        etree.SubElement(structure, "History").text = "F"


def _add_settings(body: etree._Element, description: str) -> None:
    """The settings that MultiTerm itself writes for a new termbase."""
    for tag, type_, text in (
        ("Option", "i4", "2"),
        ("CaseSensitive", "boolean", "1"),
        ("IgnoreNonAlpha", "boolean", "0"),
        ("TermbaseDescription", "", description),
        ("CopyrightText", "", None),
        ("SplashImage", "", None),
        ("IconFile", "", None),
        ("RefInfo", "", None),
    ):
        child = etree.SubElement(body, tag)
        child.text = text
        if type_:
            child.set(f"{{{_DT}}}dt", type_)
