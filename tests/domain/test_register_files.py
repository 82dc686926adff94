"""The file of a register, as spreadsheets write it."""

import pytest

from domain.register import RegisterRefused
from domain.register_files import open_register

TEXT = "mailbox,first_name\r\na@b.it,Nicolò\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_a_text_is_read_however_it_is_encoded(encoding: str) -> None:
    assert open_register(TEXT.encode(encoding)).lines == ("mailbox,first_name\r\n", "a@b.it,Nicolò\r\n")


@pytest.mark.parametrize(
    ("text", "separator"), [(TEXT, ","), (TEXT.replace(",", ";"), ";"), ("\n\na;b;c\n1,2;3\n", ";"), ("", ",")]
)
def test_the_header_tells_what_separates_the_columns(text: str, separator: str) -> None:
    assert open_register(text.encode()).separator == separator


def test_a_line_ends_only_where_a_file_has_its_ends() -> None:
    assert len(open_register("a\u2028b\x85c\nd\re\r\nf".encode()).lines) == 4


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x14\x00", b"\xff\xfe\x00", b"%PDF\x00"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(RegisterRefused) as refusal:
        open_register(content)
    assert [(one.line, one.code) for one in refusal.value.problems] == [(0, "not-text")]


def test_the_digest_tells_one_file_from_another() -> None:
    assert open_register(b"a").digest == open_register(b"a").digest != open_register(b"a ").digest
