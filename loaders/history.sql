-- Successive returns of a sender compared: every date ever promised, and every change, with the file that shows it.

CREATE TEMP TABLE held AS
SELECT
    a.action_id, a.sender, f.file_id, f.received_on, v.* EXCLUDE (action_id, version_id),
    lag(v.reported_status) OVER held_before AS was_status,
    lag(v.action) OVER held_before AS was_action,
    lag(v.owner) OVER held_before AS was_owner,
    lag(v.evidence) OVER held_before AS was_evidence,
    lag(v.completed_on) OVER held_before AS was_completed,
    lag(v.original_due_on IGNORE NULLS) OVER held_before AS was_original,
    lag(f.file_id) OVER held_before AS was_file
FROM row_received r
JOIN file_received f USING (file_id)
JOIN action_version v USING (version_id)
JOIN action a USING (action_id)
WHERE r.kind = 'action'
WINDOW held_before AS (PARTITION BY a.action_id ORDER BY f.file_id);

-- The date first promised: the plan's own original date where the first dated return has one, else its due date.
-- A column of original dates that turns up or changes later does not rewrite it.
CREATE TEMP TABLE promised AS
WITH first_dated AS (
    SELECT action_id, min(file_id) AS file_id
    FROM held
    WHERE original_due_on IS NOT NULL OR due_on IS NOT NULL
    GROUP BY action_id
), every_date AS (
    SELECT action_id, file_id, received_on, coalesce(original_due_on, due_on) AS due_on, reason, 0 AS part
    FROM held JOIN first_dated USING (action_id, file_id)
    UNION ALL
    SELECT h.action_id, h.file_id, h.received_on, h.due_on, h.reason, 1
    FROM held h JOIN first_dated d ON d.action_id = h.action_id AND h.file_id >= d.file_id
)
SELECT
    *,
    lag(due_on) OVER dates_before AS stood_before,
    lag(due_on IGNORE NULLS) OVER dates_before AS was_due_on
FROM every_date
WINDOW dates_before AS (PARTITION BY action_id ORDER BY file_id, part);

INSERT INTO deadline
SELECT
    action_id, row_number() OVER (PARTITION BY action_id ORDER BY file_id, part), file_id, received_on,
    due_on, was_due_on, date_diff('day', was_due_on, due_on), reason
FROM promised
WHERE part = 0 OR due_on IS DISTINCT FROM stood_before
ORDER BY ALL;

-- A return of the sender that does not hold an action it held before.
CREATE TEMP TABLE absent AS
WITH plan AS (
    SELECT DISTINCT f.sender, f.file_id, f.received_on
    FROM file_received f JOIN row_received r USING (file_id)
    WHERE r.kind = 'action'
), awaited AS (
    SELECT
        a.action_id, p.file_id, p.received_on, h.action_id IS NOT NULL AS is_held,
        coalesce(lag(h.action_id IS NOT NULL) OVER (PARTITION BY a.action_id ORDER BY p.file_id), FALSE) AS was_held,
        min(CASE WHEN h.action_id IS NOT NULL THEN p.file_id END) OVER (PARTITION BY a.action_id) AS first_file
    FROM plan p
    JOIN action a USING (sender)
    LEFT JOIN held h ON h.action_id = a.action_id AND h.file_id = p.file_id
)
SELECT action_id, file_id, received_on, is_held FROM awaited WHERE is_held <> was_held AND file_id > first_file;

INSERT INTO action_change
SELECT action_id, received_on, file_id, change, was, became, reason
FROM (
    SELECT
        action_id, received_on, file_id, 'first recorded' AS change, '' AS was, coalesce(due_on::TEXT, '') AS became,
        '' AS reason
    FROM held WHERE was_file IS NULL
    UNION ALL
    SELECT
        action_id, received_on, file_id,
        CASE
            WHEN due_on IS NULL THEN 'date removed'
            WHEN was_due_on IS NULL OR days_moved = 0 THEN 'date set'
            WHEN days_moved > 0 THEN 'date moved later'
            ELSE 'date moved earlier'
        END,
        coalesce(was_due_on::TEXT, ''), coalesce(due_on::TEXT, ''), reason
    FROM deadline
    WHERE step > 1 OR file_id > (SELECT min(file_id) FROM held h WHERE h.action_id = deadline.action_id)
    UNION ALL
    SELECT action_id, received_on, file_id, 'original date altered', was_original::TEXT, original_due_on::TEXT, reason
    FROM held WHERE original_due_on <> was_original
    UNION ALL
    SELECT
        action_id, received_on, file_id,
        CASE
            WHEN was_status = 'reported complete' THEN 'went backwards'
            WHEN reported_status = 'reported complete' THEN 'reported complete'
            ELSE 'status changed'
        END,
        was_status, reported_status, reason
    FROM held WHERE reported_status <> was_status
    UNION ALL
    SELECT action_id, received_on, file_id, 'action reworded', was_action, action, reason
    FROM held WHERE action <> was_action
    UNION ALL
    SELECT action_id, received_on, file_id, 'owner changed', was_owner, owner, reason
    FROM held WHERE owner <> was_owner
    UNION ALL
    SELECT action_id, received_on, file_id, 'evidence changed', was_evidence, evidence, reason
    FROM held WHERE was_evidence <> '' AND evidence <> was_evidence AND reported_status = was_status
    UNION ALL
    SELECT
        action_id, received_on, file_id, 'completion date changed',
        was_completed::TEXT, coalesce(completed_on::TEXT, ''), reason
    FROM held WHERE was_completed IS NOT NULL AND completed_on IS DISTINCT FROM was_completed AND reported_status = was_status
    UNION ALL
    SELECT action_id, received_on, file_id, if(is_held, 'back in the return', 'missing from the return'), '', '', ''
    FROM absent
    UNION ALL
    SELECT
        action_id, min(received_on), min(file_id),
        CASE verification
            WHEN 'insufficient' THEN 'found insufficient'
            WHEN 'cannot be implemented' THEN 'found unable to be implemented'
            ELSE verification
        END,
        '', checker || ', ' || checked_on::TEXT, v.reason
    FROM row_received
    JOIN file_received USING (file_id)
    JOIN verification_version v USING (version_id)
    WHERE kind = 'verification' AND verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
    GROUP BY action_id, verification, checker, checked_on, v.reason
)
ORDER BY ALL;
