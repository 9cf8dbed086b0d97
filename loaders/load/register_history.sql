-- Successive registers compared, by the timelines of loaders/load/history.sql; and what the checkers found.

DELETE FROM recommendation_change
WHERE file_id IN (SELECT file_id FROM file_received WHERE sender IN (FROM staged_sender));

CREATE TEMP TABLE register_row AS
SELECT
    sender, timeline, n, review, recommendation_ref, v.agency,
    max_by(recommendation, row_number) AS recommendation,
    max_by(response, row_number) AS response,
    max_by(reason, row_number) AS reason
FROM timeline_file t
JOIN row_received r USING (file_id, kind)
JOIN recommendation_version v USING (version_id)
WHERE kind = 'recommendation'
GROUP BY ALL;

CREATE TEMP TABLE register_entry AS
WITH each_register AS (
    SELECT
        sender, timeline, n, review, recommendation_ref, any_value(recommendation ORDER BY agency) AS recommendation
    FROM register_row
    GROUP BY ALL
)
SELECT
    *,
    lag(n) OVER registers AS was_n,
    lead(n) OVER registers AS next_n,
    lag(recommendation) OVER registers AS was_recommendation
FROM each_register
WINDOW registers AS (PARTITION BY sender, timeline, review, recommendation_ref ORDER BY n);

INSERT INTO recommendation_change BY NAME
SELECT
    review, recommendation_ref, agency, known_from, valid_to AS known_to, received_on, file_id, change, was, became,
    reason
FROM (
    SELECT *, '' AS agency, 'recommendation added' AS change, '' AS was, recommendation AS became, '' AS reason
    FROM register_entry WHERE was_n IS NULL AND n > 1
    UNION ALL BY NAME
    SELECT
        *, '' AS agency, 'recommendation reworded' AS change, was_recommendation AS was, recommendation AS became,
        '' AS reason
    FROM register_entry WHERE recommendation <> was_recommendation
    UNION ALL BY NAME
    SELECT *, '' AS agency, 'recommendation back in the register' AS change, '' AS was, '' AS became, '' AS reason
    FROM register_entry WHERE was_n < n - 1
    UNION ALL BY NAME
    SELECT
        * REPLACE (n + 1 AS n), '' AS agency, 'recommendation missing from the register' AS change, '' AS was,
        '' AS became, '' AS reason
    FROM register_entry WHERE next_n IS DISTINCT FROM n + 1
    UNION ALL BY NAME
    SELECT *, 'response changed' AS change, was_response AS was, response AS became
    FROM (
        SELECT
            *,
            lag(response) OVER (PARTITION BY sender, timeline, review, recommendation_ref, agency ORDER BY n)
                AS was_response
        FROM register_row
    )
    WHERE response <> was_response
)
JOIN timeline_file USING (sender, timeline, n)
WHERE kind = 'recommendation'
ORDER BY ALL;

-- What the checkers found, once for each finding: the log repeats it in every version.
DELETE FROM action_change
WHERE change IN ('verified', 'found insufficient', 'reopened', 'found unable to be implemented');

INSERT INTO action_change BY NAME
SELECT
    action_id, min(counts_from) AS known_from, DATE '9999-12-31' AS known_to, min(received_on) AS received_on,
    min_by(file_id, (received_on, file_id)) AS file_id,
    CASE verification
        WHEN 'insufficient' THEN 'found insufficient'
        WHEN 'cannot be implemented' THEN 'found unable to be implemented'
        ELSE verification
    END AS change,
    '' AS was, checker || ', ' || checked_on::TEXT AS became, v.reason AS reason
FROM row_received
JOIN file_received USING (file_id)
JOIN verification_version v USING (version_id)
WHERE kind = 'verification' AND verification IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
GROUP BY action_id, verification, checker, checked_on, v.reason
ORDER BY ALL;
