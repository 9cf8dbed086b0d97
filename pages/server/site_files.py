"""Sends the files that robots and finders of security weaknesses look for, made from the settings of this site."""

from collections.abc import Callable
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.parts import page_files
from pages.parts.position_files import CHARTS, TABLES
from tracker.site import site

SITEMAP, SECURITY = "/sitemap.xml", "/.well-known/security.txt"
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NO_ADDRESS = "This site has not been told its own address (address in site.toml), so it cannot list its pages."
NO_CONTACT = "This site has not named who hears of weaknesses (security_contact in site.toml)."


def robots() -> Response:
    """robots.txt: lets robots read the public copy, but not have files made, and nothing of the staff's instance."""
    if not page_files.IS_PUBLISHED:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")
    where = site().web.address
    return PlainTextResponse(
        f"User-agent: *\nDisallow: /{TABLES}/\nDisallow: /{CHARTS}/\n"
        + (f"Sitemap: {where}{SITEMAP}\n" if where else "")
    )


def sitemap() -> Response:
    """sitemap.xml with the address of every public page; 404 for the staff, or where the settings give no address."""
    where = site().web.address
    if not where or not page_files.IS_PUBLISHED:
        return PlainTextResponse(NO_ADDRESS, 404)
    pages = [page_files.address(file) for file in (*page_files.public_screens(), *page_files.texts())]
    lines = [f"<url><loc>{escape(where)}/{name}</loc></url>" for name in ("", *pages[1:])]  # the first one is the root
    return Response("\n".join([f'<urlset xmlns="{SPACE}">', *lines, "</urlset>\n"]), media_type="application/xml")


def security() -> Response:
    """security.txt: whom to tell of a weakness, in the fields of RFC 9116; 404 where the settings name nobody."""
    web = site().web
    if not web.security_contact:
        return PlainTextResponse(NO_CONTACT, 404)
    fields = {"Contact": web.security_contact, "Expires": f"{web.security_contact_until}T00:00:00Z"}
    fields |= {"Preferred-Languages": "en"} | ({"Canonical": f"{web.address}{SECURITY}"} if web.address else {})
    return PlainTextResponse("".join(f"{name}: {value}\n" for name, value in fields.items()))


def _route(path: str, file: Callable[[], Response]) -> Route:
    def send(request: Request) -> Response:
        return file()

    return Route(path, send, methods=["GET"])


SITE_FILES = [
    _route("/robots.txt", robots),
    _route(SITEMAP, sitemap),
    _route(SECURITY, security),
    _route("/security.txt", security),
]
