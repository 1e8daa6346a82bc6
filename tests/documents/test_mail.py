from __future__ import annotations

import gzip
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import Refused, load, open_document
from reader.documents.corpus import is_corpus, records


def letter(text: str = "Dear reader,\n\nthe ferry is late.\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Jörg Roe <roe@post.example>"
    message["To"] = "reader@post.example"
    message["Subject"] = "Fähre verspätet"
    message["Date"] = "Fri, 03 May 2024 10:00:00 +0200"
    message.set_content(text)
    return message


def test_a_message_is_its_headers_and_its_text():
    document = load(letter().as_bytes(), "a.eml")
    assert document.text.startswith("From: Jörg Roe <roe@post.example>\nTo: reader@post.example\n")
    assert "the ferry is late." in document.text
    assert document.metadata.title == "Fähre verspätet"
    assert document.metadata.author == "Jörg Roe"
    assert document.metadata.date == "2024-05-03T10:00:00+02:00"
    assert document.blocks[0].hard_breaks
    assert document.blocks[-1].span.of(document.text) == "the ferry is late."


def test_the_text_is_preferred_to_the_html():
    message = letter("Plain words.")
    message.add_alternative("<p>Marked words.</p>", subtype="html")
    assert "Plain words." in load(message.as_bytes(), "a.eml").text
    assert "Marked" not in load(message.as_bytes(), "a.eml").text


def test_html_serves_where_there_is_no_text():
    message = letter()
    message.set_content("<p>Marked <b>words</b>.</p>", subtype="html")
    assert load(message.as_bytes(), "a.eml").text.endswith("Marked words.")


def test_attachments_are_named():
    message = letter()
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="map.pdf")
    assert load(message.as_bytes(), "a.eml").notices == ("Not shown: map.pdf.",)


def test_a_declared_encoding_is_used():
    head = b"From: a@b.c\nSubject: x\nContent-Type: text/plain; charset=koi8-r\n"
    head += b"Content-Transfer-Encoding: 8bit\n\n"
    assert "Туман" in load(head + "Туман над рекой".encode("koi8-r"), "a.eml").text


def test_each_message_of_a_box_is_a_record():
    box = b"".join(
        b"From x Thu Jan  1 00:00:00 2020\nFrom: a@b.c\nSubject: number %d\n\n"
        b"Body %d\n>From here\n\n" % (n, n)
        for n in (1, 2, 3)
    )
    assert load(box, "m.mbox", record=2).metadata.title == "number 2"
    assert "\nFrom here" in load(box, "m.mbox", record=2).text
    assert load(box, "m.mbox").notices == ("This is the first of 3 messages in this box.",)
    with pytest.raises(Refused, match="no message 7"):
        load(box, "m.mbox", record=7)


PAGE = b"""From: <Saved by a browser>
Snapshot-Content-Location: https://post.example/ferry
Subject: Ferry
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="XX"

--XX
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><head><title>Ferry stops</title></head><body><p>The f=C3=A4hre stops.</p></body></html>
--XX
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--XX--
"""


def test_a_saved_page_is_a_page():
    document = load(PAGE, "a.mhtml")
    assert document.format == "mhtml"
    assert document.text == "The fähre stops."
    assert document.metadata.url == "https://post.example/ferry"


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from([b"From: a\n", b"Subject: =?utf-8?q?=ff?=\n", b"\n", b"--XX\n", b"--XX--\n",
                         b"Content-Type: text/plain; charset=bogus\n", b"Content-Type: text/html\n",
                         b"Content-Type: multipart/mixed; boundary=XX\n", b"Date: 99 Foo\n",
                         b"Content-Type: message/rfc822\n", b"Content-Transfer-Encoding: base64\n",
                         b"Content-Disposition: attachment; filename*=x'y'%ff\n", b"words\n"])
        | st.binary(max_size=10),
        max_size=16,
    ).map(b"".join)
)  # fmt: skip
def test_any_message_opens_or_is_refused(data: bytes):
    try:
        document = load(b"From: a\nTo: b\n" + data, "a.eml")
    except Refused:
        return
    assert all(block.span.end <= len(document.text) for block in document.blocks)
    document.text.encode("utf-8")


def test_comments_nested_in_an_address_do_no_harm():
    document = load(b"From: " + b"(" * 2_000 + b"\nTo: x\nSubject: y\n\nBody\n", "a.eml")
    assert document.text.endswith("Body\n")


class TestMailbox:
    BOX = b"".join(
        b"From a@b.example Fri May  3 10:00:00 2024\nFrom: a@b.example\nTo: c@d.example\n"
        b"Subject: Letter %d\n\nThe words of letter %d.\n>From here on, quoted.\n\n" % (n, n)
        for n in (1, 2, 3)
    )

    def test_each_message_is_a_document(self, tmp_path: Path) -> None:
        path = tmp_path / "letters.mbox"
        path.write_bytes(self.BOX)
        assert is_corpus(path)
        found = [record.document() for record in records(path)]
        assert [one.metadata.title for one in found] == ["Letter 1", "Letter 2", "Letter 3"]
        assert "\nFrom here on, quoted." in found[1].text
        assert [one.digest for one in found] == [
            open_document(path, record=number).digest for number in (1, 2, 3)
        ]
        assert [one.number for one in records(path, after=1)] == [2, 3]

    def test_packed_too(self, tmp_path: Path) -> None:
        path = tmp_path / "letters.mbox.gz"
        path.write_bytes(gzip.compress(self.BOX))
        assert [record.number for record in records(path)] == [1, 2, 3]

    def test_one_message_with_a_postmark_is_no_box(self, tmp_path: Path) -> None:
        path = tmp_path / "letter.eml"
        path.write_bytes(self.BOX[: len(self.BOX) // 3])
        assert not is_corpus(path)
        assert open_document(path).metadata.title == "Letter 1"

    def test_a_postmark_that_is_broken_makes_no_box(self) -> None:
        broken = b"From x\ry\nFrom: a\nTo: b\nSubject: c\n\nThe words.\n"
        assert load(broken, "a.eml").text.endswith("The words.\n")
        with pytest.raises(Refused, match="no message 9"):
            load(self.BOX, "a.mbox", record=9)


def test_a_subject_of_thousands_of_encoded_words_is_cut():
    data = b"From: a\nTo: b\nSubject: " + b"=?utf-8?q?word?= " * 60_000 + b"\n\nThe text.\n"
    assert len(load(data, "a.eml").metadata.title) <= 4_000
