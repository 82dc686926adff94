"""The table of what administrators gave to credits, or took from them, by hand. Instants are UTC."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, Table, Text

from domain.adjustments import AdjustmentState
from storage.columns import Instant, OneOf, RowNumber
from storage.metadata import metadata, one_of

adjustments = Table(
    "adjustments",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("holder_id", ForeignKey("holders.id"), nullable=False, index=True),
    Column("cents", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", OneOf(AdjustmentState), nullable=False),
    Column("over_limit", Boolean, nullable=False),
    Column("asked_by", BigInteger, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("decided_by", BigInteger),
    Column("decided_at", Instant),
    Column("key", Text, nullable=False, unique=True),
    one_of("state", AdjustmentState),
    CheckConstraint("cents <> 0", name="cents"),
    CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="decided_by"),
    CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decided_at"),
    CheckConstraint("NOT over_limit OR decided_by IS NULL OR decided_by <> asked_by", name="second_admin"),
    Index(None, "asked_by", "asked_at"),
    sqlite_autoincrement=True,
)
