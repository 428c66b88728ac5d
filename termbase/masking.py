"""Passwords in database URLs are for the database alone: what is shown, logged or kept has them masked."""

import re

# Rather too much is masked than too little: a password may hold any character, and a key may be percent-encoded.
# A URL that was taken for a path has lost one of its slashes.
_BEFORE_HOST = re.compile(r"(?s)(?<=:/)(/?[^:@]*):.*@")
_IN_QUERY = re.compile(r"(?i)([?&][^=&]*(?:pass|%)[^=&]*=)[^&]*")
_URL = re.compile(r"(?i)\b[a-z][a-z0-9+.-]*:/[^\s'\"`]*")


def masked_url(url: str) -> str:
    """``url`` with asterisks for its passwords."""
    return _IN_QUERY.sub(r"\1***", _BEFORE_HOST.sub(r"\1:***@", url))


def without_passwords(text: str) -> str:
    """``text``, a message of any kind, with the passwords of the URLs in it masked."""
    return _URL.sub(lambda url: masked_url(url[0]), text) if ":/" in text else text
