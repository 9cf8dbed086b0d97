-- Successive returns of a sender compared: what was known of every action on each day, every date ever promised and
-- every change, with the file that shows it. Told anew for the senders in the temporary table told_anew(sender).

DELETE FROM action_known WHERE action_id IN (SELECT action_id FROM action WHERE sender IN (FROM told_anew));
DELETE FROM deadline WHERE action_id IN (SELECT action_id FROM action WHERE sender IN (FROM told_anew));
DELETE FROM action_change WHERE action_id IN (SELECT action_id FROM action WHERE sender IN (FROM told_anew));

CREATE TEMP TABLE plan AS
SELECT DISTINCT sender, kind, file_id, received_on, known_on
FROM file_received
JOIN row_received USING (file_id)
WHERE kind IN ('action', 'recommendation') AND sender IN (FROM told_anew);

-- A file recorded after a later one changes the history, but not what was said of it before: the history of its
-- sender is told once for the days before, without it, and once for the days after.
CREATE TEMP TABLE telling AS
WITH late AS (
    SELECT sender, kind, file_id, known_on
    FROM plan this
    WHERE EXISTS (
        FROM plan before
        WHERE (before.sender, before.kind) = (this.sender, this.kind)
            AND before.file_id < this.file_id AND before.received_on > this.received_on
    )
), beginning AS (
    SELECT DISTINCT sender, kind, 0 AS file_id, NULL::DATE AS known_on FROM plan
    UNION ALL
    FROM late
)
SELECT
    sender, kind, file_id AS telling, known_on AS told_from,
    coalesce(lead(known_on) OVER next, DATE '9999-12-31') AS told_to,
    coalesce(lead(file_id) OVER next, 2147483647) AS files_below
FROM beginning
WINDOW next AS (PARTITION BY sender, kind ORDER BY file_id);

CREATE TEMP TABLE told AS
SELECT
    sender, kind, telling, file_id, received_on, greatest(known_on, told_from) AS known_from, told_to,
    row_number() OVER (PARTITION BY sender, kind, telling ORDER BY received_on, file_id) AS n,
    min(received_on) OVER (PARTITION BY sender, kind, telling) AS first_plan_on
FROM plan
JOIN telling USING (sender, kind)
WHERE file_id < files_below AND coalesce(told_from < told_to, TRUE);

CREATE TEMP TABLE held AS
SELECT
    a.action_id, a.sender, a.action_ref, a.split_from, t.* EXCLUDE (sender, kind), r.sheet, r.row_number, r.version_id,
    v.* EXCLUDE (action_id, version_id, words),
    lag(r.version_id) OVER held_before AS was_version,
    lag(v.reported_status) OVER held_before AS was_status,
    lag(v.action) OVER held_before AS was_action,
    lag(v.owner) OVER held_before AS was_owner,
    lag(v.evidence) OVER held_before AS was_evidence,
    lag(v.completed_on) OVER held_before AS was_completed,
    lag(v.original_due_on IGNORE NULLS) OVER held_before AS was_original
FROM told t
JOIN row_received r USING (file_id, kind)
JOIN action_version v USING (version_id)
JOIN action a USING (action_id)
WHERE kind = 'action'
WINDOW held_before AS (PARTITION BY a.action_id, t.telling ORDER BY t.n);

-- The date first promised: the plan's own original date where the first dated return has one, else its due date.
-- A column of original dates that turns up or changes later does not rewrite it.
CREATE TEMP TABLE first_dated AS
SELECT action_id, telling, min(n) AS n, min_by(coalesce(original_due_on, due_on), n) AS due_on
FROM held
WHERE original_due_on IS NOT NULL OR due_on IS NOT NULL
GROUP BY action_id, telling;

-- Part of an action keeps the date of the whole: splitting late work would otherwise start its clock anew.
CREATE TEMP TABLE whole AS
WITH RECURSIVE above AS (
    SELECT action_id, sender, split_from AS part_of FROM action WHERE split_from <> '' AND sender IN (FROM told_anew)
    UNION
    SELECT above.action_id, above.sender, action.split_from
    FROM above
    JOIN action ON action.sender = above.sender AND action.action_ref = above.part_of
    WHERE action.split_from <> ''
)
SELECT above.action_id, telling, min(due_on) AS due_on
FROM above
JOIN action ON action.sender = above.sender AND action.action_ref = above.part_of
JOIN first_dated ON first_dated.action_id = action.action_id
GROUP BY ALL;

CREATE TEMP TABLE promised AS
WITH every_date AS (
    SELECT
        h.action_id, h.telling, h.n, coalesce(w.due_on, d.due_on) AS due_on, if(w.due_on IS NULL, h.reason, '') AS reason,
        0 AS part
    FROM held h
    JOIN first_dated d USING (action_id, telling, n)
    LEFT JOIN whole w USING (action_id, telling)
    UNION ALL
    SELECT action_id, telling, n, coalesce(original_due_on, h.due_on), reason, 1
    FROM held h
    JOIN first_dated USING (action_id, telling, n)
    WHERE action_id IN (SELECT action_id FROM whole)
    UNION ALL
    SELECT h.action_id, h.telling, h.n, h.due_on, h.reason, 2
    FROM held h
    JOIN first_dated d ON d.action_id = h.action_id AND d.telling = h.telling AND h.n >= d.n
)
SELECT
    *,
    lag(due_on) OVER dates_before AS stood_before,
    lag(due_on IGNORE NULLS) OVER dates_before AS was_due_on
FROM every_date
WINDOW dates_before AS (PARTITION BY action_id, telling ORDER BY n, part);

CREATE TEMP TABLE dated AS
SELECT
    action_id, telling, n, known_from, told_to,
    row_number() OVER (PARTITION BY action_id, telling ORDER BY n, part) AS step,
    file_id, received_on, p.due_on, was_due_on, date_diff('day', was_due_on, p.due_on) AS days_moved, p.reason
FROM promised p
JOIN held USING (action_id, telling, n)
WHERE part = 0 OR p.due_on IS DISTINCT FROM stood_before;

INSERT INTO deadline BY NAME
SELECT action_id, known_from, told_to AS known_to, step, file_id, received_on, due_on, was_due_on, days_moved, reason
FROM dated
ORDER BY ALL;

-- Every return of the sender from the first that held the action on: whether it holds it, and whether the one before did.
CREATE TEMP TABLE awaited AS
WITH first_held AS (
    SELECT action_id, sender, telling, min(n) AS first_n FROM held GROUP BY ALL
)
SELECT
    f.action_id, t.*, h.version_id IS NOT NULL AS is_held,
    coalesce(lag(h.version_id IS NOT NULL) OVER returns_before, FALSE) AS was_held
FROM first_held f
JOIN told t ON t.sender = f.sender AND t.kind = 'action' AND t.telling = f.telling AND t.n >= first_n
LEFT JOIN held h ON h.action_id = f.action_id AND h.telling = t.telling AND h.n = t.n
WINDOW returns_before AS (PARTITION BY f.action_id, t.telling ORDER BY t.n);

INSERT INTO action_known BY NAME
WITH moved AS (
    SELECT
        action_id, telling, n, min_by(due_on, step) AS first_due_on,
        count(*) FILTER (days_moved > 0) AS moves, coalesce(sum(days_moved), 0) AS days
    FROM dated
    GROUP BY ALL
), steps AS (
    SELECT
        a.action_id, a.telling, a.n, a.known_from,
        least(a.told_to, coalesce(lead(a.known_from) OVER later, a.told_to)) AS known_to,
        last_value(h.file_id IGNORE NULLS) OVER so_far AS file_id,
        last_value(h.sheet IGNORE NULLS) OVER so_far AS sheet,
        last_value(h.row_number IGNORE NULLS) OVER so_far AS row_number,
        last_value(h.version_id IGNORE NULLS) OVER so_far AS version_id,
        a.first_plan_on,
        first_value(a.received_on) OVER so_far AS first_received_on,
        last_value(if(a.is_held, a.received_on, NULL) IGNORE NULLS) OVER so_far AS last_received_on,
        if(a.is_held, NULL, a.received_on) AS missing_since,
        last_value(if(h.reported_status IS DISTINCT FROM h.was_status, h.received_on, NULL) IGNORE NULLS) OVER so_far
            AS status_since,
        last_value(
            if(h.was_status = 'reported complete' AND h.reported_status <> h.was_status, h.received_on, NULL) IGNORE NULLS
        ) OVER so_far AS went_backwards_on,
        count(*) FILTER (a.is_held AND h.version_id IS DISTINCT FROM h.was_version) OVER so_far AS wording,
        first_value(m.first_due_on IGNORE NULLS) OVER so_far AS first_due_on,
        coalesce(sum(m.moves) OVER so_far, 0) AS times_moved,
        coalesce(sum(m.days) OVER so_far, 0) AS days_moved,
        a.is_held
    FROM awaited a
    LEFT JOIN held h USING (action_id, telling, n)
    LEFT JOIN moved m USING (action_id, telling, n)
    WHERE a.is_held OR a.was_held
    WINDOW
        later AS (PARTITION BY a.action_id, a.telling ORDER BY a.n),
        so_far AS (PARTITION BY a.action_id, a.telling ORDER BY a.n ROWS UNBOUNDED PRECEDING)
)
SELECT
    action_id, known_from, known_to, file_id, sheet, row_number, version_id, first_plan_on, first_received_on,
    last_received_on, missing_since, status_since, went_backwards_on,
    count(*) FILTER (is_held) OVER (
        PARTITION BY action_id, telling, wording ORDER BY n ROWS UNBOUNDED PRECEDING
    ) AS returns_unchanged,
    first_due_on, times_moved, days_moved
FROM steps
QUALIFY known_from < known_to
ORDER BY ALL;

-- A reference that goes while almost the same words come under a new one: said, and joined only by the layout.
CREATE TEMP TABLE renumbered AS
WITH gone AS (
    SELECT a.action_id, a.telling, a.n, h.action, h.action_ref, h.sender
    FROM awaited a
    JOIN held h ON h.action_id = a.action_id AND h.telling = a.telling AND h.n = a.n - 1
    WHERE NOT a.is_held AND a.was_held
), come AS (
    SELECT * FROM held WHERE was_version IS NULL AND n > 1 AND length(action) > 20
)
SELECT
    come.telling, come.known_from, come.told_to, come.received_on, come.file_id,
    gone.action_id AS old_id, gone.action_ref AS old_ref, come.action_id AS new_id, come.action_ref AS new_ref
FROM come
JOIN gone USING (sender, telling, n)
WHERE length(gone.action) BETWEEN 0.9 * length(come.action) AND 1.1 * length(come.action)
    AND levenshtein(gone.action, come.action) <= 0.1 * length(come.action);

INSERT INTO action_change BY NAME
SELECT action_id, known_from, told_to AS known_to, received_on, file_id, change, was, became, reason
FROM (
    SELECT
        *, if(split_from = '', 'first recorded', 'split from another action') AS change, split_from AS was,
        coalesce(due_on::TEXT, '') AS became
    FROM (SELECT * REPLACE ('' AS reason) FROM held WHERE was_version IS NULL)
    UNION ALL BY NAME
    SELECT
        *,
        CASE
            WHEN due_on IS NULL THEN 'date removed'
            WHEN was_due_on IS NULL OR days_moved = 0 THEN 'date set'
            WHEN days_moved > 0 THEN 'date moved later'
            ELSE 'date moved earlier'
        END AS change,
        coalesce(was_due_on::TEXT, '') AS was, coalesce(due_on::TEXT, '') AS became
    FROM dated
    WHERE step > 1 OR n > (SELECT min(n) FROM held h WHERE h.action_id = dated.action_id AND h.telling = dated.telling)
    UNION ALL BY NAME
    SELECT *, 'original date altered' AS change, was_original::TEXT AS was, original_due_on::TEXT AS became
    FROM held WHERE original_due_on <> was_original
    UNION ALL BY NAME
    SELECT
        *,
        CASE
            WHEN was_status = 'reported complete' THEN 'went backwards'
            WHEN reported_status <> 'reported complete' THEN 'status changed'
            WHEN evidence = '' THEN 'reported complete, no evidence named'
            ELSE 'reported complete, evidence named'
        END AS change,
        was_status AS was, reported_status AS became
    FROM held WHERE reported_status <> was_status
    UNION ALL BY NAME
    -- A plan gives its reason for a date or a status, so it is no reason for any other change in the same row.
    SELECT * REPLACE ('' AS reason), 'action reworded' AS change, was_action AS was, action AS became
    FROM held WHERE action <> was_action
    UNION ALL BY NAME
    SELECT * REPLACE ('' AS reason), 'owner changed' AS change, was_owner AS was, owner AS became
    FROM held WHERE owner <> was_owner
    UNION ALL BY NAME
    SELECT * REPLACE ('' AS reason), 'evidence changed' AS change, was_evidence AS was, evidence AS became
    FROM held WHERE was_evidence <> '' AND evidence <> was_evidence AND reported_status = was_status
    UNION ALL BY NAME
    SELECT
        * REPLACE ('' AS reason), 'completion date changed' AS change, was_completed::TEXT AS was,
        coalesce(completed_on::TEXT, '') AS became
    FROM held
    WHERE was_completed IS NOT NULL AND completed_on IS DISTINCT FROM was_completed AND reported_status = was_status
    UNION ALL BY NAME
    SELECT
        *, if(is_held, 'back in the return', 'missing from the return') AS change, '' AS was, '' AS became, '' AS reason
    FROM awaited WHERE is_held <> was_held AND (was_held OR n > (
        SELECT min(n) FROM held h WHERE h.action_id = awaited.action_id AND h.telling = awaited.telling
    ))
    UNION ALL BY NAME
    SELECT
        *, unnest([old_id, new_id]) AS action_id, 'looks renumbered' AS change, old_ref AS was, new_ref AS became,
        '' AS reason
    FROM renumbered
)
ORDER BY ALL;

