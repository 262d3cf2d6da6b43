"""A package shows one face: what it says of itself, and the names that the rooms above may use."""

from __future__ import annotations

import ast
import importlib

import pytest
from house import faces, modules, packages, tree

# The face of each room. A name that is added here is a promise to every room above; one that goes breaks them.
FACES = {
    "muster": ["__version__", "check", "fit", "project", "read"],
    "muster.account": [
        "FLOWS",
        "Answer",
        "Chart",
        "Entry",
        "Flow",
        "Question",
        "Sense",
        "Statement",
        "Stock",
        "System",
        "ask",
        "check",
        "overlaid",
        "shipped",
        "statements",
        "systems",
        "tabulate",
    ],
    "muster.account.arithmetic": ["arithmetic"],
    "muster.account.comparisons": ["comparisons"],
    "muster.account.numbers": ["numbers"],
    "muster.account.origins": ["By", "Edge", "Independence", "Node", "Origins", "findings", "independent", "origins"],
    "muster.account.traps": ["traps"],
    "muster.brief": [
        "Aside",
        "Body",
        "Brief",
        "Given",
        "Options",
        "Refusal",
        "Rest",
        "ReviewState",
        "Selection",
        "Source",
        "Told",
        "Verdict",
        "compose",
        "html",
        "markdown",
    ],
    "muster.claims": [
        "MEASURES",
        "STATUSES",
        "UNDATED",
        "Bound",
        "Claim",
        "Document",
        "Figure",
        "Finding",
        "Kind",
        "Measure",
        "MusterError",
        "Party",
        "Per",
        "Period",
        "Place",
        "Reader",
        "Reading",
        "Rejection",
        "Remark",
        "RemarkKind",
        "Report",
        "Severity",
        "Status",
        "Trace",
        "Verdict",
        "War",
        "WarParty",
        "grounded",
        "shipped_wars",
        "wars_with",
    ],
    "muster.cli": [],
    "muster.db": [
        "BESIDE",
        "MEMORY",
        "Handle",
        "Lender",
        "OutOfMemory",
        "Owned",
        "open_file",
        "own",
        "page_of",
        "within",
    ],
    "muster.desk": ["Options", "Settings"],
    "muster.estimate": [
        "Bias",
        "Borne",
        "Effort",
        "Fit",
        "Health",
        "Observation",
        "Priors",
        "Reply",
        "Surprise",
        "bearing",
        "biases",
        "counted",
        "fit",
        "observed",
        "replies",
        "surprises",
        "unsettled",
    ],
    "muster.ledger": [
        "Arrival",
        "Ask",
        "Filter",
        "Held",
        "Kept",
        "Known",
        "Ledger",
        "Plan",
        "Review",
        "Shelved",
        "Shown",
        "Verdict",
    ],
    "muster.numbers": ["Found", "find"],
    "muster.outlook": [
        "LONGEST",
        "Balance",
        "Cause",
        "Change",
        "Driver",
        "Earlier",
        "Floor",
        "Kind",
        "Lever",
        "Mobilisation",
        "Outlook",
        "Passing",
        "Pay",
        "Quantity",
        "Scenario",
        "apart",
        "files_of",
        "named",
        "outlook",
        "project",
        "sentences",
        "shipped",
        "suited",
        "written",
    ],
    "muster.reading": ["read"],
    "muster.reading.days": [],
    "muster.watch": [
        "Answer",
        "Board",
        "Change",
        "Indicator",
        "Later",
        "Limits",
        "Question",
        "Result",
        "Scored",
        "Seen",
        "State",
        "Threshold",
        "Verdict",
        "atom",
        "changes",
        "indicators",
        "last_known",
        "questions",
        "scored",
        "seen",
        "watched",
    ],
    "muster.web": ["Published", "Serve", "publish", "serve"],
    "muster.web.pages": [],
}


def test_every_face_is_held_here() -> None:
    assert set(packages()) == set(FACES)


@pytest.mark.parametrize("package", FACES)
def test_a_face_shows_what_is_held_here(package: str) -> None:
    assert faces(package) == FACES[package]


@pytest.mark.parametrize("package", FACES)
def test_what_a_face_names_is_there(package: str) -> None:
    module = importlib.import_module(package)
    assert [name for name in FACES[package] if not hasattr(module, name)] == []


@pytest.mark.parametrize("package", packages())
def test_a_face_says_what_lives_there(package: str) -> None:
    said = ast.get_docstring(tree(packages()[package])) or ""
    assert len(said.split()) >= 10, f"{package} needs a paragraph that says what lives there; got {said!r}"


@pytest.mark.parametrize("name", modules())
def test_a_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(tree(modules()[name])), f"{name} has no docstring"


@pytest.mark.parametrize("name", modules())
def test_inside_a_package_nothing_is_taken_from_its_face(name: str) -> None:
    """`from muster.claims import Claim` inside muster.claims is a circle that happens not to bite yet."""
    path = modules()[name]
    if path.name == "__init__.py":
        return
    package = name.rpartition(".")[0]
    own = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.level or (node.module == package and any(f"{package}.{a.name}" not in modules() for a in node.names)))
    ]
    assert own == [], f"{path.name}, lines {own}: import from the module, and by its whole name"


@pytest.mark.parametrize("package", packages())
def test_no_module_bears_the_name_of_a_thing_its_package_shows(package: str) -> None:
    """Else `muster.claims.claim` would be the module or the thing, by the order of imports."""
    children = {name.rpartition(".")[2] for name in modules() if name.rpartition(".")[0] == package}
    assert children & set(faces(package)) == set()
