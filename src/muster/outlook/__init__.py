"""The account carried forward: under a scenario, from the draws of an estimate to those of the months to come.

Nouns: `Scenario`, `Change`, `Mobilisation`, `Pay`, `Floor`, `Lever`, `Quantity`, `Kind`, `Outlook`, `Balance`, `Passing`, `Driver`,
`Earlier`, `Cause`. Verbs: `named`, `written`, `files_of`, `shipped`, `suited`, `project`, `outlook`, `apart`, `sentences`.
"""

from muster.outlook.answers import Balance, Outlook, Passing, outlook
from muster.outlook.causes import Cause, apart
from muster.outlook.drivers import Driver
from muster.outlook.projection import project, suited
from muster.outlook.quantity import Kind, Quantity
from muster.outlook.scenario import LONGEST, Change, Floor, Lever, Mobilisation, Pay, Scenario
from muster.outlook.schema import files_of, named, shipped, written
from muster.outlook.wars import Earlier
from muster.outlook.wording import sentences

__all__ = [
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
]
