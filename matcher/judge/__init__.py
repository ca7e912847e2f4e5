"""From what was found to what is known: criteria, listings, frameworks, exclusions and the verdict on a document."""

from matcher.judge.editions import as_of_date
from matcher.judge.verdict import Judge, judge

__all__ = ["Judge", "as_of_date", "judge"]
