"""Load: files that were sent wait here, each with what it would change, until an officer keeps or drops it."""

from loaders.waiting import files
from pages.parts.here import address_word, here
from pages.parts.today import london_day
from pages.staff import load_work
from pages.staff.load_file import waiting_file
from pages.staff.load_on_record import file_on_record
from pages.staff.load_parts import list_of_files, not_the_latest
from pages.staff.told import told

at = here()
mark, sender, day, said = (address_word(name) for name in ("file", "sender", "day", "said"))
today = london_day()
files.drop_old(load_work.waiting_folder(), today)
if not at.is_latest:
    not_the_latest(at)
elif not mark:
    list_of_files(load_work.waiting(), today, told(said))
elif found := load_work.find(mark):
    waiting_file(found, sender, day, today, told(said))
else:
    file_on_record(mark, told(said), at)
