"""Where people begin to sign in; the page that they wanted is remembered meanwhile."""

from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.user_info import generate_login_redirect_url

from pages.staff.sign_in import settings
from pages.staff.sign_in.plain_pages import NOT_SIGNED_IN, SIGN_IN, SIGNED_OUT

TO = "to"
COOKIE, SECONDS = "answerable_to", 900  # remembers the wanted page while the provider asks who it is


def _sign_in(request: Request) -> Response:
    """Redirects to the provider, first moving to the one host name to which the provider returns people."""
    wanted = local(request.query_params.get(TO, "") or _came_from(request))
    if request.headers.get("host") != urlsplit(settings.origin()).netloc:
        return RedirectResponse(f"{settings.origin()}{with_wanted(wanted)}", 302)
    answer = RedirectResponse(generate_login_redirect_url("default"), 302, {"Cache-Control": "no-store"})
    answer.set_cookie(COOKIE, quote(wanted, safe=""), max_age=SECONDS, httponly=True, samesite="lax")
    return answer


def _came_from(request: Request) -> str:
    """The page of this site that a browser says it comes from, "" for none."""
    host, _, rest = request.headers.get("referer", "").partition("://")[2].partition("/")
    return f"/{rest}" if rest and host == request.headers.get("host") else ""


def with_wanted(wanted: str) -> str:
    """The sign-in address that leads on to a wanted page."""
    return f"{SIGN_IN}?{TO}={quote(wanted, safe='')}"


def wanted_by(request: Request) -> str:
    """The page that somebody wanted before signing in, "/" for none."""
    return local(unquote(request.cookies.get(COOKIE, "")))


def local(address: str) -> str:
    """The address unchanged if it is a page of this site, "/" for any other address and for those of signing in."""
    try:
        parts = urlsplit(address.replace("\\", "/"))
    except ValueError:
        return "/"
    path = unquote(parts.path)
    is_ours = address.startswith("/") and not address.startswith("//") and address.isprintable() and address.isascii()
    is_door = path in (SIGN_IN, SIGNED_OUT, NOT_SIGNED_IN, settings.CALLBACK, settings.LOGIN, settings.LOGOUT)
    is_round_about = not {".", ".."}.isdisjoint(path.split("/"))
    return address if is_ours and not (parts.scheme or parts.netloc or is_door or is_round_about) else "/"


ROUTES = (Route(SIGN_IN, _sign_in, methods=["GET"]),)
