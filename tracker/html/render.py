"""Renders the templates of blocks that hold rows: values are escaped, and a name without a value is an error."""

from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from tracker.html.links import is_safe, link
from tracker.html.missing import missing
from tracker.html.states import square, tag
from tracker.html.text import as_html, hidden

FOLDER = Path(__file__).parent / "templates"


def _source(path: Path) -> str:
    """A template's lines joined without indents: a browser would show those as blanks between words and squares."""
    return "".join(line.strip() for line in path.read_text(encoding="utf-8").splitlines())


# Not `finalize=shown`, which would save the filter but put <bdi> into attributes too.
_templates = Environment(
    autoescape=True,
    undefined=StrictUndefined,
    loader=DictLoader({path.stem: _source(path) for path in FOLDER.glob("*.html")}),
)
_templates.filters["as_html"] = as_html
_templates.globals |= {
    "hidden": hidden,
    "is_safe": is_safe,
    "link": link,
    "missing": missing,
    "square": square,
    "tag": tag,
}


def render(name: str, **values: object) -> Markup:
    """The block of templates/<name>.html. Raises UndefinedError if the template uses a value not given."""
    return Markup(_templates.get_template(name).render(values))
