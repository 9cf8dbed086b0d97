"""The routes for the forms of the page Withdraw."""

from functools import partial

from starlette.datastructures import FormData

from loaders.load.correct import Way
from pages.staff.acts import Act
from pages.staff.form_parts import word
from pages.staff.form_route import files_of, form_route, sent_files
from pages.staff.load.forms import MOST_BYTES
from pages.staff.withdraw import answers as withdraw_answers
from pages.staff.withdraw.forms import DO, LOAD, SEND


def _send(form: FormData) -> str:
    path = word(form, "file")
    for file in sent_files(form):
        return withdraw_answers.take(path, file.filename or "", file.size or 0, file.file)
    return withdraw_answers.none_sent(path)


ROUTES = (
    *(
        form_route(path, Act.ERASE if way is Way.ERASE else Act.WITHDRAW, partial(withdraw_answers.correct_file, way))
        for way, path in DO.items()
    ),
    form_route(SEND, Act.WITHDRAW, _send, MOST_BYTES, files_of(1)),
    form_route(LOAD, Act.WITHDRAW, withdraw_answers.load_again),
)
