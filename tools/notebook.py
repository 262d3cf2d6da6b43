"""Runs the notebook in examples/ anew and keeps what it gives, its charts as pictures, so that they are seen where no notebook runs.

    .venv/bin/python tools/notebook.py      (make notebook; a few minutes)

What is kept is small, and nothing in it tells of the machine or the time.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import nbformat
import vl_convert
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parents[1] / "examples" / "notebook.ipynb"
CHART = "application/json"
PICTURES, DATA = "png", "json"  # Altair's renderers
SECONDS = 1200  # for the longest cell


def executed() -> Any:
    """The notebook with what its cells give now, its charts as data."""
    found = nbformat.read(NOTEBOOK, as_version=4)
    _drawn_as(found, PICTURES, DATA)
    client = NotebookClient(
        found, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOK.parent)}}
    )
    client.execute()
    _drawn_as(found, DATA, PICTURES)
    return found


def _drawn_as(found: Any, renderer: str, other: str) -> None:
    for cell in found.cells:
        cell.source = cell.source.replace(f'renderers.enable("{renderer}")', f'renderers.enable("{other}")')


def chart(output: Any) -> dict[str, Any] | None:
    """The chart that an output is, as Vega-Lite."""
    found: dict[str, Any] | None = output.get("data", {}).get(CHART)
    return found


def pictured(found: Any) -> Any:
    """The same with its charts as pictures, and nothing that another run would have otherwise."""
    for cell in found.cells:
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            spec = chart(output)
            if spec is not None:
                picture = vl_convert.vegalite_to_png(spec, scale=1)
                output.data = {"image/png": base64.b64encode(picture).decode(), "text/plain": "alt.Chart(...)"}
    found.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return found


if __name__ == "__main__":
    nbformat.write(pictured(executed()), NOTEBOOK)
