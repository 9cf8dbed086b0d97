"""Load: files that were sent wait here, each with the changes it would make, until an officer keeps or drops it."""

from loaders.received import waiting_files
from pages.parts.here import address_word, here
from pages.parts.today import london_day
from pages.staff.form_messages import messages_at
from pages.staff.load import work as load_work
from pages.staff.load.on_record import file_on_record
from pages.staff.load.one_file import waiting_file
from pages.staff.load.parts import list_of_files, not_the_latest

at = here()
file_id, sender, day, messages_key = (address_word(name) for name in ("file", "sender", "day", "said"))
today = london_day()
waiting_files.drop_old(load_work.waiting_folder(), today)
if not at.is_latest:
    not_the_latest(at)
elif not file_id:
    list_of_files(load_work.list_waiting(), messages_at(messages_key))
elif found := load_work.find(file_id):
    waiting_file(found, sender, day, today, messages_at(messages_key))
else:
    file_on_record(file_id, messages_at(messages_key), at)
