-- Successive returns of a sender compared: what was known of every action on each day, every date ever promised and
-- every change, with the file that shows it. It is worked out anew for the senders in staged_sender(sender).

DELETE FROM action_known WHERE action_id IN (SELECT action_id FROM action WHERE sender IN (FROM staged_sender));
DELETE FROM deadline WHERE action_id IN (SELECT action_id FROM action WHERE sender IN (FROM staged_sender));
DELETE FROM action_change WHERE action_id IN (SELECT action_id FROM action WHERE sender IN (FROM staged_sender));

CREATE TEMP TABLE plan AS
SELECT DISTINCT sender, kind, file_id, received_on, known_on
FROM file_received
JOIN row_received USING (file_id)
WHERE kind IN ('action', 'recommendation') AND sender IN (FROM staged_sender);

-- A file recorded after a later one changes the history, but not what was shown before it came. So its sender has two
-- timelines: one without the file for the days before, and one with it for the days after.
CREATE TEMP TABLE timeline AS
WITH late AS (
    SELECT sender, kind, file_id, known_on
    FROM plan this
    WHERE EXISTS (
        FROM plan before
        WHERE (before.sender, before.kind) = (this.sender, this.kind)
            AND before.file_id < this.file_id AND before.received_on > this.received_on
    )
), timeline_start AS (
    SELECT DISTINCT sender, kind, 0 AS file_id, NULL::DATE AS known_on FROM plan
    UNION ALL
    FROM late
)
SELECT
    sender, kind, file_id AS timeline, known_on AS valid_from,
    coalesce(lead(known_on) OVER next, DATE '9999-12-31') AS valid_to,
    coalesce(lead(file_id) OVER next, 2147483647) AS files_below
FROM timeline_start
WINDOW next AS (PARTITION BY sender, kind ORDER BY file_id);

CREATE TEMP TABLE timeline_file AS
SELECT
    sender, kind, timeline, file_id, received_on, greatest(known_on, valid_from) AS known_from, valid_to,
    row_number() OVER (PARTITION BY sender, kind, timeline ORDER BY received_on, file_id) AS n,
    min(received_on) OVER (PARTITION BY sender, kind, timeline) AS first_plan_on
FROM plan
JOIN timeline USING (sender, kind)
WHERE file_id < files_below AND coalesce(valid_from < valid_to, TRUE);

CREATE TEMP TABLE action_row AS
SELECT
    a.action_id, a.sender, a.action_ref, a.split_from, t.* EXCLUDE (sender, kind), r.sheet, r.row_number, r.version_id,
    v.* EXCLUDE (action_id, version_id, words),
    lag(r.version_id) OVER rows_before AS was_version,
    lag(v.reported_status) OVER rows_before AS was_status,
    lag(v.action) OVER rows_before AS was_action,
    lag(v.owner) OVER rows_before AS was_owner,
    lag(v.evidence) OVER rows_before AS was_evidence,
    lag(v.completed_on) OVER rows_before AS was_completed,
    lag(v.original_due_on IGNORE NULLS) OVER rows_before AS was_original
FROM timeline_file t
JOIN row_received r USING (file_id, kind)
JOIN action_version v USING (version_id)
JOIN action a USING (action_id)
WHERE kind = 'action'
WINDOW rows_before AS (PARTITION BY a.action_id, t.timeline ORDER BY t.n);

-- The date first promised: the plan's own original date where the first dated return has one, else its due date.
-- A column of original dates that turns up or changes later does not rewrite it.
CREATE TEMP TABLE first_date AS
SELECT action_id, timeline, min(n) AS n, min_by(coalesce(original_due_on, due_on), n) AS due_on
FROM action_row
WHERE original_due_on IS NOT NULL OR due_on IS NOT NULL
GROUP BY action_id, timeline;

-- Part of an action keeps the date of the whole: splitting late work would otherwise start its clock anew.
CREATE TEMP TABLE date_of_whole AS
WITH RECURSIVE ancestor AS (
    SELECT action_id, sender, split_from AS part_of
    FROM action
    WHERE split_from <> '' AND sender IN (FROM staged_sender)
    UNION
    SELECT ancestor.action_id, ancestor.sender, action.split_from
    FROM ancestor
    JOIN action ON action.sender = ancestor.sender AND action.action_ref = ancestor.part_of
    WHERE action.split_from <> ''
)
SELECT ancestor.action_id, timeline, min(due_on) AS due_on
FROM ancestor
JOIN action ON action.sender = ancestor.sender AND action.action_ref = ancestor.part_of
JOIN first_date ON first_date.action_id = action.action_id
GROUP BY ALL;

CREATE TEMP TABLE promise AS
WITH every_date AS (
    SELECT
        h.action_id, h.timeline, h.n, coalesce(w.due_on, d.due_on) AS due_on,
        if(w.due_on IS NULL, h.reason, '') AS reason,
        0 AS part
    FROM action_row h
    JOIN first_date d USING (action_id, timeline, n)
    LEFT JOIN date_of_whole w USING (action_id, timeline)
    UNION ALL
    SELECT action_id, timeline, n, coalesce(original_due_on, h.due_on), reason, 1
    FROM action_row h
    JOIN first_date USING (action_id, timeline, n)
    WHERE action_id IN (SELECT action_id FROM date_of_whole)
    UNION ALL
    SELECT h.action_id, h.timeline, h.n, h.due_on, h.reason, 2
    FROM action_row h
    JOIN first_date d ON d.action_id = h.action_id AND d.timeline = h.timeline AND h.n >= d.n
)
SELECT
    *,
    lag(due_on) OVER dates_before AS stood_before,
    lag(due_on IGNORE NULLS) OVER dates_before AS was_due_on
FROM every_date
WINDOW dates_before AS (PARTITION BY action_id, timeline ORDER BY n, part);

CREATE TEMP TABLE date_step AS
SELECT
    action_id, timeline, n, known_from, valid_to,
    row_number() OVER (PARTITION BY action_id, timeline ORDER BY n, part) AS step,
    file_id, received_on, p.due_on, was_due_on, date_diff('day', was_due_on, p.due_on) AS days_moved, p.reason
FROM promise p
JOIN action_row USING (action_id, timeline, n)
WHERE part = 0 OR p.due_on IS DISTINCT FROM stood_before;

INSERT INTO deadline BY NAME
SELECT action_id, known_from, valid_to AS known_to, step, file_id, received_on, due_on, was_due_on, days_moved, reason
FROM date_step
ORDER BY ALL;

-- Every return of the sender from the first with the action on: whether the action is in it, and in the one before.
CREATE TEMP TABLE expected_return AS
WITH first_row AS (
    SELECT action_id, sender, timeline, min(n) AS first_n FROM action_row GROUP BY ALL
)
SELECT
    f.action_id, t.*, h.version_id IS NOT NULL AS is_present,
    coalesce(lag(h.version_id IS NOT NULL) OVER returns_before, FALSE) AS was_present
FROM first_row f
JOIN timeline_file t ON t.sender = f.sender AND t.kind = 'action' AND t.timeline = f.timeline AND t.n >= first_n
LEFT JOIN action_row h ON h.action_id = f.action_id AND h.timeline = t.timeline AND h.n = t.n
WINDOW returns_before AS (PARTITION BY f.action_id, t.timeline ORDER BY t.n);

INSERT INTO action_known BY NAME
WITH moves_of_return AS (
    SELECT
        action_id, timeline, n, min_by(due_on, step) AS first_due_on,
        count(*) FILTER (days_moved > 0) AS moves, coalesce(sum(days_moved), 0) AS days
    FROM date_step
    GROUP BY ALL
), steps AS (
    SELECT
        a.action_id, a.timeline, a.n, a.known_from,
        least(a.valid_to, coalesce(lead(a.known_from) OVER later, a.valid_to)) AS known_to,
        last_value(h.file_id IGNORE NULLS) OVER so_far AS file_id,
        last_value(h.sheet IGNORE NULLS) OVER so_far AS sheet,
        last_value(h.row_number IGNORE NULLS) OVER so_far AS row_number,
        last_value(h.version_id IGNORE NULLS) OVER so_far AS version_id,
        a.first_plan_on,
        first_value(a.received_on) OVER so_far AS first_received_on,
        last_value(if(a.is_present, a.received_on, NULL) IGNORE NULLS) OVER so_far AS last_received_on,
        if(a.is_present, NULL, a.received_on) AS missing_since,
        last_value(if(h.reported_status IS DISTINCT FROM h.was_status, h.received_on, NULL) IGNORE NULLS) OVER so_far
            AS status_since,
        last_value(
            if(h.was_status = 'reported complete' AND h.reported_status <> h.was_status, h.received_on, NULL)
            IGNORE NULLS
        ) OVER so_far AS went_backwards_on,
        count(*) FILTER (a.is_present AND h.version_id IS DISTINCT FROM h.was_version) OVER so_far AS wording,
        first_value(m.first_due_on IGNORE NULLS) OVER so_far AS first_due_on,
        coalesce(sum(m.moves) OVER so_far, 0) AS times_moved,
        coalesce(sum(m.days) OVER so_far, 0) AS days_moved,
        a.is_present
    FROM expected_return a
    LEFT JOIN action_row h USING (action_id, timeline, n)
    LEFT JOIN moves_of_return m USING (action_id, timeline, n)
    WHERE a.is_present OR a.was_present
    WINDOW
        later AS (PARTITION BY a.action_id, a.timeline ORDER BY a.n),
        so_far AS (PARTITION BY a.action_id, a.timeline ORDER BY a.n ROWS UNBOUNDED PRECEDING)
)
SELECT
    action_id, known_from, known_to, file_id, sheet, row_number, version_id, first_plan_on, first_received_on,
    last_received_on, missing_since, status_since, went_backwards_on,
    count(*) FILTER (is_present) OVER (
        PARTITION BY action_id, timeline, wording ORDER BY n ROWS UNBOUNDED PRECEDING
    ) AS returns_unchanged,
    first_due_on, times_moved, days_moved
FROM steps
QUALIFY known_from < known_to
ORDER BY ALL;

-- A reference that goes while almost the same words come under a new one: reported, and joined only by the layout.
CREATE TEMP TABLE renumbering AS
WITH missing_row AS (
    SELECT a.action_id, a.timeline, a.n, h.action, h.action_ref, h.sender
    FROM expected_return a
    JOIN action_row h ON h.action_id = a.action_id AND h.timeline = a.timeline AND h.n = a.n - 1
    WHERE NOT a.is_present AND a.was_present
), new_row AS (
    SELECT * FROM action_row WHERE was_version IS NULL AND n > 1 AND length(action) > 20
)
SELECT
    new_row.timeline, new_row.known_from, new_row.valid_to, new_row.received_on, new_row.file_id,
    missing_row.action_id AS old_id, missing_row.action_ref AS old_ref,
    new_row.action_id AS new_id, new_row.action_ref AS new_ref
FROM new_row
JOIN missing_row USING (sender, timeline, n)
WHERE length(missing_row.action) BETWEEN 0.9 * length(new_row.action) AND 1.1 * length(new_row.action)
    AND levenshtein(missing_row.action, new_row.action) <= 0.1 * length(new_row.action);

INSERT INTO action_change BY NAME
SELECT action_id, known_from, valid_to AS known_to, received_on, file_id, change, was, became, reason
FROM (
    SELECT
        *, if(split_from = '', 'first recorded', 'split from another action') AS change, split_from AS was,
        coalesce(due_on::TEXT, '') AS became
    FROM (SELECT * REPLACE ('' AS reason) FROM action_row WHERE was_version IS NULL)
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
    FROM date_step
    WHERE step > 1 OR n > (
        SELECT min(n) FROM action_row h
        WHERE h.action_id = date_step.action_id AND h.timeline = date_step.timeline
    )
    UNION ALL BY NAME
    SELECT *, 'original date altered' AS change, was_original::TEXT AS was, original_due_on::TEXT AS became
    FROM action_row WHERE original_due_on <> was_original
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
    FROM action_row WHERE reported_status <> was_status
    UNION ALL BY NAME
    -- A plan gives its reason for a date or a status, so it is no reason for any other change in the same row.
    SELECT * REPLACE ('' AS reason), 'action reworded' AS change, was_action AS was, action AS became
    FROM action_row WHERE action <> was_action
    UNION ALL BY NAME
    SELECT * REPLACE ('' AS reason), 'owner changed' AS change, was_owner AS was, owner AS became
    FROM action_row WHERE owner <> was_owner
    UNION ALL BY NAME
    SELECT * REPLACE ('' AS reason), 'evidence changed' AS change, was_evidence AS was, evidence AS became
    FROM action_row WHERE was_evidence <> '' AND evidence <> was_evidence AND reported_status = was_status
    UNION ALL BY NAME
    SELECT
        * REPLACE ('' AS reason), 'completion date changed' AS change, was_completed::TEXT AS was,
        coalesce(completed_on::TEXT, '') AS became
    FROM action_row
    WHERE was_completed IS NOT NULL AND completed_on IS DISTINCT FROM was_completed AND reported_status = was_status
    UNION ALL BY NAME
    SELECT
        *, if(is_present, 'back in the return', 'missing from the return') AS change, '' AS was, '' AS became,
        '' AS reason
    FROM expected_return WHERE is_present <> was_present AND (was_present OR n > (
        SELECT min(n) FROM action_row h
        WHERE h.action_id = expected_return.action_id AND h.timeline = expected_return.timeline
    ))
    UNION ALL BY NAME
    SELECT
        *, unnest([old_id, new_id]) AS action_id, 'looks renumbered' AS change, old_ref AS was, new_ref AS became,
        '' AS reason
    FROM renumbering
)
ORDER BY ALL;

