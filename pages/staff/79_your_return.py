"""Your return: an agency or a checker sees its own record here, tries a file and submits it."""

from loaders.received import waiting_files
from pages.parts.here import address_word, here
from pages.parts.today import london_day
from pages.staff.acts import Act
from pages.staff.form_messages import messages_at
from pages.staff.load import work as load_work
from pages.staff.sign_in.visitor import visitor
from pages.staff.your_return.one_file import your_file
from pages.staff.your_return.parts import your_return

FOR = Act.OWN

at, who = here(), visitor()
file_id, messages = address_word("file"), messages_at(address_word("said"))
waiting_files.drop_old(load_work.waiting_folder(), london_day())
if who and who.sender and file_id:
    your_file(who.sender, file_id, messages)
elif who and who.sender:
    your_return(at, who, messages)
