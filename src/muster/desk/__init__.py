"""The only room that knows every wing: settings, reading, the ledger and what is made of it, wired together by plain functions."""

from muster.desk.settings import Options, Settings

__all__ = ["Options", "Settings"]
