"""The ``baseline`` form: the findings as ``glossary.waivers.baseline`` reads them again."""

import os
from collections.abc import Iterable
from typing import TextIO

from glossary.report.checked import Checked, Tally
from glossary.report.others import Options
from glossary.waivers.baseline import known_finding, write_baseline


def write(checked: Iterable[Checked], stream: TextIO, options: Options) -> Tally:
    """Write a baseline whose paths begin at its own folder, and return what was counted."""
    tally = Tally()
    folder = os.path.dirname(options.output)  # noqa: PTH120 - a path is told apart from an empty one
    known = []
    for item in checked:
        tally.add(item)
        known += [known_finding(item.article, finding, folder) for finding in item.findings]
    write_baseline(known, stream)
    return tally
