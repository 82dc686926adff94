"""The body's register: all rows or none, and each problem by line, column and reason."""

import csv

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st
from stdnum.it import codicefiscale

from domain.catalogue import MailboxType
from domain.register import COLUMNS, RegisterReader, RegisterRefused, RowProblem
from tests.builders import a_line, a_register
from tests.people import ANNA, MARIO, PASSWORD_HASH


def is_email(text: str) -> bool:
    """Whether an e-mail address is well formed."""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


READER = RegisterReader(is_fiscal_code=codicefiscale.is_valid, is_email=is_email)


def problems_of(*lines: str) -> tuple[RowProblem, ...]:
    """Everything that is wrong with a register."""
    with pytest.raises(RegisterRefused) as refused:
        READER.read(lines)
    return refused.value.problems


def test_a_line_is_read_into_facts() -> None:
    assert READER.read(a_register(a_line())) == MARIO.rows()


def test_the_columns_may_come_in_any_order() -> None:
    assert READER.read(a_register(a_line(), columns=reversed(COLUMNS))) == MARIO.rows()


def test_an_address_and_a_fiscal_code_are_normalised() -> None:
    line = a_line(mailbox=" Mario.Rossi@PEC.archrm.it ", fiscal_code=MARIO.fiscal_code.lower())
    assert READER.read(a_register(line)) == MARIO.rows()


def test_lines_without_anything_are_passed_over() -> None:
    text = a_register(a_line())
    assert READER.read([*text, "\n", "  ,,\n"]) == MARIO.rows()


def test_a_register_with_nobody_in_it_is_one_problem() -> None:
    assert problems_of(",".join(COLUMNS)) == (RowProblem(line=0, column="", code="no-rows", found=""),)


def test_a_phone_may_be_missing() -> None:
    assert READER.read(a_register(a_line(phone="")))[0].phone == ""


MALFORMED = [
    ("mailbox", "mario.rossi", "not-an-address"),
    ("mailbox", "", "not-an-address"),
    ("mailbox", "mario rossi@pec.it", "not-an-address"),
    ("mailbox", "mario@pec", "not-an-address"),
    ("first_name", "", "empty"),
    ("last_name", "  ", "empty"),
    ("fiscal_code", "RSSMRA80A01H501X", "not-a-fiscal-code"),
    ("fiscal_code", "", "not-a-fiscal-code"),
    ("email", "mario@", "not-an-email"),
    ("email", "", "not-an-email"),
    ("type", "gold", "not-one-of"),
    ("type", "PRO", "not-one-of"),
    ("status", "sleeping", "not-one-of"),
    ("expires_on", "22/11/2027", "not-a-date"),
    ("expires_on", "2027-02-29", "not-a-date"),
    ("expires_on", "20271122", "not-a-date"),
    ("expires_on", "2027-11-22T00:00", "not-a-date"),
    ("expires_on", "٢٠٢٧-11-22", "not-a-date"),
    ("auto_renew", "yes", "not-true-or-false"),
    ("auto_renew", "True", "not-true-or-false"),
    ("term_years", "0", "not-a-number-in-range"),
    ("term_years", "11", "not-a-number-in-range"),
    ("term_years", "1.5", "not-a-number-in-range"),
    ("base_gb", "-1", "not-a-number-in-range"),
    ("base_gb", "due", "not-a-number-in-range"),
    ("base_gb", "٣", "not-a-number-in-range"),
    ("used_bytes", "1e9", "not-a-number-in-range"),
    ("used_bytes", "", "not-a-number-in-range"),
    ("language", "de", "not-one-of"),
]


@pytest.mark.parametrize(("column", "found", "code"), MALFORMED)
def test_a_malformed_cell_is_named_by_line_column_and_reason(column: str, found: str, code: str) -> None:
    text = a_register(a_line(mailbox="first@pec.archrm.it"), a_line(**{column: found}))
    (problem,) = problems_of(*text)
    assert (problem.line, problem.column, problem.code, problem.found) == (3, column, code, found.strip())


def test_what_could_stand_there_instead_is_named() -> None:
    (problem,) = problems_of(*a_register(a_line(type="gold")))
    assert problem.choices == ("standard", "pro", "premium")


@pytest.mark.parametrize("column", ["first_name", "last_name", "phone"])
@pytest.mark.parametrize("found", ["Mario\x00", "Ma\u202erio", "Ma\u200brio", "Mar\x1bio"])
def test_f63_invisible_characters_are_refused(column: str, found: str) -> None:
    (problem,) = problems_of(*a_register(a_line(**{column: found})))
    assert (problem.line, problem.column, problem.code) == (2, column, "not-printable")


@pytest.mark.parametrize("column", ["first_name", "last_name", "phone"])
def test_f63_a_text_without_end_is_refused_and_shown_short(column: str) -> None:
    (problem,) = problems_of(*a_register(a_line(**{column: "A" * 4_097})))
    assert (problem.column, problem.code, problem.found) == (column, "too-long", "A" * 60)


@pytest.mark.parametrize(
    "found", ["PecDemo2026", "$2b$12$abcdefghijklmnopqrstuv", "$argon2i$v=19$m=1,t=1,p=1$a$b", "", "$argon2id$$$$"]
)
def test_s1_what_stands_as_password_hash_is_never_repeated(found: str) -> None:
    problems = problems_of(*a_register(a_line(password_hash=found)))
    assert problems == (RowProblem(line=2, column="password_hash", code="not-an-argon2id-hash", found=""),)


@pytest.mark.parametrize("costs", ["m=4194304,t=3,p=1", "m=65536,t=1000,p=1", "m=65536,t=3,p=9", "m=262145,t=1,p=1"])
def test_a_hash_that_would_stop_the_bot_to_check_is_refused(costs: str) -> None:
    found = f"$argon2id$v=19${costs}$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNo"
    assert problems_of(*a_register(a_line(password_hash=found))) == (
        RowProblem(line=2, column="password_hash", code="argon2id-too-costly", found=""),
    )


def test_a_hash_of_the_highest_costs_allowed_is_taken() -> None:
    found = "$argon2id$v=19$m=262144,t=10,p=8$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNo"
    assert READER.read(a_register(a_line(password_hash=found)))[0].password_hash == found


def test_s1_a_refused_row_does_not_show_a_good_hash_either() -> None:
    problems = problems_of(*a_register(a_line(type="gold")))
    assert PASSWORD_HASH not in repr(problems)


def test_every_problem_of_every_line_is_named_at_once() -> None:
    text = a_register(a_line(type="gold", language="de"), a_line(), a_line(status="gone"))
    assert [(problem.line, problem.column) for problem in problems_of(*text)] == [
        (2, "type"),
        (2, "language"),
        (4, "status"),
    ]


def test_one_bad_line_among_many_imports_nothing() -> None:
    lines = [a_line(mailbox=f"m{number}@pec.archrm.it") for number in range(20)]
    lines[13] |= {"term_years": "zero"}
    assert problems_of(*a_register(*lines)) == (
        RowProblem(line=15, column="term_years", code="not-a-number-in-range", found="zero"),
    )


def test_a_mailbox_may_not_stand_there_twice() -> None:
    text = a_register(a_line(), a_line(mailbox=MARIO.address.upper()))
    assert problems_of(*text) == (RowProblem(line=3, column="mailbox", code="mailbox-doubled", found=MARIO.address),)


def test_a_holder_may_have_two_mailboxes() -> None:
    text = a_register(a_line(), a_line(mailbox="studio.rossi@pec.archrm.it"))
    assert [row.mailbox for row in READER.read(text)] == [MARIO.address, "studio.rossi@pec.archrm.it"]


def test_one_fiscal_code_under_two_names_is_a_contradiction() -> None:
    (problem,) = problems_of(*a_register(a_line(), a_line(mailbox="x@pec.archrm.it", first_name="Maria")))
    assert (problem.line, problem.column, problem.code) == (3, "fiscal_code", "two-names-for-one-holder")


def test_a_line_with_too_few_cells_is_named() -> None:
    text = [*a_register(a_line()), "only,three,cells\n"]
    assert problems_of(*text) == (RowProblem(line=3, column="", code="wrong-number-of-cells", found="3"),)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(column: str) -> None:
    text = a_register(a_line(), columns=[name for name in COLUMNS if name != column])
    assert problems_of(*text) == (RowProblem(line=1, column=column, code="column-missing", found=""),)


def test_an_unknown_column_is_named() -> None:
    text = a_register(a_line(), columns=[*COLUMNS, "credit"])
    assert problems_of(*text) == (
        RowProblem(line=1, column="credit", code="column-unknown-or-doubled", found="credit"),
    )


def test_a_doubled_column_is_named() -> None:
    header = ",".join([*COLUMNS, "mailbox"])
    assert {problem.column for problem in problems_of(header)} == {"mailbox"}


@pytest.mark.parametrize("lines", [(), ("\n",), ("  \n", "\n")])
def test_an_empty_file_is_one_problem(lines: tuple[str, ...]) -> None:
    assert problems_of(*lines) == (RowProblem(line=0, column="", code="file-empty", found=""),)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_columns_that_commas_do_not_separate_are_one_problem(separator: str) -> None:
    text = [line.replace(",", separator) for line in a_register(a_line())]
    assert [(problem.line, problem.code) for problem in problems_of(*text)] == [(0, "not-separated-by-commas")]


@pytest.mark.parametrize(
    ("day", "renews"), [("01/06/2029", "VERO"), ("1/6/2029", "Vero"), ("2029-06-01", "true"), ("01/06/2029", "FALSO")]
)
def test_a_spreadsheet_in_italy_may_save_days_and_booleans_in_its_own_way(day: str, renews: str) -> None:
    text = [line.replace(",", ";") for line in a_register(a_line(expires_on=day, auto_renew=renews, password_hash=""))]
    assert [problem.column for problem in _italian_problems(text)] == ["password_hash"]  # the only wrong cell


@pytest.mark.parametrize("day", ["31/02/2029", "2029/06/01", "06-01-2029", "01/06/29"])
def test_a_day_that_is_none_is_none_in_italy_either(day: str) -> None:
    text = [line.replace(",", ";") for line in a_register(a_line(expires_on=day, password_hash=""))]
    assert ("expires_on", "not-a-date") in [(problem.column, problem.code) for problem in _italian_problems(text)]


def test_where_commas_separate_days_are_those_of_registers_only() -> None:
    (problem,) = problems_of(*a_register(a_line(expires_on="01/06/2029")))
    assert (problem.column, problem.code) == ("expires_on", "not-a-date")


def _italian_problems(lines: list[str]) -> tuple[RowProblem, ...]:
    with pytest.raises(RegisterRefused) as refused:
        READER.read(lines, separator=";")
    return refused.value.problems


def test_a_cell_beyond_what_the_format_allows_is_a_problem_of_its_line() -> None:
    text = a_register(a_line(first_name="A" * (csv.field_size_limit() + 1)))
    assert [(problem.line, problem.code) for problem in problems_of(*text)] == [(2, "not-csv")]


def test_a_bare_carriage_return_is_a_problem_of_its_line() -> None:
    text = [*a_register(a_line()), "a\rb,c\n"]
    assert [(problem.line, problem.code) for problem in problems_of(*text)] == [(3, "not-csv")]


@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=30), min_size=1))
def test_f63_any_text_in_any_cell_is_read_or_refused(cells: dict[str, str]) -> None:
    try:
        rows = READER.read(a_register(a_line(**cells)))
    except RegisterRefused:
        return
    assert all(row.first_name.isprintable() for row in rows)


def test_annas_mailboxes_are_of_two_types() -> None:
    assert [row.type for row in ANNA.rows()] == [MailboxType.STANDARD, MailboxType.PRO]
