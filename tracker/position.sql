-- Table macros that the questions ask, and the one place that decides state and overdue: position_on(as_of).
-- Everything here is as known on a date: only what was known by then counts.

CREATE MACRO latest_action_on(as_of) AS TABLE
SELECT
    v.*, known.* EXCLUDE (action_id, version_id), is_compiled,
    -- An agency's silence does not stop the clock. A compiler's does: after the last source that bears an exact date
    -- nothing is known, and without one nothing is late.
    CASE
        WHEN NOT is_compiled THEN as_of
        WHEN v.last_source_on_precision = 'day' THEN least(v.last_source_on, f.received_on)
    END AS judged_on
FROM action_known known
JOIN action_version v USING (version_id)
JOIN file_received f USING (file_id)
WHERE known_from <= as_of AND as_of < known_to;

CREATE MACRO deadline_on(as_of) AS TABLE
SELECT * EXCLUDE (known_from, known_to) FROM deadline WHERE known_from <= as_of AND as_of < known_to;

CREATE MACRO action_change_on(as_of) AS TABLE
SELECT * EXCLUDE (known_to) FROM action_change WHERE known_from <= as_of AND as_of < known_to;

CREATE MACRO recommendation_change_on(as_of) AS TABLE
SELECT * EXCLUDE (known_to) FROM recommendation_change WHERE known_from <= as_of AND as_of < known_to;

-- Two sheets of a file may say different things in rows of one number: then the wording numbered last is taken, always.
-- A response once given as accepted keeps the action in every denominator, whatever is said later.
CREATE MACRO response_on(as_of) AS TABLE
WITH response_row AS (
    SELECT v, v.review, v.recommendation_ref, v.agency, v.response, received_on, file_id, sheet, row_number
    FROM row_received
    JOIN file_received USING (file_id)
    JOIN recommendation_version v USING (version_id)
    WHERE kind = 'recommendation' AND known_on <= as_of
)
SELECT
    unnest(max_by(v, (received_on, file_id, row_number, v.version_id))),
    bool_or(response IN ('accepted', 'accepted in part')) AS was_accepted,
    unnest(max_by(
        {received_on: received_on, file_id: file_id, sheet: sheet, row_number: row_number},
        (received_on, file_id, row_number, v.version_id)
    ))
FROM response_row r
GROUP BY r.review, r.recommendation_ref, r.agency;

-- That a check is planned is no finding: an earlier one stands until somebody has looked again.
CREATE MACRO latest_check_on(as_of) AS TABLE
SELECT
    action_id,
    max_by(v, (checked_on, received_on, file_id, row_number, v.version_id)) AS last_check
FROM row_received
JOIN file_received USING (file_id)
JOIN verification_version v USING (version_id)
WHERE kind = 'verification' AND counts_from <= as_of
    AND verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
GROUP BY action_id;

CREATE MACRO position_on(as_of) AS TABLE
WITH latest_action AS MATERIALIZED ( -- used twice: worked out and planned once
    FROM latest_action_on(as_of)
), response_of_action AS (
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
        FROM latest_action
    ) latest
    JOIN response_on(as_of) r USING (review, recommendation_ref, agency)
    GROUP BY latest.action_id
), with_check AS (
    SELECT
        a.*,
        k.last_check.checker AS checker, k.last_check.checked_on AS checked_on,
        k.last_check.verification AS last_found, k.last_check.evidence AS evidence_seen, k.last_check.reason AS check_reason,
        CASE
            -- A check stands until the agency itself goes back on the work, or claims it anew after the check.
            WHEN k.last_check.verification IN ('verified', 'cannot be implemented')
                AND NOT coalesce(a.went_backwards_on > k.last_check.checked_on, FALSE)
                THEN k.last_check.verification
            WHEN k.last_check.verification IN ('insufficient', 'reopened')
                AND NOT (
                    a.reported_status = 'reported complete'
                    AND coalesce(
                        a.completed_on > k.last_check.checked_on AND a.completed_on <= a.last_received_on, FALSE
                    )
                )
                THEN k.last_check.verification
            -- Nobody is due to check what somebody else compiled.
            WHEN a.reported_status = 'reported complete' AND a.evidence <> '' AND NOT a.is_compiled THEN 'awaiting check'
            ELSE 'not checked'
        END AS verification,
        coalesce(nullif(n.response, 'no response'), a.response) AS current_response,
        coalesce(n.was_accepted, FALSE) OR a.response IN ('accepted', 'accepted in part') AS was_accepted
    FROM latest_action a
    LEFT JOIN latest_check_on(as_of) k USING (action_id)
    LEFT JOIN response_of_action n USING (action_id)
), with_flags AS (
    SELECT
        *,
        verification = 'verified' AS is_verified,
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
            WHEN due_on < judged_on THEN 'Overdue'
            WHEN due_on IS NULL THEN 'Open, no date set'
            ELSE 'Open'
        END AS state
    FROM with_flags
), with_dates AS (
    SELECT
        *,
        state IN ('Open', 'Overdue', 'Open, no date set') AS is_open,
        state IN ('Verified complete', 'Reported complete, not verified') AS is_complete,
        CASE
            WHEN state IN ('Verified complete', 'Reported complete, not verified')
                THEN coalesce(completed_on, CASE
                    WHEN reported_status <> 'reported complete' THEN checked_on
                    WHEN NOT is_compiled THEN status_since -- a compiler's file bears a day on which nothing was done
                END)
        END AS done_on
    FROM with_state
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
    due_on, due_on_precision, words['due_on'] AS due_words, due_set_by,
    last_source_on, last_source_on_precision, first_due_on, times_moved, days_moved,
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
        WHEN first_due_on IS NULL OR done_on IS NULL THEN 'no date'
        WHEN done_on <= first_due_on THEN 'done on time'
        ELSE 'done late'
    END AS timeliness,
    split_from, first_received_on = first_plan_on AS is_in_first_plan, returns_unchanged,
    first_received_on, last_received_on, missing_since, is_compiled, judged_on, words,
    -- {columns/action.toml}
    version_id, file_id, sheet, row_number
FROM with_dates
JOIN action USING (action_id);

-- The position for one review, one agency, or all of them where null is given, with the measures each action counts in:
-- counts_as.overdue and so on, true or false, and `measures`, the list in words. They are defined in tracker/measure.py,
-- both for a headline number and for the list that it opens; tracker/store.py puts them in place of {measure.py}.
CREATE MACRO position_for(as_of, in_review, by_agency) AS TABLE
SELECT
    *,
    -- {measure.py}
FROM position_on(as_of)
WHERE (in_review IS NULL OR review = in_review) AND (by_agency IS NULL OR agency = by_agency);

-- Each sender's last file that could be read, and every file since (or without a date) that could not.
CREATE MACRO current_file_on(as_of) AS TABLE
WITH last_read AS (
    SELECT sender, max((received_on, file_id)) AS place
    FROM file_received
    WHERE is_read AND known_on <= as_of
    GROUP BY sender
)
SELECT file_id
FROM file_received
LEFT JOIN last_read USING (sender)
WHERE known_on <= as_of
    AND ((received_on, file_id) >= coalesce(place, (received_on, file_id)) OR file_id < 0);

-- The last plan received from each sender; a file that could not be read is not a return.
CREATE MACRO last_return_on(as_of) AS TABLE
SELECT
    sender,
    max_by(agency, (received_on, file_id)) AS agency,
    max(received_on) AS last_returned_on,
    max_by(reports_every_days, (received_on, file_id)) AS reports_every_days
FROM file_received
WHERE is_read AND known_on <= as_of
    AND file_id IN (SELECT file_id FROM row_received WHERE kind = 'action')
GROUP BY sender;

-- A recommendation is only as far as the least of its actions; with no action it comes first.
CREATE MACRO recommendation_on(as_of) AS TABLE
WITH wording AS (
    SELECT
        review, recommendation_ref,
        max_by(recommendation, (received_on, file_id, row_number, agency)) AS recommendation,
        list(agency ORDER BY agency) AS agencies
    FROM response_on(as_of)
    GROUP BY review, recommendation_ref
), progress AS (
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
    review, recommendation_ref, recommendation,
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
FROM wording
LEFT JOIN progress USING (review, recommendation_ref);
