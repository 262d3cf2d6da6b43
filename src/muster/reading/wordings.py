"""Words that tell speakers from other nouns, and their verbs from other verbs.

Invariant: each set is of small letters; a word stands in it for what it is in reports, not for all that it can mean.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(text.split())


ARTICLES = words("the a an this that these those its his her their our my your")
OURS = words("our my")
PRONOUNS = words("he she it they we i")
BE = words("is was were are be been being")

# what may stand between a subject and its verb
AUXILIARY = BE | words(
    "by has have had also then later now since already still once again itself himself herself themselves never only just "
    "first both who which meanwhile earlier recently yesterday today separately not could can would will may might did does do "
    "afterwards subsequently eventually finally soon "
    "always often long rarely managed able to even so far last since too liked likes used here there ever each all publicly"
)
AGAINST_SUBJECT = words("in by to with against on near at than per between among into over via from") | {"close to"}
SOME = words("one another some several many")  # what may stand before people as an article does
ONE_SOLDIER = words(
    "soldier fighter sailor airman conscript recruit militiaman gunner sapper prisoner deserter volunteer veteran sniper"
)
BREAKING = words("and but or that which while when as if because after before since than what whom whose")
REFUSING = words("refuse refuses refused decline declines declined yet unwilling fail fails failed reluctant")
PAYING = words("offers offer offered offering adds add added adding pays paid promises promised gives gave")
KIN = words(
    "mother father wife widow husband brother sister son daughter uncle aunt cousin nephew grandmother grandfather neighbour neighbor "
    "mothers fathers parents wives widows brothers sisters sons daughters cousins neighbours neighbors villagers survivors elders comrades "
    "comrade priest imam bishop undertaker spies exiles ombudsmen"
)
HAS_IT = words("has tells puts sees had told saw have tell put counts reckons")  # "as X has it"
TRUSTED = words("right believed trusted correct credited accurate")  # "if X is right", "if X is to be believed"
# "the figure comes from X"
COMES_FROM = {"comes from", "came from", "stems from", "originates with", "is due to"}
GOING = words("goes go went dates dated going")  # "goes back to X"
COMING = words("comes came come stems originates derives derived")
DENYING = words("deny denies denied denying dispute disputes disputed reject rejects rejected")
WORKING = words("work works worked working")
NUMBER_OF = words("claim claims estimate estimates tally statistic it one guess")
# what may stand before a noun though it ends as a verb does, or tells a time: "the acting commander", "its annual report"
DESCRIBING = words(
    "annual daily weekly monthly quarterly yearly acting retired ruling visiting exiled unnamed commanding surviving leading"
)
# where in a land something is: "rebels in northern Mali"
COMPASS = words(
    "northern southern eastern western central north south east west - northeastern northwestern southeastern southwestern neighbouring "
    "neighboring occupied rural nearby upper lower downtown mainland"
)

# verbs that may come before their subject: "…,” said X"
INVERTING = words(
    "said says say wrote writes reported reports reckons reckoned estimates estimated claimed claims added adds announced explained "
    "believes argued argues warned insisted noted confirmed recalled admits admitted thinks observed remarked conceded acknowledged "
    "declared boasted runs writes stated states put puts"
)
# verbs that a state does more often than it states by them: "Russia released 200 prisoners"
DEEDS = words(
    "add adds added adding find finds found released gave give gives given collected named placed offered offers issued posted posts "
    "logged logs listed lists list identified promised promises allowed allows heard hears published tracked measured quoted "
    "documented verified expects expected expect projected suggested proposed signalled described names"
)
# capitals and seats that speak for their state
CAPITALS = words(
    "kyiv kiev moscow kremlin washington seoul pyongyang tehran baghdad baku yerevan jerusalem damascus ankara beijing "
    "khartoum kigali kinshasa london paris berlin warsaw riyadh hanoi saigon beirut doha tokyo bangkok islamabad delhi kabul "
    "nairobi abuja bamako sanaa canberra bogota manila juba asmara cairo amman tripoli mogadishu ouagadougou niamey rome madrid "
    "ottawa brussels jakarta belgrade zagreb tbilisi minsk naypyidaw"
) | {
    "new delhi",
    "phnom penh",
    "buenos aires",
    "the kremlin",
    "addis ababa",
    "tel aviv",
    "white house",
    "the white house",
}
# verbs that are plural nouns as often: "Facebook posts", "hospital records"
NOUNS_TOO = words(
    "reports report posts post records record estimates estimate claims claim counts count lists list forecasts forecast documents "
    "document details tallies logs registers measures finds names"
)
CLOSE = words("close loyal attached linked allied")
BEFORE_COLON = words(
    ", ( ) on of itself themselves himself herself the its neighbour enemy about own losses dead first next then again"
)  # "X, of itself: 15"
BEFORE_HEAD = words("same acting deputy former interim first")  # "Acting governor X: 288"
FORCES = words("army military forces navy police coalition corps guard")  # forces that speak for themselves
RELATIVE = words("of from for in at on under with close near familiar loyal attached linked responsible")
LEADING = words("in by to with against on from of for at")
WHEN = words("after before when since until once as")
ADVERBS = words(
    "now still already then also has had itself themselves this last morning week month today afternoon evening night alone"
)
LISTS = words("list lists books names file register")
LINKING = words('from by both “ " : ’ the')
CONCLUDING = words("so which but while whereas")
HAVING = words("gets got has had have was is were reached reaches stood stands") | {
    "got as far as",
    "got to",
    "had got as far as",
}

SPEAKING = words(
    "officials official chief minister president general ministry experts analysts analyst spokesman intelligence chiefs staff military"
)
THIS_PAPER = words("newspaper paper magazine journal site outlet agency correspondent column office")
# who or what "our" makes the document itself
OUR_HOUSE = THIS_PAPER | words(
    "team project group desk correspondent correspondents reporter reporters journalists staff institute centre center researchers "
    "analysts volunteers model association newsroom unit programme tracker colleagues editor editors figures count list"
)
NAMELESS_BODIES = words("agency group institute organisation organization network outlet service ngo") | {
    "spy agency",
    "think tank",
    "monitoring group",
    "rights group",
    "news agency",
}
CLOSING = words(", ; . ) : — – ! ?")
SPEAKING_OF = words("spoke speaks speak spoken talked talks talk")
KEEPING = words("opened opens keeps kept")
KEPT = words("list lists register registers tally tallies count record records book books roll rolls ledger database")
ONLY_POSTS = words("president secretary-general commander-in-chief premier chancellor") | {
    "prime minister",
    "secretary general",
}
PUTTING = words("ashore down up off into aside through under together ahead")  # "put ashore 8,500 men" states nothing
DAYTIMES = words("morning evening")
MEETING = words("asked ask met interviewed rang called phoned reached spoke visited saw see met meet know knew")
OBJECTS = {"him": "he", "her": "she", "them": "they"}
NO_SOURCES = words("posts post pages users accounts")  # what anybody writes: a speaker at most, and nobody's data
GIVING = words("gives gave give given lists listed counts counted documented identified published verified has")
TOLLS = words("toll total totals number numbers books records list") | {"death toll", "casualty total"}
NUMBERS = words("toll total totals number numbers figure figures records books view version survey count") | {
    "death toll"
}
WE_RECKON = words("set measured that this it which so together on divided dividing taken adding put")
AFTER_SO = words("are is was were did do does have has had far says said say") | {","}

# units that fight and seldom speak
FORMATIONS = frozenset(
    [
        "group of forces",
        "groups of forces",
        "grouping",
        "battlegroup",
        "brigade",
        "brigades",
        "division",
        "regiment",
        "battalion",
        "corps",
    ]
)
# what joins the words of a name
JOINING = frozenset(["and", "&", "+", "-", ".", "'", "s", "/"])
# what an estimate is said to be, and no name: "Western estimates", "Independent figures"
OF_PAPERS = words(
    "western eastern independent conservative recent early earlier latest later previous private internal classified declassified leaked "
    "rough reliable credible available various several most many current updated historical academic military outside foreign "
    "external partial preliminary provisional final initial new newer older cautious low high higher lower average published "
    "unpublished open public secret confidential combined separate similar different competing rival allied neutral"
)
# words that open a sentence with a capital and are no names
OPENERS = words(
    "the a an in on at by for from of to and or but as if it he she they we i this that these those its his her their our "
    "after before since until while when where what who why how about around over more most some all both each every no not "
    "nearly almost roughly according between among during last next one two three four five six seven eight nine ten per "
    "here there then now so yet still only even also just with without within under above against despite through "
    "however meanwhile moreover nobody none nothing nor is are was were be has have had do does did can could will would may "
    "christmas easter eve "
    "alongside beside besides unlike like toward towards upon amid amongst beyond plus minus including once because whether than "
    "row rows column columns "
    "whose very part parts least might must should half many much few several such same other another yes well counting casualties losses"
)
PARTICLES = words("de del della di da dos du la le el al bin ibn van von der den abu ould ben")
IN_THE_KNOW = words("who familiar briefed")  # what tells of nameless people that they know
PEOPLE = words("people persons man woman")
NUMBER_WORDS = words("one two three four five six seven eight nine ten")
PARTS_OF_NAMES = words("of for")
PLACING = words("in at from near on outside with to")
# what a name can end with and never be that of who speaks: "Armistice Day", "the Battle of Chosin Reservoir"
UNSPEAKING = words(
    "day eve battle street avenue river treaty accord accords operation memorial prize bridge square road hill hills ridge mountains "
    "sea gulf strip corridor airport reservoir anniversary offensive campaign"
)
PLACES = words("region province city district oblast state county governorate area town")
TELLING = words("said says told tells wrote writes claims claimed reckons estimates believes thinks admits")
GENERIC = words(
    "defence defense officials authorities kremlin ministry spokesman security health general president s of"
)
# bodies by the last word of their name, where it is written with a capital
BODY_WORDS = words(
    "ministry staff office service forces headquarters council committee intelligence centre center directorate army command "
    "bureau agency government police duma commission network institute institution monitor observatory group foundation "
    "association union league organisation organization project team department party front alliance coalition watch tracker "
    "initiative house administration university times post news press court parliament secretariat embassy panel society "
    "weekly monthly quarterly observer herald gazette standard review courier tribune digest "
    "observatory forum circle lab laboratory school federation consortium collective platform barometer "
    "academy board fund movement authority mission archive museum registry index programme program"
)

# what a project that counts may be called by, and what stands in small letters before its name
PROJECTS = words(
    "ledger map maps mapping roll rolls register memory archive record records list lists count tally watch pulse tracker data atlas index"
)
CALLED = words(
    "charity project channel website site group network collective initiative team campaign outlet blog programme organisation "
    "organization ngo archive portal account newspaper magazine tracker"
)

TITLES = words(
    "president prime minister general lieutenant major brigadier colonel captain admiral secretary chancellor dr prof professor "
    "mr mrs ms lt gen maj brig col capt sgt lawmaker spokesman spokeswoman spokesperson commander chief deputy defence defense "
    "foreign sir lord analyst expert researcher historian correspondent ambassador governor senator pm premier rear vice air marshal "
    "adm sergeant field army ombudsman mayor mp rep sen king"
)
OFFICE_WORDS = words(
    "ministry staff defence defense office service forces headquarters council committee intelligence centre center directorate "
    "army command bureau agency officials government authorities police duma kremlin commission department secretariat"
)

# posts of persons, bodies and papers that "the …" points back to
ROLES = words(
    "president minister premier chancellor general commander chief spokesman spokeswoman secretary lawmaker governor officer analyst "
    "admiral colonel brigadier major captain lieutenant marshal ambassador chairman director senator adviser"
)
RANKS = words("admiral general colonel brigadier major captain lieutenant marshal commander chief")
BODIES = words(
    "institute authors author study report paper researchers agency centre center group project outlet site tank model team "
    "magazine newspaper broadcaster monitor volunteers channel service department"
)
FORCE_WORDS = words(
    "group movement organisation organization militia insurgents guerrillas jihadists militants faction outfit front party"
)
WRITTEN = words("model authors author paper study report estimate analysis assessment calculation reckoning")
GOVERNING = words(
    "army ministry military staff government junta authorities headquarters command police president minister"
)
PLANNING = GOVERNING | words("regime generals parliament cabinet council")
PLANS = words("plan plans order orders quota target decree decrees goal goals aim aims objective")
ASKING = words("asked asks asking ask requested requests demanded demands calls called")
PERSONAL = words("he she his her")

ADMITS = words(
    "admitted admits admit acknowledged acknowledges acknowledge conceded concedes owned recognised recognized recognises recognizes"
)
COMPARING = words("than twice times half double triple against below above short versus thrice")
JOURNALISTS = words(
    "host reporter presenter correspondent anchor moderator interviewer journalist newsreader announcer narrator question q "
    "editor caller voiceover studio"
)
# what a line of a record is labelled with that says whose figure it is
RECORD = frozenset(
    [
        "by", "told by", "says", "voice", "issuer", "issued by", "source", "sources",
        "claimed by", "claimant", "reported by", "stated by", "said by", "speaker", "origin",
        "attribution", "attributed to", "according to", "announced by", "published by", "released by", "author", "authority", "who",
        "given by", "body", "provider", "estimate by", "count by", "figure from", "figures from", "data",
    ]
)  # fmt: skip

# Words that stand before a colon and name nobody: "Verdict: not shown".
LABELS = words(
    "analysis answer background breaking caption chart claim comment conclusion context correction exclusive explained explainer fact "
    "finding ground live note opinion photo question rating result strength summary table update verdict watch"
)
# those whom nobody calls their own men by
ATTACKERS = words(
    "attackers attacker invaders invader assailants raiders terrorists militants insurgents gunmen occupiers infiltrators"
)
QUOTED_BY = frozenset(
    ["quoted by", "cited by", "interviewed by", "briefed by", "contacted by", "reached by", "questioned by"]
)
# what states do that fight each other
FIGHTS = words(
    "war wars fight fights fighting fought invaded invades invasion attacked attacks clash clashes clashed clashing hostilities battle "
    "battles battled offensive warring shelled"
)

# bodies of health that keep a register of a land's dead, and words for what a side does that strikes
REGISTERS = words("ministry minister officials official authorities authority department directorate")
STRIKES = words(
    "strike strikes struck airstrike airstrikes raid raids raided jets warplanes planes bomb bombs bombed bombing bombardment shelled "
    "shelling shells missiles missile rockets fired hit hits attack attacks attacked invaded invasion offensive drones"
)

# those who work for a body and speak in its name, and the words between them and its name
ROLLS = words("register registry list roll rolls record records archive database ledger books files bulletin bulletins")
STAFF = words(
    "volunteers "
    "researchers researcher analysts scholars scientists historians journalists reporters economists demographers academics experts "
    "epidemiologists statisticians monitors investigators academicians specialists geographers"
)
AT_A_BODY = words("at of from with for")
