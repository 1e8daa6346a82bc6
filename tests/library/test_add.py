"""Saving articles into a library; pages come from a server of our own on the loopback."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reader.documents import open_document
from reader.library import add, fetch
from reader.library.add import Refused, add_bytes, add_file, add_url

PAGE = (
    "<!DOCTYPE html>\n<html><head><title>Über die Brücke &amp; zurück</title></head>"
    "<p>Text</p></html>"
)
RUSSIAN = "<html><head><title>Река</title></head><p>Вода шла вниз.</html>"
WHEN = datetime(2025, 7, 1, 12, 0, tzinfo=UTC)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        route = getattr(
            self, "at_" + self.path.partition("?")[0].strip("/").replace("/", "_"), None
        )
        if route is None:
            self.send_error(404)
        else:
            route()

    def answer(self, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def at_page(self) -> None:
        self.answer(PAGE.encode())

    def at_packed(self) -> None:
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def at_odd(self) -> None:
        self.answer(PAGE.encode(), "text/html; charset=utf8mb4")

    def at_koi8(self) -> None:
        self.answer(RUSSIAN.encode("koi8-r"), "text/html; charset=koi8-r")

    def at_koi8_text(self) -> None:
        self.answer("Река".encode("koi8-r"), "text/plain; charset=koi8-r")

    def at_says_otherwise(self) -> None:
        said = RUSSIAN.replace("<head>", "<head><meta charset=iso-8859-1>")
        self.answer(said.encode("koi8-r"), "text/html; charset=koi8-r")

    def at_says_so(self) -> None:
        said = RUSSIAN.replace("<head>", "<head><meta charset=KOI8-R>")
        self.answer(said.encode("koi8-r"), "text/html; charset=koi8-r")

    def at_says_wrongly(self) -> None:
        self.answer(PAGE.encode(), "text/html; charset=iso-8859-1")

    def at_wide(self) -> None:
        self.answer(RUSSIAN.encode("utf-16"), "text/html; charset=utf-16")

    def at_cut(self) -> None:
        self.answer(PAGE.encode(), Content_Length="9999")

    def at_half(self) -> None:
        self.answer(gzip.compress(PAGE.encode())[:-12], Content_Encoding="gzip")

    def at_bomb(self) -> None:
        self.answer(gzip.compress(b"x" * 50_000_000), Content_Encoding="gzip")

    def at_text(self) -> None:
        self.answer(b"Plain words", "text/plain")

    def at_picture(self) -> None:
        self.answer(b"\x89PNG", "image/png")

    def at_moved(self) -> None:
        self.redirect("/further")

    def at_further(self) -> None:
        self.redirect("page?x=1")

    def at_circle(self) -> None:
        self.redirect("/circle")

    def at_escape(self) -> None:
        self.redirect("file:///etc/passwd")

    def at_slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(40):
            try:
                self.wfile.write(b"x")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def at_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(2000):
                self.wfile.write(b"x" * 65536)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


def get(root: Path, url: str, **options: object):
    return add_url(root, url, private=True, now=lambda: WHEN, **options)  # type: ignore[arg-type]


class TestPages:
    def test_a_page_is_kept_with_where_it_came_from(self, server: str, tmp_path: Path) -> None:
        added = get(tmp_path, server + "/page")
        assert added.path == tmp_path.resolve() / "über-die-brücke-zurück.html"
        kept = added.path.read_text(encoding="utf-8")
        address = server + "/page"
        comment = f"<!-- saved from url=({len(address):04d}){address} on {WHEN.isoformat()} -->\n"
        stated = PAGE.replace("<head>", '<head><meta charset="utf-8"/>\n', 1)
        assert kept == stated.replace("html>\n", "html>\n" + comment, 1)
        assert added.redirects == ()

    def test_the_same_page_is_not_kept_twice(self, server: str, tmp_path: Path) -> None:
        first = get(tmp_path, server + "/page")
        again = get(tmp_path, server + "/page")
        assert again.existed
        assert again.path == first.path

    def test_into_a_folder(self, server: str, tmp_path: Path) -> None:
        assert get(tmp_path, server + "/text", folder="2025/07").path.parent == (
            tmp_path.resolve() / "2025" / "07"
        )

    def test_redirects_are_told(self, server: str, tmp_path: Path) -> None:
        added = get(tmp_path, server + "/moved")
        hops = ("/moved", "/further", "/page?x=1")
        assert added.redirects == tuple(server + hop for hop in hops)
        assert added.source == server + "/page?x=1"

    def test_packed_answers_are_unpacked(self, server: str, tmp_path: Path) -> None:
        assert b"<p>Text</p>" in get(tmp_path, server + "/packed").path.read_bytes()

    @pytest.mark.parametrize("route", ["koi8", "says_otherwise", "says_so", "wide"])
    def test_the_encoding_that_the_server_names_is_kept(
        self, server: str, tmp_path: Path, route: str
    ) -> None:
        added = get(tmp_path, f"{server}/{route}")
        document = open_document(added.path)
        assert not document.encoding.guessed
        assert document.text.endswith("Вода шла вниз.")
        kept = added.path.read_bytes()
        assert f"{server}/{route} on" in kept.decode(document.encoding.name)
        metas = {"koi8": 1, "says_otherwise": 2, "says_so": 1, "wide": 0}
        assert kept.count(b"<meta") == metas[route]

    def test_a_server_that_is_wrong_is_not_believed(self, server: str, tmp_path: Path) -> None:
        added = get(tmp_path, server + "/says_wrongly")
        assert b"<meta" not in added.path.read_bytes()
        assert open_document(added.path).metadata.title == "Über die Brücke & zurück"

    def test_a_plain_text_that_cannot_say_how_it_is_read(self, server: str, tmp_path: Path) -> None:
        added = get(tmp_path, server + "/koi8_text")
        assert added.path.read_text(encoding="utf-8") == "Река"
        assert get(tmp_path, server + "/koi8_text").existed

    def test_an_encoding_that_nobody_knows_is_no_hindrance(
        self, server: str, tmp_path: Path
    ) -> None:
        assert b"<p>Text</p>" in get(tmp_path, server + "/odd").path.read_bytes()

    @pytest.mark.parametrize(
        ("route", "sentence"),
        [
            ("/missing", "answered 404 Not Found"),
            ("/picture", "is image/png, and no article"),
            ("/circle", "was redirected more than 8 times"),
            ("/escape", "Only http and https addresses are fetched, not file:///etc/passwd"),
            ("/endless", "larger than 32 MB"),
            ("/bomb", "larger than 32 MB"),
            ("/cut", "broke off before all of it had come"),
            ("/half", "is cut off"),
        ],
    )
    def test_what_is_refused(self, server: str, tmp_path: Path, route: str, sentence: str) -> None:
        with pytest.raises(Refused, match=sentence):
            get(tmp_path, server + route)
        assert list(tmp_path.iterdir()) == []

    def test_a_slow_server_is_given_up(self, server: str, tmp_path: Path) -> None:
        with pytest.raises(Refused, match=r"did not answer within 0.3 seconds"):
            get(tmp_path, server + "/slow", timeout=0.3)


class TestPrivateAddresses:
    def test_the_own_machine_is_refused_unless_asked(self, server: str, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="inside your own network"):
            add_url(tmp_path, server + "/page")

    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "[::1]",
            "[fd00::1]",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "2130706433",
            "0x7f.1",
        ],
    )
    def test_in_every_notation(self, tmp_path: Path, host: str) -> None:
        with pytest.raises(Refused, match=r"inside your own network|no host called"):
            add_url(tmp_path, f"http://{host}:9/", timeout=2)

    def test_every_hop_is_checked(self, server: str, tmp_path: Path, monkeypatch) -> None:
        asked: list[str] = []
        public = fetch._is_public

        def first_time_public(address: str) -> bool:
            asked.append(address)
            return len(asked) == 1 or public(address)

        monkeypatch.setattr(fetch, "_is_public", first_time_public)
        with pytest.raises(Refused, match="inside your own network"):
            add_url(tmp_path, server + "/moved")
        assert asked == ["127.0.0.1", "127.0.0.1"]

    @pytest.mark.parametrize(
        "url", ["ftp://example.org/a", "file:///etc/passwd", "http://", "http://a:99999/"]
    )
    def test_what_is_no_address(self, tmp_path: Path, url: str) -> None:
        with pytest.raises(Refused):
            add_url(tmp_path, url)

    def test_passwords_are_not_sent(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="carries a name or password"):
            add_url(tmp_path, "http://me:secret@example.org/")


class TestFiles:
    def test_a_file_is_copied(self, tmp_path: Path) -> None:
        source, root = tmp_path / "a.txt", tmp_path / "root"
        source.write_text("Words")
        added = add_file(root, source)
        assert added.path.read_text() == "Words"
        assert add_file(root, source).existed

    def test_another_file_of_the_name_gets_a_number(self, tmp_path: Path) -> None:
        root = tmp_path / "root"
        for number in (1, 2):
            source = tmp_path / str(number) / "a.txt"
            source.parent.mkdir()
            source.write_text(f"Words {number}")
            added = add_file(root, source)
        assert added.path.name == "a-2.txt"
        assert (root / "a.txt").read_text() == "Words 1"

    def test_a_file_of_the_library_stays(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("Words")
        assert add_file(tmp_path, path) == add.Added(path.resolve(), 5, existed=True)

    @pytest.mark.parametrize("name", ["a.png", "gone.txt"])
    def test_what_is_refused(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "a.png").write_bytes(b"x")
        with pytest.raises(Refused, match=name):
            add_file(tmp_path / "root", tmp_path / name)

    def test_a_file_beyond_bounds_is_refused(self, tmp_path: Path, monkeypatch) -> None:
        monkeypatch.setattr(add, "LARGEST_FILE", 3)
        (tmp_path / "a.txt").write_text("Words")
        with pytest.raises(Refused, match=r"a\.txt is too large"):
            add_file(tmp_path / "root", tmp_path / "a.txt")

    def test_nothing_is_written_outside(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="outside the library"):
            add_bytes(tmp_path / "root", b"Words", folder="../elsewhere")


class TestStandardInput:
    @pytest.mark.parametrize(
        ("data", "name"),
        [
            ("A first line\nand more", "a-first-line.txt"),
            (PAGE, "über-die-brücke-zurück.html"),
            ("../../etc/passwd", "etc-passwd.txt"),
            ("con", "con-page.txt"),
            ("\x1b]0;x\x07 title", "0-x-title.txt"),
            ("?!", "standard-input.txt"),
            ("wort " * 60, "wort-" * 15 + "wort.txt"),
            ("# A *walk*\n\nWe went out.", "a-walk.md"),
            ('---\ndate: 2026-01-02\ntitle: "A walk"\n---\n\nWe went out.', "a-walk.md"),
            (
                "<!-- saved from url=(0017)https://a.example -->" + PAGE,
                "über-die-brücke-zurück.html",
            ),
            ('{"text": "one"}\n{"text": "two"}\n', "text-one.jsonl"),
            ("#hashtag first", "hashtag-first.txt"),
        ],
    )
    def test_the_first_line_names_the_file(self, tmp_path: Path, data: str, name: str) -> None:
        assert add_bytes(tmp_path, data.encode()).path == tmp_path.resolve() / name

    def test_an_archive_is_refused_and_nothing_written(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="ZIP archive"):
            add_bytes(tmp_path, b"PK\x03\x04" + bytes(200))
        assert not list(tmp_path.iterdir())

    def test_what_is_packed_stays_packed(self, tmp_path: Path) -> None:
        added = add_bytes(tmp_path, gzip.compress(b"# A walk\n\nWe went out."), title="A walk")
        assert added.path.name in {"a-walk.txt.gz", "a-walk.md.gz"}

    def test_nothing_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="nothing on standard input"):
            add_bytes(tmp_path, b" \n")
