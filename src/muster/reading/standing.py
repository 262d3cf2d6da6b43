"""By what right a figure is stated: estimate, count, report, target, needed, forecast, historical."""

from __future__ import annotations

from muster.claims.measures import Measure, Status
from muster.numbers.values import value
from muster.reading import bygone, exactness, intents, noncombatants, offices, wordings
from muster.reading.asked import PAY
from muster.reading.camps import camp
from muster.reading.cases import Case, Standing
from muster.reading.context import FIGURE, WORD, Item, Page
from muster.reading.measuring import LOSS, View
from muster.reading.voices import Voice

_LOGGED = frozenset({Measure.OBITUARIES, Measure.MISSING_INQUIRIES})
_EVENTS = frozenset({Measure.RETURNED, Measure.CAPTURED})
_ASSESSED = frozenset({Measure.CAUSE_SHARE, Measure.LOSSES_PER_AREA, Measure.WOUNDED_PER_KILLED})
_NEVER_PLANNED = frozenset(
    {Measure.OBITUARIES, Measure.MISSING_INQUIRIES, Measure.CAUSE_SHARE, Measure.WOUNDED_PER_KILLED}
)


def status_of(view: View, at: int, *, case: Case, page: Page) -> Standing:
    """The status of the figure at `at`."""
    past = bygone.historical(view, case=case, page=page, assessed=_ASSESSED)
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
    on = _goes_on(view, at, case=case)
    if on is not None and own.rule != "called an estimate":
        return Standing(on, None, 0.55, "as the figure before")
    return _as_before(view, at, own, case=case) or own if own.rule in _SOFT else own


_SOFT = frozenset({"no official word", "an official statement", "an exchange, told as it happened"})
_CONTRAST = frozenset(
    "but had has have only just so far while achieved actually instead managed ended got gets sent present have".split()
)
_CAME = frozenset("had have has were was".split())  # "and 3,402 had been signed"


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
        came = any(item.low.split(" ")[0] in _CAME for item in view[at + 1 : at + 2])
        if before.status is Status.COUNT or not (came or any(view[j].low in _CONTRAST for j in range(last, at))):
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


def _goes_on(view: View, at: int, *, case: Case) -> Status | None:
    """ "The quota was 403,000. For 2026 it is 409,000": a goal goes on where only its number is told anew; a foresight of some of those
    foreseen: "will have topped 1.6 million, 450,000 of them dead"."""
    before = case.before
    if before is None:
        return None
    lead = [item.low for item in view[max(0, at - 2) : at]]
    anew = len(lead) > 1 and lead[1] in ("is", "was") and lead[0] in _SAME_THING
    if before.status is Status.TARGET and before.measure is case.measure and anew:
        return Status.TARGET
    part = " ".join(item.low for item in view[at + 1 : at + 3]).startswith(("of them", "of whom", "of those"))
    return Status.FORECAST if case.listed and part and before.status is Status.FORECAST else None


_SAME_THING = frozenset("it this that figure number total bar".split())


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
    if counted is not None and case.measure in LOSS and not case.inflicted and _is_admission(view, at, counted=counted):
        return Standing(Status.COUNT, (counted.start, counted.end), 0.75, "a loss that is admitted")
    teller = _Teller(
        own=own or (voice is not None and case.measure in LOSS and exactness.of_ones_own(view, at)),
        official=offices.official(view, voice, measure=case.measure, party=case.party, page=page),
        unnamed=voice is not None and offices.nameless(voice, view=view, page=page),
        indefinite=voice is not None and offices.indefinite(voice),
        counted=counted,
    )
    told = _by_voice(view, at, voice=voice, case=case, teller=teller, page=page) if voice is not None else None
    return told or _by_form(view, at, case=case, teller=teller, page=page)


def _is_admission(view: View, at: int, *, counted: Item) -> bool:
    """ "Chinese sources admit to 152,000 killed": nobody admits more than he knows, and only his own."""
    if not counted.low.startswith(_ADMITS):
        return False
    j = next((k for k in range(at - 1, -1, -1) if view[k] is counted), None)
    if j is None or any(view[k].low in _APART for k in range(j + 1, at)):
        return False
    if any(view[k].kind == FIGURE for k in range(j + 1, at)) and view[at - 1].low not in ("and", ",", "or"):
        return False  # "admits to nine dead and holds seven prisoners"
    return not any(
        one.low in ("not", "never", "n't", "nobody") or one.low.startswith("claim") for one in view[max(0, j - 2) : at]
    )


_ADMITS = ("admit", "own", "conced", "acknowledg")
_APART = frozenset([";", ":", "while", "but", "against", "than"])


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
