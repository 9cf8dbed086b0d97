"""To whom a page offered which download: Streamlit gives the file to whoever asks for its address."""

from collections.abc import Iterator

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.staff.sign_in.person import Person

MOST = 5_000  # addresses that are remembered of one person


class SentTo:
    """The downloads that each person was offered while this program runs, in the role that they had then."""

    def __init__(self) -> None:
        self._sent: dict[Person, dict[str, None]] = {}

    def notice(self, person: Person, message: ForwardMsg) -> None:
        """A message is on its way to somebody. Words on a page count for nothing: they may be what was typed."""
        sent = self._sent.setdefault(person, {})
        sent.update(dict.fromkeys(_offered(message)))
        while len(sent) > MOST:
            del sent[next(iter(sent))]

    def is_of(self, person: Person, address: str) -> bool:
        """Whether somebody was offered that address: /media/0a1b.csv, or the number of a file still to be made."""
        return address in self._sent.get(person, {})


def _offered(message: ForwardMsg) -> Iterator[str]:
    """What the program itself offers: the button of a download, one that was made on demand, the picture in the tab."""
    button = message.delta.new_element.download_button
    made = message.backend_operation_response.deferred_file.url
    yield from filter(None, (button.url, button.deferred_file_id, made, message.page_config_changed.favicon))
