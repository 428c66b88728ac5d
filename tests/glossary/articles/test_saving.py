"""An article is saved whole, as it stands, and over nobody's work."""

import pytest

from glossary.articles.reading import read_text
from glossary.articles.saving import save_text
from glossary.errors import ArticleChanged, ArticleError, UsageError

TEXT = "\ufeffFirst line.\r\nSecond 链.\n\rEnd\x0b"


def test_every_byte_stays(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    assert read_text(str(path)) == TEXT
    save_text(str(path), TEXT + "!", expected=TEXT)
    assert path.read_bytes() == (TEXT + "!").encode()


@pytest.mark.parametrize("meanwhile", [b"Somebody's words.", None])
def test_what_was_changed_meanwhile_is_not_written_over(tmp_path, meanwhile):
    path = tmp_path / "a.txt"
    if meanwhile:
        path.write_bytes(meanwhile)
    with pytest.raises(ArticleChanged):
        save_text(str(path), "mine", expected="what I read")
    assert list(tmp_path.iterdir()) == ([path] if meanwhile else [])
    save_text(str(path), "mine")
    assert path.read_bytes() == b"mine"


def test_half_a_character_is_refused_with_its_line(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(ArticleError, match="2: holds half a character"):
        save_text(str(path), "one\ntwo \ud83d", expected="old")
    assert path.read_text() == "old"


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(UsageError, match="is a folder"):
        save_text(str(tmp_path), "x")
