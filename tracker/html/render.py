"""The templates of the blocks that hold rows: what is filled in is escaped, and a name that nobody gave is an error."""

from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from tracker.html.links import is_safe, link
from tracker.html.missing import missing
from tracker.html.states import square, tag
from tracker.html.text import hidden, shown

FOLDER = Path(__file__).parent / "templates"


def _source(path: Path) -> str:
    """Lines joined without their indents: a browser would show them as blanks between words and squares."""
    return "".join(line.strip() for line in path.read_text(encoding="utf-8").splitlines())


# No `finalize=shown`, which would save the filter: it would put <bdi> into attributes too.
_templates = Environment(
    autoescape=True,
    undefined=StrictUndefined,
    loader=DictLoader({path.stem: _source(path) for path in FOLDER.glob("*.html")}),
)
_templates.filters["shown"] = shown
_templates.globals |= {
    "hidden": hidden,
    "is_safe": is_safe,
    "link": link,
    "missing": missing,
    "square": square,
    "tag": tag,
}


def render(name: str, **values: object) -> Markup:
    """The block of templates/<name>.html. Raises UndefinedError where the template asks for a value not given."""
    return Markup(_templates.get_template(name).render(values))
