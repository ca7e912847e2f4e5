"""A word, with or without typing errors, in either language, finds the activity and its codes."""

from matcher.catalogue.search import By, Search
from matcher.model.rules import Pack


def titles(pack: Pack) -> list[tuple[tuple[str, str], str]]:
    """Every item of every list with its title in the publisher's language."""
    return [
        ((framework, item.code), item.name[official.named_in])
        for framework, official in pack.taxonomy.official.items()
        for item in official.items.values()
        if not item.heading
    ]


def share_found_first(asked: list[tuple[tuple[str, str], str]], search: Search) -> float:
    missed = []
    for item, words in asked:
        found = search.find(words, limit=1)
        if not found or item not in found[0].items or not found[0].finds:
            missed.append((item, words))
    return 1 - len(missed) / len(asked)


def test_the_regulators_own_titles_find_their_items_first(pack: Pack, search: Search):
    asked = titles(pack)
    assert len(asked) == 242 + 271 + 203
    assert share_found_first(asked, search) >= 0.98


def test_a_letter_dropped_or_two_swapped_is_forgiven(pack: Pack, search: Search):
    asked = []
    for number, (item, title) in enumerate(titles(pack)):
        if number % 8 == 0 and len(title) > 6:
            at = 1 + number % (len(title) - 3)
            asked += [
                (item, title[:at] + title[at + 1 :]),
                (item, title[:at] + title[at + 1] + title[at] + title[at + 2 :]),
            ]
    assert share_found_first(asked, search) >= 0.95


def test_our_own_names_find_their_activity_first(pack: Pack, search: Search):
    sample = list(pack.taxonomy.activities.values())[::3]
    wrong = [
        (activity.id, language)
        for activity in sample
        for language, name in activity.name.items()
        if search.find(name, limit=1)[0].finds != activity.id
    ]
    assert len(wrong) <= 0.02 * 2 * len(sample), wrong


def test_words_of_everyday_find_what_is_meant(search: Search):
    for words, meant in (
        ("wind farm", "wind-power"),
        ("hydropwer plant", "hydropower"),
        ("pumped hydro", "pumped-storage"),
        ("电动公交", "urban-buses"),
        ("太陽能光伏", "solar-pv"),
        ("地铁", "urban-transit"),
        ("green mortgages for tanks", ""),
    ):
        found = [one.finds for one in search.find(words, limit=3)]
        assert meant in found if meant else not found or search.find(words)[0].alike < 95


def test_an_exclusion_is_found_as_one(search: Search):
    found = search.find("coal power", limit=1)[0]
    assert found.finds == "coal-power"
    assert found.exclusion


def test_the_title_of_a_list_counts_more_than_a_term_of_a_rule(pack: Pack, search: Search):
    item, title = titles(pack)[3]
    found = search.find(title)
    assert found[0].by is By.TITLE
    assert found[0].alike == 100
    assert item in found[0].items
    assert [one.alike for one in found] == sorted((one.alike for one in found), reverse=True)


def test_nothing_near_is_nothing_found(search: Search):
    assert search.find("qqqq zzzz") == []
    assert search.find("") == []


def test_the_command_shows_the_code_that_was_meant_first(run):
    line = run("taxonomy", "search", "Afforestation").out.splitlines()[0].split("\t")
    assert line[0] == "afforestation"
    assert line[2].startswith("eu CC")
    by_code = run("taxonomy", "search", "cn2021", "3.2.2.2").out.splitlines()[0].split("\t")
    assert by_code[2].startswith("cn-2021 3.2.2.2")
    industry = run("taxonomy", "search", "NACE", "Rev.", "2", "C24.10").out
    assert industry.startswith("steel\t")
    assert run("taxonomy", "search", "qqqq").code == 1
    unclear = run("taxonomy", "search", "8.2")
    assert unclear.code == 2
    assert "eu CCM 8.2" in unclear.said
