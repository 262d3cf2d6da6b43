"""The desk on one page: a local web application to look at what is known, to judge it, and to publish it.

Pages and the API ask the desk; nothing here knows how a figure is read, checked or estimated. The web framework is loaded when a page
is served and not before.
"""

from muster.web.app import publish
from muster.web.publishing import Published
from muster.web.serving import Serve, serve

__all__ = ["Published", "Serve", "publish", "serve"]
