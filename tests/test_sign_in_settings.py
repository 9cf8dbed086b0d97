"""Settings for signing in that cannot be used stop the start, in a sentence that says what to do."""

import logging
from contextlib import contextmanager

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.secrets import AttrDict

from loaders.received import accounts
from pages.server import log
from pages.staff.acts import StaffRole
from pages.staff.sign_in import ended_sign_ins, person, settings, staff_file
from pages.staff.sign_in.offered_downloads import MOST, OfferedDownloads
from tracker.findings import NotReadable
from tracker.site import NotUsable

WHOLE = {
    "redirect_uri": "https://tracker.example.org/oauth2callback", "cookie_secret": "x" * 32, "client_id": "answerable",
    "client_secret": "y", "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_remembered():
    yield
    for one in (settings.is_configured, settings.origin, settings.client_id):
        one.cache_clear()
    ended_sign_ins._only_here.clear()


def configured(monkeypatch, **section: str) -> bool:
    monkeypatch.setattr(settings, "get_secrets_auth_section", lambda: AttrDict(section))
    return settings.is_configured()


def test_without_auth_nobody_signs_in_and_with_it_somebody_does(monkeypatch):
    assert configured(monkeypatch) is False
    settings.is_configured.cache_clear()
    assert configured(monkeypatch, **WHOLE) is True
    assert settings.origin() == "https://tracker.example.org" and settings.client_id() == "answerable"


@pytest.mark.parametrize("missing", WHOLE)
def test_what_is_missing_is_named(monkeypatch, missing):
    with pytest.raises(NotUsable, match=f"has no {missing}"):
        configured(monkeypatch, **{name: value for name, value in WHOLE.items() if name != missing})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"cookie_secret": "short"}, "shorter than 32 characters"),
        ({"redirect_uri": "https://tracker.example.org/"}, "does not end in /oauth2callback"),
        ({"redirect_uri": "https://tracker.example.org/x/oauth2callback"}, "right after the name of the host"),
    ],
)
def test_what_cannot_be_used_is_reported(monkeypatch, wrong, said):
    with pytest.raises(NotUsable, match=said):
        configured(monkeypatch, **WHOLE | wrong)


@pytest.mark.parametrize("text", ["[auth", "[auth]\nclient_id = \n", "\x00"])
def test_secrets_that_cannot_be_read_are_not_taken_for_none(monkeypatch, tmp_path, text):
    path = tmp_path / "secrets.toml"
    path.write_text(text, encoding="utf-8")
    options = {"secrets.files": [str(tmp_path / "none.toml"), str(path)], "server.trustedUserHeaders": {}}
    monkeypatch.setattr(settings.config, "get_option", options.__getitem__)
    with pytest.raises(NotUsable, match=r"secrets\.toml cannot be read"):
        settings.is_configured()


def test_a_visitor_may_not_say_who_he_is(monkeypatch):
    options = {"secrets.files": [], "server.trustedUserHeaders": {"x-user": "email"}}
    monkeypatch.setattr(settings.config, "get_option", options.__getitem__)
    with pytest.raises(NotUsable, match=r"server\.trustedUserHeaders"):
        settings.is_configured()


ENTRY = '[[staff]]\nrole = "officer"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "“staff” is missing"),
        (ENTRY + 'post = "Clerk"\n', "names a claim or an account, and not both"),
        (ENTRY + 'post = "Clerk"\nclaim = "a"\naccount = "b"\n', "names a claim or an account, and not both"),
        (ENTRY + 'post = " "\nclaim = "a"\n', "empty post"),
        (ENTRY + 'post = "Margaret Thornbury"\nclaim = "a"\n', "Name a post, never a person"),
        ('[[staff]]\nrole = "king"\npost = "Clerk"\nclaim = "a"\n', "“king” is none of the words"),
        (ENTRY + 'post = "Clerk"\nclaim = "a"\nname = "b"\n', "“name” is not known"),
        (ENTRY + 'post = "Clerk"\nclaim = "a"\nsender = "police"\n', "role officer has a sender, and sees all of them"),
        *(
            (f'[[staff]]\nrole = "{role}"\npost = "Clerk"\nclaim = "a"\n{sender}', said)
            for role in ("agency", "checker")
            for sender, said in {
                "": f"the role {role} has no sender",
                'sender = ""\n': f"the role {role} has no sender",
                'sender = "../police"\n': "is not the name of a sender",
                'sender = "police/2026"\n': "is not the name of a sender",
                "sender = 3\n": "sender",
            }.items()
        ),
    ],
)
def test_a_file_of_roles_that_cannot_be_used_is_named_with_what_is_wrong(monkeypatch, tmp_path, text, said):
    path = tmp_path / "staff.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("TRACKER_STAFF", str(path))
    with pytest.raises(NotUsable, match=said) as error:
        staff_file.staff_file()
    assert str(path) in str(error.value) and "docs/sign-in.md" in str(error.value)


CLAIMS = {"sub": "s", "iat": 1_000_000, "aud": "answerable", "nonce": "n", "iss": "i", "roles": ["b", "a"]}


@pytest.fixture
def roles(monkeypatch, tmp_path):
    path = tmp_path / "staff.toml"
    path.write_text(
        'hours = 1\n[[staff]]\naccount = "o"\nrole = "officer"\npost = "Clerk"\n'
        '[[staff]]\nclaim = "a"\nrole = "reader"\npost = "Member"\n'
        '[[staff]]\nclaim = "c"\nrole = "agency"\npost = "Returns clerk"\nsender = "police"\n', encoding="utf-8",
    )  # fmt: skip
    monkeypatch.setenv("TRACKER_STAFF", str(path))
    monkeypatch.setattr(settings, "get_secrets_auth_section", lambda: AttrDict(WHOLE))
    monkeypatch.setattr(person.time, "time", lambda: 1_000_100)


@pytest.mark.parametrize(
    ("claims", "who"),
    [
        ({}, (StaffRole.READER, "Member", "s", "")),
        ({"oid": "o"}, (StaffRole.OFFICER, "Clerk", "o", "")),
        ({"aud": ["other", "answerable"]}, (StaffRole.READER, "Member", "s", "")),
        ({"roles": "a"}, (StaffRole.READER, "Member", "s", "")),
        ({"roles": ["c"]}, (StaffRole.AGENCY, "Returns clerk", "s", "police")),
        ({"roles": None}, None),
        ({"roles": {"a": 1}}, None),
        ({"roles": ["A"]}, None),
        ({"aud": "another program"}, None),
        ({"aud": None}, None),
        ({"sub": ""}, None),
        ({"iat": 1_000_100 - 3_600}, None),
        ({"iat": 1_000_100 + 301}, None),
        ({"iat": "1000000"}, None),
        ({"iat": None}, None),
        ({"roles": [], "_claim_names": {"roles": "src1"}}, None),
    ],
)
def test_who_somebody_is(roles, claims, who):
    assert person.person_of(CLAIMS | claims) == who


def test_one_account_has_one_commitment_and_nobody_can_guess_it(tmp_path):
    first, again, other = (accounts.commitment(tmp_path, one) for one in ("a", "a", "b"))
    assert first == again != other and len(first) == 64
    assert accounts.commitment(tmp_path / "elsewhere", "a") != first  # because of its salt
    path = tmp_path / accounts.ACCOUNTS
    path.write_text(path.read_text(encoding="utf-8").replace('"b"', '"c"'), encoding="utf-8")
    with pytest.raises(NotReadable, match="line 2, was altered"):
        accounts.commitment(tmp_path, "a")


def test_only_so_many_addresses_of_downloads_are_remembered():
    sent, one, message = OfferedDownloads(), person.Person(StaffRole.READER, "Member", "a"), ForwardMsg()
    for n in range(MOST + 1):
        message.delta.new_element.download_button.url = f"/media/{n:05}.csv"
        sent.notice(one, message)
    last = f"/media/{MOST:05}.csv"
    assert sent.is_of(one, last) and not sent.is_of(one, "/media/00000.csv")
    assert not sent.is_of(one, "") and not sent.is_of(one, "/media/") and not sent.is_of(one, last[:-1])
    for changed in ({"account": "b"}, {"role": StaffRole.OFFICER}, {"post": "Clerk"}, {"sender": "police"}):
        assert not sent.is_of(one._replace(**changed), last)


# What is on the disk


@pytest.mark.parametrize("hours", ["721", "1e9", "inf", "nan", "0", "-1"])
def test_hours_that_no_browser_keeps_are_refused(monkeypatch, tmp_path, hours):
    path = tmp_path / "staff.toml"
    path.write_text(f'hours = {hours}\n{ENTRY}post = "Clerk"\nclaim = "a"\n', encoding="utf-8")
    monkeypatch.setenv("TRACKER_STAFF", str(path))
    with pytest.raises(NotUsable, match=r"Write a number above 0 and up to 720: a browser forgets a sign-in after 30"):
        staff_file.staff_file()
    path.write_text(path.read_text(encoding="utf-8").replace(f"= {hours}", "= 720"), encoding="utf-8")
    assert staff_file.staff_file().hours == 720


@pytest.fixture
def full(roles, tmp_path):
    """A folder in which nothing more can be written, as the program sees it."""
    (tmp_path / ".signed-out.txt.writing").mkdir()


def test_where_no_sign_out_can_be_written_down_the_start_says_which_folder(full, tmp_path):
    with pytest.raises(NotUsable, match="so nobody could sign out for good") as error:
        ended_sign_ins.check_place()
    assert str(error.value).startswith(f"{tmp_path} cannot be written (")


def test_where_it_cannot_be_written_down_any_more_a_sign_out_counts_and_the_log_says_so(full, caplog):
    with as_the_server_logs():
        ended_sign_ins.sign_out(CLAIMS)
    assert ended_sign_ins.is_signed_out(CLAIMS) and not ended_sign_ins.is_signed_out(CLAIMS | {"nonce": "other"})
    assert "A sign-out holds only until the program ends: signed-out.txt cannot be written (" in caplog.text


def test_a_sign_out_is_written_down_and_nothing_is_lost_by_the_look_at_the_start(roles, tmp_path):
    monkey = CLAIMS | {"nonce": "gone"}
    ended_sign_ins.sign_out(monkey)
    ended_sign_ins.check_place()
    assert ended_sign_ins.is_signed_out(monkey) and (tmp_path / "signed-out.txt").read_text().count("\n") == 1


@contextmanager
def as_the_server_logs():
    """Lines of the log as the running program writes them, without what visitors sent."""
    before = logging.getLogRecordFactory()
    log.leave_visitors_out()
    try:
        yield
    finally:
        logging.setLogRecordFactory(before)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[staff]\n", "cannot be used: Expected ']]' at the end of an array declaration (at line 1, column 8)"),
        (ENTRY + 'post = "Clerk"\n', "staff 1: an entry names a claim or an account, and not both"),
        ("hours = 800\n" + ENTRY + 'post = "Clerk"\naccount = "SECRET"', "hours is 800"),
        ('[[staff]]\nrole = "SECRET"\npost = "Clerk"\naccount = "a"', "staff 1, role: “…” is none of the words"),
        (ENTRY + 'post = "Margaret SECRET Thornbury"\naccount = "a"', "“…” looks like personal data"),
        (ENTRY + 'post = "Clerk"\nSECRET = "a"', "“…” is not known"),
    ],
)
def test_the_log_says_what_is_wrong_with_the_roles_and_names_no_account(roles, tmp_path, caplog, text, said):
    (tmp_path / "staff.toml").write_text(text, encoding="utf-8")
    with as_the_server_logs():
        assert person.person_of(CLAIMS) is None and person.person_of(CLAIMS) is None
    assert said in caplog.text and "SECRET" not in caplog.text and caplog.text.count("staff.toml") == 1
