"""Where a criterion comes from, and how sure that is."""

from matcher.model.assessment import Finding
from matcher.tell.voice import Voice


def cited(finding: Finding, voice: Voice) -> str:
    """The source of a criterion, with a word of doubt unless the criterion was compared with it."""
    doubt = "" if finding.verified == "yes" else f" ({voice.say(f'verified_{finding.verified}')})"
    return finding.source + doubt
