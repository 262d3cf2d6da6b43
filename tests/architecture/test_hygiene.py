"""What is in the repository is for everyone: no path of a machine, no registry's host, no secret."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from house import ROOT, modules, tree

# Written in pieces, or this file would find itself.
FORBIDDEN = {
    "a path of a machine": re.compile(r"(?<![\w.])/(?:home|Users|root|work|opt|private)/[\w.-]+"),
    "a registry's host": re.compile(r"(?:pypi|pythonhosted|anaconda|npmjs|artifactory|devpi)\.(?:org|com|io)" + r"\b"),
    "an index": re.compile(r"--(?:extra-)?index" + r"-url[ =]|--find" + r"-links[ =]"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE" + r" KEY"),
    "a token": re.compile(r"\b(?:ghp|gho|github_pat|glpat|sk|xox[bp])[-_][A-Za-z0-9_-]{16,}"),
    "an access key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
}
LOCKS = ("requirements.lock", "requirements-estimate.lock", "requirements-dev.lock")


def kept() -> list[Path]:
    """The files under version control; where there is no git (a source archive), all that are no product."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
        )
        names = [name for name in done.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [
            str(path.relative_to(ROOT))
            for folder in ("src", "tests", "docs", "tools")
            for path in (ROOT / folder).rglob("*.*")
        ]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_of_one_machine_is_in_it(what: str) -> None:
    found = []
    for path in kept():
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if "lock" in path.suffix and what == "a token":
                continue
            if FORBIDDEN[what].search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_no_pattern_repeats_possessively() -> None:
    """Python 3.11.2, which Debian 12 has, matches `(?:a|b){0,9}+` wrongly: months were lost by it."""
    possessive = re.compile(r"(?<!\\)(?:[*?](?![^\[\]]*\])|\d\})\+|\(\?>")
    said = [
        (path, node.value)
        for path in modules().values()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    said += [(path, path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.toml")]
    found = [str(path.relative_to(ROOT)) for path, words in said if possessive.search(words)]
    assert possessive.search(r"(?:in ){0,9}+may")
    assert possessive.search("a*+b")
    assert found == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_hash_for_everything_and_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert re.search(r"^-", text, re.MULTILINE) is None


def test_what_runs_is_the_same_in_every_lock() -> None:
    """A check that ran with other versions than the user has would prove nothing."""
    runtime, estimate, dev = (
        {line.split(" ")[0] for line in (ROOT / name).read_text().splitlines() if "==" in line} for name in LOCKS
    )
    assert runtime < estimate < dev


NETWORK = {"ssl", "urllib", "http", "ftplib", "smtplib", "asyncio", "requests", "httpx", "aiohttp", "urllib3", "socket"}
PAIRS = {
    "muster.reading.guard",
    "muster.reading.zygote",
}  # the parser's child, over a pair of sockets that have no address
LOOPBACK = {"muster.db.lending"}  # between processes of one machine, at the address `_HERE` alone
SERVED = {
    "muster.web.serving": {"socket", "asyncio"},
    "muster.web.api": {"asyncio"},
    "muster.web.pages.jobs": {"asyncio"},
    "muster.web.publishing": {"asyncio"},
}  # they are asked, and ask nobody
ASKING = {
    "muster.reading.address": {"socket", "ssl", "http.client"}
}  # of addresses that a person named, and public ones alone
CONNECTING = {"connect", "connect_ex", "create_connection", "create_server", "bind", "listen"}


def imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.parametrize("name", modules())
def test_nothing_here_can_open_a_connection(name: str) -> None:
    nodes = list(ast.walk(tree(modules()[name])))
    allowed = (
        {"urllib.parse"}
        | ({"socket"} if name in PAIRS | LOOPBACK else set())
        | SERVED.get(name, set())
        | ASKING.get(name, set())
    )
    assert [
        one for node in nodes for one in imported(node) if one.split(".")[0] in NETWORK and one not in allowed
    ] == []
    if name in PAIRS:
        assert [n.attr for n in nodes if isinstance(n, ast.Attribute) and n.attr in CONNECTING] == []
    if name in SERVED:
        called = {n.attr for n in nodes if isinstance(n, ast.Attribute)}
        assert called & {"connect", "connect_ex", "create_connection", "open_connection"} == set()
    if name in LOOPBACK:
        calls = [n for n in nodes if isinstance(n, ast.Call) and getattr(n.func, "attr", "") in CONNECTING]
        assert calls
        assert {ast.unparse(call.args[0]).split(",")[0] for call in calls} == {"(_HERE"}
        assert [
            ast.unparse(n.value) for n in nodes if isinstance(n, ast.Assign) and "_HERE" in ast.unparse(n.targets[0])
        ] == ["'127.0.0.1'"]


def test_no_file_is_large() -> None:
    large = {str(path.relative_to(ROOT)): path.stat().st_size for path in kept() if path.stat().st_size > 1_000_000}
    assert large == {}


def test_files_of_the_checks_share_no_name() -> None:
    """Their folders all lie on the import path, so that of two files of one name the second would be taken for the first."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "__init__.py")
    del names["conftest.py"]
    assert [name for name, times in names.items() if times > 1] == []
