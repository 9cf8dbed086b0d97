"""The few pages outside the dashboard: signed out, not signed in, sign out, too many, no role, not for you."""

from markupsafe import Markup
from starlette.responses import HTMLResponse

from pages.parts.plain_page import plain_page
from pages.staff.sign_in.settings import LOGOUT

SIGN_IN, SIGNED_OUT, NOT_SIGNED_IN = "/sign-in", "/signed-out", "/not-signed-in"


def signed_out() -> HTMLResponse:
    """The page shown after a sign-out, in whichever window it happened."""
    return _page(
        "You are signed out",
        ["On a computer that others use, close the browser as well: your council’s own sign-in may still be open."],
    )


def not_signed_in(status: int = 200) -> HTMLResponse:
    """The page shown if a sign-in was given up or took too long, or the provider could not be reached."""
    why = "The sign-in was not completed, it took too long, or the sign-in service could not be reached."
    return _page("You are not signed in", [why, "If this goes on, tell whoever runs this tracker."], status=status)


def sign_out() -> HTMLResponse:
    """The page that asks before a sign-out which no page of this site led to."""
    lines = ["You did not come here from a page of this tracker, so you are still signed in."]
    return _page("Do you want to sign out?", lines, LOGOUT, "Sign out")


def too_many() -> HTMLResponse:
    """The page shown when more people begin to sign in than the program allows at once."""
    answer = _page("Too many people are signing in", ["Wait a minute, then try again."], status=503)
    answer.headers["Retry-After"] = "60"
    return answer


def no_role(account: str) -> HTMLResponse:
    """The page for somebody signed in who has no role here."""
    lines = [
        "You are signed in, but nobody has given your account a role in this tracker.",
        "Ask whoever runs it, and tell them the number of your account:",
        Markup("<code>{}</code>").format(account),
    ]
    return _page("Your account has no role here", lines, LOGOUT, "Sign out", 403)


def not_for_you() -> HTMLResponse:
    """The page for people of one sender who ask for any page not meant for them, whether or not it exists."""
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
