"""Fetching one page, carefully: http and https only, bounded in size and time, no inner networks.

Every hop of a redirect is looked at before it is asked. The address that was checked is the one
that is connected to, so that a name cannot point elsewhere a moment later.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from dataclasses import dataclass
from email.message import Message
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from reader import __version__
from reader.documents.refused import Refused

HOPS = 8
_CHUNK = 1 << 16
_REDIRECTS = {301, 302, 303, 307, 308}
_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent."""

    url: str
    """The address that answered."""
    data: bytes
    content_type: str = ""
    charset: str = ""
    redirects: tuple[str, ...] = ()
    """Every address asked, the first one first; () without a redirect."""


def fetch(url: str, *, private: bool, timeout: float, largest: int) -> Page:
    """The page at an address. ``timeout``: seconds for all of it; ``largest``: bytes.

    Raises ``Refused`` with a sentence for everything that goes wrong.
    """
    deadline = time.monotonic() + timeout
    asked = [url]
    for _ in range(HOPS):
        parts = _checked(asked[-1])
        try:
            answer = _ask(parts, private, deadline, largest)
        except TimeoutError as error:
            raise Refused(f"{asked[-1]} did not answer within {timeout:g} seconds.") from error
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", "") or error.reason or error
            raise Refused(f"{parts.hostname} has no valid certificate: {reason}.") from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "strerror", None) or error or type(error).__name__
            raise Refused(f"{asked[-1]} could not be fetched: {reason}.") from error
        if isinstance(answer, str):
            asked.append(urljoin(asked[-1], answer))
            continue
        data, headers = answer
        return Page(
            asked[-1],
            data,
            headers.get_content_type() if headers.get("Content-Type") else "",
            headers.get_content_charset() or "",
            tuple(asked) if len(asked) > 1 else (),
        )
    raise Refused(f"{url} was redirected more than {HOPS} times.")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(f"{url} is no address of a page: {error}.") from error
    if parts.scheme.lower() not in {"http", "https"}:
        raise Refused(f"Only http and https addresses are fetched, not {url}.")
    if not parts.hostname or port == 0:
        raise Refused(f"{url} names no host.")
    if parts.username is not None or parts.password is not None:
        raise Refused(f"{url} carries a name or password; leave it out.")
    return parts


def _addresses(host: str, port: int, private: bool) -> list[tuple[socket.AddressFamily, str]]:
    """Where a host may be reached; all of its addresses must be public unless ``private``."""
    try:
        name = host.encode("idna").decode("ascii") if not host.isascii() else host
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"There is no host called {host}.") from error
    addresses: list[tuple[socket.AddressFamily, str]] = []
    for family, _, _, _, where in found:
        address = str(where[0]).partition("%")[0]
        if not private and not _is_public(address):
            named = host if host == address else f"{host} ({address})"
            raise Refused(f"{named} is inside your own network: --private allows that.")
        addresses.append((family, str(where[0])))
    return addresses


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _nat64(address)
        if inner is not None:
            return _is_public(str(inner))
    return address.is_global and not address.is_multicast


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _left(deadline: float) -> float:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _connect(parts: SplitResult, private: bool, deadline: float) -> http.client.HTTPConnection:
    """A connection to an address that was checked, under the name that was asked for."""
    host = parts.hostname or ""
    secure = parts.scheme.lower() == "https"
    port = parts.port or (443 if secure else 80)
    failure: OSError | None = None
    for _, address in _addresses(host, port, private):
        connection = http.client.HTTPConnection(host, port, timeout=_left(deadline))
        try:
            raw = socket.create_connection((address, port), timeout=_left(deadline))
            if secure:
                name = host.encode("idna").decode("ascii") if not host.isascii() else host
                raw = ssl.create_default_context().wrap_socket(raw, server_hostname=name)
        except OSError as error:
            failure = error
            continue
        connection.sock = raw
        return connection
    raise failure or OSError("no address answered")


def _ask(
    parts: SplitResult, private: bool, deadline: float, largest: int
) -> tuple[bytes, Message] | str:
    """The body and headers of an answer, or where it redirects to."""
    connection = _connect(parts, private, deadline)
    try:
        path = quote(parts.path or "/", safe=_SAFE)
        path += "?" + quote(parts.query, safe=_SAFE) if parts.query else ""
        connection.request("GET", path, headers=_headers())
        response = connection.getresponse()
        if response.status in _REDIRECTS and response.headers.get("Location"):
            return str(response.headers["Location"])
        if response.status != http.client.OK:
            raise Refused(f"{parts.geturl()} answered {response.status} {response.reason}.")
        data = _body(connection, response, deadline, largest)
        return _unpacked(data, response.headers, largest, parts.geturl()), response.headers
    finally:
        connection.close()


def _headers() -> dict[str, str]:
    return {
        "User-Agent": f"Glosse/{__version__}",
        "Accept": "text/html,application/xhtml+xml,text/*;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _body(
    connection: http.client.HTTPConnection,
    response: http.client.HTTPResponse,
    deadline: float,
    largest: int,
) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        if connection.sock is not None:
            connection.sock.settimeout(_left(deadline))
        piece = response.read1(_CHUNK)
        _left(deadline)
        if not piece and response.length:
            raise Refused("The page broke off before all of it had come. Try again.")
        if not piece:
            return b"".join(pieces)
        size += len(piece)
        if size > largest:
            raise Refused(f"The page is larger than {largest >> 20} MB.")
        pieces.append(piece)


def _unpacked(data: bytes, headers: Message, largest: int, url: str) -> bytes:
    coding = str(headers.get("Content-Encoding", "")).strip().lower()
    if coding in {"", "identity"}:
        return data
    if coding not in {"gzip", "x-gzip"}:
        raise Refused(f"{url} is packed as {coding}, which was not asked for.")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(data, largest + 1)
    except zlib.error as error:
        raise Refused(f"{url} sent a damaged answer: {error}.") from error
    if len(plain) > largest:
        raise Refused(f"The page is larger than {largest >> 20} MB.")
    if not unpacker.eof:
        raise Refused(f"{url} sent an answer that is cut off. Try again.")
    return plain
