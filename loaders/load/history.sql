-- Successive returns of a sender compared: what was known of every action on each day, every date ever promised and
-- every change, with the file that shows it. It is worked out anew for the actions in action_to_tell(action_id).

DELETE FROM action_known WHERE action_id IN (FROM action_to_tell);
DELETE FROM deadline WHERE action_id IN (FROM action_to_tell);
DELETE FROM action_change WHERE action_id IN (FROM action_to_tell);

-- Every row of an action beside the one before it. The wordings are joined to both only then: in a window, or as a whole,
-- they would take many times the memory.
CREATE TEMP TABLE action_place AS
SELECT
    a.action_id, a.sender, a.action_ref, t.* EXCLUDE (sender, kind), r.sheet, r.row_number, r.version_id,
    last_value(nullif(v.split_from, '') IGNORE NULLS) OVER (
        PARTITION BY a.action_id, t.timeline ORDER BY t.n ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS split_from,
    is_compiled, is_erased,
    lag(r.version_id) OVER rows_before AS was_version,
    lag(is_compiled) OVER rows_before AS was_compiled,
    lag(is_erased) OVER rows_before AS was_erased
FROM timeline_file t
JOIN row_received r USING (file_id, kind)
JOIN action_version v USING (version_id)
JOIN action a USING (action_id)
JOIN (SELECT file_id, is_compiled FROM file_received) USING (file_id)
JOIN erasure USING (file_id)
WHERE kind = 'action' AND a.sender = t.sender AND a.action_id IN (FROM action_to_tell)
WINDOW rows_before AS (PARTITION BY a.action_id, t.timeline ORDER BY t.n);

CREATE TEMP TABLE action_row AS
SELECT
    p.* EXCLUDE (is_compiled, was_compiled),
    v.reported_status, was.reported_status AS was_status,
    v.action, was.action AS was_action,
    v.owner, was.owner AS was_owner,
    v.agency, was.agency AS was_agency,
    list_sort(v.recommendation_refs) AS refs, list_sort(was.recommendation_refs) AS was_refs,
    list_sort(v.supporting_agencies) AS supporting, list_sort(was.supporting_agencies) AS was_supporting,
    v.priority, was.priority AS was_priority,
    v.evidence, was.evidence AS was_evidence,
    v.reason, was.reason AS was_reason,
    v.due_on, v.due_on_precision,
    v.original_due_on, was.original_due_on AS was_original,
    v.original_due_on_precision, was.original_due_on_precision AS was_original_precision,
    v.completed_on, was.completed_on AS was_completed,
    v.completed_on_precision, was.completed_on_precision AS was_completed_precision,
    v.words['priority'] AS priority_written, was.words['priority'] AS was_priority_written,
    v.words['rag'] AS rag_written, was.words['rag'] AS was_rag_written,
    v.words['reported_status'] AS status_written, was.words['reported_status'] AS was_status_written,
    -- Private cells say nothing here: that one of them changed would be told otherwise by what is published.
    /* {columns/action.toml of v, is_compiled} */
        IS DISTINCT FROM /* {columns/action.toml of was, was_compiled} */ AS is_reworded
FROM action_place p
JOIN action_version v USING (version_id)
LEFT JOIN action_version was ON was.version_id = was_version;

-- Since when the evidence of a wording has been named. A word counts from the first return that held it, or one that
-- differs by a slip of the pen; a number must be the same. Evidence counts from the day on which its newest word came.
-- Evidence whose words were erased says itself since when. Of what the next return says nobody knows what is new.
CREATE TEMP MACRO erased_since(evidence) AS (
    if(starts_with(evidence, /* {ERASED_BEGINS} */), TRY_CAST(regexp_extract(evidence, '\d{4}-\d{2}-\d{2}') AS DATE), NULL)
);

CREATE TEMP MACRO words_of(evidence) AS (
    regexp_extract_all(lower(evidence), '[\p{L}\p{N}]+')
);
CREATE TEMP MACRO telling_words(evidence) AS (
    -- Short words such as "of" and "see" tell nothing, unless there are no others.
    coalesce(
        nullif(list_filter(words_of(evidence), lambda word: length(word) > 3 OR regexp_matches(word, '\p{N}')), []),
        words_of(evidence)
    )
);

CREATE TEMP TABLE evidence_word AS
SELECT action_id, timeline, version_id, named_on, unnest(telling_words(evidence)) AS word
FROM (
    SELECT
        action_id, timeline, version_id, evidence,
        min(least(received_on, if(was_erased, erased_since(was_evidence), NULL))) AS named_on
    FROM action_row
    WHERE evidence <> '' AND NOT (is_erased AND starts_with(evidence, /* {ERASED_BEGINS} */))
    GROUP BY ALL
);

CREATE TEMP TABLE evidence_since AS
WITH first_named AS (
    SELECT
        action_id, timeline, word, min(named_on) AS named_on,
        -- A hostile file may hold thousands: each would be compared with every other.
        count(*) OVER (PARTITION BY action_id, timeline) <= 1000 AS is_compared
    FROM evidence_word
    GROUP BY action_id, timeline, word
), in_like_words AS (
    SELECT new.action_id, new.timeline, new.word, min(old.named_on) AS named_on
    FROM first_named new
    JOIN first_named old ON old.action_id = new.action_id AND old.timeline = new.timeline
        AND new.is_compared AND old.named_on < new.named_on AND NOT regexp_matches(new.word, '\p{N}')
        AND levenshtein(old.word, new.word) <= greatest(1, length(new.word) // 10)
    GROUP BY ALL
)
SELECT action_id, timeline, version_id, max(since) AS evidence_since
FROM (
    SELECT w.action_id, w.timeline, w.version_id, coalesce(l.named_on, f.named_on) AS since
    FROM evidence_word w
    JOIN first_named f USING (action_id, timeline, word)
    LEFT JOIN in_like_words l USING (action_id, timeline, word)
    UNION ALL
    SELECT action_id, timeline, version_id, coalesce(erased_since(evidence), min(received_on))
    FROM action_row
    WHERE is_erased AND starts_with(evidence, /* {ERASED_BEGINS} */)
    GROUP BY action_id, timeline, version_id, evidence
)
GROUP BY ALL;

-- The date first promised: the plan's own original date where the first dated return has one, else its due date.
-- A column of original dates that turns up or changes later does not rewrite it.
CREATE TEMP TABLE first_date AS
SELECT
    action_id, timeline, min(n) AS n,
    min_by(coalesce(original_due_on, due_on), n) AS due_on,
    min_by(if(original_due_on IS NULL, due_on_precision, original_due_on_precision), n) AS precision
FROM action_row
WHERE original_due_on IS NOT NULL OR due_on IS NOT NULL
GROUP BY action_id, timeline;

-- Part of an action keeps the date of the whole, as it was known when the part came: splitting late work would otherwise
-- start its clock anew. Of a part of a part the first date in the chain counts.
CREATE TEMP TABLE date_of_whole AS
WITH RECURSIVE first_row AS (
    SELECT action_id, sender, action_ref, timeline, min(n) AS n, any_value(split_from) AS split_from
    FROM action_row
    GROUP BY ALL
), ancestor AS (
    SELECT action_id, sender, timeline, n AS first_n, [action_id] AS chain, n AS known_by, split_from AS part_of
    FROM first_row
    WHERE split_from IS NOT NULL
    UNION ALL
    SELECT
        a.action_id, a.sender, a.timeline, first_n, list_append(chain, whole.action_id), whole.n, whole.split_from
    FROM ancestor a
    JOIN first_row whole ON (whole.sender, whole.action_ref, whole.timeline) = (a.sender, a.part_of, a.timeline)
    WHERE whole.n <= a.known_by AND NOT list_contains(chain, whole.action_id)
)
SELECT
    a.action_id, a.timeline, first_n AS n, max_by(d.due_on, len(chain)) AS due_on,
    max_by(d.precision, len(chain)) AS precision
FROM ancestor a
JOIN action whole ON (whole.sender, whole.action_ref) = (a.sender, a.part_of)
JOIN first_date d ON (d.action_id, d.timeline) = (whole.action_id, a.timeline)
WHERE d.n <= known_by AND NOT list_contains(chain, whole.action_id)
GROUP BY ALL;

CREATE TEMP TABLE promise AS
WITH first_step AS (
    FROM date_of_whole
    UNION ALL
    FROM first_date ANTI JOIN date_of_whole USING (action_id, timeline)
), every_date AS (
    SELECT action_id, timeline, n, d.due_on, d.precision, if(w.due_on IS NULL, h.reason, '') AS reason, 0 AS part
    FROM first_step d
    JOIN action_row h USING (action_id, timeline, n)
    LEFT JOIN date_of_whole w USING (action_id, timeline)
    UNION ALL
    SELECT d.action_id, d.timeline, d.n, d.due_on, d.precision, h.reason, 1
    FROM first_date d
    JOIN action_row h USING (action_id, timeline, n)
    SEMI JOIN date_of_whole w USING (action_id, timeline)
    UNION ALL
    SELECT h.action_id, h.timeline, h.n, h.due_on, h.due_on_precision, h.reason, 2
    FROM action_row h
    JOIN first_step d ON d.action_id = h.action_id AND d.timeline = h.timeline AND h.n >= d.n
)
SELECT
    *,
    lag(due_on) OVER dates_before AS stood_before,
    lag(due_on IGNORE NULLS) OVER dates_before AS was_due_on,
    lag(if(due_on IS NULL, NULL, precision) IGNORE NULLS) OVER dates_before AS was_precision
FROM every_date
WINDOW dates_before AS (PARTITION BY action_id, timeline ORDER BY n, part);

-- A vague date is a period, of which the last day counts. The same date in other words is no move: it moves only where
-- the new period and what stood before have no day in common. What stands is what all wordings since the last move have
-- in common, so nobody moves a date by way of a vague one: 1 March, March, 31 March is a move from 1 to 31 March.
CREATE TEMP MACRO first_day_of(on_day, precision) AS (
    CASE precision
        WHEN 'month' THEN date_trunc('month', on_day)::DATE
        WHEN 'quarter' THEN (date_trunc('month', on_day) - INTERVAL 2 MONTHS)::DATE
        WHEN 'season' THEN (date_trunc('month', on_day) - INTERVAL 2 MONTHS)::DATE
        WHEN 'half year' THEN (date_trunc('month', on_day) - INTERVAL 5 MONTHS)::DATE
        WHEN 'year' THEN (date_trunc('month', on_day) - INTERVAL 11 MONTHS)::DATE
        ELSE on_day
    END
);

CREATE TEMP TABLE given_period AS
WITH given AS (
    SELECT 'due_on' AS what, action_id, timeline, n, part, due_on AS last_day, precision FROM promise
    UNION ALL
    SELECT 'original_due_on', action_id, timeline, n, 0, original_due_on, original_due_on_precision FROM action_row
    UNION ALL
    SELECT 'completed_on', action_id, timeline, n, 0, completed_on, completed_on_precision FROM action_row
)
SELECT
    what, action_id, timeline, n, part, first_day_of(last_day, precision) AS first_day, last_day,
    row_number() OVER (PARTITION BY what, action_id, timeline ORDER BY n, part) AS k
FROM given
WHERE last_day IS NOT NULL;

CREATE TEMP TABLE standing_period AS
WITH RECURSIVE standing AS (
    SELECT *, first_day AS first_day_at_first, last_day AS last_day_at_first, NULL::DATE AS moved_from
    FROM given_period
    WHERE k = 1
    UNION ALL
    SELECT
        what, action_id, timeline, new.n, new.part,
        if(new.first_day <= was.last_day AND was.first_day <= new.last_day,
            greatest(new.first_day, was.first_day), new.first_day),
        if(new.first_day <= was.last_day AND was.first_day <= new.last_day,
            least(new.last_day, was.last_day), new.last_day),
        new.k, first_day_at_first, last_day_at_first,
        if(new.first_day <= was.last_day AND was.first_day <= new.last_day, NULL, was.last_day)
    FROM standing was
    JOIN given_period new USING (what, action_id, timeline)
    WHERE new.k = was.k + 1
)
SELECT
    *,
    if(
        first_day <= last_day_at_first AND first_day_at_first <= last_day,
        0, date_diff('day', last_day_at_first, last_day)
    ) AS days_from_first
FROM standing;

CREATE TEMP TABLE date_step AS
SELECT
    action_id, timeline, n, known_from, known_from_file, valid_to, valid_to_file,
    row_number() OVER (PARTITION BY action_id, timeline ORDER BY n, part) AS step,
    file_id, received_on, p.due_on, p.precision, stood_before, coalesce(moved_from, was_due_on) AS was_due_on,
    if(
        moved_from IS NULL, if(p.due_on IS NULL OR was_due_on IS NULL, NULL, 0), date_diff('day', moved_from, p.due_on)
    ) AS days_moved,
    -- What stood before may be a day on which several wordings agree.
    if(moved_from IS DISTINCT FROM p.was_due_on AND moved_from IS NOT NULL, 'day', p.was_precision) AS was_precision,
    p.reason
FROM promise p
JOIN action_row USING (action_id, timeline, n)
LEFT JOIN (
    SELECT action_id, timeline, n, part, moved_from FROM standing_period WHERE what = 'due_on'
) USING (action_id, timeline, n, part)
WHERE part = 0 OR p.due_on IS DISTINCT FROM stood_before OR moved_from IS NOT NULL;

INSERT INTO deadline BY NAME
SELECT
    action_id, known_from, valid_to AS known_to, known_from_file, valid_to_file AS known_to_file, step, file_id,
    received_on, due_on, precision AS due_on_precision, was_due_on, days_moved, reason
FROM date_step
ORDER BY ALL;

-- Every return of the sender from the first with the action on: whether the action is in it, and in the one before. One
-- that holds a part of the plan alone says nothing of what it leaves out, unless it is a form in which the action stood.
CREATE TEMP TABLE part_file AS
SELECT file_id FROM file_received WHERE holds <> '';

CREATE TEMP TABLE asked AS
SELECT DISTINCT file_id, action_id FROM row_asked_for JOIN action USING (sender, action_ref);

CREATE TEMP TABLE expected_return AS
WITH first_row AS (
    SELECT action_id, sender, timeline, min(n) AS first_n FROM action_row GROUP BY ALL
), taken AS (
    SELECT action_id, timeline, heir, min(n) AS taken_n FROM action_row GROUP BY ALL
)
SELECT
    f.action_id, t.*, h.version_id IS NOT NULL AS is_present, lag(t.n) OVER returns_before AS n_before,
    coalesce(lag(h.version_id IS NOT NULL) OVER returns_before, FALSE) AS was_present
FROM first_row f
JOIN timeline_file t ON t.sender = f.sender AND t.kind = 'action' AND t.timeline = f.timeline AND t.n >= first_n
LEFT JOIN taken ON (taken.action_id, taken.timeline, taken.heir) = (f.action_id, t.timeline, t.heir)
LEFT JOIN action_row h ON h.action_id = f.action_id AND h.timeline = t.timeline AND h.n = t.n
LEFT JOIN asked ON asked.action_id = f.action_id AND asked.file_id = t.file_id
WHERE (t.holds_all OR t.n >= taken_n)
    AND (h.version_id IS NOT NULL OR asked.file_id IS NOT NULL OR t.file_id NOT IN (FROM part_file))
WINDOW returns_before AS (PARTITION BY f.action_id, t.timeline ORDER BY t.n);

-- It may come in a later return than the action that names it: position_on(as_of) asks whether it was on record.
CREATE TEMP TABLE successor AS
SELECT v.version_id, s.action_id AS successor_id
FROM action a
JOIN action_version v USING (action_id)
JOIN action s ON s.sender = a.sender AND s.action_ref = v.superseded_by AND s.action_id <> a.action_id
WHERE a.action_id IN (FROM action_to_tell);

INSERT INTO action_known BY NAME
WITH moves_of_return AS (
    SELECT
        action_id, timeline, n, min_by(due_on, step) AS first_due_on, min_by(precision, step) AS first_due_on_precision,
        count(*) FILTER (days_moved > 0) AS moves
    FROM date_step
    GROUP BY ALL
), days_of_return AS (
    SELECT action_id, timeline, n, max_by(days_from_first, k) AS days
    FROM standing_period
    WHERE what = 'due_on'
    GROUP BY ALL
), steps AS (
    SELECT
        a.action_id, a.timeline, a.n, a.known_from, a.known_from_file,
        least(a.valid_to, coalesce(lead(a.known_from) OVER later, a.valid_to)) AS known_to,
        least(a.valid_to_file, coalesce(lead(a.known_from_file) OVER later, a.valid_to_file)) AS known_to_file,
        last_value(h.file_id IGNORE NULLS) OVER so_far AS file_id,
        last_value(h.sheet IGNORE NULLS) OVER so_far AS sheet,
        last_value(h.row_number IGNORE NULLS) OVER so_far AS row_number,
        last_value(h.version_id IGNORE NULLS) OVER so_far AS version_id,
        a.first_plan_on,
        first_value(a.received_on) OVER so_far AS first_received_on,
        last_value(if(a.is_present, a.received_on, NULL) IGNORE NULLS) OVER so_far AS last_received_on,
        if(a.is_present, NULL, a.received_on) AS missing_since,
        coalesce(last_value(h.split_from IGNORE NULLS) OVER so_far, '') AS split_from,
        last_value(if(h.reported_status IS DISTINCT FROM h.was_status, h.received_on, NULL) IGNORE NULLS) OVER so_far
            AS status_since,
        last_value(
            if(h.was_status = 'reported complete' AND h.reported_status <> h.was_status, h.received_on, NULL)
            IGNORE NULLS
        ) OVER so_far AS went_backwards_on,
        last_value(if(says_not_complete(h.reported_status), h.received_on, NULL) IGNORE NULLS) OVER so_far
            AS last_not_complete_on,
        count(*) FILTER (a.is_present AND h.is_reworded) OVER so_far AS wording,
        first_value(m.first_due_on IGNORE NULLS) OVER so_far AS first_due_on,
        coalesce(first_value(m.first_due_on_precision IGNORE NULLS) OVER so_far, 'no date') AS first_due_on_precision,
        coalesce(sum(m.moves) OVER so_far, 0) AS times_moved,
        coalesce(last_value(d.days IGNORE NULLS) OVER so_far, 0) AS days_moved,
        a.is_present
    FROM expected_return a
    LEFT JOIN action_row h USING (action_id, timeline, n)
    LEFT JOIN moves_of_return m USING (action_id, timeline, n)
    LEFT JOIN days_of_return d USING (action_id, timeline, n)
    WHERE a.is_present OR a.was_present
    WINDOW
        later AS (PARTITION BY a.action_id, a.timeline ORDER BY a.n),
        so_far AS (PARTITION BY a.action_id, a.timeline ORDER BY a.n ROWS UNBOUNDED PRECEDING)
)
SELECT
    action_id, known_from, known_to, known_from_file, known_to_file, file_id, sheet, row_number, version_id,
    first_plan_on, first_received_on, last_received_on, missing_since, split_from, status_since, went_backwards_on,
    last_not_complete_on, evidence_since,
    count(*) FILTER (is_present) OVER (
        PARTITION BY action_id, timeline, wording ORDER BY n ROWS UNBOUNDED PRECEDING
    ) AS returns_unchanged,
    first_due_on, first_due_on_precision, times_moved, days_moved, successor_id
FROM steps
LEFT JOIN evidence_since USING (action_id, timeline, version_id)
LEFT JOIN successor USING (version_id)
QUALIFY known_from_file < known_to_file
ORDER BY ALL;

-- A reference that goes while almost the same words come under a new one: reported, and joined only by the layout.
CREATE TEMP TABLE renumbering AS
WITH missing_row AS (
    SELECT a.action_id, a.timeline, a.n, h.action, h.action_ref, h.sender
    FROM expected_return a
    JOIN action_row h ON h.action_id = a.action_id AND h.timeline = a.timeline AND h.n = a.n_before
    WHERE NOT a.is_present AND a.was_present
), new_row AS (
    SELECT * FROM action_row WHERE was_version IS NULL AND n > 1 AND length(action) > 20
)
SELECT
    new_row.timeline, new_row.known_from, new_row.valid_to, new_row.known_from_file, new_row.valid_to_file,
    new_row.received_on, new_row.file_id,
    missing_row.action_id AS old_id, missing_row.action_ref AS old_ref,
    new_row.action_id AS new_id, new_row.action_ref AS new_ref
FROM new_row
JOIN missing_row USING (sender, timeline, n)
WHERE length(missing_row.action) BETWEEN 0.9 * length(new_row.action) AND 1.1 * length(new_row.action)
    AND levenshtein(missing_row.action, new_row.action) <= 0.1 * length(new_row.action);

INSERT INTO action_change BY NAME
SELECT
    action_id, known_from, valid_to AS known_to, known_from_file, valid_to_file AS known_to_file, received_on, file_id,
    change, was, became, coalesce(was_precision, 'day') AS was_precision,
    coalesce(became_precision, 'day') AS became_precision, reason
FROM (
    SELECT
        *, due_on_precision AS became_precision, if(split_from IS NULL, 'first recorded', 'split from another action') AS change,
        coalesce(split_from, '') AS was,
        coalesce(due_on::TEXT, '') AS became
    FROM (SELECT * REPLACE ('' AS reason) FROM action_row WHERE was_version IS NULL)
    UNION ALL BY NAME
    SELECT
        *,
        CASE
            WHEN due_on IS NULL THEN 'date removed'
            WHEN was_due_on IS NULL OR days_moved = 0 AND stood_before IS NULL THEN 'date set'
            WHEN days_moved = 0 THEN 'date reworded'
            WHEN days_moved > 0 THEN 'date moved later'
            ELSE 'date moved earlier'
        END AS change,
        coalesce(was_due_on::TEXT, '') AS was, coalesce(due_on::TEXT, '') AS became, precision AS became_precision
    FROM date_step
    WHERE step > 1 OR n > (
        SELECT min(n) FROM action_row h
        WHERE h.action_id = date_step.action_id AND h.timeline = date_step.timeline
    )
    UNION ALL BY NAME
    SELECT
        *, 'original date altered' AS change, moved_from::TEXT AS was, original_due_on::TEXT AS became,
        if(moved_from = was_original, was_original_precision, 'day') AS was_precision,
        original_due_on_precision AS became_precision
    FROM action_row
    JOIN (FROM standing_period SELECT action_id, timeline, n, moved_from WHERE what = 'original_due_on')
        USING (action_id, timeline, n)
    WHERE moved_from IS NOT NULL
    UNION ALL BY NAME
    -- A reason that stood in the return before was given for something else; only for going back is any to be expected.
    SELECT
        * REPLACE (if(was_status = 'reported complete' OR reason <> was_reason, reason, '') AS reason),
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
    SELECT * REPLACE ('' AS reason), 'lead agency changed' AS change, was_agency AS was, agency AS became
    FROM action_row WHERE agency <> was_agency
    UNION ALL BY NAME
    SELECT
        * REPLACE ('' AS reason), 'answers another recommendation' AS change,
        array_to_string(was_refs, ', ') AS was, array_to_string(refs, ', ') AS became
    FROM action_row WHERE refs <> was_refs
    UNION ALL BY NAME
    SELECT
        * REPLACE ('' AS reason), 'supporting agencies changed' AS change,
        array_to_string(was_supporting, ', ') AS was, array_to_string(supporting, ', ') AS became
    FROM action_row WHERE supporting <> was_supporting
    UNION ALL BY NAME
    -- A column that turns up or goes gives null as written, and has changed nothing.
    SELECT * REPLACE ('' AS reason), 'priority changed' AS change, was_priority AS was, priority AS became
    FROM action_row
    WHERE priority <> was_priority AND priority_written IS NOT NULL AND was_priority_written IS NOT NULL
    UNION ALL BY NAME
    SELECT
        * REPLACE ('' AS reason), 'colour or rating changed' AS change,
        was_rag_written AS was, rag_written AS became
    FROM action_row WHERE rag_written <> was_rag_written
    UNION ALL BY NAME
    SELECT
        * REPLACE ('' AS reason), 'status reworded' AS change,
        was_status_written AS was, status_written AS became
    FROM action_row
    WHERE reported_status = was_status AND status_written <> was_status_written
    UNION ALL BY NAME
    SELECT * REPLACE ('' AS reason), 'owner changed' AS change, was_owner AS was, owner AS became
    FROM action_row WHERE owner <> was_owner
    UNION ALL BY NAME
    SELECT * REPLACE ('' AS reason), 'evidence changed' AS change, was_evidence AS was, evidence AS became
    FROM action_row WHERE was_evidence <> '' AND evidence <> was_evidence AND reported_status = was_status
    UNION ALL BY NAME
    SELECT
        * REPLACE ('' AS reason), 'completion date changed' AS change,
        coalesce(moved_from, was_completed)::TEXT AS was, coalesce(completed_on::TEXT, '') AS became,
        if(coalesce(moved_from, was_completed) = was_completed, was_completed_precision, 'day') AS was_precision,
        completed_on_precision AS became_precision
    FROM action_row
    LEFT JOIN (FROM standing_period SELECT action_id, timeline, n, moved_from WHERE what = 'completed_on')
        USING (action_id, timeline, n)
    WHERE was_completed IS NOT NULL AND (completed_on IS NULL OR moved_from IS NOT NULL)
        AND reported_status = was_status
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
-- Words that were erased say nothing of what stood there, so the return beside theirs has reworded nothing.
WHERE NOT coalesce(
    is_erased AND starts_with(became, /* {ERASED_BEGINS} */) OR was_erased AND starts_with(was, /* {ERASED_BEGINS} */), FALSE
)
ORDER BY ALL;

-- What goes with a file that was withdrawn, action by action: the action itself, the date first promised, or what the file
-- said of it last. Where another file came in its place, the position with that one is compared.
CREATE TEMP TABLE taken_back AS
SELECT known_from_file AS known_to_file, known_from_file + (kind <> 'withdrawn')::INTEGER AS then_with
FROM correction
WHERE kind <> 'words erased';

INSERT INTO action_change BY NAME
WITH held AS (
    SELECT DISTINCT action_id, f.file_id, received_on, known_to, known_to_file, then_with
    FROM plan f
    JOIN taken_back USING (known_to_file)
    JOIN row_received r USING (file_id, kind)
    JOIN action_version USING (version_id)
    JOIN action a USING (action_id)
    WHERE kind = 'action' AND a.sender = f.sender AND a.action_id IN (FROM action_to_tell)
)
SELECT
    h.action_id, h.known_to AS known_from, DATE '9999-12-31' AS known_to, then_with AS known_from_file,
    2147483647 AS known_to_file, h.received_on, h.file_id,
    CASE
        WHEN after_it.action_id IS NULL THEN 'withdrawn with its file'
        WHEN before_it.first_due_on IS DISTINCT FROM after_it.first_due_on THEN 'first date withdrawn with its file'
        ELSE 'counts without a withdrawn file'
    END AS change,
    if(change = 'first date withdrawn with its file', coalesce(before_it.first_due_on::TEXT, ''), '') AS was,
    if(change = 'first date withdrawn with its file', coalesce(after_it.first_due_on::TEXT, ''), '') AS became,
    if(was <> '', before_it.first_due_on_precision, 'day') AS was_precision,
    if(became <> '', after_it.first_due_on_precision, 'day') AS became_precision, '' AS reason
FROM held h
JOIN action_known before_it ON before_it.action_id = h.action_id
    AND before_it.known_from_file < h.known_to_file AND h.known_to_file <= before_it.known_to_file
LEFT JOIN action_known after_it ON after_it.action_id = h.action_id
    AND after_it.known_from_file <= then_with AND then_with < after_it.known_to_file
ORDER BY ALL;
