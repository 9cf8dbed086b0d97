-- Table macros that the questions use, and the one place that decides state and overdue: position_on(as_of). Everything
-- here, in bodies.sql and in roll_up.sql is as known on a date: only what was known by then counts.

-- The files that count on a day: those known by then that were not withdrawn by then.
CREATE MACRO file_on(as_of) AS TABLE
FROM file_received WHERE known_on <= as_of AND as_of < known_to;

-- The records of the ledger that affect a day: files received, and corrections of them.
CREATE MACRO record_on(as_of) AS TABLE
SELECT file_id AS record, known_on, chain FROM file_received WHERE file_id > 0 AND known_on <= as_of
UNION ALL
SELECT known_from_file, known_from, chain FROM correction WHERE known_from <= as_of;

-- The names of bodies that ended, each with the body that replaces it on the date; before its end the old name stands.
CREATE MACRO names_on(as_of) AS TABLE
SELECT map(coalesce(list(name), []), coalesce(list(successor), [])) AS now_called
FROM succession
WHERE action_ref = '' AND stands AND known_from <= as_of AND as_of < known_to;

CREATE MACRO name_on(as_of, body) AS coalesce((SELECT now_called FROM names_on(as_of))[body], body);

-- The sort order of several responses to an action: the least counts.
CREATE MACRO response_order(response, is_own) AS (
    NOT is_own OR response = 'no response',
    list_position(
        [
            'accepted', 'accepted in part', 'accepted in principle', 'noted', 'not accepted',
            'response unreadable', 'no response'
        ],
        response
    )
);

-- The sort order of checks: of two with the same date, the one that found a fault counts.
CREATE MACRO check_order(checked_on, verification, known_from, file_id, row_number, version_id) AS (
    checked_on, list_position(['verified', 'cannot be implemented', 'reopened', 'insufficient'], verification),
    known_from, file_id, row_number, version_id
);

-- Whether a reference is not its sender's but ours, for an action that came without one.
CREATE MACRO is_unnumbered(action_ref) AS regexp_full_match(action_ref, '\d{4}-\d\d-\d\d/\d+(\.\d+)?( \(\d+\))?');

CREATE MACRO latest_action_on(as_of) AS TABLE
SELECT
    v.* EXCLUDE (split_from) REPLACE (
        coalesce(named.successor, now_called[v.agency], v.agency) AS agency,
        if(cardinality(now_called) = 0, v.supporting_agencies, list_sort(list_distinct(
            list_transform(v.supporting_agencies, lambda body: coalesce(now_called[body], body))
        ))) AS supporting_agencies
    ),
    known.* EXCLUDE (action_id, version_id), is_compiled, f.sender AS sent_by,
    if(is_compiled AND v.last_source_on_precision = 'day', least(v.last_source_on, f.received_on), NULL) AS last_looked_on
FROM action_known known
JOIN action_version v USING (version_id)
JOIN file_received f USING (file_id)
CROSS JOIN names_on(as_of)
LEFT JOIN (
    SELECT name, action_id, successor
    FROM succession
    JOIN action USING (action_ref)
    WHERE action_ref <> '' AND known_from <= as_of AND as_of < known_to
) named ON named.action_id = known.action_id AND named.name = v.agency
WHERE known.known_from <= as_of AND as_of < known.known_to;

CREATE MACRO deadline_on(as_of) AS TABLE
SELECT * EXCLUDE (known_from, known_to, known_from_file, known_to_file)
FROM deadline
WHERE known_from <= as_of AND as_of < known_to;

CREATE MACRO action_change_on(as_of) AS TABLE
SELECT * EXCLUDE (known_to, known_from_file, known_to_file)
FROM action_change
WHERE known_from <= as_of AND as_of < known_to;

CREATE MACRO recommendation_change_on(as_of) AS TABLE
SELECT * EXCLUDE (known_to, known_from_file, known_to_file) REPLACE (name_on(as_of, agency) AS agency)
FROM recommendation_change
WHERE known_from <= as_of AND as_of < known_to;

-- If two sheets of a file or two senders disagree about one number, the last row always counts; the disagreement is a
-- problem. A row without an answer never overrides an answer that another sheet or sender gives. A response once
-- accepted keeps the action in every denominator, whatever is said later.
CREATE MACRO response_on(as_of) AS TABLE
WITH response_row AS (
    SELECT
        struct_update(v, agency := name_on(as_of, v.agency)) AS v, sender, received_on, file_id, sheet, row_number,
        v.response <> 'no response' AS is_answer
    FROM row_received
    JOIN file_on(as_of) USING (file_id)
    JOIN recommendation_version v USING (version_id)
    WHERE kind = 'recommendation'
), last_of_sender AS (
    SELECT
        max_by(r, (received_on, file_id, is_answer, row_number, v.version_id)) AS r,
        bool_or(v.response IN ('accepted', 'accepted in part')) AS was_accepted, min(received_on) AS addressed_on
    FROM response_row r
    GROUP BY v.review, v.recommendation_ref, v.agency, sender
), last_row AS (
    SELECT
        max_by(r, (r.is_answer, r.received_on, r.file_id, r.row_number, r.v.version_id)) AS r,
        bool_or(was_accepted) AS was_accepted, min(addressed_on) AS addressed_on
    FROM last_of_sender
    GROUP BY r.v.review, r.v.recommendation_ref, r.v.agency
)
SELECT unnest(r.v), was_accepted, addressed_on, r.received_on, r.file_id, r.sheet, r.row_number
FROM last_row;

-- Every check on record by the day, including those withdrawn or corrected by then, which no longer count. Left out
-- are: a planned check that a later log changed, a span after which the same check continues, and what a log says that
-- was itself withdrawn.
CREATE MACRO check_on(as_of) AS TABLE
SELECT
    v.* REPLACE (k.checked_on AS checked_on), file_id, sheet, row_number, known_from,
    if(known_to <= as_of, ended_as, '') AS ended_as,
    if(known_to <= as_of, ended_by, NULL) AS ended_by
FROM check_known k
JOIN verification_version v USING (version_id)
WHERE known_from <= as_of
    AND (as_of < known_to OR (
        ended_as <> '' AND verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
        AND file_id IN (SELECT f.file_id FROM file_on(as_of) f) AND ended_by IN (SELECT f.file_id FROM file_on(as_of) f)
    ));

-- A planned check is not a finding: an earlier check stands until somebody has looked again.
CREATE MACRO latest_check_on(as_of) AS TABLE
SELECT
    c.action_id,
    max_by(c, check_order(checked_on, verification, known_from, file_id, row_number, version_id)) AS last_check
FROM check_on(as_of) c
WHERE ended_as = '' AND verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
GROUP BY c.action_id;

-- Everything known of each action on a day. standing_on(as_of) decides from these rows alone, and state_on(as_of)
-- compares their dates with the day. tracker/any_day.sql gathers the same for all days at once, and is tested against
-- this.
CREATE MACRO fact_on(as_of) AS TABLE
WITH latest_action AS MATERIALIZED ( -- used often: planned and worked out once
    FROM latest_action_on(as_of)
), response_of_action AS (
    -- An action under several recommendations takes the response that commits its agency most. If several bodies
    -- succeeded one, the old body's answer stands for each successor until it answers itself.
    SELECT
        action_id,
        min_by(response, response_order(response, is_own)) AS response
    FROM (
        SELECT action_id, review, agency, TRUE AS is_own, unnest(recommendation_refs) AS recommendation_ref
        FROM latest_action
        UNION ALL
        SELECT action_id, review, s.name, FALSE, unnest(recommendation_refs)
        FROM latest_action a
        JOIN succession s ON s.successor = a.agency AND s.action_ref = '' AND NOT s.stands AND s.known_from <= as_of
    )
    JOIN (SELECT review, recommendation_ref, agency, response FROM response_on(as_of)) r
        USING (review, recommendation_ref, agency)
    GROUP BY action_id
)
SELECT
    a.*, sender, action.action_ref, last_check,
    coalesce(nullif(n.response, 'no response'), a.response) AS current_response,
    acceptance.action_id IS NOT NULL AS was_accepted,
    -- Only once the successor is on record itself.
    successor.action_ref AS successor_ref,
    changed_on, last_part_on, last_new_on, last_unnumbered_on
FROM latest_action a
JOIN action USING (action_id)
LEFT JOIN latest_check_on(as_of) k USING (action_id)
LEFT JOIN response_of_action n USING (action_id)
LEFT JOIN (
    SELECT DISTINCT action_id FROM acceptance WHERE known_from <= as_of AND as_of < known_to
) acceptance USING (action_id)
LEFT JOIN (
    SELECT action_id, action_ref FROM latest_action JOIN action USING (action_id)
) successor ON successor.action_id = a.successor_id
LEFT JOIN (
    -- Dates of changes to what a checker looked at: a check made before them saw other words.
    SELECT action_id, list(received_on) AS changed_on
    FROM action_change_on(as_of)
    WHERE change IN ('action reworded', 'answers another recommendation', 'lead agency changed')
    GROUP BY action_id
) changed USING (action_id)
LEFT JOIN (
    SELECT sender AS sent_by, max(received_on) AS last_part_on FROM file_on(as_of) WHERE is_read AND holds <> '' GROUP BY sender
) part USING (sent_by)
LEFT JOIN (
    SELECT
        sender, max(first_received_on) AS last_new_on,
        max(first_received_on) FILTER (is_unnumbered(action_ref)) AS last_unnumbered_on
    FROM latest_action
    JOIN action USING (action_id)
    GROUP BY sender
) came USING (sender);

CREATE MACRO standing_on(as_of) AS TABLE
WITH with_check AS (
    SELECT
        *,
        last_check.checker AS checker, last_check.checked_on AS checked_on,
        last_check.verification AS last_found, last_check.evidence AS evidence_seen, last_check.reason AS check_reason,
        -- After a finding, a claim counts again if it brings a later date of completion, or evidence first named after
        -- the finding: in a first return nothing is named again. When a compiler first named something means nothing.
        coalesce(completed_on > last_check.checked_on AND completed_on <= last_received_on, FALSE) AS has_later_date,
        NOT is_compiled AND coalesce(evidence_since > greatest(last_check.checked_on, first_received_on), FALSE)
            AS has_new_evidence,
        CASE
            -- A check stands until the agency itself goes back on the work, or claims it anew after the check.
            WHEN last_check.verification IN ('verified', 'cannot be implemented')
                AND NOT coalesce(went_backwards_on > last_check.checked_on, FALSE)
                THEN last_check.verification
            WHEN last_check.verification IN ('insufficient', 'reopened')
                AND NOT (reported_status = 'reported complete' AND (has_later_date OR has_new_evidence))
                THEN last_check.verification
            -- Nobody has to check what somebody else compiled.
            WHEN reported_status = 'reported complete' AND evidence <> '' AND NOT is_compiled THEN 'awaiting check'
            ELSE 'not checked'
        END AS verification
    FROM fact_on(as_of)
), with_flags AS (
    SELECT
        *,
        verification = 'verified' AS is_verified,
        -- A status that is missing or unreadable contradicts nothing.
        verification = 'verified'
            AND reported_status IN ('not started', 'in progress', 'paused', 'will not do', 'superseded')
            AS is_contradicted,
        reported_status = 'reported complete' AND verification NOT IN ('insufficient', 'reopened') AS is_claimed,
        current_response = 'not accepted' AND NOT was_accepted AS is_declined,
        verification = 'cannot be implemented' OR reported_status IN ('will not do', 'superseded') AS is_dropped
    FROM with_check
), with_state AS (
    SELECT
        *,
        CASE
            WHEN is_verified THEN 'Verified complete'
            WHEN is_declined THEN 'Not accepted'
            WHEN is_dropped THEN 'Closed, not done'
            WHEN is_claimed THEN 'Reported complete, not verified'
            WHEN due_on IS NULL THEN 'Open, no date set'
            ELSE 'Open'
        END AS state
    FROM with_flags
), with_dates AS (
    SELECT
        *,
        state IN ('Open', 'Open, no date set') AS is_open,
        state IN ('Verified complete', 'Reported complete, not verified') AS is_complete,
        CASE
            WHEN state NOT IN ('Verified complete', 'Reported complete, not verified') THEN NULL
            -- The check found it not done after the completion date given, so only the renewed claim gives a date.
            WHEN last_found IN ('insufficient', 'reopened') AND NOT has_later_date THEN evidence_since
            ELSE coalesce(completed_on, CASE
                WHEN reported_status <> 'reported complete' THEN checked_on
                WHEN NOT is_compiled THEN status_since -- nothing was done on the date of a compiler's file
            END)
        END AS done_on,
        -- The last return after the completion date now given that still said it was not complete.
        if(
            reported_status = 'reported complete' AND NOT is_compiled AND last_not_complete_on > completed_on,
            last_not_complete_on, NULL
        ) AS still_open_on
    FROM with_state
), standing AS MATERIALIZED ( -- otherwise every column built on these would work them out again
    SELECT
        known_from, known_to,
        action_id, sender, action_ref, review, recommendation_refs, agency, supporting_agencies,
        current_response AS response,
        was_accepted OR (
            -- An agency that wrote an action into its own plan has said that it will do it; a compiler has not.
            NOT is_compiled AND current_response NOT IN ('not accepted', 'accepted in principle', 'noted')
        ) AS is_accepted,
        was_accepted,
        reported_status, status_since, went_backwards_on,
        completed_on, completed_on_precision, verification, last_found, checker, checked_on, evidence_seen, check_reason,
        evidence_since, evidence <> '' OR is_verified AS has_evidence,
        state, is_open, is_complete, is_verified, is_contradicted,
        if(is_verified AND NOT is_compiled, list_min(list_filter(changed_on, lambda on_day: on_day > checked_on)), NULL)
            AS changed_after_check_on,
        due_on, due_on_precision, due_set_by,
        last_source_on, last_source_on_precision, first_due_on, first_due_on_precision, times_moved, days_moved,
        done_on, still_open_on,
        CASE
            WHEN is_open AND due_on_precision = 'unreadable' THEN 'date unreadable'
            WHEN is_open AND due_on IS NULL THEN 'no date'
            WHEN is_open THEN 'not due'
            WHEN NOT is_complete THEN 'not applicable'
            WHEN first_due_on IS NULL OR done_on IS NULL THEN 'no date'
            WHEN done_on > first_due_on THEN 'done late'
            -- On time by the completion date, late by that return; a check made by the date first promised would
            -- decide.
            WHEN first_due_on < still_open_on AND NOT (is_verified AND checked_on <= first_due_on)
                THEN 'disputed by its own earlier return'
            ELSE 'done on time'
        END AS timeliness,
        split_from, if(successor_ref IS NULL, NULL, successor_id) AS successor_id,
        coalesce(successor_ref, '') AS superseded_by,
        first_received_on = first_plan_on AS is_in_first_plan, returns_unchanged,
        first_received_on, last_received_on, missing_since,
        -- A later return that holds only part of the plan says nothing of it: it stands as last reported.
        if(missing_since IS NULL AND last_part_on > last_received_on, last_part_on, NULL) AS not_in_return_on,
        -- Nobody knows whether an action without a reference is the same as one that came when it was left out, or
        -- later.
        coalesce(missing_since <= if(is_unnumbered(action_ref), last_new_on, last_unnumbered_on), FALSE)
            AS may_be_counted_twice,
        is_compiled, last_looked_on, version_id, file_id, sheet, row_number,
        -- {measure.py: the same over a span of days}
    FROM with_dates
    -- {measure.py: texts}
)
FROM standing;

-- The one definition of overdue. An agency's silence does not stop the clock. A compiler's does: after the last source
-- with an exact date nothing is known, and without such a source nothing is late.
CREATE MACRO state_on(as_of) AS TABLE
SELECT
    * EXCLUDE (known_from, known_to, last_looked_on) REPLACE (
        if(is_overdue, 'Overdue', state) AS state,
        if(is_overdue, 'overdue', if(is_due_soon, 'due soon', timeliness)) AS timeliness,
        bits + -- {measure.py: of the day}
    )
FROM (
    SELECT
        *, if(is_compiled, last_looked_on, as_of) AS judged_on,
        is_open AND coalesce(due_on < judged_on, FALSE) AS is_overdue,
        is_open AND coalesce(first_due_on < judged_on, FALSE) AS is_overdue_by_first_date,
        is_open AND coalesce(due_on BETWEEN judged_on AND judged_on + 30, FALSE) AS is_due_soon,
        if(is_overdue, date_diff('day', due_on, judged_on), 0) AS days_overdue,
        if(is_overdue_by_first_date, date_diff('day', first_due_on, judged_on), 0) AS days_late
    FROM standing_on(as_of)
);

-- The state of each action, with the words of the last return that held it.
CREATE MACRO position_on(as_of) AS TABLE
SELECT
    s.*, v.owner, v.action, v.priority, v.reason, v.evidence, v.words,
    v.words['reported_status'] AS reported_words, v.words['due_on'] AS due_words,
    -- {columns/action.toml}
FROM state_on(as_of) s
JOIN action_version v USING (version_id);

-- The position for one review or one agency, or for all if null is given, with the measures that each action counts in:
-- counts_as.overdue and so on, true or false, and `measures`, their words in a list. tracker/measure.py defines them,
-- both for a headline number and for the list that it opens; tracker/store.py puts them in place of {measure.py}.
CREATE MACRO position_for(as_of, in_review, by_agency) AS TABLE
SELECT
    *,
    -- {measure.py}
FROM position_on(as_of)
WHERE (in_review IS NULL OR review = in_review) AND (by_agency IS NULL OR agency = by_agency);

-- The same as position_for, without the words, for questions that only count.
CREATE MACRO state_for(as_of, in_review, by_agency) AS TABLE
SELECT
    *,
    -- {measure.py}
FROM state_on(as_of)
WHERE (in_review IS NULL OR review = in_review) AND (by_agency IS NULL OR agency = by_agency);

-- Each sender's last readable file, and every unreadable file since (or without a date).
CREATE MACRO current_file_on(as_of) AS TABLE
WITH last_read AS (
    SELECT sender, max((received_on, file_id)) AS place
    FROM file_on(as_of)
    -- A log's form is current together with the file before it, whose other rows it does not repeat.
    WHERE is_read AND NOT (holds = 'the rows of its form' AND file_id IN (SELECT l.file_id FROM log_received l))
    GROUP BY sender
)
SELECT file_id
FROM file_on(as_of)
LEFT JOIN last_read USING (sender)
WHERE (received_on, file_id) >= coalesce(place, (received_on, file_id)) OR file_id < 0;

-- Each sender's last file that is not a form, and whether a form has come since. A form has room neither for comments
-- nor for rows that were refused before.
CREATE MACRO last_but_forms_on(as_of) AS TABLE
SELECT
    max_by(file_id, place) FILTER (NOT is_form) AS file_id, max_by(is_form, place) AS is_behind_form
FROM (
    SELECT sender, file_id, (received_on, file_id) AS place, holds = 'the rows of its form' AS is_form
    FROM file_on(as_of)
    WHERE is_read
)
GROUP BY sender;

-- What each body says of its own position: the comments in its sender's last return. A comment that a later return left
-- out no longer stands. `said_as` is the body's name in that return, `dated_on` the date that it wrote, or else the
-- return's.
CREATE MACRO comment_on(as_of) AS TABLE
SELECT
    v.* REPLACE (name_on(as_of, v.agency) AS agency), v.agency AS said_as, coalesce(said_on, received_on) AS dated_on,
    received_on, file_id, sheet, row_number
FROM row_received r
JOIN comment_version v USING (version_id)
JOIN file_received USING (file_id)
WHERE kind = 'comment' AND file_id IN (SELECT file_id FROM last_but_forms_on(as_of));

-- Every file on record by the day that is a whole log of resolutions: what it leaves out is withdrawn. A log with a
-- refused row withdraws nothing.
CREATE MACRO whole_resolution_log_on(as_of) AS TABLE
SELECT sender, received_on, file_id
FROM log_received
JOIN file_on(as_of) USING (file_id)
WHERE kind = 'resolution'
    AND file_id NOT IN (SELECT file_id FROM row_received WHERE kind = 'resolution' AND version_id IS NULL)
GROUP BY ALL
HAVING bool_and(log = 'whole' AND rows_read > 0);

-- Every resolution on record by the day, as the last log puts it: a later entry for the same item of a meeting carries
-- the outcome. What a later whole log leaves out is withdrawn and stays visible.
CREATE MACRO resolution_on(as_of) AS TABLE
WITH entry AS (
    SELECT v, sender, received_on, file_id, sheet, row_number
    FROM row_received
    JOIN file_on(as_of) USING (file_id)
    JOIN resolution_version v USING (version_id)
    WHERE kind = 'resolution'
), last_entry AS (
    SELECT max_by(e, (received_on, file_id, sheet, row_number)) AS e, min(received_on) AS first_received_on
    FROM entry e
    GROUP BY v.resolution_id
), said AS (
    SELECT unnest(e.v), first_received_on, e.sender, e.received_on, e.file_id, e.sheet, e.row_number
    FROM last_entry
)
SELECT
    s.* EXCLUDE (withdrawn_by) REPLACE (
        coalesce(now_called[agency], agency) AS agency,
        list_transform(asked_of, lambda body: coalesce(now_called[body], body)) AS asked_of
    ),
    row_number() OVER (PARTITION BY file_id ORDER BY resolution_id) AS resolution_number,
    withdrawn_by.received_on AS withdrawn_on, withdrawn_by.file_id AS withdrawn_by
FROM (
    SELECT
        *,
        (
            SELECT min({received_on: w.received_on, file_id: w.file_id})
            FROM whole_resolution_log_on(as_of) w
            WHERE w.sender = said.sender AND (w.received_on, w.file_id) > (said.received_on, said.file_id)
        ) AS withdrawn_by
    FROM said
) s
CROSS JOIN names_on(as_of);

-- The actions that each resolution names, as known on the day.
CREATE MACRO resolution_action_on(as_of) AS TABLE
SELECT a.resolution_id, a.ref, a.action_id
FROM resolution_action a
JOIN resolution_on(as_of) USING (resolution_id, file_id)
WHERE known_from <= as_of;
