"""Documents answered once more, where some of them may be refused."""

from collections.abc import Iterator, Sequence

from matcher.model.assessment import Assessment
from matcher.model.document import Document, Options
from matcher.model.problems import Refusal
from matcher.river import Matcher


def answer_or_refuse(
    matcher: Matcher, documents: Sequence[Document], options: Options
) -> Iterator[Assessment | Refusal]:
    """One answer for each document, or why it was refused; after the first refusal they are asked one by one."""
    done = 0
    try:
        for answer in matcher.classify_many(documents, options):
            done += 1
            yield answer
    except Refusal as refusal:
        if len(documents) == 1:
            yield refusal
            return
        for document in documents[done:]:
            yield from answer_or_refuse(matcher, [document], options)
