"""``zhengming lint``: check English articles."""

import os
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from glossary.cli.command import CLEAN, COULD_NOT_RUN, FINDINGS, Command
from glossary.cli.parsing import positive
from glossary.cli.reporting import Told, checked_of, form_of, report, tell
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.collecting import uncollected
from glossary.config import Config, check_rule_names, find_config
from glossary.current_index import current_index
from glossary.errors import UsageError
from glossary.examining import Examined, Terms, asked_for, examine
from glossary.findings import SEVERITIES, severity_rank
from glossary.index.term_index import TermIndex
from glossary.rules import inconsistent_rendering
from glossary.rules.registry import RULES
from glossary.rules.rule import Rule
from glossary.stored import concepts_of
from termbase.errors import ZhengmingError
from termbase.locations import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossary.waivers.sieve import Sieve
    from termbase.concepts import Concept

FORMATS: Final = ("text", "json", "sarif", "github", "html")
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
    parser.add_argument(
        "--min-confidence", metavar="SHARE", type=_share, help="report nothing less sure, from 0 to 1 (default: 0)"
    )
    parser.add_argument(
        "--date",
        metavar="YYYY-MM-DD",
        help="judge by the rulings of this day (default: the date in an article's front matter, else today)",
    )
    parser.add_argument(
        "--source",
        metavar="FILE|PATTERN",
        default="",
        help="the Chinese of the article, to check it against; for several articles a pattern such as zh/{stem}.zh.txt",
    )
    parser.add_argument("--show-alignment", action="store_true", help="show which Chinese goes with which English")
    parser.add_argument(
        "--across", action="store_true", help="judge the consistency of renderings over all files of the run"
    )
    parser.add_argument("--profile", metavar="NAME", default="", help="take the settings of this profile")
    parser.add_argument("--fix", action="store_true", help="write the first suggestion into the files where it fits")
    parser.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")
    parser.add_argument("--baseline", metavar="FILE", default="", help="do not report the findings that FILE knows")
    parser.add_argument(
        "--write-baseline", metavar="FILE", default="", help="write all findings to FILE instead of reporting them"
    )
    parser.add_argument("--show-waived", action="store_true", help="report waived findings too, as waived")
    parser.add_argument("--jobs", metavar="N", type=positive, default=1, help="check N files at a time (default: 1)")
    parser.add_argument(
        "--stdin-name",
        metavar="NAME",
        default="",
        help="what to call standard input in the report; a name that ends in .md makes it Markdown",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 even when something was found")


def execute(arguments: Namespace) -> int:
    """Check the articles and report; see ``configure``."""
    with uncollected():
        return _execute(arguments)


def _execute(arguments: Namespace) -> int:
    config = find_config(profile=arguments.profile)
    terms = _terms(arguments, config)
    told = Told([], [])
    paths = list(_articles(arguments.paths or ["."], config, told.problems))
    location = chosen(arguments.termbase, config)
    index = current_index(location, asked_for(terms, with_source=bool(terms.source)), lambda: _to_compile(location))
    if terms.source:
        from glossary.sources import check_source

        check_source(terms.source, paths)
    if arguments.show_alignment:
        from glossary.cli.aligned import show_alignments

        return show_alignments(paths, terms, index, told.problems)
    if arguments.across and inconsistent_rendering.RULE in terms.rules:
        from glossary.cli.across import usage_across

        terms = terms._replace(usage=usage_across(paths, terms, index))
    examined = _examined(paths, terms, index, location, arguments.jobs)
    if terms.sieve:
        from glossary.cli.waiving import watched

        examined = watched(examined, terms.sieve, index, arguments.paths or ["."], told.notes)
    if arguments.fix:
        from glossary.cli.mending import written

        examined = written(examined, paths, told.problems)
    form = form_of(arguments, paths)
    tally = report(checked_of(examined, told), arguments, form, location.shown)
    tell(tally, told, form)
    if told.problems:
        return COULD_NOT_RUN
    found = {"diff": tally.fixes, "baseline": 0}.get(form, tally.findings)
    return FINDINGS if found and not arguments.exit_zero else CLEAN


def _examined(paths: list[str], terms: Terms, index: TermIndex, location: Location, jobs: int) -> Iterator[Examined]:
    """What comes of each file, in the order of the files."""
    if jobs == 1 or len(paths) < 2:
        return (examine(path, terms, index) for path in paths)
    from glossary.cli.parallel import examined_in_parallel

    return examined_in_parallel(paths, terms, index, location, min(jobs, len(paths)))


def _to_compile(location: Location) -> "Iterable[Concept]":
    """The concepts of a term base whose index has to be compiled, which a person who waits is told."""
    if sys.stderr.isatty():
        print("zhengming: preparing the term base; that takes some seconds after each change of it", file=sys.stderr)
    return concepts_of(location)


def _terms(arguments: Namespace, config: Config) -> Terms:
    """On what terms the articles are examined: an option stands above the setting of its name."""
    today = time.strftime("%Y-%m-%d")
    least = config.min_confidence if arguments.min_confidence is None else arguments.min_confidence
    return Terms(
        rules=tuple(_rules(arguments, config)),
        floor=severity_rank(arguments.min_severity or config.min_severity),
        least_confidence=least,
        day=_day(arguments.date),
        today=today,
        stdin_name=arguments.stdin_name,
        source=arguments.source or config.source,
        sieve=_sieve(arguments, config, today),
        mends=arguments.fix or arguments.diff,
    )


def _sieve(arguments: Namespace, config: Config, today: str) -> "Sieve | None":
    """What the settings and the options waive, None where that is nothing."""
    baseline = "" if arguments.write_baseline else arguments.baseline or config.baseline
    if not (baseline or config.waivers or {config.quotations, config.headings} != {"check"}):
        return None
    from glossary.waivers.sieve import sieve_of

    return sieve_of(config, baseline, today)


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


def _share(value: str) -> float:
    """A number from 0 to 1, for the ``type`` of an argument."""
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ArgumentTypeError(f"{value!r} is no number from 0 to 1")
    return share


def _day(option: str | None) -> str:
    """The day that was asked for, or nothing."""
    if option is None:
        return ""
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
    from glossary.cli.discovery import articles_in

    return articles_in(folder, config, problems)


COMMAND: Final = Command("lint", "check English articles", configure, execute, _DESCRIPTION)
