"""What a figure is of, refined by more than its cue: people let go, named one by one, drafted, taken from prisons, sent from abroad."""

from __future__ import annotations

from dataclasses import replace

from muster.claims.measures import Measure
from muster.reading import abroad, deadlists, enlisting, measuring, wholes
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, Item, Page
from muster.reading.measuring import Cue, View
from muster.reading.speaking import bears
from muster.reading.spot import Spot


def refined(told: Measured, spot: Spot) -> Measured:
    """The measure as the text around the cue refines it."""
    page, view, at, cue = spot.page, spot.view, spot.at, told.cue
    measure = told.measure
    again = _told_again(spot)
    if again is not None and again is not measure:
        return replace(told, measure=again, rule="the figure that it points back to")
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
    elif measure is Measure.STRENGTH and _callable(view, at, cue):
        measure = Measure.RESERVE
    elif measure is Measure.STRENGTH and deadlists.holds(spot):
        measure = Measure.OBITUARIES
    elif measure is Measure.STRENGTH and enlisting.into_army(view, at):
        measure = Measure.RECRUITED
    elif measure is Measure.STRENGTH and _summoned(view, at):
        measure = Measure.MOBILISED
    elif measure in (Measure.STRENGTH, Measure.RECRUITED) and abroad.foreign(page, view, at=at):
        measure = Measure.FOREIGN
    return told if measure is told.measure else replace(told, measure=measure)


def _told_again(spot: Spot) -> Measure | None:
    """ "Of the 45,720, some 12,000 were killed": what the same number told just before was of, whatever is told of its parts."""
    view, at, found = spot.view, spot.at, spot.found
    lead = " ".join(item.low for item in view[max(0, at - 2) : at])
    if not lead.endswith(("of the", "of those", "of these", "among the", "among those", "among these")):
        return None
    if at + 1 < len(view) and view[at + 1].low not in (",", "(", "–", "—"):
        return None
    for draft in reversed(spot.memory.drafts[-_AGAIN:]):
        if (
            draft.claim.figure.numbers == (found.low,)
            and found.low == found.high
            and spot.number - draft.sentence <= _UNDER
        ):
            return draft.claim.measure
    return None


_AGAIN = 8  # figures before


def _of_dead(spot: Spot, measure: Measure, cue: Cue | None) -> Measure:
    """The dead told by name, the lost who are dead, and a force's own dead though it names them."""
    view, at, role = spot.view, spot.at, cue.role if cue is not None else ""
    toll = _toll_again(spot, cue) if measure is Measure.KILLED else None
    if toll is not None:
        return toll
    if measure is Measure.OBITUARIES and _of_missing(spot):
        return Measure.MISSING
    if measure in (Measure.KILLED, Measure.OBITUARIES) and deadlists.force_names(view):
        return Measure.KILLED
    own = deadlists.given_out(view) or deadlists.of_old_war(spot.page)
    listed = deadlists.by_name(view) or of_a_list(spot) or _on_list(spot) or deadlists.told_before(spot)
    if measure is Measure.KILLED and listed and not (own or _ranges(spot)):
        return Measure.OBITUARIES
    if measure is Measure.OBITUARIES and (own or _own_dead(view, at) or _ranges(spot)):
        return Measure.KILLED
    dead = (role == "own" and _of_the_dead(spot)) or (role == "enemy" and _beside_wounded(view, at))
    return Measure.KILLED if measure is Measure.LOSSES and dead else measure


def _toll_again(spot: Spot, cue: Cue | None) -> Measure | None:
    """ "The toll now stands at 790,000": a bare "toll" is of those just told of, and of the dead only where nobody else was."""
    if cue is None or spot.view[cue.at].low.split(" ")[-1] != "toll" or spot.view[cue.at].low.startswith("death"):
        return None
    last = spot.memory.last
    if last is None or spot.number - last.sentence > _UNDER or last.claim.measure is Measure.OBITUARIES:
        return None
    return last.claim.measure if last.claim.measure in (Measure.KILLED_WOUNDED, Measure.LOSSES) else None


def _of_missing(spot: Spot) -> bool:
    """ "The register of the missing holds 61,200 names", "Do you keep the missing? A second sheet, yes. 740 names"."""
    lead = spot.view[: spot.at]
    if any(bears(item, Measure.KILLED) for item in spot.view):
        return False
    listed = any(item.low.split(" ")[-1] in _LISTS for item in spot.view)
    here = any(bears(item, Measure.MISSING) for item in lead)
    short = [one for one in spot.page.sentences[max(0, spot.number - _AGO) : spot.number] if len(one.view) < _REMARK]
    asked = any(any(bears(item, Measure.MISSING) for item in one.view) for one in short)
    return (listed and here) or (asked and (listed or len(lead) <= 1))


_LISTS = frozenset("register registry list database roll sheet file".split())
_AGO, _REMARK = 2, 13  # sentences before a figure, and items of a short one


def _how_enlisted(spot: Spot, measure: Measure, cue: Cue) -> Measure:
    """Whether those taken in were called up, drafted or came of themselves."""
    page, view, at = spot.page, spot.view, spot.at
    if cue.role == "own" and _by_draft(view[: cue.at]):
        return Measure.CONSCRIPTED
    if measure is Measure.CONSCRIPTED:
        if enlisting.of_mobilisation(page, view, cue=cue):
            return Measure.MOBILISED
        return Measure.MOBILISED if any("reservist" in item.low for item in view[at + 1 : at + 5]) else measure
    if measure is Measure.MOBILISED:
        before = page.sentences[spot.number - 1].view if spot.number else ()
        drafted = _drafted(view) or enlisting.of_call_up(page, view, cue=cue, before=before)
        return Measure.CONSCRIPTED if drafted else measure
    if (cue.role == "own" and _by_call_up(view, cue)) or _after_call_up(spot, cue):
        return Measure.MOBILISED
    return Measure.CONSCRIPTED if _draft_text(page, view, cue) or enlisting.in_batches(page, view) else measure


def _by_draft(lead: View) -> bool:
    """ "The spring draft will take in 160,000 men": the draft itself does it."""
    near = lead[-8:]
    return any(item.low.split(" ")[-1] in _DRAFTS for item in near) and not any("mobil" in item.low for item in near)


_DRAFTS = frozenset("draft conscription call-up callup".split())
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
    return any(bears(item, gain) for item in spot.page.items for gain in measuring.GAIN)


_QUOTAS = frozenset("quota quotas decree plan target task goal order assignment norm".split())
_LEAST_QUOTA = 100
_MEN = frozenset("men people recruits conscripts women citizens persons".split())


def _from_prison(view: View, at: int) -> bool:
    head = measuring.head_noun(view, at)
    return head is not None and view[head].low in _INMATES


_PRISONS = frozenset(["prison", "prisons", "jail", "jails", "colonies", "penitentiaries", "cells"])
_INMATES = frozenset(["inmates", "convicts", "prisoners", "prison inmates"])


def out_of_prison(view: View, at: int) -> bool:
    """ "picked 50,000 men from the prison camps": taken from prisons, and nothing said to have befallen them."""
    after = view[at + 1 : at + 9]
    stop = next((j for j, item in enumerate(after) if item.kind == FIGURE or item.low in (",", ";", ".")), len(after))
    words = [word for item in after[:stop] for word in item.low.split(" ")]
    taken = "from" in words and any(word in _PRISONS for word in words[words.index("from") :])
    fates = measuring.LOSS | {Measure.RETURNED}
    return taken and not any(cue.measure in fates and cue.score >= _BEFELL for cue in measuring.cues(view, at))


_BEFELL = 4.0


def _of_convicts(spot: Spot, told: Measured) -> bool:
    """Whether recruits, or prisoners, came out of the state's own prisons."""
    cue = told.cue
    if told.measure is Measure.RECRUITED:
        led = cue is not None and cue.at < spot.at and spot.view[spot.at - 1].low in (":", "–", "—")
        lead = spot.view[max(0, cue.at - 7) : cue.at] if cue is not None and led else ()
        cells = any(item.low.split(" ")[-1] in _PRISONS for item in spot.view[spot.at + 1 : spot.at + 7])
        return cells or _from_prison(spot.view, spot.at) or any(item.low in _INMATES for item in lead)
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


def _callable(view: View, at: int, cue: Cue | None) -> bool:
    """ "Finland can call on 870,000 reservists", "has a million reservists on paper": people who could be called up."""
    head = measuring.head_noun(view, at)
    if head is None or not view[head].low.endswith("reservists"):
        return False
    verb = view[cue.at].low if cue is not None and cue.at < at else ""
    return verb.startswith(("can ", "could ", "able to")) or verb.split(" ")[0] in ("has", "had", "have", "boasts")


def _summoned(view: View, at: int) -> bool:
    """ "60,000 reservists would be summoned for the operation"."""
    near = view[at + 1 : at + 8]
    return any("reservist" in item.low for item in near[:3]) and any(
        word in ("summoned", "recalled", "activated") for item in near for word in item.low.split(" ")
    )


def _drafted(view: View) -> bool:
    """Whether a call-up is the regular draft."""
    mobilised = any("mobil" in item.low or "reservist" in item.low for item in view)
    return any(item.has("draft") for item in view) and not mobilised


def _ranges(spot: Spot) -> bool:
    """ "Between 800 and 1,100 are killed a week, he thinks, with death notices before him": names are counted, not told as a range."""
    low, high = spot.found.low, spot.found.high
    return (
        low is not None and high is not None and low < high and any(bears(item, Measure.KILLED) for item in spot.view)
    )


def named_one_by_one(view: View, at: int) -> bool:
    """ "61,400 soldiers whom volunteers have been able to name": those of whom who lists them knows each."""
    who = next((j for j in range(at + 1, min(len(view), at + 4)) if view[j].low in ("whom", "that", "who")), None)
    if who is None or any(item.kind == FIGURE for item in view[at + 1 : who]):
        return False
    clause = view[who : who + _CLAUSE]
    end = next((k for k, item in enumerate(clause) if item.low in (",", ";", ".") or item.kind == FIGURE), len(clause))
    words = [word for item in clause[:end] for word in item.low.split(" ")]
    named = next((k for k, word in enumerate(words) if word in _NAMING), None)
    return named is not None and bool(_ABLE & set(words[:named])) and not _NOT_DEAD & set(words)


_CLAUSE = 14  # items
_NAMING = frozenset("name named identify identified".split())
_ABLE = frozenset("has have had managed able been to".split())
_NOT_DEAD = frozenset("missing captured prisoners deserters wounded spies recruits".split())


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
    return any(bears(item, Measure.RETURNED) for item in view[cue.at + 1 :])


def _by_call_up(view: View, cue: Cue) -> bool:
    """ "The mobilisation of last autumn brought in 318,000 men"."""
    return any(item.low.startswith(("mobilisation", "mobilization", "call-up")) for item in view[: cue.at])


def of_a_list(spot: Spot) -> bool:
    """ "UA Losses had 68,817 soldiers dead": the sentence's dead are those of a body that lists names, and nothing is estimated."""
    found, view = spot.found, spot.view
    if "keeps_names" not in spot.here.tags:
        return False
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
    before, heading = spot.page.sentences[spot.number - 1] if spot.number else None, spot.memory.heading
    if heading is not None and spot.here.block - heading.block > _UNDER:
        heading = None
    above = [one for one in (heading, before) if one is not None]
    run = [*(item for one in above for item in one.view), *spot.view]
    part = next(
        (j for j, item in enumerate(run) if item.low in ("of whom", "of them", "including", "among them")), len(run)
    )
    dead = any(
        bears(item, Measure.KILLED) and not (_bare_toll(item) or _dropped(run, j)) for j, item in enumerate(run[:part])
    )
    hurt = (Measure.WOUNDED, Measure.KILLED_WOUNDED)
    return dead and not any(
        any(bears(item, measure) for measure in hurt) and not measuring.denied(run, j) for j, item in enumerate(run)
    )


def _dropped(run: View, j: int) -> bool:
    """ "Losses fell in May": a number went down, and nobody died."""
    return j > 0 and run[j].has("link") and any(tag.startswith("noun.") for tag in run[j - 1].tags)


def _bare_toll(item: Item) -> bool:
    """ "The highest monthly toll": of whatever was lost; only a death toll is of the dead."""
    words = item.low.split(" ")
    return words[-1] in ("toll", "tolls") and "death" not in words


_UNDER = 3
