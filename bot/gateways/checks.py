"""Checks that libraries know better than we do."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email
from stdnum.it import codicefiscale


def is_fiscal_code(text: str) -> bool:
    """Whether it is an Italian fiscal code with a right check character: 16 characters, or 11 digits of a company."""
    return text.isascii() and text.isalnum() and bool(codicefiscale.is_valid(text))


def is_email(text: str) -> bool:
    """Whether the syntax is that of an e-mail address; nobody is asked whether it exists."""
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True
