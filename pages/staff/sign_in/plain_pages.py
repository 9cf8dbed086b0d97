"""The few pages that stand outside the dashboard: signed out, not signed in, no role, not for you."""

from markupsafe import Markup
from starlette.responses import HTMLResponse

from pages.parts.plain_page import plain_page
from pages.staff.sign_in.settings import LOGOUT

SIGN_IN, SIGNED_OUT, NOT_SIGNED_IN = "/sign-in", "/signed-out", "/not-signed-in"


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


def sign_out() -> HTMLResponse:
    """Asks before a sign-out that no page of ours led to."""
    lines = ["You did not come here from a page of this tracker, so you are still signed in."]
    return _page("Do you want to sign out?", lines, LOGOUT, "Sign out")


def too_many() -> HTMLResponse:
    """Where more people begin to sign in than the program takes on."""
    answer = _page("Too many people are signing in", ["Wait a minute, then try again."], status=503)
    answer.headers["Retry-After"] = "60"
    return answer


def no_role(account: str) -> HTMLResponse:
    """For somebody who is signed in and has no role here."""
    lines = [
        "You are signed in, but nobody has given your account a role in this tracker.",
        "Ask whoever runs it, and tell them the number of your account:",
        Markup("<code>{}</code>").format(account),
    ]
    return _page("Your account has no role here", lines, LOGOUT, "Sign out", 403)


def not_for_you() -> HTMLResponse:
    """For whoever belongs to one sender and asks for a page that is not for it, whether it is there or not."""
    return _page(
        "This is not for your account",
        ["Your account sees one page, and those about this site that its foot leads to."],
        "/",
        "Your return",
        404,
    )


def _page(
    title: str, lines: list[str], href: str = SIGN_IN, button: str = "Sign in", status: int = 200
) -> HTMLResponse:
    return HTMLResponse(plain_page(title, lines, href, button), status, {"Cache-Control": "no-store"})
