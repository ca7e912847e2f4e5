"""A small pack written in code, and short ways to say what was found in a text."""

import datetime
from dataclasses import replace
from fractions import Fraction

from matcher.judge import Judge
from matcher.model.document import AsOf, Deal, Document
from matcher.model.evidence import Candidate, Doubt, Hit, Interval, Measurement, Reading, Span
from matcher.model.phrases import PatternTable
from matcher.model.problems import Place
from matcher.model.rules import (
    Calibration,
    Characters,
    Doubting,
    Exclusion,
    Limits,
    Method,
    OtherLanguages,
    Pack,
    PackIdentity,
    Rule,
    RuleBook,
    Typos,
)
from matcher.model.states import (
    AsOfFrom,
    Basis,
    Coverage,
    Effect,
    Green,
    How,
    Kind,
    Maturity,
    MeasureKind,
    Member,
    Relation,
    Role,
)
from matcher.model.taxonomy import (
    Activity,
    Cited,
    ClassOfActivity,
    CommonGround,
    Condition,
    CriteriaGroup,
    Criterion,
    Framework,
    Limit,
    Listing,
    Measure,
    Objective,
    OldDeal,
    Taxonomy,
    Unit,
)

SOURCE = Cited(source="act", place="Annex I")
DAY = datetime.date(2026, 1, 1)
NEW_LIST = datetime.date(2025, 10, 1)
BELOW_100 = "below 100 g/kWh"


def words(text):
    return {"en": text, "zh": f"{text} (zh)"}


def limit(written):
    """`below 100 g/kWh`, `between 1 and 2 MW`, `exactly gas`, `present` as a Limit."""
    for word in (
        "at least",
        "at most",
        "above",
        "below",
        "between",
        "one of",
        "exactly",
        "present",
        "absent",
        "judged",
    ):
        if written.startswith(word):
            rest = written.removeprefix(word).replace(" and ", " ").replace(",", " ").strip("[] ").split()
            unit = rest.pop() if rest and rest[-1] in UNITS else ""
            return Limit(word=word, written=written, values=tuple(rest), unit=unit)
    raise ValueError(written)


def criterion(name, must_be, measure="", **more):
    condition = more.pop("applies_when", None)
    return Criterion(
        id=name,
        must_be=limit(must_be),
        source=SOURCE,
        measure=measure,
        asks=words(f"{name}?") if must_be == "judged" else {},
        applies_when=Condition(measure=condition[0], must_be=limit(condition[1])) if condition else None,
        **more,
    )


def all_of(*criteria, **more):
    return CriteriaGroup(criteria=criteria, **more)


def any_of(*criteria, needed=1, **more):
    return CriteriaGroup(needed=needed, criteria=criteria, **more)


def eu(code, criteria=None, relation=Relation.EXACT, **more):
    return Listing(framework="eu", code=code, relation=relation, criteria=criteria, **more)


def cn(edition, code, relation=Relation.EXACT, **more):
    return Listing(framework=f"cn-{edition}", code=code, relation=relation, **more)


def activity(name, class_id, *listings, green=Green.BY_NATURE, member=Member.NO, **more):
    ground = CommonGround(member=member, criteria_from=("eu",))
    return Activity(
        id=name,
        name=words(name),
        sector="any",
        class_id=class_id,
        green=green,
        covers=name,
        listings=listings,
        common_ground=ground,
        **more,
    )


ADAPTED = all_of(criterion("climate-risk-assessment", "judged"))

UNITS = {
    unit.id: unit
    for unit in (
        Unit(id="g/kWh", dimension="intensity", factor="1", spellings=()),
        Unit(id="kg/kWh", dimension="intensity", factor="1000", spellings=()),
        Unit(id="W/m2", dimension="density", factor="1", spellings=()),
        Unit(id="MW", dimension="power", factor="1000", spellings=()),
        Unit(id="kW", dimension="power", factor="1", spellings=()),
        Unit(id="%", dimension="share", factor="1/100", spellings=()),
        Unit(id="m2", dimension="area", factor="1", spellings=()),
        Unit(id="GWP", dimension="gwp", factor="1", spellings=()),
    )
}
MEASURES = {
    name: Measure(id=name, kind=kind, name=words(name), asks=words(f"What is {name}?"), unit=unit)
    for name, kind, unit in (
        ("lifecycle_ghg", MeasureKind.QUANTITY, "g/kWh"),
        ("power_density", MeasureKind.QUANTITY, "W/m2"),
        ("no_reservoir", MeasureKind.PRESENT, ""),
        ("saving", MeasureKind.QUANTITY, "%"),
        ("capacity", MeasureKind.QUANTITY, "kW"),
        ("area", MeasureKind.QUANTITY, "m2"),
        ("airtight", MeasureKind.PRESENT, ""),
        ("population", MeasureKind.QUANTITY, ""),
        ("net_energy", MeasureKind.QUANTITY, ""),
        ("energy_class", MeasureKind.WORD, ""),
        ("medium_gwp", MeasureKind.QUANTITY, "GWP"),
        ("intensity_a", MeasureKind.QUANTITY, "g/kWh"),
        ("intensity_b", MeasureKind.QUANTITY, "g/kWh"),
        ("intensity_c", MeasureKind.QUANTITY, "g/kWh"),
    )
}

HYDRO_CRITERIA = any_of(
    criterion("run-of-river", "present", "no_reservoir", since=datetime.date(2022, 1, 1)),
    criterion("power-density", "above 5 W/m2", "power_density", since=datetime.date(2022, 1, 1)),
    criterion("lifecycle-ghg", BELOW_100, "lifecycle_ghg", since=datetime.date(2022, 1, 1)),
)
BIO_CRITERIA = all_of(
    criterion("saving", "at least 80 %", "saving"),
    criterion("small-plant", "below 2 MW", "capacity", waives=("saving",)),
)
WATER_CRITERIA = all_of(
    criterion("net-energy", "at most 35", "net_energy", applies_when=("population", "below 10000")),
    criterion("net-energy-b", "at most 25", "net_energy", applies_when=("population", "between 10000 and 100000")),
    criterion("net-energy-c", "at most 20", "net_energy", applies_when=("population", "above 100000")),
)
BUILDING_CRITERIA = all_of(
    criterion("saving", "at least 10 %", "saving"),
    criterion("large", "above 5000 m2", "area", asks_for=("airtight",)),
    criterion("airtight", "present", "airtight"),
)
METAL_CRITERIA = CriteriaGroup(
    needed=0,
    groups=(
        any_of(
            criterion("intensity-a", BELOW_100, "intensity_a"),
            criterion("intensity-b", BELOW_100, "intensity_b"),
            criterion("intensity-c", BELOW_100, "intensity_c"),
            needed=2,
            until=datetime.date(2025, 12, 31),
        ),
        all_of(
            criterion("intensity-a-2026", BELOW_100, "intensity_a"),
            criterion("intensity-b-2026", BELOW_100, "intensity_b"),
            criterion("intensity-c-2026", BELOW_100, "intensity_c"),
            since=datetime.date(2026, 1, 1),
        ),
    ),
)

ACTIVITIES = (
    activity(
        "hydropower",
        "hydro",
        cn(
            "2025",
            "4.2.4",
            Relation.NARROWER,
            holds=words("large plants"),
            criteria=all_of(criterion("plan", "judged")),
        ),
        eu("CCA 4.5", ADAPTED, complete=False),
        eu("CCM 4.5", HYDRO_CRITERIA, dnsh=("climate-adaptation", "water")),
        cn("2021", "3.2.2.4", Relation.NARROWER, holds=words("large plants")),
        member=Member.YES,
        isic=("3510",),
    ),
    activity(
        "solar",
        "solar",
        eu("CCM 4.1", any_qualifies=True, dnsh=("climate-adaptation",)),
        eu("CCA 4.1", ADAPTED, complete=False),
        cn("2021", "3.2.2.2", Relation.BROADER),
        cn("2025", "4.2.10", Relation.BROADER, industry={"4416": "direct", "3825": "enabling"}),
        cn("2025", "4.2.2", Relation.BROADER),
        member=Member.LIKELY,
    ),
    activity("bioenergy", "bioenergy", eu("CCM 4.8", BIO_CRITERIA), member=Member.YES),
    activity("wastewater", "water", eu("CCM 5.3", WATER_CRITERIA), cn("2021", "5.3.1.1"), member=Member.YES),
    activity("new-building", "buildings", eu("CCM 7.1", BUILDING_CRITERIA), green=Green.WHEN_MET),
    activity("metal", "mitigation_other", eu("CCM 3.8", METAL_CRITERIA), green=Green.WHEN_MET),
    activity(
        "freight-rail",
        "rail",
        eu("CCM 6.2", all_of(criterion("part-of-it", "judged")), disqualifiers=("coal-line",), complete=False),
        cn("2021", "5.5.2.1"),
        member=Member.YES,
    ),
    activity("gas-network", "fossil", cn("2021", "3.2.3.3"), green=Green.NEVER),
    activity("gas-power", "fossil", eu("CCM 4.29", HYDRO_CRITERIA), cn("2025", "4.3.7"), green=Green.NEVER),
    activity(
        "switchgear", "making", eu("CCM 3.20", any_qualifies=True, disqualifiers=("bad-medium",)), cn("2025", "4.1.1")
    ),
    activity("storage", "storage", eu("CCM 4.10", any_qualifies=True, dnsh=("water",))),
    activity("desalination", "adaptation", eu("CCA 5.13", ADAPTED, complete=False)),
    activity("rail-parts", "making", eu("CCM 3.19", any_qualifies=True, verified=False)),
    activity("clean-energy", "solar", kind=Kind.BROAD, asks=words("Which technology?")),
)

EXCLUSIONS = (
    Exclusion(
        id="coal-power",
        name=words("coal power"),
        effect=Effect.EXCLUDE,
        class_id="fossil",
        bars=("eu", "cgt", "cn"),
        because=words("barred"),
        source=SOURCE,
    ),
    Exclusion(
        id="gas-supply",
        name=words("gas supply"),
        effect=Effect.EXCLUDE,
        class_id="fossil",
        bars=("eu", "cgt"),
        because=words("barred"),
        source=SOURCE,
        activities=("gas-network",),
    ),
    Exclusion(
        id="coal-line",
        name=words("coal line"),
        effect=Effect.DISQUALIFY,
        class_id="fossil",
        bars=("eu", "cgt"),
        because=words("barred"),
        source=SOURCE,
    ),
    Exclusion(
        id="bad-medium",
        name=words("bad medium"),
        effect=Effect.DISQUALIFY,
        class_id="none",
        bars=("eu",),
        because=words("barred"),
        source=SOURCE,
        measure="medium_gwp",
        must_be=limit("above 10"),
    ),
)


def framework(name, **more):
    defaults = {"coverage": Coverage.FULL, "column": name, "steps": ("listed",), "ceiling": "eligible"}
    return Framework(id=name, name=words(name), **(defaults | more))


def old(kind, state, edition):
    return OldDeal(kind=kind, state=state, edition=edition, because=words(f"{kind} {state}"), before=NEW_LIST)


FRAMEWORKS = (
    framework(
        "eu",
        in_force=datetime.date(2022, 1, 1),
        steps=("listed", "contribution", "dnsh", "safeguards"),
        ceiling="aligned",
    ),
    framework("cn"),
    framework(
        "cn-2021",
        edition_of="cn",
        in_force=datetime.date(2021, 7, 1),
        until=datetime.date(2025, 9, 30),
    ),
    framework(
        "cn-2025",
        edition_of="cn",
        in_force=NEW_LIST,
        old_deals=(
            old("loan", "approved", "cn-2021"),
            old("bond", "registered", "cn-2021"),
            old("bond", "filed", "chosen"),
        ),
    ),
    framework(
        "cgt",
        steps=("listed", "contribution"),
        ceiling="meets_contribution",
        basis=("eu", "cn-2021"),
        basis_objective={"eu": "climate-mitigation"},
        label="reconstruction",
        coverage=Coverage.RECONSTRUCTION,
    ),
    framework("elsewhere", coverage=Coverage.NONE, steps=()),
)

TAXONOMY = Taxonomy(
    sources={},
    frameworks={one.id: one for one in FRAMEWORKS},
    objectives={
        name: Objective(id=name, prefix=prefix, name=words(name))
        for name, prefix in (("climate-mitigation", "CCM"), ("climate-adaptation", "CCA"), ("water", "WTR"))
    },
    classes={
        name: ClassOfActivity(id=name, name=words(name), never_green=name in ("fossil", "none"))
        for name in (
            "hydro",
            "solar",
            "bioenergy",
            "water",
            "buildings",
            "mitigation_other",
            "rail",
            "fossil",
            "none",
            "making",
            "storage",
            "adaptation",
        )
    },
    sectors={},
    units=UNITS,
    measures=MEASURES,
    activities={one.id: one for one in ACTIVITIES},
)

METHOD = Method(
    points={},
    match_at=40,
    ambiguous_within=4,
    doubts={"negated": Doubting(activity=100, exclusion=100)},
    roles={},
    roles_doubted=(),
    reach={},
    typos=Typos(min_letters=6, two_edits_from=10, single_word_from=9),
    limits=Limits(hits=1, file_bytes=1, field_characters=1),
    accept_at=80,
    reject_below=50,
)


def rules():
    finds = [(one.id, False) for one in ACTIVITIES] + [(one.id, True) for one in EXCLUSIONS]
    return tuple(
        Rule(
            id=name,
            index=index,
            finds=name,
            role=Role.BUILD_OPERATE,
            maturity=Maturity.STABLE,
            place=Place(file=name),
            exclusion=exclusion,
        )
        for index, (name, exclusion) in enumerate(finds)
    )


BOOK = RuleBook(
    rules=rules(),
    exclusions={one.id: one for one in EXCLUSIONS},
    counterexamples=(),
    table=PatternTable(phrases=(), terms=(), patterns=(), terms_of=(), vocabulary=()),
    method=METHOD,
    calibration=Calibration(steps=((0, 10), (40, 60), (60, 85), (80, 95)), measured_on="", date=""),
    languages={},
    others=OtherLanguages(names={}, scripts={}, at_least=0, share=0),
    characters=Characters(),
    sentences={
        "edition_in_force": words("in force"),
        "asks_part": {"en": "Is it about {holds}?", "zh": "是否为{holds}？"},
    },
    columns={},
    totals=(),
)
PACK = Pack(
    identity=PackIdentity(id="test", version="1", valid_on="2026-01-01", fingerprint="f" * 8),
    taxonomy=TAXONOMY,
    book=BOOK,
)
RULE = {rule.finds: rule.index for rule in BOOK.rules}


def changed(pack, name, **changes):
    """The pack with one activity changed."""
    activities = {**pack.taxonomy.activities, name: replace(pack.taxonomy.activities[name], **changes)}
    return replace(pack, taxonomy=replace(pack.taxonomy, activities=activities))


def hit(finds, how=How.NAMED, *, start=0, end=None, clause=0, key="", doubt=None, field="text"):
    span = Span(field=field, start=start, end=start + 5 if end is None else end)
    doubts = (Doubt(kind=doubt, cue="cue", cue_span=span, hit_span=span, hit_term="term"),) if doubt else ()
    return Hit(
        rule=RULE[finds],
        phrase=0,
        term="term",
        span=span,
        how=how,
        language="en",
        clause=clause,
        key=key,
        doubts=doubts,
    )


def named(finds, points=85, *more, at=0, clause=0, **fields):
    """A candidate named at a place of the text, with more hits."""
    hits = (hit(finds, start=at, clause=clause), *more)
    return Candidate(rule=RULE[finds], points=points, hits=hits, named_at=at, in_title=False, **fields)


def shown(finds, key, **more):
    return hit(finds, How.SHOWN, key=key, **more)


def figure(measure, low, high=None, unit="g/kWh", basis=Basis.STATED):
    interval = Interval(low=Fraction(low), high=Fraction(low if high is None else high))
    return Measurement(measure=measure, basis=basis, written=str(low), unit=unit, figure=interval)


def fact(measure, *, present=True, basis=Basis.STATED):
    return Measurement(measure=measure, basis=basis, written=str(present), present=present)


def reading(*candidates, stated=None, **fields):
    measurements = {RULE[name]: tuple(found) for name, found in (stated or {}).items()}
    return Reading(language="en", candidates=candidates, measurements=measurements, **fields)


def assess(*candidates, pack=PACK, document=None, supplied=(), stated=None, day=DAY, **fields):
    """The assessment of a document in which these candidates were found."""
    document = document or Document(id="1", text="Some text.")
    as_of = AsOf(date=day, source=AsOfFrom.PACK)
    return Judge(pack, "1.0").judge(document, reading(*candidates, stated=stated, **fields), supplied, as_of)


def verdict(assessment, name, at=0):
    """What a framework says of a match."""
    return next(one for one in assessment.matches[at].verdicts if one.framework == name)


def outcomes(assessment, at=0):
    """The outcomes of the criteria of a match, by id."""
    return {one.id: one.outcome.value for one in assessment.matches[at].findings}


def with_deal(**deal):
    return Document(id="1", text="Some text.", deal=Deal(**deal))
