"""For each staff page, words that it shows and no public page does."""

STAFF = {
    "load": "You see what it would change before it is recorded.",
    "layout": "A layout is made for a file that waits.",
    "returns": "what each of its files changed, its requests, and a chasing note to copy",
    "words-to-explain": "An answer is a line in the layout of the sender.",
    "publish": "See what would be published now before anybody publishes it.",
    "withdraw": "You see first what its withdrawal would change.",
    "verify": "before a meeting, before you publish, and after a copy was put back",
    "problems": "Not read from these files",
    "edit-questions": "Your changes stay in this window alone",
    "what-to-put-right": "for the data officer to look at",
    "release": "No text of the files received is published unless it is released.",
    "weekly-sheet": "send it yourself: nothing is sent from here",
}
