"""A person's own folders where they are known without asking ``platformdirs``, slow to load."""

from __future__ import annotations

import os


def base(variable: str, usual: str) -> str:
    """A base folder as the XDG specification finds it: from the environment, else in the home.

    ``usual`` is relative to the home; a variable that holds no absolute path counts as unset.
    """
    found = os.environ.get(variable, "")
    return found if os.path.isabs(found) else os.path.join(os.path.expanduser("~"), usual)
