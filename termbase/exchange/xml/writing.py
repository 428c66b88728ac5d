"""What XML can hold."""

import re
from typing import Final

_NOT_XML: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """The text with U+FFFD for the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
