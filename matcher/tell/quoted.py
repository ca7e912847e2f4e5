"""The words of a document that an answer rests on, as readers see them."""

from matcher.model.assessment import Match
from matcher.model.document import Document


def quotes_of(match: Match, document: Document) -> list[str]:
    """The undoubted words of a match, each once; words that lie within longer ones are not said again."""
    fields = {"title": document.title, "text": document.text}
    spans = {hit.span for hit in match.hits if not hit.doubts}
    whole = [
        one
        for one in spans
        if not any(
            one != other and one.field == other.field and other.start <= one.start and one.end <= other.end
            for other in spans
        )
    ]
    in_order = sorted(whole, key=lambda span: (span.field != "title", span.start))
    return list(dict.fromkeys(fields[span.field][span.start : span.end] for span in in_order))
