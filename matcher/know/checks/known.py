"""What a pack knows: the ids that others may name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from matcher.know.shapes.rules import ExclusionFile
from matcher.know.shapes.sheets import Sheets
from matcher.know.source.complaints import Complaints, Path
from matcher.model.taxonomy import Activity, Taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The ids of a pack. Ids of files count even when their file does not fit its shape."""

    taxonomy: Taxonomy
    activities: frozenset[str] = field(default_factory=frozenset)
    exclusions: frozenset[str] = field(default_factory=frozenset)
    measures: dict[str, str] = field(default_factory=dict)
    """The measure of each exclusion that has one."""

    def measures_barring(self, activity: Activity) -> set[str]:
        """The measures of the exclusions that disqualify listings of an activity."""
        names = {name for listing in activity.listings for name in listing.disqualifiers}
        return {self.measures[name] for name in names if name in self.measures}

    def name(
        self,
        complaints: Complaints,
        path: Path,
        what: str,
        word: str,
        known: Iterable[str],
        *,
        key: bool = False,
    ) -> bool:
        """Whether the word is known; when it is not, that is told. Nothing is told where nothing at all is known."""
        choices = set(known)
        if word in choices or not choices:
            return word in choices
        complaints.unknown(path, what, word, choices, key=key)
        return False


def known_of(sheets: Sheets, taxonomy: Taxonomy) -> Known:
    """What the files of a pack know."""
    return Known(
        taxonomy=taxonomy,
        activities=frozenset(sheets.stems("activity") | set(taxonomy.activities)),
        exclusions=frozenset(sheets.stems("exclusion") | {file.exclusion for _, file in sheets.of(ExclusionFile)}),
        measures={file.exclusion: file.measure for _, file in sheets.of(ExclusionFile) if file.measure},
    )
