"""Open the reader in a browser, from this machine; needs glosse[serve].

examples:
  glosse serve articles/               prints an address to open in a browser
  glosse serve report.txt --port 9000  one file, at a port of your choice
  ssh -L 8765:127.0.0.1:8765 host glosse serve articles/

Only this machine can connect, and only with the address as it is printed: it holds a secret.
With --host another machine can, too; whoever has the address then reads and writes as you, and
the connection is not encrypted. Prefer ssh, as above. The page loads nothing from elsewhere.
ctrl+c ends it; notes are on disk as soon as they are shown as saved.
"""

from __future__ import annotations

import argparse
import os
import socket
from pathlib import Path

from reader.cli.console import Failure, complain, remark

PORT = 8765


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse serve` takes."""
    parser.add_argument("path", nargs="?", metavar="PATH", help="a folder or file (default: here)")
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="listen here (default: 127.0.0.1)"
    )
    parser.add_argument(
        "--port", type=_port, default=PORT, metavar="N", help=f"default {PORT}; 0 takes a free one"
    )
    parser.add_argument("--quiet", action="store_true", help="print the address only")


def run(options: argparse.Namespace) -> int:
    """Serve until ctrl+c."""
    try:
        from reader.cli.web import ReaderServer
    except ImportError:
        raise Failure(
            "`glosse serve` needs textual-serve: pip install 'glosse[serve]'.", status=2
        ) from None
    target = Path(options.path or ".")
    if not target.exists():
        raise Failure(f"{target} does not exist. Check the spelling.")
    listening = _listen(options.host, options.port)
    server = ReaderServer(target.absolute(), options.host, listening)
    if not is_loopback(options.host):
        complain(
            f"other machines can connect to {options.host}. Whoever has the address reads and "
            "writes your notes and runs commands as you; the connection is not encrypted."
        )
    print(server.address, flush=True)
    remark("Open the address in a browser. ctrl+c ends it.", quiet=options.quiet)
    server.run()
    return 0


def is_loopback(host: str) -> bool:
    """Whether only this machine can connect to a host."""
    import ipaddress

    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number < 1 << 16:
        raise ValueError(text)
    return number


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises Failure with a sentence."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
        try:
            if os.name == "posix":  # on Windows it would share a port in use
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(16)
        except OSError:
            made.close()
            raise
    except OSError as error:
        raise Failure(
            f"Nothing can listen at {host}, port {port}: {error.strerror}. "
            "Try another --port, or --port 0 for a free one."
        ) from None
    return made
