-- What somebody should look at in the logs of checks, by what loaders/load/check_history.sql found in them.

DELETE FROM problem WHERE rule IN (
    'log_says_whether_it_is_whole', 'whole_log_lists_every_check', 'finding_is_not_taken_back',
    'log_comes_from_somebody_else'
);

-- A file recorded later is not asked, so that it changes nothing that was said of an earlier one.
INSERT INTO problem BY NAME
SELECT
    file_id, sheet, NULL AS row_number, '' AS cell,
    if(count(*) = 1, '1 check', count(*) || ' checks') || ' of an earlier log' AS found,
    'A log that repeats an earlier one may be a whole record. Its layout says which it is: log = "whole", where a check '
        || 'that it no longer lists is withdrawn, or log = "list", where it lists new checks alone.' AS sentence,
    'Say in the layout whether the log is whole or a list.' AS to_do,
    'warning' AS severity, 'the data officer' AS who_acts, 'log_says_whether_it_is_whole' AS rule
FROM check_row this
WHERE is_unsaid AND EXISTS (
    FROM check_row earlier
    WHERE earlier.check_key = this.check_key AND earlier.said = this.said AND earlier.file_id < this.file_id
)
GROUP BY file_id, sheet
ORDER BY ALL;

INSERT INTO problem BY NAME
WITH missing AS (
    SELECT file_id, check_key, checked_on, was_said AS said, checker, TRUE AS is_withdrawn
    FROM check_step
    WHERE was_finding AND version_id IS NULL AND withdraws IS NULL
    UNION ALL BY NAME
    SELECT l.file_id, check_key, s.checked_on, s.said, s.checker, FALSE AS is_withdrawn
    FROM left_out l
    JOIN check_step s USING (check_key)
    WHERE l.read_from_file IS NULL AND s.known_from_file <= l.file_id AND l.file_id < s.known_to_file
        AND s.said.verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
)
SELECT
    file_id, '' AS sheet, NULL AS row_number, '' AS cell,
    action_ref || ': ' || said.verification || ', ' || checker || ', ' || strftime(checked_on, '%-d %B %Y')
        AS found,
    'A whole log lists every check that stands. ' || if(
        is_withdrawn,
        'This one leaves this check out, so it is withdrawn. Put its row back if it stands.',
        'This one leaves this check out, but not all of it was read: a row was refused, or a sheet has no rows or is not '
            || 'in the layout. So the check goes on counting. Put its row back, or put the rest right.'
    ) AS sentence,
    if(
        is_withdrawn, 'Put the row of the check back if the check stands.',
        'Put the row of the check back, or put right what could not be read of the log.'
    ) AS to_do,
    'warning' AS severity, 'the committee''s officer' AS who_acts, 'whole_log_lists_every_check' AS rule
FROM missing
JOIN action ON action_id = check_key.action_id
ORDER BY ALL;

INSERT INTO problem BY NAME
SELECT
    file_id, sheet, row_number, '' AS cell,
    action_ref || ': ' || was_said.verification || ', ' || checker || ', ' || strftime(checked_on, '%-d %B %Y')
        AS found,
    'This row says "' || said.verification || '" of a check that was made, so its finding no longer counts. Please '
        || 'confirm that this is meant; a check that is still to come has a date of its own.' AS sentence,
    'Confirm that the finding on {refs} is taken back, or write it again.' AS to_do,
    'warning' AS severity, 'the committee''s officer' AS who_acts, 'finding_is_not_taken_back' AS rule
FROM check_step
JOIN action ON action_id = check_key.action_id
WHERE was_finding AND said.verification IN ('not checked', 'awaiting check') AND withdraws IS NULL
ORDER BY ALL;

-- Nobody sees from a file who wrote it, so this refuses nothing. A compiler sends everything that was found.
INSERT INTO problem BY NAME
SELECT
    file_id, sheet, NULL AS row_number, '' AS cell,
    if(count(*) = 1, '1 check', count(*) || ' checks') || ' of actions in the plan of ' || sender AS found,
    'The sender of the plan sent these checks of it too. Ask each checker to confirm what is said in their name, or to '
        || 'send a log of their own.' AS sentence,
    'Ask each checker to confirm these checks, or to send a log of their own.' AS to_do,
    'warning' AS severity, 'the committee''s officer' AS who_acts, 'log_comes_from_somebody_else' AS rule
FROM check_row
JOIN file_received USING (file_id)
JOIN action USING (sender)
WHERE action_id = check_key.action_id AND NOT is_compiled AND said.verification IN ('verified', 'cannot be implemented')
GROUP BY file_id, sheet, sender
ORDER BY ALL;
