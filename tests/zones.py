"""The time zones that a server may run in: none of them changes which day it is in Rome."""

import os
import time
from collections.abc import Iterator

import pytest

ZONES = ("UTC", "Europe/Rome", "Pacific/Auckland")


@pytest.fixture(params=ZONES, scope="module")
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The process runs in each zone in turn: a whole module does so with `pytest.mark.usefixtures("zone")`."""
    name = str(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "TZ", name)
        time.tzset()
        yield name
    time.tzset()
