"""A browser shows a report as it is meant: styled under its own policy, filtered without scripts. For `make proof`."""

import re
import shutil
import subprocess

import pytest

from tests.audit.commands import command, table
from tests.audit.recording import is_proof

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TEXTS = [
    "Construction of a 40 MW wind farm",
    "A new primary school",
    "新建50MW集中式光伏电站",
    "A 660 MW coal-fired unit",
]
pytestmark = pytest.mark.skipif(not BROWSER, reason="no browser is installed here")


def shown(path):
    """The page as a browser holds it, and what it complains of."""
    command_line = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom"]
    done = subprocess.run([*command_line, path.as_uri()], capture_output=True, text=True, timeout=120)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line or "Refused" in line]


@pytest.mark.parametrize("rows", [30, 5000])
def test_a_report_opens_without_a_complaint(matcher, tmp_path, rows):
    if not is_proof():
        pytest.skip("a browser is started by make proof only")
    lines = [f"{number},{TEXTS[number % len(TEXTS)]} number {number}" for number in range(rows)]
    source, out = table(tmp_path / "in.csv", "id,text", *lines), tmp_path / "report.html"
    command(matcher, "audit", "report", source, "-o", out)
    dom, complaints = shown(out)
    assert not complaints
    assert len(re.findall(r"<tr data-band", dom)) == rows
    assert dom.rstrip().endswith("</html>")


def test_a_report_is_printed(matcher, tmp_path):
    if not is_proof():
        pytest.skip("a browser is started by make proof only")
    from pypdf import PdfReader

    source, out = (
        table(tmp_path / "in.csv", "id,text", *(f"{at},{text}" for at, text in enumerate(TEXTS))),
        tmp_path / "r.html",
    )
    command(matcher, "audit", "report", source, "--lang", "zh", "-o", out)
    printed = tmp_path / "report.pdf"
    words = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={printed}", out.as_uri()]
    subprocess.run(words, capture_output=True, timeout=120, check=True)
    pages = PdfReader(printed).pages
    assert 1 <= len(pages) <= 4 * len(TEXTS)
    assert "CCM 4.3" in "".join(page.extract_text() for page in pages)
