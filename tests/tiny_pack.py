"""A whole pack of two activities, written to a folder, for tests that break one thing in it."""

from pathlib import Path

FILES = {
    "taxonomy/pack.yaml": """\
pack: tiny
version: 1.0.0
name: {en: Tiny, zh: 小}
valid_on: 2026-01-01
languages: [en, zh]
licence: none
""",
    "taxonomy/sources.yaml": """\
sources:
  - {id: act, title: {en: The act, zh: 法}, kind: law, date: 2021-06-04, in_force: 2022-01-01, verified: yes}
""",
    "taxonomy/frameworks.yaml": """\
frameworks:
  - id: aa
    column: aa
    name: {en: List A, zh: 甲}
    steps: [listed, contribution, dnsh, safeguards]
    ceiling: aligned
    basis: [{source: act}]
    coverage: full
  - id: bb
    column: bb
    name: {en: List B, zh: 乙}
    steps: [listed]
    ceiling: eligible
    coverage: full
  - id: bb-1
    edition_of: bb
    column: bb1
    name: {en: List B 1, zh: 乙一}
    in_force: 2021-01-01
    steps: [listed]
    ceiling: eligible
    coverage: full
  - id: bb-2
    edition_of: bb
    column: bb2
    name: {en: List B 2, zh: 乙二}
    in_force: 2025-01-01
    steps: [listed]
    ceiling: eligible
    coverage: full
  - id: both
    column: both
    name: {en: Both lists, zh: 甲乙}
    steps: [listed, contribution]
    ceiling: meets_contribution
    basis: [{source: act, in: aa, objective: climate}]
    label: guess
    coverage: reconstruction
    missing: {en: The table., zh: 表。}
""",
    "taxonomy/objectives.yaml": """\
objectives:
  - {id: climate, code: CC, name: {en: Climate, zh: 气候}}
  - {id: water, code: WW, name: {en: Water, zh: 水}}
""",
    "taxonomy/classes.yaml": """\
classes:
  - {id: mills, name: {en: Mills, zh: 磨坊}, meaning: Mills.}
  - {id: ovens, name: {en: Ovens, zh: 炉}, meaning: Ovens., green: never}
""",
    "taxonomy/sectors.yaml": """\
sectors:
  - {id: crafts, name: {en: Crafts, zh: 手艺}, meaning: Crafts.}
""",
    "taxonomy/units.yaml": """\
joins:
  over: {en: ["/", per], zh: [每]}
  and: {en: ["."], zh: [""]}
dimensions:
  - {id: power, base: kW}
  - {id: intensity, base: g/kWh}
  - {id: index, base: IX}
pieces:
  - {id: g, spellings: {en: [g, gram], zh: [克]}}
  - {id: kWh, spellings: {en: [kWh], zh: [千瓦时]}}
units:
  - {id: kW, dimension: power, factor: 1, spellings: {en: [kW, kilowatt], zh: [千瓦]}}
  - {id: MW, dimension: power, factor: 1000, spellings: {en: [MW], zh: [兆瓦]}}
  - {id: g/kWh, dimension: intensity, factor: 1, of: [g], per: [kWh]}
  - {id: IX, dimension: index, factor: 1, spellings: {en: [IX]}, stands: before}
""",
    "taxonomy/measures.yaml": """\
life_cycle: {en: [life-cycle], zh: [生命周期]}
measures:
  - id: intensity
    kind: quantity
    unit: g/kWh
    name: {en: Intensity, zh: 强度}
    asks: {en: "How much?", zh: 多少？}
    near: {en: [intensity], zh: [强度]}
  - {id: index, kind: quantity, unit: IX, name: {en: Index, zh: 指数}, asks: {en: "Which?", zh: 哪个？}}
  - {id: roofed, kind: present, name: {en: Roof, zh: 屋顶}, asks: {en: "Roofed?", zh: 有吗？}}
  - {id: grade, kind: word, name: {en: Grade, zh: 级}, asks: {en: "Grade?", zh: 级？}, words: {A: {en: [grade A]}}}
""",
    "taxonomy/activities/crafts/mill.yaml": """\
activity: mill
name: {en: Milling, zh: 磨}
sector: crafts
class: mills
green: by_nature
covers: Mills.
listed:
  - in: aa
    code: CC 4.10
    relation: exact
    contribution_kind: own
    criteria:
      meet: any
      list:
        - {id: low, measure: intensity, must_be: below 100 g/kWh, from: 2022-01-01, source: "act, Annex I, 4.10"}
        - meet: "1 of 1"
          list:
            - {id: roof, measure: roofed, must_be: present, source: act}
        - {id: said, asks: {en: "Is it?", zh: 是吗？}, must_be: judged, source: act, verified: no}
    dnsh: [water]
  - {in: bb-1, code: 1.2.3, relation: narrower, holds: {en: large, zh: 大}}
""",
    "taxonomy/activities/crafts/craft-unnamed.yaml": """\
activity: craft-unnamed
name: {en: Crafts, zh: 手艺}
kind: broad
sector: crafts
class: mills
green: by_nature
covers: Crafts that are not named.
asks: {en: "Which craft?", zh: 哪种？}
""",
    "rules/method.yaml": """\
points:
  {names_it: 60, together: 56, hints_at_it: 42, each_hint: 3, hints_at_most: 9, in_title: 16, first_in_text: 6,
   late_in_text: -20, repeated: 3, repeated_at_most: 9, long_term: 2, shown: 2, typo: -14}
match_at: 40
ambiguous_within: 4
doubts:
  negated: {activity: 100, exclusion: 100}
  replaced: {activity: 30, exclusion: 100}
  mentioned: {activity: 100, exclusion: 100}
  covered: {activity: 100, exclusion: 100}
  guard: {activity: 100, exclusion: 100}
  not_it: {activity: 100, exclusion: 100}
roles: {make: 30, trade: 30, research: 4, advise: 4, finance: 2, build_operate: 0, install_in_building: 0}
roles_doubted: [make, build_operate, install_in_building, trade]
reach:
  negated_before: {en: 48, zh: 16}
  negated_after: {en: 40, zh: 14}
  replaced_before: {en: 40, zh: 14}
  replaced_after: {en: 30, zh: 8}
  mentioned_before: {en: 24, zh: 8}
  mentioned_after: {en: 14, zh: 6}
  beside: {en: 1, zh: 0}
  role: {en: 24, zh: 8}
  together: {en: 120, zh: 40}
  hints: {en: 120, zh: 40}
  measure: {en: 90, zh: 30}
typos: {min_letters: 6, two_edits_from: 10, single_word_from: 9}
limits: {hits: 1000, file_bytes: 1000, field_characters: 1000}
bands: {accept_at: 85, reject_below: 50}
""",
    "rules/calibration.yaml": """\
measured_on: nothing
date: 2026-01-01
steps: [{points: 0, confidence: 10}, {points: 60, confidence: 90}]
""",
    "rules/columns.yaml": """\
columns: {title: [title, name], text: [text]}
values: {title: {none: ["no"]}}
totals: [total]
""",
    "rules/language/en.yaml": """\
language: en
name: {en: English, zh: 英语}
ends_clause: [".", ";"]
ends_scope: [","]
families:
  - [build, builds, building, built, construction]
plurals:
  irregular: {leaf: leaves}
  endings:
    - {ending: s, becomes: ses}
    - {ending: y, after_consonant: yes, becomes: ies}
    - {ending: "", becomes: s}
spellings: [[metre, meter], [isation, ization]]
negated: {before: [without], after: [excluded], pseudo: [not only]}
roles: {make: [factory]}
ends_scope_words: [but]
joins: [or]
"yes": ["yes"]
"no": ["no"]
""",
    "rules/language/zh.yaml": """\
language: zh
name: {en: Chinese, zh: 中文}
ideographic: yes
ends_clause: ["。"]
ends_scope: ["，"]
negated: {before: [不]}
guard: [大磨石]
""",
    "rules/language/others.yaml": """\
languages:
  de: {name: {en: German, zh: 德语}, words: [der, und]}
scripts:
  ru: {name: {en: Cyrillic, zh: 西里尔文}, ranges: [["0400", 04FF]]}
foreign_at_least: 3
foreign_share: 8
""",
    "rules/language/en.words.txt": "# words\nordinary\n",
    "rules/language/traditional.yaml": 'traditional: ["電电"]\n',
    "rules/language/lookalikes.yaml": 'lookalikes: ["аa"]\n',
    "rules/sentences/en.yaml": 'hello: "Hello {name}"\n',
    "rules/sentences/zh.yaml": 'hello: "你好 {name}"\n',
    "rules/activities/crafts/mill.yaml": """\
rule: mill
finds: mill
role: build_operate
maturity: stable
names_it:
  en: [corn mill, GRIST]
  zh: [电磨坊]
together:
  - {en: [[mill], [build]], zh: [[磨], [建设]]}
hints_at_it: {en: [grind*], zh: [磨盘]}
shows:
  bb-1 1.2.3: {en: [large mill], zh: [大磨坊]}
not_it:
  - when: {en: [pepper mill]}
    because: {en: That grinds pepper., zh: 磨胡椒。}
    within: document
measures:
  intensity: {near: {en: [grams per hour]}}
  roofed: {present: {en: [[roof], [on top]]}}
errs: [Film titles.]
examples:
  - {says: A new corn mill., activity: mill, low: unknown, aa: eligible}
  - {says: A pepper mill., activity: none, never: [mill]}
  - {title: 新建电磨坊, says: 新建。, activity: mill, code: CC 4.10}
  - {says: 磨刀。, activity: none}
""",
    "rules/exclusions/oven.yaml": """\
exclusion: oven
name: {en: Ovens, zh: 炉}
effect: disqualify
class: ovens
bars: [aa, bb]
because: {en: Ovens are hot., zh: 热。}
source: act, Annex II
measure: index
must_be: above 10
names_it: {en: [oven]}
examples:
  - {says: An oven., activity: none, exclusion: oven, status: excluded}
  - {says: A fridge., activity: none}
""",
    "rules/counterexamples/plain.yaml": """\
counterexamples: plain
because: Nothing of ours.
examples:
  - {says: A shop., activity: none}
""",
}


def write_pack(folder: Path, changes: dict[str, str | None] | None = None) -> Path:
    """Write the pack under a folder. A change replaces a file, or adds one; None leaves it out."""
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def with_change(name: str, old: str, new: str) -> dict[str, str]:
    """The change of one file in which a piece of text is replaced."""
    assert old in FILES[name], old
    return {name: FILES[name].replace(old, new)}
