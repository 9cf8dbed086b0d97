-- The tables. The macros that questions use, and the one definition of overdue, are in tracker/position.sql. The tables
-- hold what was received, once per wording, with its place: file, sheet, row and column. The columns that a sheet fills
-- are described in tracker/columns/; tracker/store.py puts them in place of {columns/action.toml} and the like.

CREATE TABLE about (
    schema_version INTEGER NOT NULL,
    is_illustrative BOOLEAN NOT NULL,
    code_sha256 TEXT NOT NULL,
    counting_sha256 TEXT NOT NULL,
    bodies_sha256 TEXT NOT NULL
);
COMMENT ON TABLE about IS 'One row that describes this database.';
COMMENT ON COLUMN about.schema_version IS 'The shape of these tables; a database of another shape is built again from the files.';
COMMENT ON COLUMN about.is_illustrative IS 'True when every file here is invented. Invented and real files never share a database.';
COMMENT ON COLUMN about.code_sha256 IS 'Fingerprint of the code that read the files and counted; other code reads them all again.';
COMMENT ON COLUMN about.counting_sha256 IS 'Fingerprint of the part of it that counts; other code does not show this database.';
COMMENT ON COLUMN about.bodies_sha256 IS 'Fingerprint of bodies.toml beside the layouts; empty without one.';

CREATE TABLE file_received (
    file_id INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    received_on DATE NOT NULL,
    known_on DATE NOT NULL,
    known_to DATE NOT NULL,
    known_to_file INTEGER NOT NULL,
    path TEXT NOT NULL,
    sent_as TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    commitment TEXT NOT NULL,
    names TEXT NOT NULL,
    chain TEXT NOT NULL,
    layout TEXT NOT NULL,
    layout_sha256 TEXT NOT NULL,
    method TEXT NOT NULL,
    agency TEXT NOT NULL,
    reports_every_days INTEGER,
    is_compiled BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    is_read BOOLEAN NOT NULL,
    without_marks TEXT NOT NULL,
    holds TEXT NOT NULL,
    form TEXT NOT NULL
);
COMMENT ON TABLE file_received IS 'Every file received, numbered as in the ledger.';
COMMENT ON COLUMN file_received.file_id IS 'The number of its record in the ledger; less than 0 for a file in a wrong place, which has none.';
COMMENT ON COLUMN file_received.sender IS 'Who sent it: the name of its folder and of its layout.';
COMMENT ON COLUMN file_received.received_on IS 'The date of receipt: its place among the files of its sender.';
COMMENT ON COLUMN file_received.known_on IS 'The day from which it counts: the date of receipt, but never before a file recorded earlier, so that no position already shown can change.';
COMMENT ON COLUMN file_received.known_to IS 'The day from which it no longer counts, since it was withdrawn; else far ahead.';
COMMENT ON COLUMN file_received.known_to_file IS 'The record that withdrew it, or its own where it never counted; else a number far ahead.';
COMMENT ON COLUMN file_received.path IS 'Where the file lies, below the folder that was loaded.';
COMMENT ON COLUMN file_received.sent_as IS 'Its name as sent.';
COMMENT ON COLUMN file_received.sha256 IS 'Fingerprint of the bytes received.';
COMMENT ON COLUMN file_received.size_bytes IS 'Size of the file in bytes.';
COMMENT ON COLUMN file_received.commitment IS 'What stands in public for fingerprint and size: whoever is given its salt can check the file, and nobody can test a guess. Empty for a file in a wrong place.';
COMMENT ON COLUMN file_received.names IS 'Fingerprint of its names, so that its link can be checked where they are not shown; empty for a record from before version 3, whose link only the ledger itself can check.';
COMMENT ON COLUMN file_received.chain IS 'Fingerprint of this record and of all before it; empty for a file in a wrong place.';
COMMENT ON COLUMN file_received.layout IS 'The layout file that says how to read it.';
COMMENT ON COLUMN file_received.layout_sha256 IS 'Fingerprint of that layout file.';
COMMENT ON COLUMN file_received.method IS 'Fingerprint of the program, of bodies.toml and of the layouts by which the files up to this one were read and counted.';
COMMENT ON COLUMN file_received.agency IS 'The agency whose file it is; empty when the rows name their own.';
COMMENT ON COLUMN file_received.reports_every_days IS 'The reporting interval agreed with the sender, in days; null when none is agreed.';
COMMENT ON COLUMN file_received.is_compiled IS 'True when somebody other than the agencies compiled it from published sources.';
COMMENT ON COLUMN file_received.note IS 'What everybody who reads the sender''s rows must know; shown on every page.';
COMMENT ON COLUMN file_received.is_read IS 'False when the file could not be read at all: its rows are unknown, not missing.';
COMMENT ON COLUMN file_received.without_marks IS 'Its format, such as .csv, where that says of no cell whether it was hidden; empty for one that does.';
COMMENT ON COLUMN file_received.holds IS 'What it answers for where that is not all actions of its sender: a word of the vocabulary; else empty.';
COMMENT ON COLUMN file_received.form IS 'The form of a request that it is, by its name on record; else empty.';

CREATE TABLE row_asked_for (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sender TEXT NOT NULL,
    action_ref TEXT NOT NULL
);
COMMENT ON TABLE row_asked_for IS 'The actions that stood in the form which a file is: it answers for these alone.';
COMMENT ON COLUMN row_asked_for.file_id IS 'The form as it came back.';
COMMENT ON COLUMN row_asked_for.sender IS 'Who reported the action first.';
COMMENT ON COLUMN row_asked_for.action_ref IS 'Its reference.';

CREATE TABLE correction (
    known_from_file INTEGER PRIMARY KEY,
    known_from DATE NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    kind TEXT NOT NULL,
    made_on DATE NOT NULL,
    because TEXT NOT NULL,
    post TEXT NOT NULL,
    why TEXT NOT NULL,
    chain TEXT NOT NULL
);
COMMENT ON TABLE correction IS 'Every mistake put right on record: which file, by whom and why.';
COMMENT ON COLUMN correction.known_from_file IS 'The number of its record in the ledger.';
COMMENT ON COLUMN correction.known_from IS 'The day from which it counts: the day that it names, but never before a record made earlier.';
COMMENT ON COLUMN correction.file_id IS 'The file that it is about.';
COMMENT ON COLUMN correction.kind IS 'What was done: withdrawn, dated anew or replaced.';
COMMENT ON COLUMN correction.made_on IS 'The day that it names.';
COMMENT ON COLUMN correction.because IS 'What kind of mistake it was: a word of the vocabulary.';
COMMENT ON COLUMN correction.post IS 'The post that decided it.';
COMMENT ON COLUMN correction.why IS 'The reason in words.';
COMMENT ON COLUMN correction.chain IS 'Fingerprint of this record and of all before it.';

CREATE TABLE sheet_column (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    heading TEXT NOT NULL,
    letter TEXT NOT NULL
);
COMMENT ON TABLE sheet_column IS 'Which column of a received sheet gave which of ours.';
COMMENT ON COLUMN sheet_column.file_id IS 'The file it stands in.';
COMMENT ON COLUMN sheet_column.sheet IS 'The sheet, by its exact name.';
COMMENT ON COLUMN sheet_column.kind IS 'What the rows of the sheet say: recommendation, action, verification, comment or resolution.';
COMMENT ON COLUMN sheet_column.name IS 'Our name for the column.';
COMMENT ON COLUMN sheet_column.heading IS 'The heading as the sender wrote it.';
COMMENT ON COLUMN sheet_column.letter IS 'The letter of the column in the spreadsheet.';

CREATE TABLE sheet_received (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    filled_cells INTEGER NOT NULL,
    stored_cells INTEGER NOT NULL,
    left_out_cells INTEGER NOT NULL,
    -- Nothing is lost: every filled cell of a file is stored here or listed as left out.
    CHECK (filled_cells = stored_cells + left_out_cells)
);
COMMENT ON TABLE sheet_received IS 'Every sheet of every file that was read, and what became of its filled cells.';
COMMENT ON COLUMN sheet_received.file_id IS 'The file it stands in.';
COMMENT ON COLUMN sheet_received.sheet IS 'The sheet, by its exact name.';
COMMENT ON COLUMN sheet_received.filled_cells IS 'How many cells of it are filled in the file.';
COMMENT ON COLUMN sheet_received.stored_cells IS 'How many of these are stored: the headings that were read and the cells of the records.';
COMMENT ON COLUMN sheet_received.left_out_cells IS 'How many of these are listed in cell_left_out.';

CREATE TABLE cell_left_out (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    block INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    place TEXT NOT NULL,
    filled_cells INTEGER NOT NULL,
    words TEXT NOT NULL,
    reason TEXT NOT NULL
);
COMMENT ON TABLE cell_left_out IS 'Filled cells of a received file that were not stored, block by block, and why.';
COMMENT ON COLUMN cell_left_out.file_id IS 'The file it stands in.';
COMMENT ON COLUMN cell_left_out.block IS 'Counts up in the order of the sheets of the file and the rows of a sheet.';
COMMENT ON COLUMN cell_left_out.sheet IS 'The sheet, by its exact name.';
COMMENT ON COLUMN cell_left_out.place IS 'The cell, or the range that spans the cells, such as A1:F2; between them may stand others.';
COMMENT ON COLUMN cell_left_out.filled_cells IS 'How many filled cells it stands for.';
COMMENT ON COLUMN cell_left_out.words IS 'The first words that stand there, shortened.';
COMMENT ON COLUMN cell_left_out.reason IS 'Why they were left out: a word of the vocabulary.';

CREATE TABLE hidden_cell (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    row_number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    why TEXT NOT NULL
);
COMMENT ON TABLE hidden_cell IS 'Every cell that was read though a person looking at the sheet would not have seen it, or sees it struck out.';
COMMENT ON COLUMN hidden_cell.file_id IS 'The file it stands in.';
COMMENT ON COLUMN hidden_cell.sheet IS 'The sheet, by its exact name.';
COMMENT ON COLUMN hidden_cell.row_number IS 'The row as the spreadsheet numbers it.';
COMMENT ON COLUMN hidden_cell.kind IS 'What the row says: recommendation, action, verification, comment or resolution.';
COMMENT ON COLUMN hidden_cell.name IS 'Our name for its column.';
COMMENT ON COLUMN hidden_cell.why IS 'Why it is not seen: a word of the vocabulary; a cell has a line for each reason.';

CREATE TABLE log_received (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    kind TEXT NOT NULL,
    log TEXT NOT NULL,
    rows_read INTEGER NOT NULL
);
COMMENT ON TABLE log_received IS 'Every table of checks or of resolutions that was read, and whether it is a whole record.';
COMMENT ON COLUMN log_received.file_id IS 'The file it stands in.';
COMMENT ON COLUMN log_received.sheet IS 'The sheet, by its exact name.';
COMMENT ON COLUMN log_received.kind IS 'What its rows say: verification or resolution.';
COMMENT ON COLUMN log_received.log IS 'What the layout says: whole, or a list of new entries; empty where it says neither.';
COMMENT ON COLUMN log_received.rows_read IS 'How many rows were read there, shown or refused.';

CREATE TABLE row_received (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    row_number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version_id INTEGER,
    counts_from DATE,
    counts_from_file INTEGER,
    refused_words MAP(TEXT, TEXT),
    -- Rows read = rows shown + rows refused: every row is one or the other.
    CHECK ((version_id IS NULL) <> (refused_words IS NULL))
);
COMMENT ON TABLE row_received IS 'Every row read from every file, shown or refused.';
COMMENT ON COLUMN row_received.file_id IS 'The file it stands in.';
COMMENT ON COLUMN row_received.sheet IS 'The sheet, by its exact name.';
COMMENT ON COLUMN row_received.row_number IS 'The row as the spreadsheet numbers it.';
COMMENT ON COLUMN row_received.kind IS 'recommendation, action, verification, comment or resolution.';
COMMENT ON COLUMN row_received.version_id IS 'The wording it held, in the table of its kind; null when the row was refused.';
COMMENT ON COLUMN row_received.counts_from IS 'The day from which a check counts: when its log came, or the first day on which the action that it names was known.';
COMMENT ON COLUMN row_received.counts_from_file IS 'The file with which it counts: that of the log, or the first one that holds the action that it names.';
COMMENT ON COLUMN row_received.refused_words IS 'The words of a refused row, by our column; null when the row is shown.';

CREATE TABLE action (
    action_id INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    action_ref TEXT NOT NULL,
    ref_given TEXT NOT NULL,
    UNIQUE (sender, action_ref)
);
COMMENT ON TABLE action IS 'One thing that one lead agency agreed to do.';
COMMENT ON COLUMN action.action_id IS 'A number of ours, good within this database only.';
COMMENT ON COLUMN action.sender IS 'Who reports on it.';
COMMENT ON COLUMN action.action_ref IS 'The sender''s own reference, as text, with a number after it where the sender gave it to another action too; the first one, where the layout says that it was renumbered.';
COMMENT ON COLUMN action.ref_given IS 'That reference without the number.';

CREATE TABLE action_version (
    version_id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    -- {columns/action.toml}
    words MAP(TEXT, TEXT) NOT NULL
);
COMMENT ON TABLE action_version IS 'Each distinct wording of an action: what a return said of it.';
COMMENT ON COLUMN action_version.version_id IS 'The number of the wording.';
COMMENT ON COLUMN action_version.action_id IS 'The action.';
COMMENT ON COLUMN action_version.words IS 'Every cell of the row as written, by our column.';

CREATE TABLE recommendation_version (
    version_id INTEGER PRIMARY KEY,
    -- {columns/recommendation.toml}
    words MAP(TEXT, TEXT) NOT NULL
);
COMMENT ON TABLE recommendation_version IS 'Each distinct wording of a recommendation to one agency, with that agency''s response.';
COMMENT ON COLUMN recommendation_version.version_id IS 'The number of the wording.';
COMMENT ON COLUMN recommendation_version.words IS 'Every cell of the row as written, by our column.';

CREATE TABLE verification_version (
    version_id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    -- {columns/verification.toml}
    words MAP(TEXT, TEXT) NOT NULL
);
COMMENT ON TABLE verification_version IS 'Each check of an action by a body other than its owner.';
COMMENT ON COLUMN verification_version.version_id IS 'The number of the record.';
COMMENT ON COLUMN verification_version.action_id IS 'The action that was checked.';
COMMENT ON COLUMN verification_version.words IS 'Every cell of the row as written, by our column.';

CREATE TABLE comment_version (
    version_id INTEGER PRIMARY KEY,
    -- {columns/comment.toml}
    words MAP(TEXT, TEXT) NOT NULL
);
COMMENT ON TABLE comment_version IS 'Each distinct comment of a body on its own position.';
COMMENT ON COLUMN comment_version.version_id IS 'The number of the wording.';
COMMENT ON COLUMN comment_version.words IS 'Every cell of the row as written, by our column.';

CREATE TABLE resolution (
    resolution_id INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    resolution_key TEXT NOT NULL,
    UNIQUE (sender, resolution_key)
);
COMMENT ON TABLE resolution IS 'One resolution of a committee under one item of a meeting.';
COMMENT ON COLUMN resolution.resolution_id IS 'A number of ours, good within this database only.';
COMMENT ON COLUMN resolution.sender IS 'Who sends the log.';
COMMENT ON COLUMN resolution.resolution_key IS 'Its meeting and item; where that is not enough to tell it from others, its words as well.';

CREATE TABLE resolution_version (
    version_id INTEGER PRIMARY KEY,
    resolution_id INTEGER NOT NULL REFERENCES resolution (resolution_id),
    -- {columns/resolution.toml}
    words MAP(TEXT, TEXT) NOT NULL
);
COMMENT ON TABLE resolution_version IS 'Each distinct entry for a resolution: what a log said of it.';
COMMENT ON COLUMN resolution_version.version_id IS 'The number of the wording.';
COMMENT ON COLUMN resolution_version.resolution_id IS 'The resolution.';
COMMENT ON COLUMN resolution_version.words IS 'Every cell of the row as written, by our column.';

CREATE TABLE resolution_action (
    resolution_id INTEGER NOT NULL REFERENCES resolution (resolution_id),
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    ref TEXT NOT NULL,
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    known_from DATE NOT NULL,
    known_from_file INTEGER NOT NULL
);
COMMENT ON TABLE resolution_action IS 'Which actions a log names in a resolution.';
COMMENT ON COLUMN resolution_action.resolution_id IS 'The resolution.';
COMMENT ON COLUMN resolution_action.file_id IS 'The log.';
COMMENT ON COLUMN resolution_action.ref IS 'The reference as the log writes it.';
COMMENT ON COLUMN resolution_action.action_id IS 'The action that it names.';
COMMENT ON COLUMN resolution_action.known_from IS 'The day on which this was known: when the log came, or the first day on which the action was known.';
COMMENT ON COLUMN resolution_action.known_from_file IS 'The file that made it known: the log, or the first one that holds the action.';

CREATE TABLE action_known (
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    known_from DATE NOT NULL,
    known_to DATE NOT NULL,
    known_from_file INTEGER NOT NULL,
    known_to_file INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    row_number INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    first_plan_on DATE NOT NULL,
    first_received_on DATE NOT NULL,
    last_received_on DATE NOT NULL,
    missing_since DATE,
    split_from TEXT NOT NULL,
    status_since DATE NOT NULL,
    went_backwards_on DATE,
    last_not_complete_on DATE,
    evidence_since DATE,
    returns_unchanged INTEGER NOT NULL,
    first_due_on DATE,
    first_due_on_precision TEXT NOT NULL,
    times_moved INTEGER NOT NULL,
    days_moved INTEGER NOT NULL,
    successor_id INTEGER
);
COMMENT ON TABLE action_known IS 'What was known of an action over a span of days: on each day one row of an action.';
COMMENT ON COLUMN action_known.action_id IS 'The action.';
COMMENT ON COLUMN action_known.known_from IS 'The first day of the span.';
COMMENT ON COLUMN action_known.known_to IS 'The day after the span: known as something else from then on.';
COMMENT ON COLUMN action_known.known_from_file IS 'The file that made it known.';
COMMENT ON COLUMN action_known.known_to_file IS 'The file that made it known as something else; else a number far ahead.';
COMMENT ON COLUMN action_known.file_id IS 'The last return that held it.';
COMMENT ON COLUMN action_known.sheet IS 'The sheet of that return.';
COMMENT ON COLUMN action_known.row_number IS 'The row of that sheet.';
COMMENT ON COLUMN action_known.version_id IS 'The wording it held.';
COMMENT ON COLUMN action_known.first_plan_on IS 'The date of the first return of its sender.';
COMMENT ON COLUMN action_known.first_received_on IS 'The date of the first return that held it.';
COMMENT ON COLUMN action_known.last_received_on IS 'The date of the last return that held it.';
COMMENT ON COLUMN action_known.missing_since IS 'The date of the first return since that does not hold it; null while the last one does.';
COMMENT ON COLUMN action_known.split_from IS 'The reference of the action that it was part of, as last said; empty when it was part of none.';
COMMENT ON COLUMN action_known.status_since IS 'The date of the return that first gave its present status.';
COMMENT ON COLUMN action_known.went_backwards_on IS 'The date of the last return in which it no longer was reported complete; null when never.';
COMMENT ON COLUMN action_known.last_not_complete_on IS 'The date of the last return that said that it was not complete; null when none did.';
COMMENT ON COLUMN action_known.evidence_since IS 'The date of the first return by which all of its present evidence had been named, in nearly the same words; null when none is named.';
COMMENT ON COLUMN action_known.returns_unchanged IS 'How many returns that held it, the last one included and without a break, said the same in every column that may be published.';
COMMENT ON COLUMN action_known.first_due_on IS 'The date first promised.';
COMMENT ON COLUMN action_known.first_due_on_precision IS 'How exactly the date first promised was given.';
COMMENT ON COLUMN action_known.times_moved IS 'How often its date was moved later; the same date in other words is no move.';
COMMENT ON COLUMN action_known.days_moved IS 'Days from the date first promised to the last date given; 0 where the two have a day in common.';
COMMENT ON COLUMN action_known.successor_id IS 'The action of the same plan that is named as taking its place; null when none is.';

CREATE TABLE plan_body (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    review TEXT NOT NULL,
    agency TEXT NOT NULL
);
COMMENT ON TABLE plan_body IS 'The bodies whose plan a file holds, by review.';
COMMENT ON COLUMN plan_body.file_id IS 'The file.';
COMMENT ON COLUMN plan_body.review IS 'The review that its actions answer.';
COMMENT ON COLUMN plan_body.agency IS 'The body that sent it, or leads an action in it; where several bodies lead, one that supports.';

CREATE TABLE check_known (
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    known_from DATE NOT NULL,
    known_to DATE NOT NULL,
    known_from_file INTEGER NOT NULL,
    known_to_file INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    row_number INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    checked_on DATE NOT NULL,
    ended_as TEXT NOT NULL,
    ended_by INTEGER
);
COMMENT ON TABLE check_known IS 'What a log says of a check over a span of days, until a later log corrects it or leaves it out.';
COMMENT ON COLUMN check_known.action_id IS 'The action.';
COMMENT ON COLUMN check_known.known_from IS 'The first day of the span.';
COMMENT ON COLUMN check_known.known_to IS 'The day after the span; far ahead while the check stands.';
COMMENT ON COLUMN check_known.known_from_file IS 'The file that made it known.';
COMMENT ON COLUMN check_known.known_to_file IS 'The file that ended the span; else a number far ahead.';
COMMENT ON COLUMN check_known.file_id IS 'The log that first said so.';
COMMENT ON COLUMN check_known.sheet IS 'The sheet of that log.';
COMMENT ON COLUMN check_known.row_number IS 'The row of that sheet.';
COMMENT ON COLUMN check_known.version_id IS 'The wording it held.';
COMMENT ON COLUMN check_known.checked_on IS 'The date of the check; a vague one is its last day, but no later than the day of the earliest log on record that says what was found.';
COMMENT ON COLUMN check_known.ended_as IS 'The change that ended the span, check withdrawn or check corrected; empty while the check stands, if only with an earlier date.';
COMMENT ON COLUMN check_known.ended_by IS 'The log that shows that change; null while the check stands.';

CREATE TABLE deadline (
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    known_from DATE NOT NULL,
    known_to DATE NOT NULL,
    known_from_file INTEGER NOT NULL,
    known_to_file INTEGER NOT NULL,
    step INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    received_on DATE NOT NULL,
    due_on DATE,
    due_on_precision TEXT NOT NULL,
    was_due_on DATE,
    days_moved INTEGER,
    reason TEXT NOT NULL
);
COMMENT ON TABLE deadline IS 'Every date an action was ever promised for; the first is kept for ever.';
COMMENT ON COLUMN deadline.action_id IS 'The action.';
COMMENT ON COLUMN deadline.known_from IS 'The first day on which this was known.';
COMMENT ON COLUMN deadline.known_to IS 'The day from which the history reads differently, since a file came in late; else far ahead.';
COMMENT ON COLUMN deadline.known_from_file IS 'The file that made it known.';
COMMENT ON COLUMN deadline.known_to_file IS 'The late file since which the history reads differently; else a number far ahead.';
COMMENT ON COLUMN deadline.step IS '1 for the date first promised, then counting up.';
COMMENT ON COLUMN deadline.file_id IS 'The return that first gave this date.';
COMMENT ON COLUMN deadline.received_on IS 'The date that return was received.';
COMMENT ON COLUMN deadline.due_on IS 'The date promised; null when a date was taken away.';
COMMENT ON COLUMN deadline.due_on_precision IS 'How exactly it was given.';
COMMENT ON COLUMN deadline.was_due_on IS 'The date promised before: the last on which all wordings since the last move agree.';
COMMENT ON COLUMN deadline.days_moved IS 'Days from the date before to this one; more than 0 is later, and 0 is the same date in other words.';
COMMENT ON COLUMN deadline.reason IS 'The reason in that return; empty when none was recorded.';

CREATE TABLE action_change (
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    known_from DATE NOT NULL,
    known_to DATE NOT NULL,
    known_from_file INTEGER NOT NULL,
    known_to_file INTEGER NOT NULL,
    received_on DATE NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    change TEXT NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL,
    was_precision TEXT NOT NULL,
    became_precision TEXT NOT NULL,
    reason TEXT NOT NULL
);
COMMENT ON TABLE action_change IS 'What each return changed against the return before it.';
COMMENT ON COLUMN action_change.action_id IS 'The action.';
COMMENT ON COLUMN action_change.known_from IS 'The first day on which this was known.';
COMMENT ON COLUMN action_change.known_to IS 'The day from which the history reads differently, since a file came in late; else far ahead.';
COMMENT ON COLUMN action_change.known_from_file IS 'The file that made it known.';
COMMENT ON COLUMN action_change.known_to_file IS 'The late file since which the history reads differently; else a number far ahead.';
COMMENT ON COLUMN action_change.received_on IS 'The date the file that shows the change was received.';
COMMENT ON COLUMN action_change.file_id IS 'The file that shows it.';
COMMENT ON COLUMN action_change.change IS 'The kind of change.';
COMMENT ON COLUMN action_change.was IS 'What stood before.';
COMMENT ON COLUMN action_change.became IS 'What stands now.';
COMMENT ON COLUMN action_change.was_precision IS 'How exactly the date before was given, where it is a date.';
COMMENT ON COLUMN action_change.became_precision IS 'How exactly the date now is given, where it is a date.';
COMMENT ON COLUMN action_change.reason IS 'The reason given; empty when none was recorded.';

CREATE TABLE recommendation_change (
    review TEXT NOT NULL,
    recommendation_ref TEXT NOT NULL,
    agency TEXT NOT NULL,
    known_from DATE NOT NULL,
    known_to DATE NOT NULL,
    known_from_file INTEGER NOT NULL,
    known_to_file INTEGER NOT NULL,
    received_on DATE NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    change TEXT NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL,
    reason TEXT NOT NULL
);
COMMENT ON TABLE recommendation_change IS 'What each register changed against the one before it.';
COMMENT ON COLUMN recommendation_change.review IS 'The review.';
COMMENT ON COLUMN recommendation_change.recommendation_ref IS 'The number of the recommendation, as text.';
COMMENT ON COLUMN recommendation_change.agency IS 'The agency that answers; empty where the change is of the recommendation itself.';
COMMENT ON COLUMN recommendation_change.known_from IS 'The first day on which this was known.';
COMMENT ON COLUMN recommendation_change.known_to IS 'The day from which the history reads differently, since a file came in late; else far ahead.';
COMMENT ON COLUMN recommendation_change.known_from_file IS 'The file that made it known.';
COMMENT ON COLUMN recommendation_change.known_to_file IS 'The late file since which the history reads differently; else a number far ahead.';
COMMENT ON COLUMN recommendation_change.received_on IS 'The date the register was received.';
COMMENT ON COLUMN recommendation_change.file_id IS 'The file that shows it.';
COMMENT ON COLUMN recommendation_change.change IS 'The kind of change.';
COMMENT ON COLUMN recommendation_change.was IS 'What stood before.';
COMMENT ON COLUMN recommendation_change.became IS 'What stands now.';
COMMENT ON COLUMN recommendation_change.reason IS 'The reason given; empty when none was recorded.';

CREATE TABLE acceptance (
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    known_from DATE NOT NULL,
    known_to DATE NOT NULL,
    known_from_file INTEGER NOT NULL,
    known_to_file INTEGER NOT NULL
);
COMMENT ON TABLE acceptance IS 'Since when an action counts as accepted, whatever is said of it later, unless the file that said so was withdrawn.';
COMMENT ON COLUMN acceptance.action_id IS 'The action.';
COMMENT ON COLUMN acceptance.known_from IS 'The first day on which a response on record had accepted it, in full or in part.';
COMMENT ON COLUMN acceptance.known_to IS 'The day from which it no longer counts, since a file was withdrawn; else far ahead.';
COMMENT ON COLUMN acceptance.known_from_file IS 'The file that made it known.';
COMMENT ON COLUMN acceptance.known_to_file IS 'The record that withdrew the file; else a number far ahead.';

CREATE TABLE succession (
    name TEXT NOT NULL,
    action_ref TEXT NOT NULL,
    successor TEXT NOT NULL,
    known_from DATE NOT NULL,
    known_to DATE NOT NULL,
    stands BOOLEAN NOT NULL,
    why TEXT NOT NULL
);
COMMENT ON TABLE succession IS 'Bodies that were renamed, merged or divided, as bodies.toml beside the layouts says.';
COMMENT ON COLUMN succession.name IS 'The name that ended.';
COMMENT ON COLUMN succession.action_ref IS 'The one action that it is said of; empty where it is said of the body.';
COMMENT ON COLUMN succession.successor IS 'The name after it.';
COMMENT ON COLUMN succession.known_from IS 'The first day of the name after it.';
COMMENT ON COLUMN succession.known_to IS 'The first day of the next name, where that one ended too; else far ahead.';
COMMENT ON COLUMN succession.stands IS 'True where it stands for the name that ended; false for each of several, which take actions one by one.';
COMMENT ON COLUMN succession.why IS 'The reason, such as the order that made it so.';

CREATE TABLE problem (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    row_number INTEGER,
    cell TEXT NOT NULL,
    found TEXT NOT NULL,
    sentence TEXT NOT NULL,
    to_do TEXT NOT NULL,
    severity TEXT NOT NULL,
    who_acts TEXT NOT NULL,
    rule TEXT NOT NULL
);
COMMENT ON TABLE problem IS 'What the checks found, with the cell.';
COMMENT ON COLUMN problem.file_id IS 'The file it stands in.';
COMMENT ON COLUMN problem.sheet IS 'The sheet; empty for a whole file.';
COMMENT ON COLUMN problem.row_number IS 'The row; null for a whole sheet or file.';
COMMENT ON COLUMN problem.cell IS 'The cell as the spreadsheet names it; empty for a whole sheet or file.';
COMMENT ON COLUMN problem.found IS 'What stands there, as written.';
COMMENT ON COLUMN problem.sentence IS 'What must hold.';
COMMENT ON COLUMN problem.to_do IS 'What to do about it; {refs} stands for the references of the rows.';
COMMENT ON COLUMN problem.severity IS 'What it does to the row.';
COMMENT ON COLUMN problem.who_acts IS 'Who can put it right.';
COMMENT ON COLUMN problem.rule IS 'The rule that found it.';

CREATE TABLE awaited_fact (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    scope TEXT NOT NULL,
    ref TEXT NOT NULL
);
COMMENT ON TABLE awaited_fact IS 'What would change the problems found in a file once a later file makes it known; the file is then checked again.';
COMMENT ON COLUMN awaited_fact.file_id IS 'The file that waits for it.';
COMMENT ON COLUMN awaited_fact.scope IS 'What becomes known: agencies, recommendations or actions.';
COMMENT ON COLUMN awaited_fact.ref IS 'Its reference; empty where any of that scope would do.';

CREATE TABLE headline (
    review TEXT NOT NULL,
    agency TEXT NOT NULL,
    measure TEXT NOT NULL,
    actions INTEGER NOT NULL
);
COMMENT ON TABLE headline IS 'The headline figures as this program counted them, on the day of the last file: what a later program compares its own with.';
COMMENT ON COLUMN headline.review IS 'The review.';
COMMENT ON COLUMN headline.agency IS 'The lead agency.';
COMMENT ON COLUMN headline.measure IS 'The measure.';
COMMENT ON COLUMN headline.actions IS 'How many actions it counted.';

CREATE TABLE recount (
    number INTEGER NOT NULL,
    record INTEGER NOT NULL,
    as_of DATE NOT NULL
);
COMMENT ON TABLE recount IS 'Each time that the same files were read or counted in another way than before.';
COMMENT ON COLUMN recount.number IS 'Its number in recounts.jsonl beside the ledger.';
COMMENT ON COLUMN recount.record IS 'The last record of the ledger that had been counted before.';
COMMENT ON COLUMN recount.as_of IS 'The day of that record, for which the figures are.';

CREATE TABLE recount_method (
    number INTEGER NOT NULL,
    from_record INTEGER NOT NULL,
    method TEXT NOT NULL
);
COMMENT ON TABLE recount_method IS 'By what method files were counted before a recount.';
COMMENT ON COLUMN recount_method.number IS 'The number of the recount.';
COMMENT ON COLUMN recount_method.from_record IS 'The first record of which this is the method, up to the next one listed.';
COMMENT ON COLUMN recount_method.method IS 'The fingerprint that file_received.method then was.';

CREATE TABLE recount_cause (
    number INTEGER NOT NULL,
    cause TEXT NOT NULL,
    sender TEXT NOT NULL,
    begins_on DATE
);
COMMENT ON TABLE recount_cause IS 'What had changed when files were counted again.';
COMMENT ON COLUMN recount_cause.number IS 'The number of the recount.';
COMMENT ON COLUMN recount_cause.cause IS 'What changed: a word of the vocabulary.';
COMMENT ON COLUMN recount_cause.sender IS 'Of a layout, whose it is; else empty.';
COMMENT ON COLUMN recount_cause.begins_on IS 'Of a layout, the day in its name; null where it has none.';

CREATE TABLE recount_figure (
    number INTEGER NOT NULL,
    review TEXT NOT NULL,
    agency TEXT NOT NULL,
    measure TEXT NOT NULL,
    actions_before INTEGER NOT NULL,
    actions_after INTEGER NOT NULL
);
COMMENT ON TABLE recount_figure IS 'The headline figures before and after a recount.';
COMMENT ON COLUMN recount_figure.number IS 'The number of the recount.';
COMMENT ON COLUMN recount_figure.review IS 'The review.';
COMMENT ON COLUMN recount_figure.agency IS 'The lead agency.';
COMMENT ON COLUMN recount_figure.measure IS 'The measure.';
COMMENT ON COLUMN recount_figure.actions_before IS 'How many actions it had counted.';
COMMENT ON COLUMN recount_figure.actions_after IS 'How many it counts now.';
