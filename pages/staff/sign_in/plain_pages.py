"""The few pages that stand outside the dashboard: signed out, not signed in, no role."""

from markupsafe import Markup
from starlette.responses import HTMLResponse

from pages.parts.here import NAME
from pages.staff.sign_in.settings import LOGOUT

SIGN_IN, SIGNED_OUT, NOT_SIGNED_IN = "/sign-in", "/signed-out", "/not-signed-in"
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
    '<header><img src="/app/static/logo.svg" alt="{name}"></header><main><h1>{title}</h1>{body}'
    '<p><a class="an-button" href="{href}">{button}</a></p></main></body></html>'
)
PARAGRAPH = Markup("<p>{}</p>")


def signed_out() -> HTMLResponse:
    """After a sign-out, whatever window it was done in."""
    return _page(
        "You are signed out",
        ["On a computer that others use, close the browser as well: your council’s own sign-in may still be open."],
    )


def not_signed_in(status: int = 200) -> HTMLResponse:
    """Where a sign-in was given up, came too late, or the provider cannot be reached."""
    why = "The sign-in was not completed, it took too long, or the sign-in service could not be reached."
    return _page("You are not signed in", [why, "If this goes on, tell whoever runs this tracker."], status=status)


def no_role(account: str) -> HTMLResponse:
    """For somebody who is signed in and has no role here."""
    lines = [
        "You are signed in, but nobody has given your account a role in this tracker.",
        "Ask whoever runs it, and tell them the number of your account:",
        Markup("<code>{}</code>").format(account),
    ]
    return _page("Your account has no role here", lines, LOGOUT, "Sign out", 403)


def _page(
    title: str, lines: list[str], href: str = SIGN_IN, button: str = "Sign in", status: int = 200
) -> HTMLResponse:
    body = Markup("").join(PARAGRAPH.format(line) for line in lines)
    html = PAGE.format(title=title, name=NAME, body=body, href=href, button=button)
    return HTMLResponse(str(html), status, {"Cache-Control": "no-store"})
