"""What the page Withdraw says before words are erased: what goes, what stays, and what is not reached."""

from collections.abc import Iterator

from markupsafe import Markup

from loaders.received.ledger_records import FileReceived
from tracker.html import blocks

FOR_EVER = "Erased words are gone for ever. Nobody can bring them back, and no later record undoes it."
WHAT_STAYS = (
    "The file itself is deleted, with everything in it that is not read: other sheets and columns, comments, the "
    "author. References, names of bodies, dates and states stay, so every count stays as it is. “[erased]” stands for "
    "the words that were read, on earlier days and on cited pages too. If you name cells with dates or states, these "
    "go too."
)
REACHED = (
    "the file, the database and the databases before it, with the load that follows",
    "what was made of it here: its workbook with notes, every workbook that asks for a return, and the same file where "
    "it waits on the page Load",
)
NOT_REACHED = (
    "Publications, until you publish again: earlier ones that hold its words then leave the public folder. Copy that "
    "folder anew. What others downloaded stays with them.",
    "Backups, and the message with which the file came. Delete them yourself.",
    "Earlier and later files of the same sender, withdrawn ones too, which may say the same. Erase each.",
    "releases.jsonl, which holds every text that was released, and faults.log beside the database, which may hold "
    "words of a plan.",
    "Folders named tracker-… in the folder for temporary files, where the program was killed in the middle.",
)
NAME_STAYS = "The name with which it was sent, “{}”, which the ledger keeps."
RECORD_STAYS = (
    "The ledger keeps the record of the file with its fingerprint, and a witness keeps the head of the ledger. Neither "
    "holds a word of the file, and the chain holds as before."
)


def what_erasing_does() -> Iterator[Markup]:
    """What erasing words removes, what stays, and which copies it reaches."""
    yield blocks.lead(FOR_EVER, WHAT_STAYS)
    yield blocks.lead("", f"It reaches {REACHED[0]}; and {REACHED[1]}.")


def what_is_not_reached(file: FileReceived) -> Iterator[Markup]:
    """Where else the words may be, which erasing does not reach and somebody has to check."""
    yield blocks.lead("", "It does not reach these. Look at them yourself:")
    yield blocks.bullets([*NOT_REACHED, NAME_STAYS.format(file.sent_as)])
    yield blocks.lead("", RECORD_STAYS)
