"""What an assessment says about one key of an example, in the words of the example."""

from matcher.model.assessment import Assessment, Match
from matcher.model.states import ListingStatus
from matcher.model.taxonomy import Taxonomy

NOTHING = "none"


def came_of(key: str, expected: str, answer: Assessment, wanted: str, taxonomy: Taxonomy) -> str:
    """What came for a key; equal to what was expected when that came true.

    `wanted` is the activity the example expects: lists, codes and criteria are looked up in its match, or in the best.
    """
    match key:
        case "activity":
            return answer.activity or NOTHING
        case "status":
            return answer.status
        case "class":
            return answer.class_id
        case "exclusion":
            return _exclusion(expected, answer)
        case "also":
            return _also(expected, answer)
        case "never":
            return _never(expected, answer)
    found = match_of(answer, wanted)
    if key == "code":
        return _code(expected, found, taxonomy)
    if key in taxonomy.frameworks:
        return _framework(key, answer, found, taxonomy)
    outcomes = [finding.outcome for finding in found.findings if finding.id == key] if found else []
    return outcomes[0] if outcomes else NOTHING


def match_of(answer: Assessment, wanted: str) -> Match | None:
    """The match of an activity, else the best one."""
    named = (match for match in answer.matches if match.activity == wanted)
    return next(named, answer.matches[0] if answer.matches else None)


def _exclusion(expected: str, answer: Assessment) -> str:
    met = [exclusion.id for exclusion in answer.exclusions]
    return expected if expected in met else ", ".join(met) or NOTHING


def _also(expected: str, answer: Assessment) -> str:
    """The expected list when all of it is found, else what is found."""
    found = [match.activity for match in answer.matches]
    return expected if set(expected.split(";")) <= set(found) else ", ".join(found) or NOTHING


def _never(expected: str, answer: Assessment) -> str:
    """The unwanted list when nothing of it is found, else what of it is."""
    found = [match.activity for match in answer.matches if match.activity in expected.split(";")]
    return f"a match of {', '.join(found)}" if found else expected


def _code(expected: str, found: Match | None, taxonomy: Taxonomy) -> str:
    """The first code of the list that holds the expected one."""
    if found is None:
        return NOTHING
    listings = taxonomy.activities[found.activity].listings
    lists = {listing.framework for listing in listings if listing.code == expected}
    firsts = [codes[0] for framework, codes in found.codes.items() if codes and (framework in lists or not lists)]
    return expected if expected in firsts else ", ".join(firsts) or NOTHING


def _framework(key: str, answer: Assessment, found: Match | None, taxonomy: Taxonomy) -> str:
    """The status under a framework, or under one of its editions whether or not it rules the deal."""
    whole = taxonomy.frameworks[key].edition_of or key
    barred = any(key in exclusion.bars or whole in exclusion.bars for exclusion in answer.exclusions)
    if found is None:
        return ListingStatus.EXCLUDED if barred else ListingStatus.NOT_LISTED
    verdict = next((verdict for verdict in found.verdicts if verdict.framework == whole), None)
    if verdict is not None and key in (whole, verdict.edition):
        return verdict.status
    if found.codes.get(key):
        return ListingStatus.ELIGIBLE
    if any(also.framework == key and also.because == ListingStatus.UNDETERMINED for also in found.also_listed):
        return ListingStatus.UNDETERMINED
    return ListingStatus.EXCLUDED if barred and answer.status == "excluded" else ListingStatus.NOT_LISTED
