"""Which sign-ins have ended: a cookie outlives its sign-out, and so would another window without this list."""

import hashlib
import json
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock

from pages.staff.sign_in import staff_file

NAME = "signed-out.txt"  # beside the file of roles
KEPT = 30 * 24 * 3600.0  # seconds: as long as a browser keeps the cookie
_LOCK = Lock()
Claims = Mapping[str, object]


def is_signed_out(claims: Claims) -> bool:
    """Whether a sign-in has ended, in whatever window."""
    return _mark(claims) in _ended()


def sign_out(claims: Claims) -> None:
    """Ends a sign-in for good; the disk knows it before this returns."""
    with _LOCK:
        now = time.time()
        kept = {mark: at for mark, at in _ended().items() if now - at < KEPT} | {_mark(claims): now}
        path = _place()
        beside = path.with_name(f".{NAME}.writing")
        beside.write_text("".join(f"{mark} {at:.0f}\n" for mark, at in kept.items()), encoding="utf-8")
        beside.replace(path)


def _mark(claims: Claims) -> str:
    """A fingerprint of one sign-in, since the list need not say whose it was."""
    named = json.dumps([claims.get(name) for name in ("iss", "sub", "nonce", "iat")])
    return hashlib.sha256(named.encode()).hexdigest()


def _place() -> Path:
    return staff_file.place().with_name(NAME)


def _ended() -> Mapping[str, float]:
    path = _place()
    try:
        now = path.stat()
    except FileNotFoundError:
        return {}
    return _read(path, now.st_mtime_ns, now.st_ino)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int, _file: int) -> Mapping[str, float]:
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {mark: float(at) for mark, at in lines}
