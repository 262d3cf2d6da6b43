"""What a figure is of, refined by more than its cue: people let go, named one by one, drafted, taken from prisons, sent from abroad."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from muster.claims.measures import Measure
from muster.reading import abroad, measuring, wholes
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, Item, Page
from muster.reading.measuring import Cue, View
from muster.reading.spot import Spot


def refined(told: Measured, spot: Spot) -> Measured:
    """The measure as the text around the cue refines it."""
    page, view, at, cue = spot.page, spot.view, spot.at, told.cue
    measure = told.measure
    whole = wholes.lost_whole(spot, told)
    if whole is not None:
        return replace(told, measure=whole.claim.measure, rule="a part of those before", inherited=whole)
    if _is_back(view, at, told):
        measure = Measure.RETURNED
    elif measure in (Measure.KILLED, Measure.LOSSES, Measure.OBITUARIES):
        measure = _of_dead(spot, measure, cue)
    elif measure in (Measure.RECRUITED, Measure.MOBILISED, Measure.CONSCRIPTED) and cue is not None:
        measure = _how_enlisted(spot, measure, cue)
    if measure is told.measure and _of_convicts(spot, told):
        measure = Measure.CONVICTS
    elif measure in (Measure.STRENGTH, Measure.RECRUITED) and abroad.foreign(page, view, at=at):
        measure = Measure.FOREIGN
    return told if measure is told.measure else replace(told, measure=measure)


def _of_dead(spot: Spot, measure: Measure, cue: Cue | None) -> Measure:
    """The dead told by name, the lost who are dead, and a force's own dead though it names them."""
    view, at, role = spot.view, spot.at, cue.role if cue is not None else ""
    if measure in (Measure.KILLED, Measure.OBITUARIES) and _force_names(view):
        return Measure.KILLED
    if measure is Measure.KILLED and (by_name(view) or of_a_list(spot) or _on_list(spot)):
        return Measure.OBITUARIES
    if measure is Measure.OBITUARIES and _own_dead(view, at):
        return Measure.KILLED
    dead = (role == "own" and _of_the_dead(spot)) or (role == "enemy" and _beside_wounded(view, at))
    return Measure.KILLED if measure is Measure.LOSSES and dead else measure


def _how_enlisted(spot: Spot, measure: Measure, cue: Cue) -> Measure:
    """Whether those taken in were called up, drafted or came of themselves."""
    page, view, at = spot.page, spot.view, spot.at
    if measure is Measure.CONSCRIPTED:
        return Measure.MOBILISED if any("reservist" in item.low for item in view[at + 1 : at + 5]) else measure
    if measure is Measure.MOBILISED:
        return Measure.CONSCRIPTED if _drafted(view) else measure
    if (cue.role == "own" and _by_call_up(view, cue)) or _after_call_up(spot, cue):
        return Measure.MOBILISED
    return Measure.CONSCRIPTED if _draft_text(page, view, cue) else measure


_TAKEN = frozenset("recruits recruit intake enlistment enlisted enlistments".split()) | {
    "take in",
    "took in",
    "takes in",
    "taken in",
    "new recruits",
}


def _draft_text(page: Page, view: View, cue: Cue) -> bool:
    """Whether recruits with no more said are drafted men: the text speaks of the draft and of no contracts or volunteers."""
    if view[cue.at].low not in _TAKEN:
        return False
    return page.bearing("draft") >= 3 and page.beginning(_FREE) == 0


_FREE = ("contract", "volunteer", "bonus", "sign")


def _after_call_up(spot: Spot, cue: Cue) -> bool:
    """ "The intake was 24,000 a month", said right after how many were mobilised."""
    last = spot.memory.last
    if last is None or spot.number - last.sentence > 1 or last.claim.measure is not Measure.MOBILISED:
        return False
    return spot.view[cue.at].low in _TAKEN


def _beside_wounded(view: View, at: int) -> bool:
    """ "destroyed 48 occupiers and wounded 77": the wounded are told apart, so the others are dead."""
    for j in range(at + 1, min(len(view) - 1, at + 7)):
        if view[j].kind == FIGURE or view[j].low in (";", ":", "including", "of whom", "of them"):
            return False
        if Measure.WOUNDED in measuring.measures_of(view[j], "enemy"):
            return any(item.kind == FIGURE for item in view[j + 1 : j + 3])
    return False


def _let_go(view: View, at: int) -> bool:
    """ "released 303 prisoners", "61,000 wounded men returned": the noun says captured, the verb that they are free."""
    verbs = [cue for cue in measuring.cues(view, at) if cue.measure is Measure.RETURNED and cue.role != "noun"]
    return bool(verbs) and verbs[0].score >= 4.5


def asks_after_missing(spot: Spot) -> bool:
    """ "48,000 relatives have handed in DNA samples", "2,000 families asked the ministry to find a missing son"."""
    view, at = spot.view, spot.at
    if _to_declare(view, at):
        return True
    kin = next((j for j in range(at + 1, min(len(view), at + 4)) if view[j].low in _KIN), None)
    if kin is None or any(view[j].kind == FIGURE for j in range(at + 1, kin)):
        return False
    stop = next((j for j in range(kin + 1, len(view)) if view[j].kind == FIGURE), len(view))
    after = view[kin + 1 : min(stop, kin + 14)]
    asked = any(item.low.split(" ")[0].startswith(_ASKED) for item in after)
    lost = any(_bears(item, Measure.MISSING) for item in after)
    return (asked and lost) or any(_bears(item, Measure.MISSING_INQUIRIES) for item in after)


def _to_declare(view: View, at: int) -> bool:
    """ "9,000 claims to have somebody declared missing or dead"."""
    filed = next((j for j in range(at + 1, min(len(view), at + 4)) if view[j].low.split(" ")[-1] in _FILED), None)
    if filed is None or any(item.kind == FIGURE for item in view[at + 1 : filed + 14]):
        return False
    after = view[filed + 1 : filed + 14]
    declared = any(word.startswith(_DECLARED) for item in after for word in item.low.split(" "))
    return declared and any(_bears(item, Measure.MISSING) for item in after)


_FILED = frozenset("claims petitions applications suits lawsuits cases requests filings motions".split())
_DECLARED = ("declar", "pronounc", "recogni", "presum")


def of_a_quota(spot: Spot) -> bool:
    """ "the quota was 403,000", "the plan for 2026 works out at 34,083 a month", "the decree provides for 261,000 men", in a text that
    tells of men taken in."""
    view, at = spot.view, spot.at
    start = next((j + 1 for j in range(at - 1, -1, -1) if view[j].kind == FIGURE or view[j].low == ";"), 0)
    lead = view[max(start, at - 14) : at]
    if not any(item.low.split(" ")[-1] in _QUOTAS or item.low == "provides for" for item in lead):
        return False
    head = measuring.head_noun(view, at)
    of_men = head is None or view[head].low in _MEN
    if spot.largest < _LEAST_QUOTA or not of_men or spot.found.unit not in ("", "person"):
        return False
    return any(_bears(item, gain) for item in spot.page.items for gain in measuring.GAIN)


_QUOTAS = frozenset("quota quotas decree plan target".split())
_LEAST_QUOTA = 100
_MEN = frozenset("men people recruits conscripts women citizens persons".split())
_KIN = frozenset("relatives families mothers wives parents fathers next-of-kin kin households".split())
_ASKED = (
    "ask",
    "appeal",
    "appl",
    "turn",
    "search",
    "seek",
    "sought",
    "look",
    "wrote",
    "writ",
    "call",
    "regist",
    "contact",
)


def _from_prison(view: View, at: int) -> bool:
    head = measuring.head_noun(view, at)
    return head is not None and view[head].low in _INMATES


_INMATES = frozenset(["inmates", "convicts", "prisoners", "prison inmates"])


def _of_convicts(spot: Spot, told: Measured) -> bool:
    """Whether recruits, or prisoners, came out of the state's own prisons."""
    cue = told.cue
    if told.measure is Measure.RECRUITED:
        led = cue is not None and cue.at < spot.at and spot.view[spot.at - 1].low in (":", "–", "—")
        lead = spot.view[max(0, cue.at - 7) : cue.at] if cue is not None and led else ()
        return _from_prison(spot.view, spot.at) or any(item.low in _INMATES for item in lead)
    noun = cue is not None and cue.role == "noun"
    return told.measure is Measure.CAPTURED and noun and _of_prisons(spot)


def _of_prisons(spot: Spot) -> bool:
    """Whether prisoners are those of the state's own prisons: the text speaks of convicts, the sentence of no capture or exchange."""
    if any(item.low.startswith(_TAKEN_IN_WAR) for item in spot.view):
        return False
    beside = spot.view[min(spot.at + 1, len(spot.view) - 1)].low == "prisoners"
    return beside and spot.page.beginning(_PENAL) >= _OFTEN


_TAKEN_IN_WAR = (
    "captur",
    "exchang",
    "swap",
    "surrender",
    "prisoners of war",
    "pow",
    "taken prisoner",
    "releas",
    "freed",
    "camp",
)
_PENAL = ("convict", "inmate", "penal", "prison service", "prison system", "penitentiary", "prisons")
_OFTEN = 2


def _drafted(view: View) -> bool:
    """Whether a call-up is the regular draft."""
    mobilised = any("mobil" in item.low or "reservist" in item.low for item in view)
    return any(item.has("draft") for item in view) and not mobilised


def by_name(view: View) -> bool:
    """Whether the dead are told by name from open sources: by nobody in office, and with no word that it stopped."""
    if any(item.low in _NOT_BY_NAME for item in view):
        return False
    if any(one.low == "be" and two.low in ("named", "identified") for one, two in pairwise(view)):
        return False  # "who asked not to be named"
    if _force_names(view):
        return False
    return sum(item.has("naming") for item in view) >= 1 and not any(item.has("office") for item in view)


_NOT_BY_NAME = frozenset(
    "stopped ceased people civilians civilian villagers residents inhabitants children protesters spokesman spokeswoman "
    "spokesperson".split()
)


def _force_names(view: View) -> bool:
    """ "The army has released the names of 312 soldiers": a force that names its dead counts its own."""
    force = next((j for j, item in enumerate(view) if item.low.split(" ")[-1] in _NAMES_ITS_OWN), None)
    if force is None:
        return False
    after = view[force + 1 : force + 6]
    gave_out = any(item.low.split(" ")[-1].startswith(_GIVING_OUT) for item in after)
    return gave_out and any(item.low.startswith("name") for item in view[force + 2 : force + 8])


_NAMES_ITS_OWN = frozenset("army military navy forces idf".split())
_GIVING_OUT = ("releas", "publish", "announc", "clear", "disclos", "made")


def _own_dead(view: View, at: int) -> bool:
    """ "it had announced the names of 521 of its men": a force that names its own dead counts them, and draws on no open sources."""
    after = [item.low for item in view[at + 1 : at + 4]]
    return len(after) > 1 and after[0] == "of" and after[1] in ("its", "their", "his", "its own", "their own")


def _on_list(spot: Spot) -> bool:
    """ "On 31 May our list stood at 71,214 servicemen killed": a list, in a text that tells of names gathered from open sources."""
    lead = spot.view[: spot.at]
    if not any(item.low.split(" ")[-1] in ("list", "lists") for item in lead) or any(
        item.has("office") for item in spot.view
    ):
        return False
    if any("status.estimate" in item.tags or item.has("civilians") or item.low == "missing" for item in spot.view):
        return False
    return sum(item.has("naming") for item in spot.page.items) >= _OFTEN


def _is_back(view: View, at: int, told: Measured) -> bool:
    """Whether prisoners, wounded or deserters are told to be free, or with their units again."""
    if told.measure not in (Measure.CAPTURED, Measure.WOUNDED, Measure.DESERTED):
        return False
    return _let_go(view, at) or (told.measure is Measure.DESERTED and _came_back(view, at, told.cue))


def _came_back(view: View, at: int, cue: Cue | None) -> bool:
    """ "29,000 of the men who had left their units had returned": who they are stands in a clause, what they did after it."""
    if cue is None or cue.at < at or not any(item.low == "who" for item in view[at : cue.at]):
        return False
    return any(_bears(item, Measure.RETURNED) for item in view[cue.at + 1 :])


def _by_call_up(view: View, cue: Cue) -> bool:
    """ "The mobilisation of last autumn brought in 318,000 men"."""
    return any(item.low.startswith(("mobilisation", "mobilization", "call-up")) for item in view[: cue.at])


def of_a_list(spot: Spot) -> bool:
    """ "UA Losses had 68,817 soldiers dead": the sentence's dead are those of a body that lists names, and nothing is estimated."""
    found, view = spot.found, spot.view
    if found.low != found.high or any("status.estimate" in item.tags or "civilians" in item.tags for item in view):
        return False
    if any(word in _RECKONED for item in view for word in item.low.split(" ")):
        return False
    return any("keeps_names" in item.tags for item in view[: spot.at])


_RECKONED = frozenset(
    ["meduza", "probate", "inheritance", "registry", "registry-based", "model", "average", "month", "a month"]
)


def _of_the_dead(spot: Spot) -> bool:
    """Whether "lost" speaks of the dead: this sentence or the one before tells of killed and of no wounded."""
    before = spot.page.sentences[spot.number - 1] if spot.number else None
    run = [*(before.view if before else ()), *spot.view]
    part = next(
        (j for j, item in enumerate(run) if item.low in ("of whom", "of them", "including", "among them")), len(run)
    )
    dead = any(_bears(item, Measure.KILLED) for item in run[:part])
    hurt = (Measure.WOUNDED, Measure.KILLED_WOUNDED)
    return dead and not any(
        any(_bears(item, measure) for measure in hurt) and not measuring.denied(run, j) for j, item in enumerate(run)
    )


def _bears(item: Item, measure: Measure) -> bool:
    return any(tag.endswith("." + measure.value) for tag in item.tags)
