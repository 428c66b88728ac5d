"""What is read of a search key."""

from typing import Final

from termbase.tables import SEARCH_KEY

KEY: Final = (
    SEARCH_KEY.c.concept_id,
    SEARCH_KEY.c.kind,
    SEARCH_KEY.c.key,
    SEARCH_KEY.c.marked,
    SEARCH_KEY.c.standing,
)
"""The columns that ``SearchIndex`` reads, in this order."""
