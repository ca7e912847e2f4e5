"""The materiality files of a pack: checked against each other, told with their place, and not needed by every pack."""

import shutil
from pathlib import Path

import pytest

from matcher import Matcher, Refusal
from matcher.know import lint_files, lint_pack, load_pack
from matcher.know.shapes.materiality import TextRuleFile
from matcher.know.source.complaints import plain
from matcher.know.source.folder import read_folder
from matcher.know.source.nodes import read_tree


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The shipped pack in a folder of its own."""
    for name, data in read_folder(None).contents.items():
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "pack"


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text, before
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_every_disagreement_is_told_with_its_place(copied: Path):
    taxonomy, rules = copied / "taxonomy", copied / "rules/materiality"
    change(taxonomy / "topics/water-use.yaml", "topic: water-use", "topic: water-used")
    change(taxonomy / "topics/species.yaml", "part_of: biodiversity", "part_of: biodiversities")
    change(taxonomy / "topics/species.yaml", "esrs_2026: [E4.2]", "esrs_2026: [E4.1]")
    change(taxonomy / "topics/waste.yaml", "esrs_2023:", "esrs_2022:")
    change(taxonomy / "topics/energy.yaml", "source: esrs-2026", "source: esrs-2062")
    change(taxonomy / "scales.yaml", "- factor: magnitude", "- factor: likelihood")
    change(taxonomy / "standards.yaml", "id: cn-exchange", "id: esrs_2023")
    change(rules / "method.yaml", ", opportunity: 3.0}", "}")
    change(rules / "method.yaml", "default_preset: screening", "default_preset: sifting")
    change(rules / "method.yaml", "safeguards: [labour-rights,", "safeguards: [labor-rights,")
    change(rules / "method.yaml", "    water: [water-use]\n", "    waters: [water-use]\n")
    mine = taxonomy / "activities/environment/coal-mine-methane.yaml"
    change(mine, "negative: [worker-safety]", "negative: [worker-safty]")
    texts, acts = rules / "texts", rules / "activities"
    change(texts / "drought.yaml", "factor: likelihood, value: 4", "factor: scale, value: 4")
    change(texts / "flood.yaml", "horizons: [medium, long], ", "")
    change(texts / "storm.yaml", "factor: likelihood, value: 4", "value: 4")
    change(texts / "wetland.yaml", "factor: scale, value: 4", "factor: scale")
    change(texts / "jobs.yaml", "topic: working-conditions", "topic: work")
    change(texts / "groundwater.yaml", "noticed: yes", "noticed: perhaps")
    change(texts / "curtailment.yaml", "noticed: yes", "notice: yes")
    change(texts / "no-significant-impact.yaml", "claim: yes\n", "")
    change(texts / "fish-pass.yaml", 'factor: scale, shift: "-1"', 'factor: irremediability, value: 9, shift: "-1"')
    change(texts / "indigenous-people.yaml", "kind: impact_negative", "kind: impact_negative, state: current")
    change(acts / "wind-farms.yaml", "classes: [wind]", "classes: [winds]")
    change(acts / "nuclear-plants.yaml", "candidates: nuclear-plants", "candidates: nuclear-plant")
    change(acts / "buildings.yaml", "sectors: [buildings]\n", "")
    change(acts / "grids-and-storage.yaml", "factors: {scope: 4}", "magnitude: {short: 4}")
    (texts / "empty.yaml").write_text(
        "notices: empty\nname: {en: x, zh: 某}\nmaturity: stable\nbecause: {en: x, zh: 某}\nexamples: []\n",
        encoding="utf-8",
    )
    told = "\n".join(str(problem) for problem in lint_pack(copied))
    for message in (
        *("water-used", "unknown topic 'biodiversities'", "E4.1 is the code of another topic already"),
        *("unknown standard 'esrs_2022'", "unknown source 'esrs-2062'", "scales without magnitude"),
        *("factor 'likelihood' is given again", "id 'esrs_2023' is given again", "no threshold for opportunity"),
        *("unknown preset 'sifting'", "unknown topic 'labor-rights'", "unknown objective 'waters'"),
        *("factor 'scale' does not fit kind 'risk'", "horizons stand exactly at risks", "a value of no factor"),
        *("a factor takes a value or a shift", "unknown topic 'work'", "an example that expects nothing"),
        *("unknown expectation 'notice'", "a claim has no effects", "9 is no step of a scale"),
        *("state 'current' of kind 'impact_negative'", "unknown class 'winds'", "candidates of nothing"),
        *("magnitude of an impact", "nothing to find it by", "nuclear-plant", "unknown topic 'worker-safty'"),
    ):
        assert message in told, message


@pytest.mark.parametrize(
    ("written", "steps"), [('"-1"', -1), ("-1", -1), ('"+1"', 1), ("+1", 1), ("1", 1), ("+2", 2), ("2", 2)]
)
def test_a_shift_may_be_written_as_a_number(written: str, steps: int):
    name = "rules/materiality/texts/fish-pass.yaml"
    data = read_folder(None).contents[name].replace(b'"-1"', written.encode())
    file = TextRuleFile.model_validate(plain(read_tree(data, name).root))
    assert {int(effect.shift) for effect in file.effects if effect.shift} == {steps}


def test_one_file_is_checked_as_if_it_stood_in_the_pack(tmp_path: Path):
    path = tmp_path / "drought.yaml"
    path.write_text("notices: drought\nname: {en: Drought, zh: 干旱}\nmaturity: wild\n", encoding="utf-8")
    told = "\n".join(str(problem) for problem in lint_files([path]))
    assert f"{path}:3:" in told
    assert "key 'because' is missing" in told


def test_a_pack_may_do_without_materiality(copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TAXOMATCH_CACHE", str(tmp_path / "cache"))
    whole = load_pack(copied)
    assert whole.materiality is not None
    assert load_pack(copied) == whole
    (copied / "rules/materiality/register.yaml").unlink()
    assert any("register.yaml is missing" in str(problem) for problem in lint_pack(copied))
    shutil.rmtree(copied / "rules/materiality")
    shutil.rmtree(copied / "taxonomy/topics")
    for name in ("scales.yaml", "standards.yaml"):
        (copied / "taxonomy" / name).unlink()
    without = Matcher(load_pack(copied))
    assert without.pack.materiality is None
    assert without.classify("A wind farm of 20 MW.").activity == "wind-power"
    for ask in (lambda: without.notice([]), lambda: without.faults(whole_register())):
        with pytest.raises(Refusal, match="nothing about materiality"):
            ask()


def whole_register() -> object:
    from matcher.model.materiality import Register

    return Register()
