"""A code is read as people write it, and refused with the candidates where it can mean more than one thing."""

from dataclasses import replace

import pytest

from matcher.catalogue.codes import Codes
from matcher.model.problems import Refusal
from matcher.model.rules import Pack


@pytest.fixture(scope="module")
def codes(pack: Pack) -> Codes:
    return Codes(pack.taxonomy)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("CCM 4.1", "eu CCM 4.1"),
        ("ccm4.1", "eu CCM 4.1"),
        ("CCM-4.1", "eu CCM 4.1"),
        ("  eu:  CCM  4.1. ", "eu CCM 4.1"),
        ("ＣＣＭ ４．１", "eu CCM 4.1"),
        ("CCM 4.10", "eu CCM 4.10"),
        ("cn-2025 4.2.2", "cn-2025 4.2.2"),
        ("cn2025 4.2.2", "cn-2025 4.2.2"),
        ("CN 2025 4.2.2", "cn-2025 4.2.2"),
        ("3.2.2.2", "cn-2021 3.2.2.2"),
        ("NACE Rev. 2 D35.11", "NACE Rev. 2 D35.11"),
        ("nace rev 2 35.11", "NACE Rev. 2 D35.11"),
        ("ISIC 3510", "ISIC Rev. 4 3510"),
        ("isic rev4: 3510", "ISIC Rev. 4 3510"),
        ("GB/T 4754 4415", "GB/T 4754-2017 4415"),
        ("GB/T 4754—2017 4415", "GB/T 4754-2017 4415"),
        ("gb4754 4415", "GB/T 4754-2017 4415"),
        ("cn-2025 8.2", "cn-2025 8.2"),
    ],
)
def test_a_code_is_read_as_people_write_it(codes: Codes, written: str, key: str):
    assert codes.read(written).key == key


@pytest.mark.parametrize(
    ("written", "candidates"),
    [
        ("8.2", ["eu CCM 8.2", "eu CCA 8.2", "cn-2025 8.2"]),
        ("eu 8.2", ["eu CCM 8.2", "eu CCA 8.2"]),
        ("4.2.2", ["cn-2025 4.2.2", "cn-2021 4.2.2"]),
        ("14.2", ["eu CCA 14.2"]),
        ("35.11", ["NACE Rev. 2 D35.11"]),
        ("3510", ["ISIC Rev. 4 3510"]),
    ],
)
def test_a_number_that_is_not_the_whole_code_is_refused_with_the_candidates(codes: Codes, written: str, candidates):
    with pytest.raises(Refusal) as refused:
        codes.read(written)
    listed = [line.strip().split("  ")[0] for line in str(refused.value).splitlines()[1:]]
    assert sorted(listed) == sorted(candidates)


@pytest.mark.parametrize("written", ["NACE 35.11", "NACE D35.11", "D35.11"])
def test_a_nace_code_asks_for_its_revision_and_claims_nothing(codes: Codes, written: str):
    with pytest.raises(Refusal, match="which revision of NACE"):
        codes.read(written)


def test_another_revision_than_the_pack_holds_is_refused(codes: Codes):
    with pytest.raises(Refusal, match=r"codes of NACE Rev\. 2, none of NACE Rev\. 2\.1"):
        codes.read("NACE Rev. 2.1 35.11")
    with pytest.raises(Refusal, match=r"codes of ISIC Rev\. 4, none of ISIC Rev\. 5"):
        codes.read("ISIC Rev. 5 3510")
    with pytest.raises(Refusal, match="codes of GB/T 4754-2017, none of GB/T 4754-2011"):
        codes.read("GB/T 4754-2011 4415")


def test_a_pack_that_names_no_revision_says_so_when_one_is_asked_for(pack: Pack):
    codes = Codes(replace(pack.taxonomy, revisions={}))
    assert codes.read("ISIC 3510").key == "ISIC 3510"
    with pytest.raises(Refusal, match="does not say which revision"):
        codes.read("ISIC Rev. 4 3510")


@pytest.mark.parametrize("written", ["", "CCM", "CCM 4.99", "cn-2025 99.1", "NACE Rev. 2 99.99", "solar", "8.2 or so"])
def test_what_no_list_holds_is_refused(codes: Codes, written: str):
    with pytest.raises(Refusal):
        codes.read(written)


def test_a_list_that_is_named_but_not_held_says_what_is_missing(codes: Codes):
    with pytest.raises(Refusal, match=r"holds no codes of hong-kong\. It would need: The activity sheets"):
        codes.read("hong-kong 1.1")
    with pytest.raises(Refusal, match="holds no codes of cgt"):
        codes.read("CGT: 4.1")


def test_every_code_of_every_listing_can_be_read_back(pack: Pack, codes: Codes):
    for activity in pack.taxonomy.activities.values():
        for listing in activity.listings:
            assert codes.read(listing.key).key == listing.key
            assert codes.read(listing.key.lower().replace(" ", "  ")).key == listing.key
