"""``zhengming lint``: check English articles."""

import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Final, TextIO

from glossary.articles.article import Article
from glossary.articles.reading import MARKDOWN_SUFFIXES, PLAIN_SUFFIXES, read_article
from glossary.checker import check
from glossary.cli.command import CLEAN, COULD_NOT_RUN, FINDINGS, Command
from glossary.cli.termbases import add_termbase_option, chosen, concepts_of
from glossary.config import Config, check_rule_names, find_config
from glossary.errors import ArticleError, UsageError
from glossary.findings import SEVERITIES, Finding, severity_rank
from glossary.index.term_index import cached_index
from glossary.report.checked import Checked, Tally
from glossary.report.terminal import Palette, printable, wants_colour
from glossary.rules.registry import RULES
from glossary.rules.rule import Circumstances, Rule
from termbase.errors import ZhengmingError
from termbase.fingerprints import fingerprint

FORMATS: Final = ("text", "json")
_SUFFIXES: Final = PLAIN_SUFFIXES + MARKDOWN_SUFFIXES
_DESCRIPTION: Final = """\
Check English articles for renderings that the term base deprecates and for the damage that machine translation does.
A folder is searched for .txt and .md files, hidden ones left out; - is standard input.
With no term base set up, the built-in glossary of Chinese policy terms is used.

Exit status: 0 nothing found, 1 findings, 2 something could not be checked."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``lint``."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: the current folder)")
    add_termbase_option(parser)
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="the form of the report (default: text)")
    parser.add_argument(
        "--output", metavar="FILE", default="-", help="where to write the report (default: standard output)"
    )
    parser.add_argument("--select", metavar="RULE,...", default="", help="check these rules only")
    parser.add_argument("--ignore", metavar="RULE,...", default="", help="do not check these rules")
    parser.add_argument("--min-severity", choices=SEVERITIES, help="report nothing less severe (default: suggestion)")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="judge by the rulings of this day (default: today)")
    parser.add_argument(
        "--stdin-name",
        metavar="NAME",
        default="",
        help="what to call standard input in the report; a name that ends in .md makes it Markdown",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 even when something was found")


def execute(arguments: Namespace) -> int:
    """Check the articles and report; see ``configure``."""
    config = find_config()
    rules = _rules(arguments, config)
    day = _day(arguments.date)
    floor = severity_rank(arguments.min_severity or config.min_severity)
    problems: list[ZhengmingError] = []
    paths = list(_articles(arguments.paths or ["."], config, problems))
    location = chosen(arguments.termbase, config)
    index = cached_index(fingerprint(location), lambda: concepts_of(location))
    articles = _read(paths, arguments.stdin_name, problems)
    circumstances = Circumstances(index, day)
    checked = (Checked(article, _findings(article, circumstances, rules, floor)) for article in articles)
    tally = _report(checked, arguments, location.shown)
    _tell(tally, problems, arguments.format)
    if problems:
        return COULD_NOT_RUN
    return FINDINGS if tally.findings and not arguments.exit_zero else CLEAN


def _read(paths: list[str], stdin_name: str, problems: list[ZhengmingError]) -> Iterator[Article]:
    """Read one article after the other; one that cannot be read becomes a problem and the others go on."""
    for path in paths:
        try:
            yield read_article(path, name=stdin_name if path == "-" else "")
        except ArticleError as error:
            problems.append(error)


def _findings(article: Article, circumstances: Circumstances, rules: list[Rule], floor: int) -> list[Finding]:
    found = check(article, circumstances, rules)
    return [finding for finding in found if severity_rank(finding.severity) >= floor]


def _report(checked: Iterator[Checked], arguments: Namespace, termbase: str) -> Tally:
    if arguments.output == "-":
        return _write(checked, sys.stdout, arguments.format, termbase)
    from glossary.cli.output import replaced_file  # a report that fails half-way leaves the old file as it was

    with replaced_file(arguments.output) as file:
        return _write(checked, file, arguments.format, termbase)


def _write(checked: Iterator[Checked], stream: TextIO, report_format: str, termbase: str) -> Tally:
    if report_format == "json":
        from glossary.report import json

        return json.write(checked, stream, termbase=termbase)
    from glossary.report import text

    return text.write(checked, stream, palette=Palette(colour=wants_colour(stream)), columns=_columns(stream))


def _tell(tally: Tally, problems: list[ZhengmingError], report_format: str) -> None:
    """Say on standard error what could not be checked and, where people read along, what was."""
    sys.stdout.flush()
    for problem in problems:
        print(f"zhengming: {printable(str(problem))}", file=sys.stderr)
    if report_format == "text" and tally.files:
        from glossary.report.text import summary

        print(summary(tally, unread=len(problems)), file=sys.stderr)


def _columns(stream: TextIO) -> int:
    if not stream.isatty():
        return 100
    try:
        return max(60, os.get_terminal_size(stream.fileno()).columns)
    except OSError:
        return 100


def _rules(arguments: Namespace, config: Config) -> list[Rule]:
    """The rules to apply: an option stands above the settings, and what it selects no setting ignores."""
    selected, ignored = _names("--select", arguments.select), _names("--ignore", arguments.ignore)
    if not selected:
        selected, ignored = list(config.select), ignored or list(config.ignore)
    rules = [rule for rule in RULES if (not selected or rule.name in selected) and rule.name not in ignored]
    if not rules:
        raise UsageError("--select, --ignore", "leave no rule to check by", "zhengming rules lists them")
    return rules


def _names(option: str, value: str) -> list[str]:
    names = [name.strip() for name in value.split(",") if name.strip()]
    check_rule_names(option, names)
    return names


def _day(option: str | None) -> str:
    if option is None:
        return time.strftime("%Y-%m-%d")
    try:
        return time.strftime("%Y-%m-%d", time.strptime(option, "%Y-%m-%d"))
    except ValueError:
        raise UsageError("--date", f"{option!r} is no date", "write YYYY-MM-DD") from None


def _articles(paths: list[str], config: Config, problems: list[ZhengmingError]) -> Iterator[str]:
    """The files that ``paths`` name, each once; folders are searched for articles."""
    seen: set[str] = set()
    for path in paths:
        for file in _in_folder(path, config, problems) if os.path.isdir(path) else [path]:
            place = os.path.abspath(file) if file != "-" else file
            if place not in seen:
                seen.add(place)
                yield file


def _in_folder(folder: str, config: Config, problems: list[ZhengmingError]) -> list[str]:
    """The articles in a folder and below; one that cannot be searched, or holds none, is a problem."""
    found, known = [], len(problems)

    def report(error: OSError) -> None:
        reason = os.strerror(error.errno or 0)
        problems.append(ArticleError(error.filename, f"cannot be searched ({reason})", "check its permissions"))

    for parent, folders, files in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if _is_wanted(parent, name, config))
        articles = (name for name in sorted(files) if name.lower().endswith(_SUFFIXES))
        # Without the dot that stands for where one is.
        found += [
            os.path.join(parent, name) if parent != "." else name
            for name in articles
            if _is_wanted(parent, name, config)
        ]
    if not found and len(problems) == known:
        problems.append(ArticleError(folder, "holds no articles", f"their names end in {', '.join(_SUFFIXES)}"))
    return found


def _is_wanted(parent: str, name: str, config: Config) -> bool:
    """Whether a file or folder is neither hidden nor excluded by the settings, whose patterns begin at their folder."""
    if name.startswith("."):
        return False
    if not config.exclude:
        return True
    from fnmatch import fnmatch

    base = os.path.dirname(config.path) or os.curdir
    relative = os.path.relpath(os.path.join(parent, name), base).replace(os.sep, "/")
    return not any(fnmatch(relative, pattern.rstrip("/")) for pattern in config.exclude)


COMMAND: Final = Command("lint", "check English articles", configure, execute, _DESCRIPTION)
