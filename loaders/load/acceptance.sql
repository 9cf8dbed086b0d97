-- Which actions a response accepts, and since when.

-- A new register may accept any action; without one only what is told anew may have another acceptance.
CREATE TEMP TABLE acceptance_to_tell AS
SELECT action_id
FROM action
WHERE action_id IN (FROM action_to_tell) OR EXISTS (
    FROM row_received
    JOIN file_received USING (file_id)
    WHERE kind = 'recommendation' AND sender IN (FROM staged_sender) AND file_id > getvariable('history_up_to')
);

-- A response on record that accepted an action, under whatever number and lead it stood by then, is never undone, unless
-- the file that held the one or the other was withdrawn.
DELETE FROM acceptance WHERE action_id IN (FROM acceptance_to_tell);
DELETE FROM action_change
WHERE change = 'acceptance withdrawn with its file' AND action_id IN (FROM acceptance_to_tell);

INSERT INTO acceptance BY NAME
WITH any_name AS ( -- that a body ever had: two names are of one body from the day on which the later of them stands
    SELECT DISTINCT agency, agency AS body, DATE '0001-01-01' AS from_day
    FROM (SELECT agency FROM action_version UNION ALL SELECT agency FROM recommendation_version)
    UNION ALL
    SELECT name, successor, known_from FROM succession
), stood_under AS (
    SELECT
        f.file_id, known_to, known_to_file, v.action_id, review, v.agency, v.response,
        unnest([NULL] || recommendation_refs) AS recommendation_ref
    FROM row_received
    JOIN action_version v USING (version_id)
    JOIN file_received f USING (file_id)
    WHERE kind = 'action' AND known_to_file > f.file_id AND v.action_id IN (FROM acceptance_to_tell)
), accepted AS (
    SELECT DISTINCT f.file_id, known_to, known_to_file, review, body, from_day, recommendation_ref
    FROM row_received
    JOIN recommendation_version v USING (version_id)
    JOIN file_received f USING (file_id)
    JOIN any_name n ON n.agency = v.agency
    WHERE kind = 'recommendation' AND response IN ('accepted', 'accepted in part') AND known_to_file > f.file_id
), accepted_with AS (
    SELECT
        action_id, greatest(s.file_id, a.file_id) AS file_id, greatest(n.from_day, a.from_day) AS from_day,
        least(s.known_to, a.known_to) AS known_to, least(s.known_to_file, a.known_to_file) AS known_to_file
    FROM (SELECT DISTINCT * EXCLUDE (response) FROM stood_under) s
    JOIN any_name n USING (agency)
    JOIN accepted a USING (review, body, recommendation_ref)
    UNION ALL
    SELECT action_id, file_id, DATE '0001-01-01', known_to, known_to_file
    FROM stood_under
    WHERE response IN ('accepted', 'accepted in part')
), span AS (
    SELECT
        action_id, min(greatest(known_on, from_day)) AS known_from, a.known_to, file_id AS known_from_file,
        a.known_to_file
    FROM accepted_with a
    JOIN file_received USING (file_id)
    WHERE file_id < a.known_to_file
    GROUP BY ALL
)
FROM span
-- Of a later file only what makes it known earlier, or for longer.
WHERE NOT EXISTS (
    FROM span other
    WHERE other.action_id = span.action_id AND other IS DISTINCT FROM span
        AND other.known_from_file <= span.known_from_file AND other.known_from <= span.known_from
        AND other.known_to_file >= span.known_to_file
)
ORDER BY ALL;

INSERT INTO action_change BY NAME
SELECT DISTINCT
    action_id, a.known_to AS known_from, DATE '9999-12-31' AS known_to, then_with AS known_from_file,
    2147483647 AS known_to_file, received_on, file_id, 'acceptance withdrawn with its file' AS change, '' AS was,
    '' AS became, 'day' AS was_precision, 'day' AS became_precision, '' AS reason
FROM acceptance a
JOIN file_received f ON f.known_to_file = a.known_to_file
JOIN taken_back t ON t.known_to_file = a.known_to_file
WHERE a.action_id IN (FROM acceptance_to_tell) AND NOT EXISTS (
    FROM acceptance other
    WHERE other.action_id = a.action_id
        AND other.known_from_file <= then_with AND then_with < other.known_to_file
)
ORDER BY ALL;
