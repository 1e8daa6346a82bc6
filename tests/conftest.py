"""What tests of several kinds ask for."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest


@pytest.fixture
def not_below_nohup() -> Iterator[None]:
    """What is started heeds SIGHUP, though the tests themselves may run below `nohup`."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)
