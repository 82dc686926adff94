"""PTB as its next major version will be: pauses are timedeltas, without a warning each."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _pauses_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
