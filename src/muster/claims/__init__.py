"""What is said and what is found: a claim and its parts, a document, a reading of it, remarks, findings, the vocabulary of measures, wars,
and the ways in and out.

Plain values with no knowledge of files, parsers or stores; every other room speaks in these.
"""

from muster.claims.claim import Claim, Place, grounded
from muster.claims.document import Document
from muster.claims.errors import MusterError
from muster.claims.figure import Bound, Figure, Per
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import MEASURES, STATUSES, Measure, Status
from muster.claims.party import Party
from muster.claims.period import UNDATED, Period
from muster.claims.reading import Reader, Reading, Rejection, Trace
from muster.claims.remark import Remark, RemarkKind
from muster.claims.report import Report
from muster.claims.war import War, WarParty, shipped_wars, wars_with

__all__ = [
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
]
