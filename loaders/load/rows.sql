-- Rows as read and checked become versions (each distinct wording once) and memberships (which file held which).
-- Reads the temporary tables staged_action, staged_recommendation, staged_verification and staged_split made by
-- loaders/load/build.py. What is in the database already stays; new numbers follow the old, so that files added one by
-- one give the same database as all of them at once.

CREATE TEMP TABLE new_action AS
SELECT sender, action_ref, min({file_id: file_id, sheet: sheet, row_number: row_number}) AS place
FROM staged_action
WHERE NOT is_refused
GROUP BY sender, action_ref;

INSERT INTO action BY NAME
SELECT
    (SELECT coalesce(max(action_id), 0) FROM action)
        + row_number() OVER (ORDER BY place, sender, action_ref) AS action_id,
    sender, action_ref, '' AS split_from
FROM new_action
ANTI JOIN action USING (sender, action_ref);

UPDATE action SET split_from = s.split_from
FROM staged_split s
WHERE action.sender = s.sender AND action.action_ref = s.action_ref AND action.split_from <> s.split_from;

-- What each row says, as the table of its kind holds it. No column is named here: both have those of tracker/columns/.
CREATE TEMP TABLE said_of_action AS
SELECT file_id, sheet, row_number, struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number))) AS said
FROM (
    SELECT file_id, sheet, row_number, action_id, s.* EXCLUDE (file_id, sheet, row_number, is_refused, sender, action_ref)
    FROM staged_action s
    JOIN action USING (sender, action_ref)
    WHERE NOT is_refused
);

CREATE TEMP TABLE said_of_recommendation AS
SELECT file_id, sheet, row_number, struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number, is_refused))) AS said
FROM staged_recommendation
WHERE NOT is_refused;

CREATE TEMP TABLE said_of_verification AS
SELECT
    file_id, sheet, row_number, counts_from,
    struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number, counts_from))) AS said
FROM (
    SELECT
        file_id, sheet, row_number, counts_from, action_id,
        s.* EXCLUDE (file_id, sheet, row_number, counts_from, is_refused, action_sender, action_ref)
    FROM staged_verification s
    JOIN action a ON a.sender = s.action_sender AND a.action_ref = s.action_ref
    WHERE NOT is_refused
);

CREATE TEMP TABLE known_action AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS said
FROM action_version
WHERE action_id IN (SELECT said.action_id FROM said_of_action);

CREATE TEMP TABLE known_recommendation AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS said FROM recommendation_version;

CREATE TEMP TABLE known_verification AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS said FROM verification_version;

CREATE TEMP MACRO numbered(said_of, known_as, versions) AS TABLE
WITH wordings AS (
    SELECT said, min({file_id: file_id, sheet: sheet, row_number: row_number}) AS place
    FROM query_table(said_of)
    GROUP BY said
)
SELECT said, version_id, FALSE AS is_new
FROM wordings
JOIN query_table(known_as) USING (said)
UNION ALL
SELECT
    said, (SELECT coalesce(max(version_id), 0) FROM query_table(versions)) + row_number() OVER (ORDER BY place), TRUE
FROM wordings
ANTI JOIN query_table(known_as) USING (said);

CREATE TEMP TABLE numbered_action AS FROM numbered('said_of_action', 'known_action', 'action_version');
CREATE TEMP TABLE numbered_recommendation AS
FROM numbered('said_of_recommendation', 'known_recommendation', 'recommendation_version');
CREATE TEMP TABLE numbered_verification AS
FROM numbered('said_of_verification', 'known_verification', 'verification_version');

INSERT INTO action_version BY NAME
SELECT version_id, unnest(said) FROM numbered_action WHERE is_new ORDER BY version_id;
INSERT INTO recommendation_version BY NAME
SELECT version_id, unnest(said) FROM numbered_recommendation WHERE is_new ORDER BY version_id;
INSERT INTO verification_version BY NAME
SELECT version_id, unnest(said) FROM numbered_verification WHERE is_new ORDER BY version_id;

INSERT INTO row_received BY NAME
WITH shown AS (
    SELECT file_id, sheet, row_number, 'action' AS kind, version_id FROM said_of_action JOIN numbered_action USING (said)
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'recommendation' AS kind, version_id
    FROM said_of_recommendation JOIN numbered_recommendation USING (said)
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'verification' AS kind, version_id, counts_from
    FROM said_of_verification JOIN numbered_verification USING (said)
), refused AS (
    SELECT file_id, sheet, row_number, 'action' AS kind, words FROM staged_action WHERE is_refused
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'recommendation' AS kind, words FROM staged_recommendation WHERE is_refused
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'verification' AS kind, words FROM staged_verification WHERE is_refused
)
FROM shown
UNION ALL BY NAME
SELECT * RENAME (words AS refused_words) FROM refused
ORDER BY ALL;
