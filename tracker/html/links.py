"""Links: to our own pages and over https, and to nothing else."""

import re
from collections.abc import Mapping
from urllib.parse import quote as percent
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup

from tracker.html.text import Cell, as_html


def address(page: str, **query: object) -> str:
    """The address of one of our pages, with its filters: "/actions?ref=NBC-04&sender=northmere"."""
    filters = {name: str(value) for name, value in query.items() if value not in (None, "")}
    return f"/{page}?{urlencode(filters, quote_via=percent)}" if filters else f"/{page}"


def actions_address(filters: Mapping[str, object], **query: object) -> str:
    """The address of exactly the actions that a mark or a number counts, within the page's filters."""
    return address("actions", **{**filters, **query})


def is_safe(href: str) -> bool:
    """Whether an address is one of our pages or https, without the tabs and backslashes that browsers rewrite."""
    if not href or re.search(r"[\s\\\x00-\x1f\x7f]", href):
        return False
    if href[0] in "/?#":
        return not href.startswith("//")
    try:
        parts = urlsplit(href)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def link(text: Cell, href: str) -> Markup:
    """A link, or the text alone if the address is neither ours nor https."""
    return Markup('<a href="{}">{}</a>').format(href, as_html(text)) if is_safe(href) else as_html(text)


def contact(where: str) -> Markup:
    """An e-mail address or a page to write to, as a link."""
    is_mail = re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+", where)
    return Markup('<a href="mailto:{0}">{0}</a>').format(where) if is_mail else link(where, where)


def telephone(number: str) -> Markup:
    """A number as a link that a telephone can call."""
    digits = re.sub(r"[^0-9+]", "", number)
    return Markup('<a class="an-whole" href="tel:{}">{}</a>').format(digits, number)


def sources(addresses: str) -> Markup:
    """Published sources, separated by " | ", as numbered links, since some addresses hold people's names."""
    parts = [part.strip() for part in addresses.split("|") if part.strip()]
    names = ["Source"] if len(parts) == 1 else [f"Source {n}" for n in range(1, len(parts) + 1)]
    return Markup(", ").join(link(name, part) for name, part in zip(names, parts, strict=True))
