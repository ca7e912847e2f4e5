"""`taxomatch doctor`: whether the program, its libraries and its pack are in order."""

from matcher import __version__
from matcher.cli import give
from matcher.cli.outcome import Exit, end


def doctor(pack: give.PackOption = None) -> None:
    """Say which versions and which pack are at work, and whether a first text is classified as it should be."""
    import importlib.metadata
    import platform
    import sys

    from matcher.trial import run_examples

    say = sys.stdout.write
    say(f"taxomatch {__version__}  Python {platform.python_version()}  {platform.system()} {platform.machine()}\n")
    for name in ("ahocorasick-rs", "msgspec", "numpy", "pydantic", "pyyaml", "rapidfuzz", "rich", "typer"):
        say(f"  {name} {importlib.metadata.version(name)}\n")
    matcher = give.load(pack)
    identity, book = matcher.pack.identity, matcher.pack.book
    say(f"pack {identity.id} {identity.version}, law of {identity.valid_on}, fingerprint {identity.fingerprint[:16]}\n")
    activities = len(matcher.pack.taxonomy.activities)
    say(f"  {activities} activities, {len(book.rules)} rules, {len(book.exclusions)} of them exclusions\n")
    say(f"  {len(book.table.terms)} terms as {len(book.table.patterns)} patterns\n")
    report = run_examples(matcher.classify_many, matcher.pack)
    say(f"  {report.examples} examples of the rules, {len(report.failures)} expectations of them fail\n")
    if not report.passed:
        say("some examples fail: run `taxomatch rules test` to see which\n")
        end(Exit.GATE_FAILED)
    say("all in order\n")
