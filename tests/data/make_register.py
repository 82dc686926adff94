"""Writes register.csv: the invented register of a body with fifty members. Running it again writes the same file.

    python -m tests.data.make_register

The password of every mailbox is `PecDemo2026`, hashed with `PasswordHasher(2, 19456, 1)` under a salt made from the
mailbox's name. The first members are the cast of `tests/people.py`. Dates are laid out around 22 November 2026.
"""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from argon2 import Type
from argon2.low_level import hash_secret
from stdnum.it import codicefiscale

from domain.calendar import months_after, years_after
from domain.register import COLUMNS
from tests.people import CAST, PASSWORD, TODAY

FILE = Path(__file__).with_name("register.csv")
MEMBERS = 50
SECOND_MAILBOXES = 8

WOMEN = (
    "Alessandra", "Beatrice", "Chiara", "Daniela", "Elena", "Federica", "Giulia", "Ilaria",
    "Laura", "Martina", "Nicoletta", "Paola", "Roberta", "Silvia", "Teresa",
)  # fmt: skip
MEN = (
    "Alberto", "Claudio", "Davide", "Enrico", "Fabio", "Giorgio", "Lorenzo", "Matteo",
    "Nicolò", "Paolo", "Riccardo", "Stefano", "Tommaso", "Umberto", "Valerio",
)  # fmt: skip
FAMILIES = (
    "Amato", "Barbieri", "Caruso", "D'Angelo", "De Santis", "Esposito", "Fontana", "Galli", "Grasso",
    "Leone", "Lombardi", "Mancini", "Marchetti", "Martini", "Moretti", "Negri", "Orlando", "Pellegrini",
    "Ricci", "Rinaldi", "Romano", "Sala", "Sanna", "Serra", "Testa", "Valentini", "Villa",
    "Vitale", "Zanetti", "Bellini",
)  # fmt: skip
PLACES = ("H501", "F205", "L219", "F839", "D612", "A944", "G273", "L736")
MONTHS = "ABCDEHLMPRST"
EXPIRIES = (  # the first members after the cast get one each: the days that matter
    TODAY,
    TODAY + timedelta(days=1),
    TODAY + timedelta(days=7),
    TODAY + timedelta(days=30),
    TODAY + timedelta(days=90),
    months_after(TODAY, 3),
    months_after(TODAY, 3) + timedelta(days=1),
    years_after(TODAY, 1),
    years_after(TODAY, 1) + timedelta(days=1),
    TODAY - timedelta(days=1),
    TODAY - timedelta(days=200),
    date(2028, 2, 29),
    date(2026, 12, 31),
    date(2027, 2, 28),
)


def password_hash(address: str) -> str:
    """The argon2id string of the demo password for a mailbox; the salt follows from the name."""
    salt = hashlib.sha256(address.encode()).digest()[:16]
    return hash_secret(
        PASSWORD.encode(), salt, time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, type=Type.ID
    ).decode()


def letters(name: str, *, first_name: bool) -> str:
    """The three letters that stand for a name in a fiscal code."""
    plain = name.upper().replace("Ò", "O")
    consonants = [letter for letter in plain if letter.isalpha() and letter not in "AEIOU"]
    vowels = [letter for letter in plain if letter in "AEIOU"]
    if first_name and len(consonants) > 3:
        consonants.pop(1)
    return "".join([*consonants, *vowels, *"XXX"][:3])


def fiscal_code(first_name: str, last_name: str, born: date, place: str) -> str:
    """A fiscal code with the right check letter; 40 is added to the day of birth of a woman."""
    day = born.day + (40 if first_name in WOMEN else 0)
    stem = letters(last_name, first_name=False) + letters(first_name, first_name=True)
    stem += f"{born:%y}{MONTHS[born.month - 1]}{day:02d}{place}"
    return stem + codicefiscale.calc_check_digit(stem)


def name_of(first_name: str, last_name: str) -> str:
    """The part of an address before the at sign."""
    return f"{first_name}.{last_name}".lower().replace("ò", "o").replace("'", "").replace(" ", "")


def cast_lines() -> Iterator[dict[str, object]]:
    """The people of the tests."""
    for person in CAST:
        for row in person.rows():
            line: dict[str, object] = {column: getattr(row, column) for column in COLUMNS}
            yield line | {"auto_renew": str(row.auto_renew).lower()}


def member_lines(count: int) -> Iterator[dict[str, object]]:
    """Members who exist nowhere, some with a studio's mailbox beside their own."""
    dice = random.Random(2026)
    for number in range(count):
        first_name = (WOMEN, MEN)[number % 2][number // 2 % 15]
        last_name = FAMILIES[number * 7 % len(FAMILIES)] if number < 30 else FAMILIES[(number * 11 + 3) % len(FAMILIES)]
        born = date(1955, 1, 1) + timedelta(days=dice.randrange(45 * 365))
        holder = {
            "first_name": first_name,
            "last_name": last_name,
            "fiscal_code": fiscal_code(first_name, last_name, born, dice.choice(PLACES)),
            "email": f"{name_of(first_name, last_name)}@example.com",
            "phone": f"+39 3{dice.randrange(20, 99)} 555{dice.randrange(10_000):04d}" if number % 9 else "",
            "language": "en" if number % 8 == 3 else "it",
        }
        expiry = EXPIRIES[number] if number < len(EXPIRIES) else TODAY + timedelta(days=dice.randrange(1, 1_200))
        yield holder | mailbox(dice, f"{name_of(first_name, last_name)}@pec.archrm.it", expiry, number)
        if number % 5 == 2 and number // 5 < SECOND_MAILBOXES:
            later = TODAY + timedelta(days=dice.randrange(5, 900))
            yield holder | mailbox(dice, f"studio.{name_of(first_name, last_name)}@pec.archrm.it", later, number + 1)


def mailbox(dice: random.Random, address: str, expires_on: date, number: int) -> dict[str, object]:
    """A mailbox that expires on a date; one in eleven is suspended."""
    kind = ("standard", "standard", "pro", "standard", "premium", "pro")[number % 6]
    base_gb = 1 if kind == "standard" else 2
    status = "suspended" if number % 11 == 10 else "expired" if expires_on < TODAY else "active"
    return {
        "mailbox": address,
        "type": kind,
        "status": status,
        "expires_on": expires_on,
        "auto_renew": "false" if number % 7 == 4 else "true",
        "term_years": (1, 1, 2, 3)[number % 4],
        "base_gb": base_gb,
        "used_bytes": int(base_gb * 1_000_000_000 * dice.betavariate(2, 3)),
    }


def main() -> None:
    """Writes the file."""
    lines = [*cast_lines(), *member_lines(MEMBERS - len(CAST))]
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for line in lines:
            writer.writerow(line | {"password_hash": password_hash(str(line["mailbox"]))})


if __name__ == "__main__":
    main()
