"""The ``fixed`` form: the text of an article after its fixes, for ``--fix`` on standard input."""

from collections.abc import Iterable
from typing import TextIO

from glossary.report.checked import Checked, Tally
from glossary.report.others import Options, keep_line_endings


def write(checked: Iterable[Checked], stream: TextIO, _options: Options) -> Tally:
    """Write the corrected text and return what was counted."""
    tally = Tally()
    keep_line_endings(stream)
    for item in checked:
        tally.add(item)
        stream.write(item.article.text)
    return tally
