"""`--log FILE`: what the program did and how long it took; no titles, paths, texts or notes."""

from __future__ import annotations

import logging
import platform
import time
from collections.abc import Callable
from pathlib import Path

from reader import __version__
from reader.cli.console import Failure
from reader.mishap import trail
from reader.storage import reason

_FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def logged(path: str, verb: str, run: Callable[[], int]) -> int:
    """Run a verb with its log kept in a file, which is added to."""
    try:
        Path(path).touch()
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise Failure(
            f"The log {path} cannot be written: {reason(error, where=False)}.", status=2
        ) from None
    handler.setFormatter(logging.Formatter(_FORMAT))
    log = logging.getLogger("reader")
    log.setLevel(logging.DEBUG)
    log.addHandler(handler)
    log.info(
        "glosse %s %s, Python %s, %s %s",
        __version__, verb, platform.python_version(), platform.system(), platform.machine(),
    )  # fmt: skip
    begun = time.monotonic()
    try:
        status = run()
    except BaseException as error:
        # Without the traceback: its lines may quote a document.
        log.error("ended by %s after %.3f s", trail(error), time.monotonic() - begun)  # noqa: TRY400
        raise
    else:
        log.info("exit %d after %.3f s", status, time.monotonic() - begun)
        return status
    finally:
        log.removeHandler(handler)
        handler.close()
