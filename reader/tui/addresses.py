"""Addresses from strangers, written so that what will be opened can be seen.

A host with letters beyond ASCII can look like another one (UTS #39): it is shown, and opened, in
its ASCII form (RFC 3490). Only web and mail addresses are opened at all.
"""

from __future__ import annotations

from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

SCHEMES = ("http", "https", "mailto")
_AS_IT_IS = "!#$%&'()*+,/:;=?@[]~"


class AddressError(ValueError):
    """A sentence about why an address is not opened."""


def plain(address: str) -> tuple[str, str]:
    """The address in ASCII, and the host it leads to ("" for mail). Raises AddressError."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        raise AddressError("The address is malformed; it is not opened.") from None
    if parts.scheme not in SCHEMES:
        raise AddressError("Only http, https and mailto addresses are opened.")
    if parts.scheme == "mailto":
        return quote(address.strip(), safe=_AS_IT_IS), ""
    if not host:
        raise AddressError("The address names no host; it is not opened.")
    name = _ascii(host)
    netloc = f"[{name}]{port}" if ":" in name else f"{name}{port}"
    rest = (quote(part, safe=_AS_IT_IS) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit(SplitResult(parts.scheme, netloc, *rest)), name


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise AddressError("The address names a host that cannot be; it is not opened.") from None
