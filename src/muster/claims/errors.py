"""Every error Muster raises, as one tree.

A message says what is wrong, the rule that was broken, and what was got, in words for the person who can mend it.
Misuse raises; what reports got wrong is never an exception (it is a rejection or a finding).
`exit_code` follows sysexits(3): 64 usage, 65 bad data, 66 no input, 73 cannot create, 74 input/output, 75 try again, 78 settings.
"""

from __future__ import annotations


class MusterError(Exception):
    """The root: catch this to catch everything Muster raises on purpose."""

    exit_code = 70


class UsageError(MusterError):
    """A call or a command that cannot mean anything."""

    exit_code = 64


class ValueRefused(MusterError):
    """A value that no claim may hold: a NaN, a negative count, a period that ends before it begins."""

    exit_code = 65


class DocumentError(MusterError):
    """A document that could not be read. `reason` is a short stable key, the message is for people."""

    exit_code = 65

    def __init__(self, message: str, *, reason: str = "unreadable") -> None:
        super().__init__(message)
        self.reason = reason


class MissingInput(MusterError):
    """A path that is not there or may not be read."""

    exit_code = 66


class SettingsError(MusterError):
    """`muster.toml` or a war file holds something it should not."""

    exit_code = 78


class ScenarioError(MusterError):
    """A scenario that cannot be carried out as it is written: the message names its file and line."""

    exit_code = 65


class LedgerError(MusterError):
    """The ledger cannot do what was asked."""

    exit_code = 74


class LedgerLocked(LedgerError):
    """Another process has the ledger open."""

    exit_code = 75


class TooSlow(LedgerError):
    """A question took longer than somebody waits for it, and was ended."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a later version of Muster."""


class NotALedger(LedgerError):
    """The file is there but is no ledger."""

    exit_code = 65


class LedgerFull(LedgerError):
    """The disk is full; what was acknowledged before is kept."""


class UnknownClaim(LedgerError):
    """No claim in the ledger has this id."""

    exit_code = 66


class UnknownFinding(LedgerError):
    """No finding on what the ledger holds has this id."""

    exit_code = 66


class UnknownRun(LedgerError):
    """No run of the estimate in the ledger has this id."""

    exit_code = 66


class CutOff(MusterError):
    """Work in a process of its own ended without an answer."""

    exit_code = 70


class FitFailed(MusterError):
    """The sampler ended without an answer, or with one that its own diagnostics refuse."""

    exit_code = 70


class MissingEngine(MusterError):
    """A library that this needs is not installed."""

    exit_code = 69
