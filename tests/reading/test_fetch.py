"""Paths become documents: folders walked without following anything out of them, bytes decoded exactly, metadata believed in order."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import socket
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.claims.errors import DocumentError, UsageError
from muster.reading.fetch import Candidate, Refused, load, load_bytes, shown, walk

REPORT = "Kyiv says 500 soldiers were killed\n\nThe ministry said on Monday that 500 of its soldiers had been killed.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reports beside a secret that is not of it."""
    (tmp_path / "secret.txt").write_text("The secret.")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "far.txt").write_text("Far away.")
    inside = tmp_path / "reports"
    inside.mkdir()
    (inside / "a.txt").write_text(REPORT)
    return inside


def found(*paths: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """The names of the candidates, and origin and reason of the refused."""
    entries = list(walk(paths))
    names = [entry.name for entry in entries if isinstance(entry, Candidate)]
    return names, [(Path(entry.origin).name, entry.reason) for entry in entries if isinstance(entry, Refused)]


def refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        load(path)
    assert "\n" not in str(caught.value)
    return caught.value.reason


# ------------------------------------------------------------------ walking
def test_a_folder_is_walked_in_order_and_files_of_other_kinds_are_passed_over(folder: Path) -> None:
    for name in (
        "b/c.md",
        "b/a.HTML",
        "B.pdf",
        "z.json",
        "z.csv",
        "z.parquet",
        "photo.jpg",
        "notes",
        ".hidden.txt",
        "~$a.docx",
    ):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert found(folder) == (["B.pdf", "a.txt", "b/a.HTML", "b/c.md", "z.csv", "z.json", "z.parquet"], [])


def test_a_file_is_given_once_however_often_it_is_named(folder: Path) -> None:
    assert found(folder, folder / "a.txt", folder / ".." / "reports" / "a.txt", folder)[0] == ["a.txt"]


def test_a_file_named_outright_is_a_candidate_whatever_its_name(folder: Path) -> None:
    (folder / "notes").write_text(REPORT)
    assert found(folder / "notes") == (["notes"], [])
    assert load(folder / "notes").media == "text"


def link(folder: Path, name: str, target: str) -> Path:
    (folder / name).symlink_to(target)
    return folder / name


def bound(path: Path) -> Path:
    """A socket in the file system, by a relative name since its address must be short."""
    here = os.getcwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)
    os.chdir(here)
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


TRICKS = {
    "link to a file outside": (lambda f: link(f, "x.txt", "../secret.txt"), "symlink"),
    "link to a file inside": (lambda f: link(f, "x.txt", "a.txt"), "symlink"),
    "absolute link": (lambda f: link(f, "x.txt", "/etc/passwd"), "symlink"),
    "link to a folder outside": (lambda f: link(f, "x", "../outside"), "symlink"),
    "link to the folder above": (lambda f: link(f, "x", ".."), "symlink"),
    "link to itself": (lambda f: link(f, "x.txt", "x.txt"), "symlink"),
    "link to nothing": (lambda f: link(f, "x.txt", "nothing.txt"), "symlink"),
    "link to a device": (lambda f: link(f, "x.txt", "/dev/zero"), "symlink"),
    "link to standard input": (lambda f: link(f, "x.txt", "/dev/stdin"), "symlink"),
    "named pipe": (lambda f: pipe(f / "x.txt"), "not_regular"),
    "socket": (lambda f: bound(f / "x.txt"), "not_regular"),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_nothing_but_a_regular_file_is_opened(folder: Path, trick: str) -> None:
    make, reason = TRICKS[trick]
    path = make(folder)
    names, refused = found(folder)
    assert names == ["a.txt"]
    assert refused == [(path.name, reason)]
    assert found(path) == ([], [(path.name, reason)])
    assert refusal(path) in (reason, "symlink")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/dev/zero", "not_regular"), ("/dev/tty", "not_regular"), ("/dev", "not_regular"), ("/no/such/file.txt", "missing"),
     ("/etc/passwd/a.txt", "missing"), ("a\0b.txt", "missing"), ("/" + "a" * 300 + ".txt", "unreadable")],
)  # fmt: skip
def test_a_path_that_is_no_file_is_refused_at_once(path: str, reason: str) -> None:
    assert refusal(Path(path)) in (reason, "unreadable")


def test_a_folder_named_like_a_file_is_walked(folder: Path) -> None:
    (folder / "x.txt").mkdir()
    (folder / "x.txt" / "b.txt").write_text("x")
    assert found(folder) == (["a.txt", "x.txt/b.txt"], [])


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        (b"new\nline.txt", r"new\nline.txt"),
        (b"\xff\xfe.txt", r"\xff\xfe.txt"),
        (b"\x1b]0;title\x07.txt", r"\x1b]0;title\x07.txt"),
        ("right\u202eto left.txt".encode(), r"right\u202eto left.txt"),
        (b"back\\slash.txt", r"back\\slash.txt"),
        (b"<b>&.txt", "<b>&.txt"),
        (b"-rf.txt", "-rf.txt"),
        (b"$(id).txt", "$(id).txt"),
        (b"a" * 251 + b".txt", "a" * 251 + ".txt"),
        ("Втрати.txt".encode(), "Втрати.txt"),
    ],
)
def test_odd_names_are_read_and_shown_escaped(folder: Path, name: bytes, escaped: str) -> None:
    path = folder / os.fsdecode(name)
    path.write_text(REPORT)
    (candidate,) = [entry for entry in walk([folder]) if entry != Candidate(folder / "a.txt", "a.txt")]
    assert candidate == Candidate(path, escaped)
    document = load(path)
    assert document.text == REPORT
    assert document.origin == shown(path)
    assert document.origin.encode().decode().isprintable()


def test_a_folder_deeper_than_any_path_may_be_is_refused_not_lost(folder: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    try:
        for _ in range(30):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        Path("deep.txt").write_text("x")
    finally:
        os.fchdir(here)
        os.close(here)
    names, refused = found(folder)
    assert names == ["a.txt"]
    assert [reason for _, reason in refused] == ["unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    assert refusal(folder / "a.txt") == "unreadable"


# ------------------------------------------------------------------ bad files
def test_a_file_that_is_too_large_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(DocumentError, match="200,000,000 bytes, where a document may have 32,000,000") as caught:
        load(path)
    assert caught.value.reason == "too_large"


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \r\n\t\n", "empty"),
    "mark.txt": b"\xef\xbb\xbf" and (b"\xef\xbb\xbf", "empty"),
    "empty.html": (b"", "empty"),
    "bare.html": (b"<html><body></body></html>", "no_text"),
    "script.html": (b"<html><body><script>write('500 killed')</script></body></html>", "no_text"),
    "empty.json": (b"", "empty"),
    "random.txt": (bytes(range(256)) * 20, "binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "binary"),
    "paper.txt": (b"%PDF-1.7\n", "binary"),
    "zeros.txt": (b"\0" * 5_000, "empty"),
    "wide.txt": ("500 soldiers were killed".encode("utf-16-le"), "binary"),
    "odd.txt": (b"\xff\xfeabc", "binary"),
    "cyrillic.txt": ("Втрати особового складу противника".encode("windows-1251"), "binary"),
    "none.pdf": (b"not a PDF", "unreadable"),
    "none.docx": (b"not a zip", "unreadable"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
    "none.parquet": (b"not a table", "unreadable"),
    "text.json": (b"not JSON", "unreadable"),
    "deep.json": (b"[" * 100_000, "unreadable"),
    "other.json": (b'{"a": 1}', "unsupported"),
    "other.csv": (b"a,b\n1,2\n", "unsupported"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    data, reason = BAD[name]
    (tmp_path / name).write_bytes(data)
    assert refusal(tmp_path / name) == reason


# ------------------------------------------------------------------ characters
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_text_is_kept_exactly_in_every_encoding_with_a_mark(text: str, encoding: str) -> None:
    if text.startswith("\ufeff") or not text.strip():
        return
    assert load_bytes(text.encode(encoding), name="a.txt").text == text


@pytest.mark.parametrize(
    "text",
    [
        "Some 500 were killed.\r\nAnd 20 wounded.\r\n",
        "A NUL \0 stands between 500 and the killed.",
        "e\u0301 and \u00e9 are kept as they are: 500 killed",
        "right-to-left \u202e500\u202c and zero\u200bwidth",
        "Digits \u0663\u0661 and \u096a, and 12\u202f000 killed",
        "\U0001f7e1 and \u26a1\ufe0f 968 lost",
        "no end of line",
        "\n\n  begins late: 500 killed\n\n",
    ],
)
def test_odd_characters_are_kept(text: str) -> None:
    assert load_bytes(text.encode(), name="a.txt").text == text


def test_western_text_without_a_mark_is_read() -> None:
    text = "General Gérard spoke of “500 killed” – no more – on Monday."
    assert load_bytes(text.encode("windows-1252"), name="a.txt").text == text


@pytest.mark.parametrize(
    ("charset", "text"),
    [("windows-1251", "Втрати: 500 вбитих"), ("iso-8859-2", "500 zabitých vojáků"), ("koi8-r", "Убито 500 солдат")],
)
def test_a_page_in_the_charset_it_declares(charset: str, text: str) -> None:
    page = f"<html><head><meta charset={charset}></head><body><p>{text}</p></body></html>".encode(charset)
    assert load_bytes(page, name="a.html").text == text


# ------------------------------------------------------------------ standard input
def test_standard_input_is_looked_at() -> None:
    kinds = {
        b"<!doctype html><p>500 were killed": "html",
        b"  <html><body><p>500 were killed</p></body></html>": "html",
        b'[{"date": "2024-12-01", "personnel": 742130}]': "dataset",
        b"measure,low,high\nkilled,5,5\n": "dataset",
        b"500 were killed, he said.": "text",
        b"[500 were killed, he said.": "text",
    }
    assert {data: load_bytes(data, name="-").media for data in kinds} == kinds


# ------------------------------------------------------------------ metadata
def test_what_is_given_wins() -> None:
    document = load_bytes(REPORT.encode(), name="a.txt", published=dt.date(2024, 12, 9), publisher="The Gazette")
    assert (document.published, document.publisher) == (dt.date(2024, 12, 9), "The Gazette")
    assert document.title == "Kyiv says 500 soldiers were killed"
    assert document.language == "en"


@pytest.mark.parametrize("day", [dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.date(1899, 12, 31)])
def test_a_date_given_that_no_paper_was_published_on_is_misuse(day: dt.date) -> None:
    with pytest.raises(UsageError):
        load_bytes(REPORT.encode(), name="a.txt", published=day)


def test_a_dateline_in_the_text_is_the_date() -> None:
    document = load_bytes(
        b"Kyiv says 500 soldiers were killed\n9 December 2024\n\nThe ministry said so.\n", name="a.txt"
    )
    assert document.published == dt.date(2024, 12, 9)


def test_where_nothing_is_said_nothing_is_known() -> None:
    document = load_bytes("Відомості про 500 осіб надійшли сьогодні.".encode(), name="a.txt")
    assert (document.published, document.publisher, document.title, document.language) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "HERALD\nMonday, 9 December 2024\n\nArmy counts its dead after Kursk\n\nSome 500.",
            "Army counts its dead after Kursk",
        ),
        ("Key Facts\n- 500 men were killed in the month, the ministry said.\n", None),
        ("The ministry said on Monday that 500 of its men had been killed.\nMore follows.\n", None),
        ("Q&A: what the figures show\n26 August 2025\n\nWhy now?\n", "Q&A: what the figures show"),
    ],
)
def test_a_title_is_a_headline_and_not_a_label_or_a_sentence(text: str, title: str | None) -> None:
    assert load_bytes(text.encode(), name="a.txt").title == title


def test_front_matter_is_metadata_and_marks_are_not_text() -> None:
    source = (
        "---\ntitle: \"Fifty thousand\"\ndate: 2026-01-29\npublisher: 'Front Weekly'\nlang: en-GB\ntags: [a, b]\n---\n"
        "## A goal\n\nSome **35,000** men, [he said](https://example.org/2024/9999), were _lost_.\n\n"
        "| Month | Killed |\n| --- | ---: |\n| May | 1,200 |\n\n- 5 * 3 and file_name_here\n> quoted\n"
    )
    document = load_bytes(source.encode(), name="a.md")
    assert document.text == (
        "Fifty thousand\n\nA goal\n\nSome 35,000 men, he said, were lost.\n\n"
        "Month | Killed\nMay | 1,200\n\n- 5 * 3 and file_name_here\nquoted\n"
    )
    assert (document.title, document.publisher, document.language) == ("Fifty thousand", "Front Weekly", "en")
    assert document.published == dt.date(2026, 1, 29)


def test_the_same_content_is_the_same_document_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    here, there = load(tmp_path / "a.txt"), load_bytes(REPORT.encode(), name="-")
    assert here.id == there.id
    assert here.bytes_hash == there.bytes_hash
    assert here.origin != there.origin


def test_a_broken_character_in_utf8_does_not_spoil_the_rest() -> None:
    text = "“Some 500 were killed”, Gérard said – “and 20 wounded” – on the day that “everything” changed … and “more”, too…"
    data = text.encode() + b"\xe2\x80 end" + text.encode()
    assert load_bytes(data, name="a.txt").text == f"{text}\ufffd end{text}"


@pytest.mark.parametrize(
    "unit",
    [
        "<!--",
        "[](",
        "![",
        "*a ",
        "_a_",
        "`",
        "# ",
        " #",
        "|",
        "-- |",
        " ",
        "\\",
        "> ",
        "---\n",
        "a: b\n",
        "\ufeff",
        "<",
        "- ",
    ],
)
@pytest.mark.parametrize("head", ["", "# ", "| ", "---\n"])
def test_markdown_that_repeats_itself_takes_no_longer_for_it(unit: str, head: str) -> None:
    began = time.monotonic()
    with contextlib.suppress(DocumentError):
        load_bytes((head + unit * (300_000 // len(unit)) + "\n500 were killed").encode(), name="a.md")
    assert time.monotonic() - began < 5
