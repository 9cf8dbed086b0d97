"""Draws a page with Streamlit's own test runner, without a browser, and reads it as a person does."""

import re
from functools import cache
from html import unescape
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from waiting import PATIENCE

# For every page drawn, Streamlit reads the metadata of all installed packages to find components, which takes longer
# than the page. While tests run no package is installed, so one search serves them all.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
FOLDER = Path(__file__).parent.parent / "pages"
# Every page there is where nobody signs in, so without the page for one sender, staff/79_your_return.py.
PAGES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/[0-9]*.py") if "/79_" not in str(path))
PUBLIC_PAGES = [page for page in PAGES if page.startswith("public/")]


def open_page(page: str = "", **query: str) -> AppTest:
    """Draws a page, named by its file in `pages`, with the query of its address; without a name, the overview."""
    at = AppTest.from_file(str(FOLDER / "frame.py"), default_timeout=PATIENCE)
    for name, value in query.items():
        at.query_params[name] = value
    if "_" in Path(page).stem.partition("_")[2]:
        # Before its first run Streamlit knows pages only by file, and this page's address differs. Search is quick.
        at.switch_page("public/65_search.py").run()
    return (at.switch_page(page) if page else at).run()


def html_of(at: AppTest) -> str:
    """All HTML on the page except the styles."""
    bodies = [element.proto.body for element in at.get("html")]
    return " ".join(body for body in bodies if not body.startswith("<style>"))


def words(at: AppTest) -> str:
    """All words on the page in one line, as a person reads them."""
    html = re.sub(r"</?strong>", "", " ".join([*(element.value for element in at.text), html_of(at)]))
    text = re.sub(r"<[^>]+>", " ", html)
    return re.sub(r"\s+", " ", unescape(text))


def heading(at: AppTest) -> str:
    """The page's only first-level heading."""
    (inner,) = re.findall(r"<h1[^>]*>(.*?)</h1>", html_of(at))
    return unescape(re.sub(r"<[^>]+>", "", inner))


def rows_shown(at: AppTest) -> list[str]:
    """The first cell of every table row on the page."""
    return [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r'<th scope="row".*?</th>', html_of(at))]
