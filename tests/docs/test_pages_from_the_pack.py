"""The pages made from the pack say what the pack says."""

import re
import subprocess
import sys
from pathlib import Path

from matcher.model.rules import Pack

HOUSE = Path(__file__).parents[2]
SECTORS = HOUSE / "docs" / "sectors"


def test_the_pages_are_current():
    done = subprocess.run(
        [sys.executable, "tools/make_sector_pages.py", "--check"],
        cwd=HOUSE,
        env={"PYTHONPATH": str(HOUSE), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_activity_stands_on_the_page_of_its_sector_once(pack: Pack):
    for sector in pack.taxonomy.sectors:
        own = [one.id for one in pack.taxonomy.activities.values() if one.sector == sector]
        page = SECTORS / f"{sector}.md"
        assert page.exists() == bool(own)
        if own:
            assert re.findall(r"(?m)^## (\S+)$", page.read_text(encoding="utf-8")) == own


def test_every_link_between_the_pages_leads_to_an_activity(pack: Pack):
    for page in SECTORS.glob("*.md"):
        for target, anchor in re.findall(r"\]\(([a-z-]*\.md)?#([a-z0-9-]+)\)", page.read_text(encoding="utf-8")):
            sector = pack.taxonomy.activities[anchor].sector
            assert f"{sector}.md" == (target or page.name)
