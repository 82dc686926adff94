"""What can be refused, as facts. The words for them live in the locales."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.money import Money


class Refused(Exception):
    """Something asked for cannot be done; nothing has changed."""


class AmountNotUnderstood(Refused):
    """The typed amount is not a number of euro with at most two decimals."""


@dataclass(eq=False, kw_only=True)
class AmountOutOfRange(Refused):
    """A top-up lies outside the limits."""

    least: Money
    most: Money


class GbNotUnderstood(Refused):
    """The typed GB are not a whole number."""


@dataclass(eq=False, kw_only=True)
class GbOutOfRange(Refused):
    """The GB are fewer than one or more than are sold at once."""

    least: int
    most: int


@dataclass(eq=False, kw_only=True)
class CapReached(Refused):
    """The mailbox type leaves room for fewer GB than asked (possibly none)."""

    left: int


@dataclass(eq=False, kw_only=True)
class MailboxExpired(Refused):
    """Nothing can be bought for an expired mailbox."""

    expired_on: date


class MailboxNotActive(Refused):
    """Nothing can be bought for a mailbox that is suspended."""


class QuoteOver(Refused):
    """The quote is older than 24 hours, or what it was computed from has changed."""


class OrderCancelled(Refused):
    """The order was cancelled or ran out before it was paid."""


class OrderRefunded(Refused):
    """The order was undone: its space could not be given, and what was paid is back in the credit."""


@dataclass(eq=False, kw_only=True)
class TooManyOrders(Refused):
    """The holder has made as many orders as a day allows; the next one can be made from another day on."""

    most: int
    from_day: date


@dataclass(eq=False, kw_only=True)
class TooManyLinks(Refused):
    """The holder has made as many payment links as a day allows; the next one can be made from another day on."""

    most: int
    from_day: date


class NotFound(Refused):
    """There is no such thing, or it belongs to somebody else: the answer is the same."""


@dataclass(eq=False, kw_only=True)
class InsufficientCredit(Refused):
    """The credit does not cover the amount."""

    missing: Money


@dataclass(eq=False, kw_only=True)
class AmountOwed(Refused):
    """Money that was spent already went back to a card: nothing can be bought until what is owed is paid."""

    owed: Money


class LoginRequired(Refused):
    """What was asked needs a session, and there is none or it is over."""


class WrongCredentials(Refused):
    """The mailbox does not exist or the password is not its own: nobody learns which."""


class MailboxBlocked(Refused):
    """The password is right, but the mail server keeps this mailbox closed."""


@dataclass(eq=False, kw_only=True)
class TooManyAttempts(Refused):
    """This person has failed too often and has to wait."""

    until: datetime


class Unavailable(Exception):
    """A part we depend on does not answer; the same call may go through later."""


class MailboxUnavailable(Unavailable):
    """The mail server cannot be reached, or answers nonsense. Never counted as a wrong password."""


class PaymentsUnavailable(Unavailable):
    """Stripe cannot be reached, or answers with an error of its own."""


class ChargingStopped(Unavailable):
    """The books were found wrong: nothing is taken from any credit until they are right again."""


class StorageUnavailable(Unavailable):
    """The database cannot be reached, is locked for too long, or cannot be written."""


class PasswordRequired(Refused):
    """What was asked is sensitive: the password has to be typed once more."""


class WrongCurrentPassword(Refused):
    """The password of the mailbox is another one."""


class PasswordTooLate(Refused):
    """A password was typed long before it was read: whoever typed it may not be there any more."""


class PasswordsDiffer(Refused):
    """The new password was not typed the same way twice."""


class PasswordInDoubt(Unavailable):
    """The mail server may or may not have changed the password; it did not answer when asked which."""


@dataclass(eq=False, kw_only=True)
class CodeNotUnderstood(Refused):
    """What was typed is no code of six digits; so many were found, and if six, not side by side."""

    digits: int


@dataclass(eq=False, kw_only=True)
class WrongCode(Refused):
    """The code is another one; so many tries are left."""

    left: int


class CodeOver(Refused):
    """The code is worth nothing any more: it is too old, was used, or was tried too often."""


@dataclass(eq=False, kw_only=True)
class TooManyCodes(Refused):
    """Too many codes were asked for: the next one has to wait."""

    until: datetime


@dataclass(eq=False, kw_only=True)
class WrongFiscalCode(Refused):
    """The fiscal code is not the holder's; so many tries are left."""

    left: int


class NoMailSent(Refused):
    """This bot sends no e-mail, so no address can be confirmed and no password recovered by one."""


@dataclass(eq=False, kw_only=True)
class TextNotUnderstood(Refused):
    """A text is empty, or longer than so many characters."""

    most: int


class EmailNotUnderstood(Refused):
    """What was typed is no e-mail address."""


class EmailWithoutDot(EmailNotUnderstood):
    """What was typed has something before and after the @, but no dot there: that is no address on the internet."""


class EmailIsMailbox(Refused):
    """The reference e-mail must not be one of the holder's own mailboxes: it warns when these end."""


class PhoneNotUnderstood(Refused):
    """What was typed is no telephone number."""


@dataclass(eq=False, kw_only=True)
class PostalCodeNotUnderstood(Refused):
    """An Italian CAP has five digits; so many were found."""

    digits: int


class PostalCodeNotDigits(Refused):
    """Among the digits of an Italian CAP there is something else."""


@dataclass(eq=False, kw_only=True)
class ForeignPostalCodeNotUnderstood(Refused):
    """Outside Italy a postal code has letters, digits, blanks and hyphens, from two to so many characters."""

    most: int


@dataclass(eq=False, kw_only=True)
class PostalCodeUnfit(Refused):
    """The postal code of an address that is to be in Italy is no CAP: it was that of another country."""

    code: str


class ProvinceUnknown(Refused):
    """There is no Italian province of that name."""


class CountryUnknown(Refused):
    """There is no country of that name."""


@dataclass(eq=False, kw_only=True)
class VatNumberLength(Refused):
    """An Italian VAT number has eleven digits; so many were found."""

    digits: int


class VatNumberNotDigits(Refused):
    """Among the digits of an Italian VAT number there is something else."""


class VatNumberWrong(Refused):
    """The check digit of the VAT number does not fit: a digit is mistyped."""


@dataclass(eq=False, kw_only=True)
class SdiCodeNotUnderstood(Refused):
    """An SDI recipient code has seven letters and digits; so many characters were found."""

    characters: int


@dataclass(eq=False, kw_only=True)
class FileTooBig(Refused):
    """A file that was sent is larger than so many megabytes."""

    most: int


class FileUnavailable(Unavailable):
    """A file that was sent cannot be fetched from where it is kept."""
