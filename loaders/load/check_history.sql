-- Successive logs of a sender compared: what stands of each check on each day, and what the checkers found. A check is an
-- action, a checker and a date. It stands until a later log of the same sender says something else of it or, where that
-- log is a whole record and all of it could be read, leaves it out.

DELETE FROM check_known;
DELETE FROM action_change WHERE change IN (
    'verified', 'found insufficient', 'reopened', 'found unable to be implemented', 'check withdrawn', 'check corrected',
    'check withdrawn with its log'
);

-- The files that were withdrawn, by the record that did it.
CREATE TEMP TABLE withdrawn_file AS
SELECT known_to_file AS known_from_file, known_to AS known_on, file_id, received_on
FROM file_received
WHERE known_to_file BETWEEN file_id + 1 AND 2147483646;

CREATE TEMP TABLE log AS
WITH log_sheet AS (
    SELECT sender, received_on, file_id, known_to_file, sheet, log, rows_read
    FROM log_received
    JOIN file_received USING (file_id)
    WHERE kind = 'verification' AND known_to_file > file_id
), sheets AS (
    SELECT
        sender, received_on, file_id, known_to_file, bool_or(log = 'whole') AS has_whole, bool_and(log = 'whole') AS is_all_whole,
        bool_or(log = 'whole' AND rows_read = 0) AS has_empty
    FROM log_sheet
    GROUP BY ALL
), passed_over AS ( -- files with a sheet that an earlier layout read as a log
    SELECT DISTINCT s.file_id
    FROM sheet_received s
    JOIN sheets USING (file_id)
    JOIN log_sheet earlier ON earlier.sender = sheets.sender AND earlier.sheet = s.sheet AND earlier.file_id < s.file_id
        AND earlier.known_to_file > s.file_id
    ANTI JOIN log_received now ON now.file_id = s.file_id AND now.sheet = s.sheet
), rows_of_log AS (
    SELECT file_id, bool_or(version_id IS NULL) AS has_refused, max(counts_from_file) AS last_counts_from
    FROM row_received
    WHERE kind = 'verification'
    GROUP BY file_id
)
SELECT
    sender, received_on, file_id, known_to_file, has_whole, is_all_whole,
    -- The file since which all of it is read; null while a row is refused. A whole sheet without a row may be cut off.
    if(has_refused OR has_empty OR file_id IN (FROM passed_over), NULL, last_counts_from) AS read_from_file
FROM sheets
LEFT JOIN rows_of_log USING (file_id);

CREATE TEMP TABLE check_row AS
SELECT
    {sender: f.sender, action_id: v.action_id, checker: lower(regexp_replace(trim(checker), '\s+', ' ', 'g')),
     checked_on: checked_on} AS check_key,
    (received_on, file_id) AS place,
    r.file_id, r.sheet, row_number, version_id, checker, counts_from_file AS known_from_file, known_to_file,
    {verification: verification, evidence: evidence, reason: v.reason} AS said,
    -- Where rows of one log differ, the one that found a fault counts: neither can be a correction of the other.
    list_position(
        ['not checked', 'awaiting check', 'verified', 'cannot be implemented', 'reopened', 'insufficient'], verification
    ) AS rank,
    EXISTS (FROM log_received l WHERE l.file_id = r.file_id AND l.sheet = r.sheet AND l.kind = r.kind AND log = 'whole')
        AS is_in_whole,
    EXISTS (FROM log_received l WHERE l.file_id = r.file_id AND l.sheet = r.sheet AND l.kind = r.kind AND log = '')
        AS is_unsaid
FROM row_received r
JOIN file_received f USING (file_id)
JOIN verification_version v USING (version_id)
WHERE kind = 'verification' AND counts_from_file < known_to_file;

-- What a whole log does not hold, though an earlier log does. Where only one of its sheets is whole, that speaks for
-- what stood in a whole sheet.
CREATE TEMP TABLE left_out AS
WITH first_place AS (
    SELECT check_key, min(place) AS ever, min(place) FILTER (is_in_whole) AS in_whole FROM check_row GROUP BY check_key
), absent AS (
    SELECT check_key, log.*, (received_on, file_id) AS place
    FROM first_place
    JOIN log ON sender = check_key.sender AND has_whole
        AND (received_on, file_id) > if(is_all_whole, ever, in_whole)
    ANTI JOIN check_row USING (check_key, file_id)
)
SELECT
    a.check_key, a.place, a.file_id, a.read_from_file,
    greatest(a.read_from_file, min(r.known_from_file)) AS known_from_file,
    least(a.known_to_file, r.known_to_file) AS known_to_file
FROM absent a
JOIN check_row r ON r.check_key = a.check_key AND r.place < a.place AND (a.is_all_whole OR r.is_in_whole)
GROUP BY a.check_key, a.place, a.file_id, a.read_from_file, a.known_to_file, r.known_to_file;

-- What is said of each check: by the last log, in the order of receipt, that is known by then and says anything of it. A
-- log that is recorded late takes its place from then on. A check that is left out has no version. A vague date counts
-- as its last day, but whoever says what was found has looked by then: a log that is recorded late may show that the
-- check was made earlier, also where a later log has the last word on it. Of a log that was withdrawn nothing is said
-- from then on: what an earlier one said counts again, or nothing.
CREATE TEMP TABLE check_step AS
WITH all_said AS (
    SELECT * EXCLUDE (is_in_whole, is_unsaid) FROM check_row
    UNION ALL BY NAME
    SELECT check_key, place, 0 AS rank, file_id, known_from_file, known_to_file
    FROM left_out
    WHERE read_from_file IS NOT NULL AND known_from_file < known_to_file
), said_or_not AS (
    FROM all_said
    UNION ALL BY NAME
    SELECT DISTINCT
        check_key, (DATE '0001-01-01', known_to_file) AS place, 0 AS rank, known_to_file AS known_from_file,
        2147483647 AS known_to_file
    FROM all_said
    WHERE known_to_file < 2147483647
), moment AS (
    SELECT DISTINCT check_key, known_from_file FROM said_or_not
), on_record AS (
    SELECT
        check_key, m.known_from_file,
        max_by(a, (place, rank, sheet, row_number, version_id)) AS line,
        least(check_key.checked_on, min(place[1]) FILTER (
            said.verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
        )) AS checked_on
    FROM moment m
    JOIN said_or_not a USING (check_key)
    WHERE a.known_from_file <= m.known_from_file AND m.known_from_file < a.known_to_file
    GROUP BY check_key, m.known_from_file
), with_before AS (
    FROM on_record
    SELECT *, lag(line) OVER before AS line_before, coalesce(checked_on < lag(checked_on) OVER before, FALSE) AS is_earlier
    WINDOW before AS (PARTITION BY check_key ORDER BY known_from_file)
), steps AS (
    SELECT
        check_key, known_from_file, checked_on, line_before.said AS was_said,
        line.said IS DISTINCT FROM line_before.said AS says_more,
        last_value(if(says_more, line, NULL) IGNORE NULLS) OVER so_far AS line,
        coalesce(line.checker, line_before.checker) AS checker
    FROM with_before
    WINDOW so_far AS (PARTITION BY check_key ORDER BY known_from_file)
    QUALIFY says_more OR is_earlier
)
SELECT
    s.* EXCLUDE (line), line.* EXCLUDE (check_key, known_from_file, known_to_file, checker, rank),
    f.known_on AS known_from, f.withdraws,
    says_more AND was_said.verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
        AS was_finding,
    coalesce(lead(f.known_on) OVER next, DATE '9999-12-31') AS known_to,
    coalesce(lead(known_from_file) OVER next, 2147483647) AS known_to_file,
    if(lead(says_more AND f.withdraws IS NULL) OVER next, lead(line.file_id) OVER next, NULL) AS ended_by,
    lead(line.version_id IS NULL) OVER next AS ended_by_absence
FROM steps s
JOIN (
    SELECT file_id AS known_from_file, known_on, NULL AS withdraws FROM file_received
    UNION ALL
    SELECT known_from_file, known_on, file_id FROM withdrawn_file
) f USING (known_from_file)
WINDOW next AS (PARTITION BY s.check_key ORDER BY s.known_from_file);

INSERT INTO check_known BY NAME
SELECT
    check_key.action_id AS action_id, known_from, known_to, known_from_file, known_to_file, file_id, sheet, row_number,
    version_id, checked_on, if(ended_by IS NULL, '', if(ended_by_absence, 'check withdrawn', 'check corrected')) AS ended_as, ended_by
FROM check_step
WHERE version_id IS NOT NULL
ORDER BY ALL;

-- A finding that the logs of two senders hold is one.
INSERT INTO action_change BY NAME
WITH each_log AS (
    SELECT
        *,
        CASE said.verification
            WHEN 'insufficient' THEN 'found insufficient'
            WHEN 'cannot be implemented' THEN 'found unable to be implemented'
            ELSE said.verification
        END AS change,
        '' AS was
    FROM check_step
    WHERE said.verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
        AND said.verification IS DISTINCT FROM was_said.verification AND withdraws IS NULL
    UNION ALL BY NAME
    SELECT
        c.* REPLACE (coalesce(withdraws, file_id) AS file_id, coalesce(its_place, place) AS place),
        CASE
            WHEN withdraws IS NOT NULL THEN 'check withdrawn with its log'
            WHEN version_id IS NULL THEN 'check withdrawn'
            ELSE 'check corrected'
        END AS change,
        if(said.verification IS NOT DISTINCT FROM was_said.verification, '', was_said.verification) AS was
    FROM check_step c
    LEFT JOIN (SELECT file_id AS withdraws, (received_on, file_id) AS its_place FROM withdrawn_file) USING (withdraws)
    WHERE was_finding
), counted AS (
    SELECT
        check_key.action_id AS action_id, known_from, known_from_file, place[1] AS received_on, file_id, change, was,
        checker || ', ' || checked_on AS became, coalesce(said.reason, '') AS reason,
        row_number() OVER (PARTITION BY check_key, change, was, reason ORDER BY known_from_file) AS time
    FROM each_log
)
SELECT
    action_id, min(known_from) AS known_from, DATE '9999-12-31' AS known_to,
    min(known_from_file) AS known_from_file, 2147483647 AS known_to_file,
    min_by(received_on, (known_from_file, file_id)) AS received_on,
    min_by(file_id, (known_from_file, file_id)) AS file_id, change, was, became, 'day' AS was_precision,
    'day' AS became_precision, reason
FROM counted
GROUP BY action_id, change, was, became, reason, time
ORDER BY ALL;
