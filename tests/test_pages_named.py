"""A sentence that asks for a load, a withdrawal, a release or a verification names the page that does it, too."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OF_A_COMMAND = re.compile(r"python -m loaders(?: (?:withdraw|verify|release))?[ .{)]")
NAMES_ITS_PAGE = re.compile(r"the page (?:Load|Withdraw|Verify|Release), or python -m loaders")
MODULES = [
    path
    for folder in ("loaders/load", "loaders/request", "loaders/received", "loaders/publishing")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if OF_A_COMMAND.search(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_whoever_is_told_of_a_command_is_told_of_its_page(module):
    text = re.sub(r'"\n\s+f?"', "", module.read_text(encoding="utf-8"))  # a sentence may be cut over two lines
    assert len(OF_A_COMMAND.findall(text)) == len(NAMES_ITS_PAGE.findall(text))


@pytest.mark.parametrize("page", sorted((ROOT / "pages").rglob("*.py")), ids=lambda path: path.name)
def test_no_page_sends_anybody_to_a_command_of_ours(page):
    assert "python -m loaders" not in page.read_text(encoding="utf-8")
