"""The account carried forward: under a scenario, from the draws of an estimate to those of the months to come.

Nouns: `Scenario`, `Change`, `Mobilisation`, `Pay`, `Floor`, `Lever`, `Quantity`, `Kind`, `Outlook`, `Balance`, `Passing`, `Driver`,
`Earlier`. Verbs: `named`, `written`, `files_of`, `shipped`, `project`, `outlook`, `sentences`.
"""

from muster.outlook.answers import Balance, Driver, Outlook, Passing, outlook
from muster.outlook.projection import project
from muster.outlook.quantity import Kind, Quantity
from muster.outlook.scenario import LONGEST, Change, Floor, Lever, Mobilisation, Pay, Scenario
from muster.outlook.schema import files_of, named, shipped, written
from muster.outlook.wars import Earlier
from muster.outlook.wording import sentences

__all__ = [
    "LONGEST",
    "Balance",
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
    "files_of",
    "named",
    "outlook",
    "project",
    "sentences",
    "shipped",
    "written",
]
