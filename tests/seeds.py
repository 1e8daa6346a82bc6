"""The two sample articles, as they come: without what a reader of them has noted meanwhile."""

from __future__ import annotations

import shutil
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"


def copy_seeds(folder: Path) -> Path:
    """A folder of its own with the sample articles, made here."""
    shutil.copytree(SEEDS, folder, ignore=shutil.ignore_patterns(".glosse"))
    return folder
