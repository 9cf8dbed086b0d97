-- What the tracker keeps, and the one place that decides state and overdue: position_on(as_of).
-- Tables hold what was received, once per wording, with the way back to file, sheet, row and column.

CREATE TABLE about (
    schema_version INTEGER NOT NULL,
    is_illustrative BOOLEAN NOT NULL
);
COMMENT ON TABLE about IS 'One row that describes this database.';
COMMENT ON COLUMN about.schema_version IS 'The shape of these tables; a database of another shape is built again from the files.';
COMMENT ON COLUMN about.is_illustrative IS 'True when every file here is invented. Invented and real files never share a database.';

CREATE TABLE file_received (
    file_id INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    received_on DATE NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    layout TEXT NOT NULL,
    agency TEXT NOT NULL,
    reports_every_days INTEGER,
    is_compiled BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    is_read BOOLEAN NOT NULL
);
COMMENT ON TABLE file_received IS 'Every file received, numbered in the order of receipt.';
COMMENT ON COLUMN file_received.file_id IS 'A later file has a higher number.';
COMMENT ON COLUMN file_received.sender IS 'Who sent it: the name of its folder and of its layout.';
COMMENT ON COLUMN file_received.received_on IS 'The date of receipt: what decides whether it was known on a date.';
COMMENT ON COLUMN file_received.path IS 'Where the file lies, below the folder that was loaded.';
COMMENT ON COLUMN file_received.sha256 IS 'Fingerprint of the bytes received.';
COMMENT ON COLUMN file_received.size_bytes IS 'Size of the file in bytes.';
COMMENT ON COLUMN file_received.layout IS 'The layout file that says how to read it.';
COMMENT ON COLUMN file_received.agency IS 'The agency whose file it is; empty when the rows name their own.';
COMMENT ON COLUMN file_received.reports_every_days IS 'The reporting interval agreed with the sender, in days; null when none is agreed.';
COMMENT ON COLUMN file_received.is_compiled IS 'True when somebody other than the agencies compiled it from published sources.';
COMMENT ON COLUMN file_received.note IS 'What everybody who reads the sender''s rows must know; shown on every page.';
COMMENT ON COLUMN file_received.is_read IS 'False when the file could not be read at all: its rows are unknown, not missing.';

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
COMMENT ON COLUMN sheet_column.kind IS 'What the rows of the sheet say: recommendation, action or verification.';
COMMENT ON COLUMN sheet_column.name IS 'Our name for the column.';
COMMENT ON COLUMN sheet_column.heading IS 'The heading as the sender wrote it.';
COMMENT ON COLUMN sheet_column.letter IS 'The letter of the column in the spreadsheet.';

CREATE TABLE sheet_received (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    filled_cells INTEGER NOT NULL,
    stored_cells INTEGER NOT NULL,
    left_out_cells INTEGER NOT NULL,
    -- Nothing is lost: a cell that is filled in the file is stored here or listed as left out.
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
    sheet TEXT NOT NULL,
    place TEXT NOT NULL,
    filled_cells INTEGER NOT NULL,
    words TEXT NOT NULL,
    reason TEXT NOT NULL
);
COMMENT ON TABLE cell_left_out IS 'Filled cells of a received file that were not stored, block by block, and why.';
COMMENT ON COLUMN cell_left_out.file_id IS 'The file it stands in.';
COMMENT ON COLUMN cell_left_out.sheet IS 'The sheet, by its exact name.';
COMMENT ON COLUMN cell_left_out.place IS 'The cell, or the range that spans the cells, such as A1:F2; between them may stand others.';
COMMENT ON COLUMN cell_left_out.filled_cells IS 'How many filled cells it stands for.';
COMMENT ON COLUMN cell_left_out.words IS 'The first words that stand there, shortened.';
COMMENT ON COLUMN cell_left_out.reason IS 'Why they were left out: a word of the vocabulary.';

CREATE TABLE row_received (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    row_number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version_id INTEGER,
    refused_words MAP(TEXT, TEXT),
    -- Rows read = rows shown + rows refused: a row is one or the other.
    CHECK ((version_id IS NULL) <> (refused_words IS NULL))
);
COMMENT ON TABLE row_received IS 'Every row read from every file, shown or refused.';
COMMENT ON COLUMN row_received.file_id IS 'The file it stands in.';
COMMENT ON COLUMN row_received.sheet IS 'The sheet, by its exact name.';
COMMENT ON COLUMN row_received.row_number IS 'The row as the spreadsheet numbers it.';
COMMENT ON COLUMN row_received.kind IS 'recommendation, action or verification.';
COMMENT ON COLUMN row_received.version_id IS 'The wording it held, in the table of its kind; null when the row was refused.';
COMMENT ON COLUMN row_received.refused_words IS 'The words of a refused row, by our column; null when the row is shown.';

CREATE TABLE action (
    action_id INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    action_ref TEXT NOT NULL,
    UNIQUE (sender, action_ref)
);
COMMENT ON TABLE action IS 'One thing that one lead agency agreed to do.';
COMMENT ON COLUMN action.action_id IS 'A number of ours, good within this database only.';
COMMENT ON COLUMN action.sender IS 'Who reports on it.';
COMMENT ON COLUMN action.action_ref IS 'The sender''s own reference, as text.';

CREATE TABLE action_version (
    version_id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    review TEXT NOT NULL,
    recommendation_refs TEXT[] NOT NULL,
    agency TEXT NOT NULL,
    supporting_agencies TEXT[] NOT NULL,
    owner TEXT NOT NULL,
    action TEXT NOT NULL,
    response TEXT NOT NULL,
    original_due_on DATE,
    due_on DATE,
    due_on_precision TEXT NOT NULL,
    completed_on DATE,
    reported_status TEXT NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    priority TEXT NOT NULL,
    words MAP(TEXT, TEXT) NOT NULL
);
COMMENT ON TABLE action_version IS 'Each distinct wording of an action: what a return said of it.';
COMMENT ON COLUMN action_version.version_id IS 'The number of the wording.';
COMMENT ON COLUMN action_version.action_id IS 'The action.';
COMMENT ON COLUMN action_version.review IS 'The review it answers.';
COMMENT ON COLUMN action_version.recommendation_refs IS 'The recommendations it answers, numbers as text.';
COMMENT ON COLUMN action_version.agency IS 'The lead agency.';
COMMENT ON COLUMN action_version.supporting_agencies IS 'Agencies named as supporting.';
COMMENT ON COLUMN action_version.owner IS 'The post that owns it.';
COMMENT ON COLUMN action_version.action IS 'What is to be done, in the sender''s words.';
COMMENT ON COLUMN action_version.response IS 'The response to the recommendation as the plan gives it, if it does.';
COMMENT ON COLUMN action_version.original_due_on IS 'The plan''s own original date, if it has such a column.';
COMMENT ON COLUMN action_version.due_on IS 'The current due date; a vague date is the last day of its period; null when none can be read.';
COMMENT ON COLUMN action_version.due_on_precision IS 'How exactly the due date was given.';
COMMENT ON COLUMN action_version.completed_on IS 'The date of completion that the agency gives.';
COMMENT ON COLUMN action_version.reported_status IS 'What the agency says of it.';
COMMENT ON COLUMN action_version.reason IS 'The reason given for a moved date, or for not doing it.';
COMMENT ON COLUMN action_version.evidence IS 'The evidence named by the agency.';
COMMENT ON COLUMN action_version.priority IS 'The priority given in the plan.';
COMMENT ON COLUMN action_version.words IS 'Every cell of the row as written, by our column.';

CREATE TABLE recommendation_version (
    version_id INTEGER PRIMARY KEY,
    review TEXT NOT NULL,
    recommendation_ref TEXT NOT NULL,
    agency TEXT NOT NULL,
    recommendation TEXT NOT NULL,
    response TEXT NOT NULL,
    response_on DATE,
    response_on_precision TEXT NOT NULL,
    reason TEXT NOT NULL,
    words MAP(TEXT, TEXT) NOT NULL
);
COMMENT ON TABLE recommendation_version IS 'Each distinct wording of a recommendation to one agency, with that agency''s response.';
COMMENT ON COLUMN recommendation_version.version_id IS 'The number of the wording.';
COMMENT ON COLUMN recommendation_version.review IS 'The review that made it.';
COMMENT ON COLUMN recommendation_version.recommendation_ref IS 'Its number, as text: 60.1 and 60.10 differ.';
COMMENT ON COLUMN recommendation_version.agency IS 'The agency it is addressed to.';
COMMENT ON COLUMN recommendation_version.recommendation IS 'The exact words.';
COMMENT ON COLUMN recommendation_version.response IS 'The agency''s formal answer.';
COMMENT ON COLUMN recommendation_version.response_on IS 'The date of the answer.';
COMMENT ON COLUMN recommendation_version.response_on_precision IS 'How exactly that date was given.';
COMMENT ON COLUMN recommendation_version.reason IS 'The reason given for the answer.';
COMMENT ON COLUMN recommendation_version.words IS 'Every cell of the row as written, by our column.';

CREATE TABLE verification_version (
    version_id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    verification TEXT NOT NULL,
    checker TEXT NOT NULL,
    checked_on DATE NOT NULL,
    evidence TEXT NOT NULL,
    reason TEXT NOT NULL,
    words MAP(TEXT, TEXT) NOT NULL
);
COMMENT ON TABLE verification_version IS 'Each check of an action by a body other than its owner.';
COMMENT ON COLUMN verification_version.version_id IS 'The number of the record.';
COMMENT ON COLUMN verification_version.action_id IS 'The action that was checked.';
COMMENT ON COLUMN verification_version.verification IS 'What the checker found.';
COMMENT ON COLUMN verification_version.checker IS 'The body that looked.';
COMMENT ON COLUMN verification_version.checked_on IS 'The date it looked.';
COMMENT ON COLUMN verification_version.evidence IS 'The reference of the evidence it saw.';
COMMENT ON COLUMN verification_version.reason IS 'The reason given for what it found.';
COMMENT ON COLUMN verification_version.words IS 'Every cell of the row as written, by our column.';

CREATE TABLE deadline (
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    step INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    received_on DATE NOT NULL,
    due_on DATE,
    was_due_on DATE,
    days_moved INTEGER,
    reason TEXT NOT NULL
);
COMMENT ON TABLE deadline IS 'Every date an action was ever promised for; the first is kept for ever.';
COMMENT ON COLUMN deadline.action_id IS 'The action.';
COMMENT ON COLUMN deadline.step IS '1 for the date first promised, then counting up.';
COMMENT ON COLUMN deadline.file_id IS 'The return that first gave this date.';
COMMENT ON COLUMN deadline.received_on IS 'The date that return was received.';
COMMENT ON COLUMN deadline.due_on IS 'The date promised; null when a date was taken away.';
COMMENT ON COLUMN deadline.was_due_on IS 'The date promised before.';
COMMENT ON COLUMN deadline.days_moved IS 'Days from the date before to this one; more than 0 is later.';
COMMENT ON COLUMN deadline.reason IS 'The reason in that return; empty when none was recorded.';

CREATE TABLE action_change (
    action_id INTEGER NOT NULL REFERENCES action (action_id),
    received_on DATE NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    change TEXT NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL,
    reason TEXT NOT NULL
);
COMMENT ON TABLE action_change IS 'What each return changed against the return before it.';
COMMENT ON COLUMN action_change.action_id IS 'The action.';
COMMENT ON COLUMN action_change.received_on IS 'The date the file that shows the change was received.';
COMMENT ON COLUMN action_change.file_id IS 'The file that shows it.';
COMMENT ON COLUMN action_change.change IS 'The kind of change.';
COMMENT ON COLUMN action_change.was IS 'What stood before.';
COMMENT ON COLUMN action_change.became IS 'What stands now.';
COMMENT ON COLUMN action_change.reason IS 'The reason given; empty when none was recorded.';

CREATE TABLE problem (
    file_id INTEGER NOT NULL REFERENCES file_received (file_id),
    sheet TEXT NOT NULL,
    row_number INTEGER,
    cell TEXT NOT NULL,
    found TEXT NOT NULL,
    sentence TEXT NOT NULL,
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
COMMENT ON COLUMN problem.severity IS 'What it does to the row.';
COMMENT ON COLUMN problem.who_acts IS 'Who can put it right.';
COMMENT ON COLUMN problem.rule IS 'The rule that found it.';

-- Everything below answers "as known on a date": only files received on or before it count.

CREATE MACRO latest_action_on(as_of) AS TABLE
WITH known AS (
    SELECT action_id, file_id, received_on, sheet, row_number, version_id
    FROM row_received
    JOIN file_received USING (file_id)
    JOIN action_version USING (version_id)
    WHERE kind = 'action' AND received_on <= as_of
), last_held AS (
    SELECT
        action_id,
        max_by({version_id: version_id, sheet: sheet, row_number: row_number}, file_id) AS last,
        max(file_id) AS file_id,
        min(received_on) AS first_received_on,
        max(received_on) AS last_received_on
    FROM known
    GROUP BY action_id
)
SELECT
    v.*, last_held.file_id, last.sheet, last.row_number, first_received_on, last_received_on,
    (
        SELECT min(f.received_on)
        FROM file_received f
        WHERE f.sender = a.sender AND f.file_id > last_held.file_id AND f.received_on <= as_of
            AND f.file_id IN (SELECT file_id FROM row_received WHERE kind = 'action')
    ) AS missing_since,
    is_compiled,
    -- An agency's silence does not stop the clock. A compiler's does: after the last look nothing is known.
    if(is_compiled, (
        SELECT max(f.received_on) FROM file_received f WHERE f.sender = a.sender AND f.is_read AND f.received_on <= as_of
    ), as_of) AS judged_on
FROM last_held
JOIN file_received USING (file_id)
JOIN action_version v ON v.version_id = last.version_id
JOIN action a ON a.action_id = v.action_id;

-- A response once given as accepted keeps the action in every denominator, whatever is said later.
CREATE MACRO response_on(as_of) AS TABLE
WITH known AS (
    SELECT v, v.review, v.recommendation_ref, v.agency, v.response, file_id, sheet, row_number
    FROM row_received
    JOIN file_received USING (file_id)
    JOIN recommendation_version v USING (version_id)
    WHERE kind = 'recommendation' AND received_on <= as_of
)
SELECT
    unnest(max_by(v, (file_id, row_number))),
    bool_or(response IN ('accepted', 'accepted in part')) AS was_accepted,
    unnest(max_by({file_id: file_id, sheet: sheet, row_number: row_number}, (file_id, row_number)))
FROM known
GROUP BY known.review, known.recommendation_ref, known.agency;

CREATE MACRO deadline_on(as_of) AS TABLE
SELECT
    action_id,
    min_by(due_on, step) AS first_due_on,
    count(*) FILTER (days_moved > 0) AS times_moved,
    coalesce(sum(days_moved), 0)::INTEGER AS days_moved
FROM deadline
WHERE received_on <= as_of
GROUP BY action_id;

-- That a check is planned is no finding: an earlier one stands until somebody has looked again.
CREATE MACRO latest_check_on(as_of) AS TABLE
SELECT
    action_id,
    max_by(v, (checked_on, file_id, row_number)) AS last_check
FROM row_received
JOIN file_received USING (file_id)
JOIN verification_version v USING (version_id)
WHERE kind = 'verification' AND received_on <= as_of
    AND verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
GROUP BY action_id;

CREATE MACRO claim_on(as_of) AS TABLE
SELECT
    action_id,
    max(received_on) FILTER (
        change IN ('first recorded', 'went backwards', 'reported complete', 'status changed')
    ) AS status_since,
    max(received_on) FILTER (change = 'went backwards') AS went_backwards_on
FROM action_change
WHERE received_on <= as_of
GROUP BY action_id;

CREATE MACRO position_on(as_of) AS TABLE
WITH answered AS (
    -- An action under several recommendations takes the response that commits its agency most.
    SELECT
        latest.action_id,
        min_by(r.response, list_position(
            [
                'accepted', 'accepted in part', 'accepted in principle', 'noted', 'not accepted',
                'response unreadable', 'no response'
            ],
            r.response
        )) AS response,
        bool_or(r.was_accepted) AS was_accepted
    FROM (
        SELECT action_id, review, agency, unnest(recommendation_refs) AS recommendation_ref
        FROM latest_action_on(as_of)
    ) latest
    JOIN response_on(as_of) r USING (review, recommendation_ref, agency)
    GROUP BY latest.action_id
), known AS (
    SELECT
        a.*, d.first_due_on, coalesce(d.times_moved, 0) AS times_moved, coalesce(d.days_moved, 0) AS days_moved,
        c.status_since, c.went_backwards_on,
        k.last_check.checker AS checker, k.last_check.checked_on AS checked_on,
        k.last_check.verification AS last_found, k.last_check.evidence AS evidence_seen, k.last_check.reason AS check_reason,
        CASE
            -- A check stands until the agency itself goes back on the work, or claims it anew after the check.
            WHEN k.last_check.verification IN ('verified', 'cannot be implemented')
                AND NOT coalesce(c.went_backwards_on > k.last_check.checked_on, FALSE)
                THEN k.last_check.verification
            WHEN k.last_check.verification IN ('insufficient', 'reopened')
                AND NOT (
                    a.reported_status = 'reported complete'
                    AND coalesce(
                        a.completed_on > k.last_check.checked_on AND a.completed_on <= a.last_received_on, FALSE
                    )
                )
                THEN k.last_check.verification
            WHEN a.reported_status = 'reported complete' AND a.evidence <> '' THEN 'awaiting check'
            ELSE 'not checked'
        END AS verification,
        coalesce(nullif(n.response, 'no response'), a.response) AS current_response,
        coalesce(n.was_accepted, FALSE) OR a.response IN ('accepted', 'accepted in part') AS was_accepted
    FROM latest_action_on(as_of) a
    LEFT JOIN deadline_on(as_of) d USING (action_id)
    LEFT JOIN claim_on(as_of) c USING (action_id)
    LEFT JOIN latest_check_on(as_of) k USING (action_id)
    LEFT JOIN answered n USING (action_id)
), judged AS (
    SELECT
        *,
        verification = 'verified' AS is_verified,
        reported_status = 'reported complete' AND verification NOT IN ('insufficient', 'reopened') AS is_claimed,
        current_response = 'not accepted' AND NOT was_accepted AS is_declined,
        verification = 'cannot be implemented' OR reported_status IN ('will not do', 'superseded') AS is_dropped
    FROM known
), stated AS (
    SELECT
        *,
        CASE
            WHEN is_verified THEN 'Verified complete'
            WHEN is_declined THEN 'Not accepted'
            WHEN is_dropped THEN 'Closed, not done'
            WHEN is_claimed THEN 'Reported complete, not verified'
            WHEN due_on < judged_on THEN 'Overdue'
            WHEN due_on IS NULL THEN 'Open, no date set'
            ELSE 'Open'
        END AS state
    FROM judged
), dated AS (
    SELECT
        *,
        state IN ('Open', 'Overdue', 'Open, no date set') AS is_open,
        state IN ('Verified complete', 'Reported complete, not verified') AS is_complete,
        CASE
            WHEN state IN ('Verified complete', 'Reported complete, not verified')
                THEN coalesce(completed_on, if(reported_status = 'reported complete', status_since, checked_on))
        END AS done_on
    FROM stated
)
SELECT
    action_id, sender, action_ref, review, recommendation_refs, agency, supporting_agencies, owner, action,
    priority, reason, current_response AS response,
    was_accepted OR (
        -- An agency that wrote an action into its own plan has said that it will do it; a compiler has not.
        NOT is_compiled AND current_response NOT IN ('not accepted', 'accepted in principle', 'noted')
    ) AS is_accepted,
    reported_status, words['reported_status'] AS reported_words, status_since, went_backwards_on,
    verification, last_found, checker, checked_on, evidence_seen, check_reason,
    evidence, evidence <> '' OR is_verified AS has_evidence,
    state, is_open, is_complete, is_verified,
    due_on, due_on_precision, words['due_on'] AS due_words, first_due_on, times_moved, days_moved,
    state = 'Overdue' AS is_overdue,
    is_open AND coalesce(first_due_on < judged_on, FALSE) AS is_overdue_by_first_date,
    if(state = 'Overdue', date_diff('day', due_on, judged_on), 0) AS days_overdue,
    if(is_open AND first_due_on < judged_on, date_diff('day', first_due_on, judged_on), 0) AS days_late,
    done_on,
    CASE
        WHEN is_open AND due_on_precision = 'unreadable' THEN 'date unreadable'
        WHEN is_open AND due_on IS NULL THEN 'no date'
        WHEN state = 'Overdue' THEN 'overdue'
        WHEN is_open AND due_on <= judged_on + 30 THEN 'due soon'
        WHEN is_open THEN 'not due'
        WHEN NOT is_complete THEN 'not applicable'
        WHEN first_due_on IS NULL THEN 'no date'
        WHEN done_on <= first_due_on THEN 'done on time'
        ELSE 'done late'
    END AS timeliness,
    first_received_on, last_received_on, missing_since, is_compiled, judged_on, words, version_id, file_id, sheet, row_number
FROM dated
JOIN action USING (action_id);

-- The same position for one review, one agency, or all of them where null is given, with the measures each
-- action counts in: the one definition both of a headline number and of the list that it opens.
CREATE MACRO position_for(as_of, in_review, by_agency) AS TABLE
SELECT
    *,
    list_filter([
        if(is_accepted, 'accepted', NULL),
        if(NOT is_accepted, 'counted apart', NULL),
        if(is_accepted AND is_verified, 'verified complete', NULL),
        if(is_accepted AND is_complete AND NOT is_verified, 'reported complete, not verified', NULL),
        if(is_open, 'open', NULL),
        if(is_open AND due_on IS NOT NULL, 'open with a date', NULL),
        if(is_open AND due_on IS NULL, 'no date set', NULL),
        if(is_overdue, 'overdue', NULL),
        if(is_overdue_by_first_date, 'overdue by the date first promised', NULL),
        if(timeliness = 'due soon', 'due in the next 30 days', NULL),
        if(first_due_on IS NOT NULL, 'ever had a date', NULL),
        if(times_moved > 0, 'deadline moved', NULL),
        if(is_complete, 'reported or verified complete', NULL),
        if(is_complete AND has_evidence, 'evidence held', NULL),
        if(is_complete AND NOT has_evidence, 'no evidence', NULL),
        if(verification = 'awaiting check', 'waiting for a check', NULL),
        if(timeliness IN ('done on time', 'done late'), 'completed, with a first date', NULL),
        if(timeliness = 'done late', 'completed late', NULL),
        if(missing_since IS NOT NULL, 'missing from the return', NULL),
        if(is_open AND went_backwards_on IS NOT NULL, 'went backwards', NULL),
        if(state = 'Closed, not done', 'closed, not done', NULL)
    ], lambda measure: measure IS NOT NULL) AS measures
FROM position_on(as_of)
WHERE (in_review IS NULL OR review = in_review) AND (by_agency IS NULL OR agency = by_agency);

-- Each sender's last file that could be read, and every file since (or without a date) that could not.
CREATE MACRO current_file_on(as_of) AS TABLE
WITH last_read AS (
    SELECT sender, max(file_id) AS file_id FROM file_received WHERE is_read AND received_on <= as_of GROUP BY sender
)
SELECT f.file_id
FROM file_received f
LEFT JOIN last_read USING (sender)
WHERE f.received_on <= as_of
    AND (f.file_id = last_read.file_id OR (NOT f.is_read AND f.file_id > coalesce(last_read.file_id, 0)));

-- The last plan received from each sender; a file that could not be read is not a return.
CREATE MACRO last_return_on(as_of) AS TABLE
SELECT
    sender,
    max_by(agency, file_id) AS agency,
    max(received_on) AS last_returned_on,
    max_by(reports_every_days, file_id) AS reports_every_days
FROM file_received
WHERE is_read AND received_on <= as_of
    AND file_id IN (SELECT file_id FROM row_received WHERE kind = 'action')
GROUP BY sender;

-- A recommendation is only as far as the least of its actions; with no action it comes first.
CREATE MACRO recommendation_on(as_of) AS TABLE
WITH asked AS (
    SELECT
        review, recommendation_ref,
        max_by(recommendation, file_id) AS recommendation,
        list({agency: agency, response: response} ORDER BY agency) AS responses,
        list(agency ORDER BY agency) AS agencies
    FROM response_on(as_of)
    GROUP BY review, recommendation_ref
), done AS (
    SELECT
        review, recommendation_ref,
        count(*) AS actions,
        count(*) FILTER (is_verified) AS verified,
        count(*) FILTER (is_complete) AS complete,
        count(*) FILTER (is_overdue) AS overdue,
        count(*) FILTER (is_overdue_by_first_date) AS overdue_by_first_date,
        count(*) FILTER (is_open) AS open_actions,
        count(*) FILTER (state = 'Not accepted') AS not_accepted,
        list(DISTINCT agency) AS lead_agencies
    FROM (SELECT *, unnest(recommendation_refs) AS recommendation_ref FROM position_on(as_of))
    GROUP BY review, recommendation_ref
)
SELECT
    review, recommendation_ref, recommendation, responses,
    list_distinct(agencies || coalesce(lead_agencies, [])) AS agencies,
    coalesce(actions, 0) AS actions, coalesce(verified, 0) AS verified, coalesce(complete, 0) AS complete,
    coalesce(overdue, 0) AS overdue, coalesce(overdue_by_first_date, 0) AS overdue_by_first_date,
    CASE
        WHEN actions IS NULL THEN 'No action planned'
        WHEN overdue > 0 THEN 'Overdue'
        WHEN verified = actions THEN 'Verified complete'
        WHEN complete = actions THEN 'Reported complete, not verified'
        WHEN open_actions > 0 THEN 'Open'
        WHEN not_accepted = actions THEN 'Not accepted'
        ELSE 'Closed, not done'
    END AS roll_up
FROM asked
LEFT JOIN done USING (review, recommendation_ref);
