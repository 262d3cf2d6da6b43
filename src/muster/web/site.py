"""What the pages stand on: the settings in force, the jobs under way, and what was worked out for the ledger as it is now.

Invariant: what is kept here can be worked out anew from the ledger; `memo` keeps an answer only as long as the ledger stands as it stood.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.requests import Request

from muster.claims.errors import MissingInput, UnknownRun, UsageError
from muster.desk import pulse, steps
from muster.desk.settings import Settings
from muster.desk.steps import Judged
from muster.web.aside import Aside, GoOn
from muster.web.jobs import Jobs

Answer = TypeVar("Answer")
_KEPT = 200
_LASTING = (MissingInput, UsageError, UnknownRun)  # refusals that are the same until the ledger holds something else


@dataclass(slots=True)
class Memo:
    """Answers by question, each with the state of the ledger that it is of. Those that `stay` are never let go for others."""

    _held: dict[object, tuple[str, Any]] = field(default_factory=dict)
    _staying: set[object] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, question: object, state: str) -> Any | None:
        """The answer, where it is of this state."""
        found = self._held.get(question)
        return found[1] if found is not None and found[0] == state else None

    def last(self, question: object) -> tuple[str, Any] | None:
        """The last answer with the state that it is of, whether or not that is the state now."""
        return self._held.get(question)

    def put(self, question: object, answer: object, *, state: str, stay: bool = False) -> None:
        """Keep an answer; the oldest go when there are many, but for those that are to stay."""
        with self._lock:
            self._held.pop(question, None)
            self._held[question] = (state, answer)
            if stay:
                self._staying.add(question)
            while len(self._held) > _KEPT + len(self._staying):
                self._held.pop(next(one for one in self._held if one not in self._staying))

    def copy(self) -> Memo:
        """The same answers, which go their own way from here on."""
        with self._lock:
            return Memo(_held=dict(self._held), _staying=set(self._staying))

    def drop(self, question: object) -> None:
        """Let an answer go, also one that was to stay."""
        with self._lock:
            self._held.pop(question, None)
            self._staying.discard(question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A served ledger. `address` is where it stands, `key` what programs say to the API; the `public` is told nothing of the machine."""

    settings: Settings
    jobs: Jobs = field(default_factory=Jobs)
    memo: Memo = field(default_factory=Memo)
    aside: Aside = field(default_factory=Aside)
    address: str = ""
    key: str = ""
    public: bool = False

    def state(self) -> str:
        """What the ledger holds now, in a few letters: another text whenever anything was added to it."""
        return pulse.state(self.settings)

    def worked_out(self, question: object, work: Callable[[], Answer]) -> Answer:
        """The answer to a question about the ledger as it is now, from memory where it was worked out before."""
        state = self.state()
        known = self.memo.get(question, state)
        if known is None:
            known = work()
            self.memo.put(question, known, state=state)
        return known

    def worked_out_aside(self, question: object, work: Callable[[GoOn], Answer]) -> Answer | Future[Answer]:
        """The same of a question that takes long: from memory, or to be waited for. Why there is no answer is kept as well, and raised."""
        state = self.state()
        known = self.memo.get(question, state)
        if isinstance(known, _LASTING):
            raise known.with_traceback(None)
        if known is not None:
            return known  # type: ignore[no-any-return]

        def kept(go_on: GoOn) -> Answer:
            try:
                answer = work(go_on)
            except _LASTING as error:
                self.memo.put(question, error, state=state)
                raise
            self.memo.put(question, answer, state=state)
            return answer

        return self.aside.begin((question, state), kept)

    def kept(self, question: object, work: Callable[[], Answer]) -> Answer:
        """The answer to a question that is none about the ledger and never changes, from memory where it was worked out before."""
        known = self.memo.get(question, "")
        if known is None:
            known = work()
            self.memo.put(question, known, state="")
        return known

    def judged(self) -> Mapping[str, Judged]:
        """The judgements in force as the ledger is now."""
        return self.worked_out("judgements", lambda: steps.in_force(self.settings))


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    found: Site = request.app.state.site
    return found
