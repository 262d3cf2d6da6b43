"""Who rests on whom: the graph of data bases, from what documents say and from what their numbers give away.

Nouns: `Origins`, `Node`, `Edge`, `By`, `Independence`. Verbs: `origins`, `independent`, `findings`.
"""

from muster.account.origins.basis import findings
from muster.account.origins.every import origins
from muster.account.origins.graph import By, Edge, Node, Origins
from muster.account.origins.independence import Independence, independent

__all__ = ["By", "Edge", "Independence", "Node", "Origins", "findings", "independent", "origins"]
