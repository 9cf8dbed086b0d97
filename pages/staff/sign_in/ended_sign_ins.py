"""Lists the sign-ins that have ended: a cookie outlives its sign-out, and so would other windows without a list."""

import hashlib
import json
import logging
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock

from loaders.received.places import roles_file
from pages.staff.sign_in.staff_file import MOST_HOURS
from tracker.site import NotUsable

NAME = "signed-out.txt"  # beside the file of roles
SECONDS = MOST_HOURS * 3600.0  # seconds: as long as a browser keeps the cookie
LOG = logging.getLogger(__name__)
_LOCK = Lock()
_only_here: set[str] = set()  # sign-outs that could not be written down
Claims = Mapping[str, object]


def is_signed_out(claims: Claims) -> bool:
    """Whether a sign-in has ended, in whichever window."""
    key = _key(claims)
    return key in _only_here or key in _read_list()


def sign_out(claims: Claims) -> None:
    """Ends a sign-in for good; this is on disk before the function returns, or the log says why not."""
    key = _key(claims)
    with _LOCK:
        try:
            _write({**_read_list(), key: time.time()})
        except OSError as error:
            _only_here.add(key)
            LOG.error(f"A sign-out holds only until the program ends: {NAME} cannot be written ({error.strerror}).")


def check_place() -> None:
    """Raises NotUsable if sign-outs cannot be written down."""
    with _LOCK:
        try:
            _write(_read_list())
        except OSError as error:
            folder = _place().parent
            raise NotUsable(
                f"{folder} cannot be written ({error.strerror}), so nobody could sign out for good. Let the program "
                "write there, or move staff.toml and name its place in TRACKER_STAFF."
            ) from error


def _write(ended: Mapping[str, float]) -> None:
    now, path = time.time(), _place()
    beside = path.with_name(f".{NAME}.writing")
    lines = [f"{key} {at:.0f}\n" for key, at in ended.items() if now - at < SECONDS]
    beside.write_text("".join(lines), encoding="utf-8")
    beside.replace(path)


def _key(claims: Claims) -> str:
    """A fingerprint of a sign-in: the list need not say whose it was."""
    named = json.dumps([claims.get(name) for name in ("iss", "sub", "nonce", "iat")])
    return hashlib.sha256(named.encode()).hexdigest()


def _place() -> Path:
    return roles_file().with_name(NAME)


def _read_list() -> Mapping[str, float]:
    path = _place()
    try:
        now = path.stat()
    except FileNotFoundError:
        return {}
    return _read(path, now.st_mtime_ns, now.st_ino)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int, _file: int) -> Mapping[str, float]:
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {key: float(at) for key, at in lines}
