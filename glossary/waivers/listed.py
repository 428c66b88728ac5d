"""Waivers that the settings list: ``[[waivers]]``, validated and matched.

Every one gives a reason; it is bounded by rules, concepts, what is found (``text``) or the file (``path``), and it may
end (``until``).
"""

import os
import re
from fnmatch import fnmatchcase
from typing import Any, Final

from glossary.articles.front_matter import first_day
from glossary.errors import ConfigError
from glossary.findings import Finding
from glossary.waivers.waiver import ListedWaiver

KEYS: Final = ("rule", "concept", "text", "path", "reason", "until")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def listed_waivers(place: str, tables: list[dict[str, Any]]) -> tuple[ListedWaiver, ...]:
    """The waivers that the setting at ``place`` lists; raises ``ConfigError`` for one that makes no sense."""
    return tuple(_waiver(f"{place} {number}", table) for number, table in enumerate(tables, start=1))


def is_in_force(waiver: ListedWaiver, today: str) -> bool:
    """Whether it still holds."""
    return not waiver.until or today <= waiver.until


def applies_to(waiver: ListedWaiver, path: str, folder: str) -> bool:
    """Whether the article at ``path`` is among those that the waiver holds for; its pattern begins at ``folder``."""
    if not waiver.path:
        return True
    parts = os.path.relpath(path, folder or os.curdir).replace(os.sep, "/").split("/")
    pattern = waiver.path.rstrip("/")
    return any(fnmatchcase("/".join(parts[:count]), pattern) for count in range(1, len(parts) + 1))


def covers(waiver: ListedWaiver, finding: Finding) -> bool:
    """Whether the waiver holds for a finding, in an article that it applies to."""
    if waiver.rules and finding.rule not in waiver.rules:
        return False
    if waiver.concepts and finding.concept not in waiver.concepts:
        return False
    return not waiver.text or fnmatchcase(" ".join(finding.text.split()).casefold(), waiver.text)


def _waiver(place: str, table: dict[str, Any]) -> ListedWaiver:
    from glossary.config import check_rule_names, nearest

    for key in table:
        if key not in KEYS:
            raise ConfigError(f"{place}: {key}", "no waiver has that", nearest(key, list(KEYS)))
    values = {key: _strings(f"{place}: {key}", table, key) for key in KEYS}
    if not values["reason"]:
        raise ConfigError(place, "has no reason", 'write why nothing is to be reported: reason = "..."')
    if not any(values[key] for key in ("rule", "concept", "text", "path")):
        raise ConfigError(place, "waives everything", "name a rule, a concept, a text or a path")
    check_rule_names(f"{place}: rule", values["rule"])
    return ListedWaiver(
        place,
        reason=values["reason"][0],
        rules=values["rule"],
        concepts=values["concept"],
        text=" ".join("".join(values["text"]).split()).casefold(),
        path="".join(values["path"]),
        until=_day(f"{place}: until", "".join(values["until"])),
    )


def _strings(place: str, table: dict[str, Any], key: str) -> tuple[str, ...]:
    """The value of a key as texts: only rules and concepts may be several, and only ``until`` may be a TOML date."""
    value = table.get(key, "")
    if key == "until" and hasattr(value, "isoformat"):
        value = value.isoformat()
    several = value if isinstance(value, list) and key in ("rule", "concept") else [value]
    if not all(isinstance(item, str) for item in several):
        kind = "string or a list of strings" if key in ("rule", "concept") else "string"
        raise ConfigError(place, f"has the wrong type ({value!r})", f"it takes a {kind}")
    return tuple(item.strip() for item in several if item.strip())


def _day(place: str, value: str) -> str:
    if value and (not _DAY.fullmatch(value) or not first_day(value)):
        raise ConfigError(place, f"{value!r} is no date", "write YYYY-MM-DD, the last day on which the waiver holds")
    return value
