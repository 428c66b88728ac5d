"""What stands around the entries of a TBX file. Nothing in it refers to anything outside the file."""

from typing import Final
from xml.sax.saxutils import escape

from termbase.exchange.tbx.dialects import V3_NAMESPACE, Dialect
from termbase.exchange.tbx.markup import plain, quoted
from termbase.fields import ENGLISH

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DESCRIPTION: Final = """\
    <fileDesc>
      <titleStmt>
        <title>{title}</title>
      </titleStmt>
      <sourceDesc>
        <p>Written by zhengming</p>
      </sourceDesc>
    </fileDesc>
"""
_BASIC_XCS: Final = """\
    <encodingDesc>
      <p type="XCSURI">TBXBasicXCSV02.xcs</p>
    </encodingDesc>
"""


def v3_frame(dialect: Dialect, title: str, *, entries: bool, back: bool = False) -> tuple[str, str]:
    """What comes before the entries of a v3 file, and after them up to its back matter or end.

    A file without ``entries`` has no body.
    """
    namespaces = {"": V3_NAMESPACE, **dialect.namespaces}
    declared = "".join(f" xmlns{prefix and ':'}{prefix}={quoted(it)}" for prefix, it in namespaces.items())
    root = f"<tbx{declared} type={quoted(dialect.name)} style={quoted(dialect.style)} xml:lang={quoted(ENGLISH)}>\n"
    header = f"  <tbxHeader>\n{_described(title)}  </tbxHeader>\n"
    body, end_of_body = ("    <body>\n", "    </body>\n") if entries else ("", "")
    return f"{_DECLARATION}{root}{header}  <text>\n{body}", end_of_body + ("" if back else V3_END)


V3_END: Final = "  </text>\n</tbx>\n"


def v2_frame(title: str, *, basic: bool = True) -> tuple[str, str]:
    """What comes before and after the entries, at least one, of a v2 file, which has no namespace and no DOCTYPE.

    ``basic`` says whether it keeps to TBX-Basic.
    """
    root = f'<martif type="{"TBX-Basic" if basic else "TBX"}" xml:lang={quoted(ENGLISH)}>\n'
    header = f"  <martifHeader>\n{_described(title)}{_BASIC_XCS if basic else ''}  </martifHeader>\n"
    return f"{_DECLARATION}{root}{header}  <text>\n    <body>\n", "    </body>\n  </text>\n</martif>\n"


def _described(title: str) -> str:
    return _DESCRIPTION.format(title=escape(plain(title)))
