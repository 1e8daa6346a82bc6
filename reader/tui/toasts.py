"""Which toasts are one too many: they lie over the text that is being read."""

from __future__ import annotations

from collections.abc import Sequence

from textual.notifications import Notification

MOST_TOASTS = 5
"""Toasts that show at once, in a high terminal."""
ROWS_PER_TOAST = 8
"""A terminal of so many rows for each toast: three at 24."""
_WEIGHT = {"information": 0, "warning": 1, "error": 2}


def superfluous(shown: Sequence[Notification], most: int) -> list[Notification]:
    """Those to take away of toasts in the order they came.

    Of equal ones all but the newest; of the others the oldest of the least weight, never the
    newest, until ``most`` (at least 1) are left.
    """
    latest = {_said(one): one for one in shown}
    gone = [one for one in shown if latest[_said(one)] is not one]
    left = [one for one in shown if latest[_said(one)] is one]
    while len(left) > max(1, most):
        least = min(left[:-1], key=lambda one: _WEIGHT[one.severity])  # the first of equals
        left.remove(least)
        gone.append(least)
    return gone


def _said(one: Notification) -> tuple[str, str, str]:
    return one.title, one.message, one.severity
