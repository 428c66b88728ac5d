"""The date that an article gives itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.front_matter import first_day, written_date
from glossary.articles.reading import parse_article


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2014-05-03", "2014-05-03"),
        ("2014", "2014-01-01"),
        ("2014-05", "2014-05-01"),
        ("2014/5/3", "2014-05-03"),
        ("2014-05-03T08:00:00Z", "2014-05-03"),
        ("2014-05-03 08:00", "2014-05-03"),
        ("3 May 2014", "2014-05-03"),
        ("3rd of May, 2014", "2014-05-03"),
        ("Saturday, 3 May 2014", "2014-05-03"),
        ("May 3, 2014", "2014-05-03"),
        ("Sat, Sept. 13th 2014", "2014-09-13"),
        ("may 2014", "2014-05-01"),
        ("soon", ""),
        ("2014-02-30", ""),
        ("3/5/2014", ""),
        ("", ""),
    ],
)
def test_dates(written: str, day: str) -> None:
    assert first_day(written) == day


@given(st.dates())
def test_every_iso_date_is_its_own_day(day) -> None:
    assert first_day(day.isoformat()) == day.isoformat()
    assert first_day(f"{day:%B} {day.day}, {day.year:04}") == day.isoformat()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("---\ntitle: x\ndate: 2014-05-03\n---\nText", "2014-05-03"),
        ('\ufeff---\r\nDate: "3 May 2014" # printed\r\n...\r\nText', "3 May 2014"),
        ("+++\ndate = 2014-05-03T08:00:00Z\n[other]\ndate = 1999\n+++\n", "2014-05-03T08:00:00Z"),
        ("+++\n[other]\ndate = 1999\n+++\n", ""),
        ("---\nother:\n  date: 1999\n---\n", ""),
        ("---\ndate: 1999\n", ""),
        ("Text\n\n---\ndate: 1999\n---\n", ""),
        ("---\ndate:\n---\n", ""),
    ],
)
def test_where_the_date_stands(text: str, written: str) -> None:
    assert written_date(text) == written
    assert parse_article("a.md", text).dated == written
    assert parse_article("a.txt", text).dated == ""
