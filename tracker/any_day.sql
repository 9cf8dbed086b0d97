-- Gathers what fact_on(as_of) in tracker/position.sql gathers for one day, for all days at once: one row for each
-- action and each span of days over which nothing about it changes.

-- The days on which names of bodies ended, and what each body is called from then on.
CREATE TEMP TABLE names AS
SELECT from_day, (SELECT now_called FROM names_on(from_day)) AS now_called
FROM (
    SELECT DATE '0001-01-01' AS from_day
    UNION
    SELECT known_from FROM succession
    UNION
    SELECT known_to FROM succession
);

-- The days from which and until which each action is on record, by the return that first held it.
CREATE TEMP TABLE on_record AS
WITH step AS (
    SELECT
        action_id, first_received_on, known_from, known_to,
        known_from IS DISTINCT FROM lag(known_to) OVER spans
            OR first_received_on IS DISTINCT FROM lag(first_received_on) OVER spans AS begins
    FROM action_known
    WHERE known_from < known_to
    WINDOW spans AS (PARTITION BY action_id ORDER BY known_from)
), run AS (
    SELECT *, count(*) FILTER (begins) OVER (PARTITION BY action_id ORDER BY known_from) AS n FROM step
)
SELECT action_id, first_received_on, min(known_from) AS from_day, max(known_to) AS to_day
FROM run
GROUP BY action_id, first_received_on, n;

-- The last day on which a sender's plan brought a new action, from each day on which that may change.
CREATE TEMP TABLE came AS
WITH recorded AS (
    FROM on_record JOIN action USING (action_id)
), moment AS (
    SELECT DISTINCT sender, unnest([from_day, to_day]) AS on_day FROM recorded
)
SELECT
    sender, on_day, lead(on_day, 1, DATE '9999-12-31') OVER (PARTITION BY sender ORDER BY on_day) AS next_day,
    max(first_received_on) AS last_new_on,
    max(first_received_on) FILTER (is_unnumbered(action_ref)) AS last_unnumbered_on
FROM moment
JOIN recorded USING (sender)
WHERE from_day <= on_day AND on_day < to_day
GROUP BY sender, on_day;

-- The last return of each sender that holds only part of its plan, from each day on which that may change.
CREATE TEMP TABLE part AS
WITH part_file AS (
    SELECT sender AS sent_by, received_on, known_on, known_to FROM file_received WHERE is_read AND holds <> ''
), moment AS (
    SELECT DISTINCT sent_by, unnest([known_on, known_to]) AS on_day FROM part_file
)
SELECT
    m.sent_by, on_day, lead(on_day, 1, DATE '9999-12-31') OVER (PARTITION BY m.sent_by ORDER BY on_day) AS next_day,
    max(received_on) AS last_part_on
FROM moment m
LEFT JOIN part_file f ON f.sent_by = m.sent_by AND known_on <= on_day AND on_day < known_to
GROUP BY m.sent_by, on_day;

-- What each body answered to each recommendation, by the rules of response_on(as_of).
CREATE TEMP TABLE answer AS
WITH said AS (
    SELECT
        v.review, v.recommendation_ref, v.agency, response, response <> 'no response' AS is_answer,
        sender, received_on, file_id, row_number, version_id, known_on, known_to
    FROM row_received
    JOIN file_received USING (file_id)
    JOIN recommendation_version v USING (version_id)
    WHERE kind = 'recommendation' AND known_on < known_to
), every_day AS (
    SELECT review, recommendation_ref, unnest([known_on, known_to]) AS on_day FROM said
    UNION
    SELECT review, recommendation_ref, from_day FROM said, names
), moment AS (
    SELECT
        *, lead(on_day, 1, DATE '9999-12-31') OVER days AS next_day, row_number() OVER days AS n
    FROM every_day
    WINDOW days AS (PARTITION BY review, recommendation_ref ORDER BY on_day)
), last_of_sender AS (
    SELECT
        review, recommendation_ref, n, on_day, next_day, coalesce(now_called[agency], agency) AS body, sender,
        max_by(s, (received_on, file_id, is_answer, row_number, version_id)) AS s
    FROM moment
    ASOF JOIN names ON from_day <= on_day
    JOIN said s USING (review, recommendation_ref)
    WHERE known_on <= on_day AND on_day < known_to
    GROUP BY ALL
), each_day AS (
    SELECT
        review, recommendation_ref, body AS agency, n, on_day, next_day,
        max_by(s.response, (s.is_answer, s.received_on, s.file_id, s.row_number, s.version_id)) AS response
    FROM last_of_sender
    GROUP BY ALL
), run AS (
    SELECT
        *, n - row_number() OVER (PARTITION BY review, recommendation_ref, agency, response ORDER BY n) AS same
    FROM each_day
)
SELECT review, recommendation_ref, agency, response, min(on_day) AS from_day, max(next_day) AS to_day
FROM run
GROUP BY review, recommendation_ref, agency, response, same;

-- Every day on which what is known about an action may change.
CREATE TEMP TABLE cut AS
SELECT action_id, known_from AS on_day FROM action_known
UNION
SELECT action_id, to_day FROM on_record
UNION
SELECT action_id, unnest([known_from, known_to]) FROM check_known
UNION
SELECT action_id, unnest([known_from, known_to]) FROM acceptance
UNION
SELECT action_id, unnest([known_from, known_to]) FROM action_change SEMI JOIN check_known USING (action_id)
UNION
SELECT k.action_id, unnest([from_day, to_day]) FROM action_known k JOIN on_record r ON r.action_id = k.successor_id
UNION
SELECT action_id, on_day FROM action_known JOIN file_received USING (file_id) JOIN part ON sent_by = sender
UNION
SELECT action_id, on_day FROM action_known JOIN action USING (action_id) JOIN came USING (sender) WHERE missing_since IS NOT NULL
UNION
SELECT action_id, unnest([from_day, to_day])
FROM (SELECT DISTINCT action_id, review, unnest(recommendation_refs) AS recommendation_ref FROM action_version)
JOIN answer USING (review, recommendation_ref)
UNION
SELECT action_id, from_day FROM action, names;

CREATE TEMP TABLE span AS
WITH every_span AS (
    SELECT
        action_id, on_day AS known_from,
        lead(on_day, 1, DATE '9999-12-31') OVER (PARTITION BY action_id ORDER BY on_day) AS known_to
    FROM cut
)
SELECT s.action_id, s.known_from, s.known_to, k.* EXCLUDE (action_id, known_from, known_to), now_called
FROM every_span s
ASOF JOIN (FROM action_known WHERE known_from < known_to) k ON k.action_id = s.action_id AND k.known_from <= s.known_from
ASOF JOIN names ON from_day <= s.known_from
WHERE s.known_from < k.known_to;

CREATE TEMP TABLE latest_action AS
SELECT
    v.action_id, v.version_id, v.review, v.recommendation_refs, v.response, v.reported_status, v.evidence,
    v.completed_on, v.completed_on_precision, v.due_on, v.due_on_precision, v.due_set_by,
    v.last_source_on, v.last_source_on_precision,
    coalesce(named.successor, now_called[v.agency], v.agency) AS agency,
    if(cardinality(now_called) = 0, v.supporting_agencies, list_sort(list_distinct(
        list_transform(v.supporting_agencies, lambda body: coalesce(now_called[body], body))
    ))) AS supporting_agencies,
    s.* EXCLUDE (action_id, version_id, now_called), is_compiled, f.sender AS sent_by,
    if(is_compiled AND v.last_source_on_precision = 'day', least(v.last_source_on, f.received_on), NULL) AS last_looked_on
FROM span s
JOIN action_version v USING (version_id)
JOIN file_received f USING (file_id)
LEFT JOIN (
    SELECT name, action_id, successor, known_from, known_to
    FROM succession
    JOIN action USING (action_ref)
    WHERE action_ref <> ''
) named ON named.action_id = s.action_id AND named.name = v.agency
    AND named.known_from <= s.known_from AND s.known_from < named.known_to;

CREATE TEMP VIEW fact AS
WITH response_of_action AS (
    SELECT action_id, known_from, min_by(response, response_order(response, is_own)) AS response
    FROM (
        SELECT action_id, known_from, review, agency, TRUE AS is_own, unnest(recommendation_refs) AS recommendation_ref
        FROM latest_action
        UNION ALL
        SELECT action_id, a.known_from, review, s.name, FALSE, unnest(recommendation_refs)
        FROM latest_action a
        JOIN succession s
            ON s.successor = a.agency AND s.action_ref = '' AND NOT s.stands AND s.known_from <= a.known_from
    )
    JOIN answer USING (review, recommendation_ref, agency)
    WHERE from_day <= known_from AND known_from < to_day
    GROUP BY action_id, known_from
), latest_check AS (
    SELECT
        action_id, a.known_from,
        max_by(
            struct_update(v, checked_on := k.checked_on),
            check_order(k.checked_on, verification, k.known_from, k.file_id, k.row_number, k.version_id)
        ) AS last_check
    FROM span a
    JOIN check_known k USING (action_id)
    JOIN verification_version v ON v.version_id = k.version_id
    WHERE k.known_from <= a.known_from AND a.known_from < k.known_to
        AND verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
    GROUP BY action_id, a.known_from
), change AS (
    SELECT action_id, a.known_from, list(received_on) AS changed_on
    FROM latest_check a
    JOIN action_change c USING (action_id)
    WHERE change IN ('action reworded', 'answers another recommendation', 'lead agency changed')
        AND c.known_from <= a.known_from AND a.known_from < c.known_to
    GROUP BY action_id, a.known_from
)
SELECT
    a.*, action.sender, action.action_ref, last_check,
    coalesce(nullif(n.response, 'no response'), a.response) AS current_response,
    EXISTS (
        FROM acceptance c WHERE c.action_id = a.action_id AND c.known_from <= a.known_from AND a.known_from < c.known_to
    ) AS was_accepted,
    successor.action_ref AS successor_ref,
    changed_on, last_part_on, last_new_on, last_unnumbered_on
FROM latest_action a
JOIN action USING (action_id)
LEFT JOIN latest_check USING (action_id, known_from)
LEFT JOIN response_of_action n USING (action_id, known_from)
LEFT JOIN change USING (action_id, known_from)
LEFT JOIN (FROM on_record JOIN action USING (action_id)) successor
    ON successor.action_id = a.successor_id AND from_day <= a.known_from AND a.known_from < to_day
LEFT JOIN part ON part.sent_by = a.sent_by AND part.on_day <= a.known_from AND a.known_from < part.next_day
LEFT JOIN came ON came.sender = action.sender AND came.on_day <= a.known_from AND a.known_from < came.next_day;
