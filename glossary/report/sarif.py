"""The ``sarif`` form: SARIF 2.1.0, which code-scanning services and editors read.

Offsets count Unicode characters, as the standard lets a tool choose; a byte order mark is not counted, as it wants.
Waived findings, where they are wanted, are results with a suppression. The schema is not named by an address, so that
no reader fetches anything.
"""

import json
import os
from collections.abc import Iterable
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TextIO
from urllib.parse import quote

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.report.checked import Checked, Tally
from glossary.report.others import Options
from glossary.rules.registry import RULES
from glossary.rules.rule import Rule
from glossary.waivers.baseline import known_finding
from glossary.waivers.waiver import Waived

VERSION: Final = "2.1.0"
_LEVELS: Final = {"error": "error", "warning": "warning", "suggestion": "note"}
_MARK: Final = "\ufeff"


def write(checked: Iterable[Checked], stream: TextIO, options: Options) -> Tally:
    """Write one log with one run and return what was counted."""
    tally = Tally()
    results: list[dict[str, Any]] = []
    for item in checked:
        tally.add(item)
        results += [_result(item.article, finding) for finding in item.findings]
        results += [_suppressed(item.article, waived) for waived in (item.waived if options.show_waived else ())]
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"termbase": options.termbase, "files": tally.files, "waived": tally.waived},
    }
    stream.write(json.dumps({"version": VERSION, "runs": [run]}, indent=1))
    stream.write("\n")
    return tally


def _driver() -> dict[str, Any]:
    return {
        "name": "zhengming",
        "semanticVersion": version("zhengming"),
        "rules": [_descriptor(rule) for rule in RULES],
    }


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary.replace("*", "")},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(article: Article, finding: Finding) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": _uri(article.path)}}
    region = _region(article, finding)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": [rule.name for rule in RULES].index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {**place, "region": {**region, "snippet": {"text": finding.text}}}}],
        "partialFingerprints": {"zhengming/v1": _fingerprint(article, finding)},
        "properties": {
            "confidence": finding.confidence,
            "concept": finding.concept,
            "zh": finding.zh,
            "suggestions": list(finding.suggestions),
            "source": finding.source,
        },
    }
    if finding.fixable and finding.suggestions:
        replacement = {"deletedRegion": region, "insertedContent": {"text": finding.suggestions[0]}}
        result["fixes"] = [
            {
                "description": {"text": f"write {finding.suggestions[0]}"},
                "artifactChanges": [{**place, "replacements": [replacement]}],
            }
        ]
    return result


def _suppressed(article: Article, waived: Waived) -> dict[str, Any]:
    kind = "inSource" if waived.by == "comment" else "external"
    suppression = {"kind": kind, "status": "accepted", "justification": waived.reason}
    return {**_result(article, waived.finding), "suppressions": [suppression]}


def _region(article: Article, finding: Finding) -> dict[str, int]:
    line, column = article.line_column(finding.start)
    end_line, end_column = article.line_column(finding.end)
    mark = article.text.startswith(_MARK)
    start = max(0, finding.start - mark)
    return {
        "startLine": line,
        "startColumn": max(1, column - (mark and line == 1)),
        "endLine": end_line,
        "endColumn": max(1, end_column - (mark and end_line == 1)),
        "charOffset": start,
        "charLength": max(0, finding.end - mark - start),
    }


def _uri(path: str) -> str:
    """A path as a URI reference: relative where it is, else with the scheme ``file``."""
    if os.path.isabs(path):  # noqa: PTH117 - a name that is no text stays one
        return Path(path).as_uri()
    return quote(os.fsencode(path.replace(os.sep, "/")))


def _fingerprint(article: Article, finding: Finding) -> str:
    """What stays the same when lines move."""
    known = known_finding(article, finding, os.curdir)
    return blake2b("\x1f".join(known).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
