"""To whom the address of a download was sent: Streamlit gives the file to whoever asks for that address."""

import re
from collections import defaultdict

ADDRESS = re.compile(rb"/media/[0-9a-zA-Z]+|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")  # of a file, or of one to be made
MOST = 5_000  # addresses that are remembered of one account


class SentTo:
    """The addresses that each account was sent while this program runs."""

    def __init__(self) -> None:
        self._sent: dict[str, dict[str, None]] = defaultdict(dict)

    def notice(self, account: str, message: bytes) -> None:
        """A message is on its way to somebody."""
        sent = self._sent[account]
        for address in ADDRESS.findall(message):
            sent[address.decode()] = None
        while len(sent) > MOST:
            del sent[next(iter(sent))]

    def is_of(self, account: str, address: str) -> bool:
        """Whether somebody was sent that address: /media/0a1b.csv, or the number of a file that is still to be made."""
        found = ADDRESS.match(address.encode())
        return found is not None and found[0].decode() in self._sent[account]
