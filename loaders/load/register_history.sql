-- Successive registers compared, by the timelines of loaders/load/timelines.sql.

DELETE FROM recommendation_change
WHERE file_id IN (SELECT file_id FROM file_received WHERE sender IN (FROM staged_sender));

CREATE TEMP TABLE register_row AS
SELECT
    sender, timeline, n, review, recommendation_ref, v.agency,
    max_by(recommendation, row_number) AS recommendation,
    max_by(response, row_number) AS response,
    max_by(reason, row_number) AS reason, bool_or(is_erased) AS is_erased
FROM timeline_file t
JOIN erasure USING (file_id)
JOIN row_received r USING (file_id, kind)
JOIN recommendation_version v USING (version_id)
WHERE kind = 'recommendation'
GROUP BY ALL;

CREATE TEMP TABLE register_entry AS
WITH each_register AS (
    SELECT
        sender, timeline, n, review, recommendation_ref, any_value(recommendation ORDER BY agency) AS recommendation,
        bool_or(is_erased) AS is_erased
    FROM register_row
    GROUP BY ALL
)
SELECT
    *,
    lag(n) OVER registers AS was_n,
    lead(n) OVER registers AS next_n,
    lag(recommendation) OVER registers AS was_recommendation,
    lag(is_erased) OVER registers AS was_erased
FROM each_register
WINDOW registers AS (PARTITION BY sender, timeline, review, recommendation_ref ORDER BY n);

INSERT INTO recommendation_change BY NAME
SELECT
    review, recommendation_ref, agency, known_from, valid_to AS known_to, known_from_file,
    valid_to_file AS known_to_file, received_on, file_id, change, was, became, reason
FROM (
    SELECT *, '' AS agency, 'recommendation added' AS change, '' AS was, recommendation AS became, '' AS reason
    FROM register_entry WHERE was_n IS NULL AND n > 1
    UNION ALL BY NAME
    SELECT
        *, '' AS agency, 'recommendation reworded' AS change, was_recommendation AS was, recommendation AS became,
        '' AS reason
    FROM register_entry
    WHERE recommendation <> was_recommendation
        AND NOT (is_erased AND starts_with(recommendation, /* {ERASED_BEGINS} */))
        AND NOT (was_erased AND starts_with(was_recommendation, /* {ERASED_BEGINS} */))
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
            lag(response) OVER (
                PARTITION BY sender, timeline, review, recommendation_ref, coalesce(last_name, agency) ORDER BY n
            ) AS was_response
        FROM register_row
        LEFT JOIN (
            SELECT name AS agency, successor AS last_name
            FROM succession
            WHERE action_ref = '' AND stands AND known_to = DATE '9999-12-31'
        ) USING (agency)
    )
    WHERE response <> was_response
)
JOIN timeline_file USING (sender, timeline, n)
WHERE kind = 'recommendation'
ORDER BY ALL;

-- What goes with a register that was withdrawn.
INSERT INTO recommendation_change BY NAME
WITH entry AS (
    SELECT DISTINCT file_id, known_to, known_to_file, then_with, received_on, sender, review, recommendation_ref
    FROM row_received
    JOIN file_received USING (file_id)
    LEFT JOIN taken_back USING (known_to_file)
    JOIN recommendation_version USING (version_id)
    WHERE kind = 'recommendation'
)
SELECT
    review, recommendation_ref, '' AS agency, known_to AS known_from, DATE '9999-12-31' AS known_to,
    then_with AS known_from_file, 2147483647 AS known_to_file, received_on, file_id,
    CASE
        WHEN EXISTS (
            FROM entry other
            WHERE (other.review, other.recommendation_ref) = (entry.review, entry.recommendation_ref)
                AND other.file_id <= entry.then_with AND other.known_to_file > entry.then_with
        )
        THEN 'recommendation counts without a withdrawn file'
        ELSE 'recommendation withdrawn with its file'
    END AS change,
    '' AS was, '' AS became, '' AS reason
FROM entry
WHERE sender IN (FROM staged_sender) AND then_with IS NOT NULL
ORDER BY ALL;
