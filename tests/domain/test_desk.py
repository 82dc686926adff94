"""What is looked for at the desk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.admin_errors import WordsTooShort
from domain.desk import MOST_WORDS, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("rossi", ("rossi",)),
        ("  Mario \n Rossi ", ("Mario", "Rossi")),
        ("D Angelo", ("D", "Angelo")),
        ("ro\u200bssi\x00", ("rossi",)),
        ("a b c d e f g h", ("a", "b", "c", "d", "e", "f")),
    ],
)
def test_words_are_what_can_be_seen_of_what_was_typed(typed: str, words: tuple[str, ...]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize("typed", ["", " ", "a", "a ", "\u200b\u200b", "\ud800\x00"])
def test_fewer_than_two_characters_are_too_few(typed: str) -> None:
    with pytest.raises(WordsTooShort):
        words_of(typed)


@given(st.text())
def test_whatever_is_typed_a_database_can_be_asked_for_it(typed: str) -> None:
    try:
        words = words_of(typed)
    except WordsTooShort:
        return
    assert len(words) <= MOST_WORDS
    assert all(word.isprintable() and word.encode() for word in words)
