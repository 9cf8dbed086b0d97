"""Remembers which download was offered to whom: Streamlit would give a file to anybody with its address."""

from collections.abc import Iterator

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.staff.sign_in.person import Person

MOST = 5_000  # addresses remembered for each person


class OfferedDownloads:
    """The downloads offered to each person since the program started, in the role that they had then."""

    def __init__(self) -> None:
        self._sent: dict[Person, dict[str, None]] = {}

    def notice(self, person: Person, message: ForwardMsg) -> None:
        """Notes the downloads that a message offers. Text on a page does not count: a visitor may have typed it."""
        sent = self._sent.setdefault(person, {})
        sent.update(dict.fromkeys(_offered(message)))
        while len(sent) > MOST:
            del sent[next(iter(sent))]

    def is_of(self, person: Person, address: str) -> bool:
        """Whether an address was offered to somebody: /media/0a1b.csv, or the number of a file still to be made."""
        return address in self._sent.get(person, {})


def _offered(message: ForwardMsg) -> Iterator[str]:
    """The addresses that the program itself offers: a download button, a file made on demand, the tab's picture."""
    button = message.delta.new_element.download_button
    made = message.backend_operation_response.deferred_file.url
    yield from filter(None, (button.url, button.deferred_file_id, made, message.page_config_changed.favicon))
