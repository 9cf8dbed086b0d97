"""Decides which cookies an answer may set, and how a browser must guard them."""

from starlette.datastructures import MutableHeaders

from pages.parts.page_files import IS_PUBLISHED

READ_BY_SCRIPTS = "_streamlit_xsrf"  # Streamlit's own scripts send it back with a file, so they must be able to read it


def guard_cookies(headers: MutableHeaders, is_https: bool) -> None:
    """Takes every cookie off an answer of the public copy, which needs none, and guards those of the staff's copy."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in () if IS_PUBLISHED else cookies:
        headers.append("set-cookie", _guarded(cookie, is_https))


def _guarded(cookie: str, is_https: bool) -> str:
    has = {part.strip().lower() for part in cookie.split(";")[1:]}
    wanted = {"Secure": is_https, "HttpOnly": not cookie.startswith(f"{READ_BY_SCRIPTS}=")}
    return "; ".join([cookie, *(name for name, is_wanted in wanted.items() if is_wanted and name.lower() not in has)])
