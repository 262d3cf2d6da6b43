"""The documentation's builder. Pages that state what the code holds (vocabulary, columns, commands) are written from it here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import make_docs

import muster

project = "Muster"
version = release = muster.__version__
extensions = ["myst_parser"]
myst_enable_extensions = ["deflist", "fieldlist"]
myst_heading_anchors = 4
html_theme = "alabaster"
html_theme_options = {
    "description": "What has been reported about a war, as one account that stands inspection.",
    "page_width": "1000px",
    "show_powered_by": False,
    "sidebar_collapse": True,
}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}
html_show_copyright = html_show_sphinx = html_use_index = False
html_copy_source = False

make_docs.write(Path(__file__).parent)
