"""`taxomatch audit`: why, why not, which rules, how right. Each command stands in a module of `audits`."""

import typer

from matcher.cli.audits import diff, gold, replay, report, review, rules, schema, verify

app = typer.Typer(
    help="Look back: what the rules did, how right they are.", rich_markup_mode=None, no_args_is_help=True
)


@app.callback()
def audit() -> None:
    """Look back: what the rules did, how right they are, what people decided, what changed."""


app.command("rules")(rules.rules)
app.command("replay")(replay.replay)
app.command("verify")(verify.verify)
app.command("diff")(diff.diff)
app.command("schema")(schema.schema)
app.command("gold")(gold.gold)
app.add_typer(review.app, name="review")
app.command("report")(report.report)
