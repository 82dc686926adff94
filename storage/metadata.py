"""What all tables share: names of constraints, and columns limited to the texts of an enum."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, MetaData

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# Rows of these are neither changed nor deleted; the triggers are in the migrations. Once a holder is erased, and only
# then, the columns of these rows that tell of a person may be changed.
APPEND_ONLY = ("quotes", "transfers", "renewals", "deliveries", "admin_acts")
PERSONAL = {
    "quotes": ("mailbox_address",),
    "transfers": ("about",),
    "renewals": (),
    "deliveries": ("key", "target", "answer", "said"),
    "admin_acts": ("about",),
}

# A table with this in its `info` has rows from the beginning, made by the migration: they do not count as anybody's.
MADE_BY_MIGRATION = {"made_by_migration": True}


def one_of(column: str, kind: type[StrEnum]) -> CheckConstraint:
    """Limits a column to the texts of an enum."""
    texts = ", ".join(f"'{member}'" for member in kind)
    return CheckConstraint(f"{column} IN ({texts})", name=column)
