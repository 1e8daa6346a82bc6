"""What decides how a document is cleaned: where it is equal, the bytes that come out are."""

from __future__ import annotations

from functools import cache

_LIBRARIES = ("lxml", "selectolax", "markdown-it-py", "charset-normalizer", "langdetect")
"""Of these the result depends besides our own version and model."""


@cache
def edition() -> str:
    """What decides how a document is cleaned, in one line: equal here and there, equal bytes."""
    import hashlib
    from importlib.metadata import PackageNotFoundError, version
    from importlib.resources import files

    from reader import __version__

    cleaning = files("reader.cleaning")
    model = hashlib.sha256(cleaning.joinpath("model.bin").read_bytes())
    model.update(cleaning.joinpath("pages", "pages.bin").read_bytes())
    found = [f"glosse {__version__}", f"model {model.hexdigest()[:12]}"]
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} missing")
    return ", ".join(found)
