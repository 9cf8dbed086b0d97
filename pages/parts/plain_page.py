"""A page outside the dashboard: a title, a few lines and at most one button, drawn without Streamlit."""

from collections.abc import Sequence

from markupsafe import Markup

from pages.parts.here import NAME

PAGE = Markup(
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title} – {name}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/app/static/mark.svg">'
    "<style>@font-face {{ font-family: 'Public Sans'; src: url(/app/static/public-sans-latin-400-normal.woff2) }}"
    "@font-face {{ font-family: 'Public Sans'; font-weight: 700; "
    "src: url(/app/static/public-sans-latin-700-normal.woff2) }}"
    "body {{ margin: 0; font: 17px/1.55 'Public Sans', Verdana, Arial, sans-serif; color: #14212B; background: #fff }}"
    "header, main {{ max-width: 42rem; padding: 1.2rem 1.6rem }} header img {{ height: 2.2rem; display: block }}"
    "h1 {{ font-size: 2.35rem; line-height: 1.2; margin: 1rem 0 }} main p {{ overflow-wrap: anywhere }}"
    "a {{ color: #12436D }} a.an-button {{ display: inline-block; padding: .7rem 1.2rem; background: #12436D; "
    "color: #fff; text-decoration: none; border-radius: 2px }} a:focus-visible {{ outline: 3px solid #B8400E; "
    "outline-offset: 2px }}</style></head><body>"
    '<header><img src="/app/static/logo.svg" alt="{name}"></header><main><h1>{title}</h1>{body}</main></body></html>'
)
PARAGRAPH = Markup("<p>{}</p>")
BUTTON = Markup('<p><a class="an-button" href="{}">{}</a></p>')


def plain_page(title: str, lines: Sequence[str], href: str = "", button: str = "") -> str:
    """The page as HTML, with a button that leads to `href` if that is given."""
    body = Markup("").join(PARAGRAPH.format(line) for line in lines)
    return str(PAGE.format(title=title, name=NAME, body=body + (BUTTON.format(href, button) if href else "")))
