"""By what right a figure is stated: estimate, count, report, target, needed, forecast, historical."""

from __future__ import annotations

from muster.claims.measures import Measure, Status
from muster.claims.war import War
from muster.numbers.values import value
from muster.reading import belonging, exactness, intents, nearness, noncombatants, offices, wordings
from muster.reading.asked import PAY
from muster.reading.camps import camp
from muster.reading.cases import Case, Standing
from muster.reading.context import FIGURE, WORD, Item, Page
from muster.reading.measuring import LOSS, View
from muster.reading.voices import Voice

_LOGGED = frozenset({Measure.OBITUARIES, Measure.MISSING_INQUIRIES})
_EVENTS = frozenset({Measure.RETURNED, Measure.CAPTURED})
_ASSESSED = frozenset({Measure.CAUSE_SHARE, Measure.LOSSES_PER_AREA, Measure.WOUNDED_PER_KILLED})
_NEVER_PLANNED = frozenset({Measure.OBITUARIES, Measure.MISSING_INQUIRIES, Measure.CAUSE_SHARE})


def status_of(view: View, at: int, *, case: Case, page: Page) -> Standing:
    """The status of the figure at `at`."""
    past = _historical(view, case=case, page=page)
    if past is not None:
        return past
    if case.measure in PAY:
        return Standing(Status.REPORT, None, 0.85, "pay in force")
    benchmark = _near(view, at, "status.historical")
    if benchmark is not None and case.measure in (Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO):
        return Standing(Status.HISTORICAL, (benchmark.start, benchmark.end), 0.7, "a rule from other wars")
    plan = None if case.measure in _NEVER_PLANNED else intents.intended(view, at, measure=case.measure, rate=case.rate)
    if plan is not None:
        return Standing(plan.status, (plan.word.start, plan.word.end), plan.confidence, plan.rule)
    if case.measure in _LOGGED:
        return Standing(Status.COUNT, None, 0.9, "logged one by one")
    if case.measure in _ASSESSED:
        return Standing(Status.ESTIMATE, None, 0.8, "a share or a ratio, which is always assessed")
    if case.measure is Measure.DESERTED and any(
        view[j].low.split(" ")[0] in ("case", "cases") for j in range(at, min(len(view), at + 5))
    ):
        return Standing(Status.COUNT, None, 0.7, "cases, logged one by one")
    own = _by_right(view, at, case=case, page=page)
    return _as_before(view, at, own, case=case) or own if own.rule in _SOFT else own


_SOFT = frozenset({"no official word", "an official statement", "an exchange, told as it happened"})
_CONTRAST = frozenset("but had has have only just so far while achieved actually instead managed ended got".split())


def _as_before(view: View, at: int, own: Standing, *, case: Case) -> Standing | None:
    """The status of the claim that a figure is listed beside, or of the last one on the same word, where nothing else is said."""
    before = case.before
    if before is None:
        return None
    same_word = before.speaker == case.speaker and (case.source is None or before.source == case.source)
    if (
        case.listed
        and before.measure is case.measure
        and before.status in (Status.TARGET, Status.NEEDED, Status.COUNT, Status.FORECAST)
    ):
        last = next((j for j in range(at - 1, -1, -1) if view[j].kind == FIGURE), 0)
        counted = before.status is Status.COUNT
        of_enemy = own.rule == "an official statement" and before.party is not None and case.party != before.party.code
        if counted and (of_enemy or not (same_word and (case.speaker or exactness.to_the_man(view[at])))):
            return None
        if before.status is Status.COUNT or not any(view[j].low in _CONTRAST for j in range(last, at)):
            return Standing(before.status, None, 0.6, "as the figure it is listed with")
    told = case.borrowed or (case.speaker and own.rule == "no official word" and not _near(view, at, "status.estimate"))
    sure = case.speaker or exactness.to_the_man(view[at])
    if told and sure and same_word and before.status is Status.COUNT and case.measure is before.measure:
        return Standing(Status.COUNT, None, 0.55, "as the figure before")
    if (
        same_word
        and case.speaker
        and before.status is Status.ESTIMATE
        and case.measure in LOSS
        and not _near(view, at, "status.count")
    ):
        return Standing(Status.ESTIMATE, None, 0.5, "as the figure before, on the same word")
    return None


def _historical(view: View, *, case: Case, page: Page) -> Standing | None:
    war = page.war
    if war is None:
        return None
    period, party = case.period, case.party
    fight = case.span if case.span is not None and (case.span.days or _A_FIGHT) < _A_FIGHT else None
    if fight is not None and fight.end is not None and fight.end < war.start:
        if period == fight:
            return None
        if period.start is not None and period.start > fight.end and case.measure in LOSS:
            return Standing(Status.HISTORICAL, None, 0.6, "another fight than the one told of")
    if war.end is not None and page.day is not None and page.day.year > war.end.year + _BYGONE:
        return None  # a document about past wars has no present one to measure them by
    fallen = case.measure in LOSS or case.measure in _ASSESSED or case.measure is Measure.EXCHANGE_RATIO
    if period.end is not None and period.end < war.start and (fallen or case.measure is Measure.AREA_TAKEN):
        return Standing(Status.HISTORICAL, None, 0.85, "before this war began")
    if period.start is not None:
        return None
    inside = {side.party.code for side in war.parties} | {side.party.state for side in war.parties}
    if party is not None and party not in inside and _fought_before(party, war, page):
        return Standing(Status.HISTORICAL, None, 0.7, "a party of earlier wars")
    if belonging.another(page, party) is not None:
        return None  # of another war that goes on
    other = next((item for j, item in enumerate(view) if _of_another_war(view, j, war)), None)
    if other is not None and fallen and (item_names_war(other) or (party is not None and party not in inside)):
        return Standing(Status.HISTORICAL, (other.start, other.end), 0.7, "another war is named")
    return None


_A_FIGHT = 62  # days: a longer one is a war
_BYGONE = 2  # years after a war in which a document may still be of it


def _fought_before(party: str, war: War, page: Page) -> bool:
    """Whether a party is known from a war that ended before this one began, and from none that goes on; not from a war within its own
    land or one of others that it sent troops to. A land that still is may have its people in this war too: there another side, a place
    or the name of the earlier one must be told."""
    own = [one for one in page.lexicon.wars.values() if one.party(party) is not None]
    between = [one for one in own if _between(one, party)]
    over = bool(between) and all(one.end is not None and one.end < war.start for one in own)
    return over and (party in _NO_MORE or "-" in party or any(_told_of(one, party, war, page) for one in between))


_NO_MORE = frozenset({"SU", "YU", "DD", "CS"})


def _told_of(one: War, party: str, war: War, page: Page) -> bool:
    """Whether a text tells of an earlier war by more than the name of this one party of it."""
    sides = {code for code in page.named if code != party and one.party(code) is not None and war.party(code) is None}
    words = (item.phrase for item in page.items if item.phrase is not None and item.has("war", "place"))
    return bool(sides) or any(one.id in phrase.wars and war.id not in phrase.wars for phrase in words)


def _between(war: War, party: str) -> bool:
    side = war.party(party)
    return side is not None and side.fights_for is None and party not in war.government


def item_names_war(item: Item) -> bool:
    """Whether an item stands for a war itself, or for the land it was fought in."""
    return item.has("war", "country")


def _of_another_war(view: View, j: int, war: War) -> bool:
    """Whether an item points to a war other than this: its name, a place of it, or "in Afghanistan"."""
    item = view[j]
    if item.phrase is None or not item.phrase.wars or war.id in item.phrase.wars:
        return False
    return item.has("war", "place") or (
        item.has("country")
        and not item.has("fighters", "group")
        and nearness.after_place(view, j)
        and view[j - 1].low != "from"  # recruits come from there
    )


# ------------------------------------------------------------------ by whom and how
@value(frozen=True, slots=True, kw_only=True)
class _Teller:
    """By what right the one who tells a figure tells it: of their own side, in office, or without a name."""

    own: bool
    official: bool
    unnamed: bool
    indefinite: bool
    counted: Item | None

    @property
    def nameless(self) -> bool:
        """Whether nobody in particular tells it."""
        return self.unnamed or self.indefinite


def _by_right(view: View, at: int, *, case: Case, page: Page) -> Standing:
    """What the standing of who speaks, and the words of counting or guessing, make of a figure."""
    voice = case.voice
    counted, guessed = _near(view, at, "status.count"), _near(view, at, "status.estimate")
    if counted is not None and _in_a_name(counted, view, page.text):
        counted = None
    if voice is not None and voice.at < len(view) and voice.how == "owns" and "status.estimate" in view[voice.at].tags:
        guessed = guessed or view[voice.at]
    if guessed is not None and voice is not None and _of_another(view, at, guess=guessed, voice=voice):
        guessed = None
    if counted is not None and guessed is not None and exactness.rests_on(counted, guess=guessed, figure=view[at]):
        counted = None  # "infers from the registry that"
    if "estimated" in view[at].low or (guessed is not None and counted is None):
        span = (guessed.start, guessed.end) if guessed else (view[at].start, view[at].end)
        return Standing(Status.ESTIMATE, span, 0.85, "called an estimate")
    own = (
        voice is not None
        and voice.party is not None
        and case.party is not None
        and _same_camp(voice.party, case.party, page)
        and (voice.party == case.party or not offices.claims(voice, view))
    )
    teller = _Teller(
        own=own or (voice is not None and case.measure in LOSS and exactness.of_ones_own(view, at)),
        official=offices.official(view, voice, measure=case.measure, party=case.party, page=page),
        unnamed=voice is not None and offices.nameless(voice, view=view, page=page),
        indefinite=voice is not None and offices.indefinite(voice),
        counted=counted,
    )
    told = _by_voice(view, at, voice=voice, case=case, teller=teller, page=page) if voice is not None else None
    return told or _by_form(view, at, case=case, teller=teller, page=page)


def _officially(view: View, at: int) -> bool:
    """ "Officially, 312 died", "the official toll is 312"."""
    for j in range(max(0, at - 9), min(len(view), at + 7)):
        low = view[j].low
        following = view[j + 1].low if j + 1 < len(view) else ""
        counts = following if low == "official" else low.removeprefix("official ")
        if low == "officially" or (low.startswith("official") and counts in wordings.NUMBERS | wordings.NUMBER_OF):
            return not any(
                item.low in ("un", "not", "no", "than", "never", ";") for item in view[max(0, j - 2) : max(j, at)]
            )
    return False


def _in_a_name(item: Item, view: View, text: str) -> bool:
    """ "Open Roll project estimates": a word for counting that is only part of a name."""
    j = next((k for k, one in enumerate(view) if one is item), 0)
    return j > 0 and text[item.start].isupper() and text[view[j - 1].start].isupper() and view[j - 1].kind == WORD


def _of_another(view: View, at: int, *, guess: Item, voice: Voice) -> bool:
    """ "X gave an estimate of 6,000 when Y was claiming 12,000": a guess at a figure that stands before the voice of this one."""
    if voice.how != "says" or voice.after or not voice.at < at or guess.start >= voice.start:
        return False
    return any(item.kind == FIGURE and guess.start < item.start < voice.start for item in view[:at])


def _by_voice(view: View, at: int, *, voice: Voice, case: Case, teller: _Teller, page: Page) -> Standing | None:
    """What the one who is credited knows of it: their own losses, a list that they keep."""
    measure, counted, words = case.measure, teller.counted, (voice.start, voice.end)
    if measure is Measure.MISSING and any(
        item.has("keeps_names") and voice.start <= item.start < voice.end for item in view
    ):
        return Standing(Status.COUNT, words, 0.7, "a body's own list")
    if case.civilian:
        status, rule = noncombatants.status_of(
            view, at, measure=measure, voice=voice, counted=counted, own=teller.own, official=teller.official
        )
        return Standing(status, words, 0.6, rule)
    ours = voice.kind == "person" and any(item.low in _OUR_OWN for item in view[:at])
    exact = exactness.to_the_man(view[at]) and not teller.nameless
    of_unit = voice.party is None and exact and not case.inflicted and exactness.of_a_unit(view, at)
    if measure in LOSS and (of_unit or (ours and offices.in_office(voice, page))):
        return Standing(Status.COUNT, words, 0.6, "an officer of his own men")
    frank = not teller.nameless or (not teller.unnamed and exactness.is_exact(view[at]))
    summed = case.rate and measure in (Measure.KILLED_WOUNDED, Measure.LOSSES)
    if teller.own and measure in LOSS and measure is not Measure.DESERTED and frank and not summed:
        return Standing(Status.COUNT, words, 0.75, "a side's own admitted losses")
    verb = view[voice.at] if voice.at < len(view) else None
    if verb is not None and voice.how == "owns" and "status.count" in verb.tags:
        return Standing(Status.COUNT, words, 0.7, "out of a register")
    lists = counted is not None and verb is counted and voice.party in (None, case.party)
    if lists and not teller.nameless and measure in LOSS:
        return Standing(Status.COUNT, words, 0.7, "a body's own list")
    return None


def _by_form(view: View, at: int, *, case: Case, teller: _Teller, page: Page) -> Standing:
    """What the words about a figure, its form and the house that prints it make of it."""
    voice, measure, counted = case.voice, case.measure, teller.counted
    words = (voice.start, voice.end) if voice else None
    told = measure in LOSS or (counted is not None and counted.low in _ONE_BY_ONE)
    one_by_one = counted is not None and counted.low in _ONE_BY_ONE and measure is Measure.FOREIGN
    one_by_one = one_by_one and voice is not None and voice.kind == "body"
    if counted is not None and (teller.own or not teller.official or one_by_one) and told and not teller.nameless:
        return Standing(Status.COUNT, (counted.start, counted.end), 0.75, "counted one by one")
    person = voice is not None and voice.kind == "person" and voice.party is None
    theirs = case.inflicted or (page.home is not None and case.party not in (None, page.home))
    if teller.official and person and not theirs and exactness.of_own_men(view, at, measure=measure):
        return Standing(Status.COUNT, words, 0.55, "an officer of his own men")
    if teller.official and not teller.nameless:
        return Standing(Status.REPORT, words, 0.75, "an official statement")
    if voice is None and (case.office is not None or offices.publisher_is_office(page)):
        return Standing(Status.REPORT, None, 0.7, "the document is an official one")
    if voice is None and _officially(view, at):
        return Standing(Status.REPORT, None, 0.6, "told officially")
    if voice is None and measure in _EVENTS:
        return Standing(Status.REPORT, None, 0.5, "an exchange, told as it happened")
    if voice is None and measure is Measure.LOSSES:
        return Standing(Status.REPORT, None, 0.45, "told in the words of a tally")
    if measure is Measure.STRENGTH and any(_on_paper(view, j) for j in range(max(0, at - 8), min(len(view), at + 4))):
        return Standing(Status.REPORT, None, 0.6, "an official strength")
    known = _as_known(view, at, case=case) if not teller.nameless else None
    if known is not None:
        return Standing(known, words, 0.55, "told to the man")
    rough = measure is Measure.STRENGTH and exactness.is_rough(view[at])
    worked_out = any(item.has("status.sum") for item in view)
    if (
        voice is None
        and exactness.is_exact(view[at])
        and measure in _KNOWN
        and not case.rate
        and not (doubted(view) or rough or worked_out)
    ):
        return Standing(Status.REPORT, None, 0.45, "told as a known number")
    if voice is None and measure is Measure.CONSCRIPTED and intents.of_decrees(page):
        return Standing(Status.TARGET, None, 0.55, "a draft as ordered")
    return Standing(Status.ESTIMATE, None, 0.55, "no official word")


# exact and on nobody's word, as a paper tells what was given out: "the United States lost 58,000 dead"
_KNOWN = frozenset({Measure.KILLED, Measure.KILLED_WOUNDED, Measure.STRENGTH, Measure.FOREIGN})


def _as_known(view: View, at: int, *, case: Case) -> Status | None:
    """What an exact number is where neither an office nor a word of counting or guessing stands behind it."""
    voice, item = case.voice, view[at]
    if case.rate or doubted(view):
        return None
    recorded = voice is not None and voice.at < len(view) and view[voice.at].low in noncombatants.RECORDING
    ours = voice is None and exactness.own_count(view)
    if case.measure in LOSS and (ours or (recorded and exactness.to_the_man(item))):
        return Status.COUNT
    if not (exactness.to_the_man(item) if case.speaker else exactness.told_as_known(item)):
        return None
    if voice is not None and case.measure in LOSS and _of_the_enemy(voice, view, case=case):
        return Status.REPORT
    if case.measure in exactness.COUNTABLE:
        return Status.COUNT
    return Status.REPORT if case.speaker and exactness.kept_on_rolls(case.measure) else None


def _of_the_enemy(voice: Voice, view: View, *, case: Case) -> bool:
    """Whether somebody only claims a loss, or tells of those on whom it was inflicted."""
    return offices.claims(voice, view) or case.inflicted


def doubted(view: View) -> bool:
    """Whether a sentence says that what it tells may not be so."""
    return any(word in _DOUBT for one in view for word in one.low.split(" "))


_DOUBT = frozenset(
    "unverified unconfirmed unclear whether rumour rumours rumor rumors alleged allegedly might perhaps possibly".split()
)
_ONE_BY_ONE = frozenset({"verified", "documented", "identified", "by name", "named", "one by one", "known by name"})


_OUR_OWN = frozenset("we our us my".split())


def _on_paper(view: View, j: int) -> bool:
    """ "On paper", "on the books": a strength as an office keeps it."""
    said = " ".join(item.low for item in view[j : j + 3])
    return said.startswith(("on paper", "on the books"))


def _near(view: View, at: int, tag: str) -> Item | None:
    """The nearest word with the tag in the sentence, not across a semicolon."""
    best: tuple[int, Item] | None = None
    for j, item in enumerate(view):
        if tag not in item.tags or (item.low in ("named", "identified") and j and view[j - 1].low == "be"):
            continue  # "who asked not to be named"
        if not any(view[k].low == ";" for k in range(min(j, at) + 1, max(j, at))):
            far = abs(j - at)
            if far <= (24 if item.low.startswith("estimate") else 14) and (best is None or far < best[0]):
                best = (far, item)
    return best[1] if best else None


def _same_camp(one: str, other: str, page: Page) -> bool:
    """Whether two parties are one camp; a force within a state that has no other enemy is that state's enemy."""
    if one == other or page.war is None:
        return one == other
    own = camp(one, page.war)
    alone = all(camp(side.party.code, page.war) == own for side in page.war.parties)
    return own == camp(other, page.war) and not alone
