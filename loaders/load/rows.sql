-- Rows as read and checked become versions (each distinct wording once) and rows received (which file holds which).
-- Reads the temporary tables staged_action, staged_recommendation and so on that loaders/load/insert.py
-- makes. What the database has stays; new numbers follow the old, so that files added one by one give the same database
-- as all of them at once.

CREATE TEMP TABLE new_action AS
SELECT sender, action_ref, any_value(ref_given) AS ref_given, min({file_id: file_id, sheet: sheet, row_number: row_number}) AS place
FROM staged_action
WHERE NOT is_refused
GROUP BY sender, action_ref;

INSERT INTO action BY NAME
SELECT
    (SELECT coalesce(max(action_id), 0) FROM action)
        + row_number() OVER (ORDER BY place, sender, action_ref) AS action_id,
    sender, action_ref, ref_given
FROM new_action
ANTI JOIN action USING (sender, action_ref);

CREATE TEMP TABLE new_resolution AS
SELECT sender, resolution_key, min({file_id: file_id, sheet: sheet, row_number: row_number}) AS place
FROM staged_resolution
WHERE NOT is_refused
GROUP BY sender, resolution_key;

INSERT INTO resolution BY NAME
SELECT
    (SELECT coalesce(max(resolution_id), 0) FROM resolution)
        + row_number() OVER (ORDER BY place, sender, resolution_key) AS resolution_id,
    sender, resolution_key
FROM new_resolution
ANTI JOIN resolution USING (sender, resolution_key);

-- What each row says, as the table of its kind holds it. No column is named here: both have those of tracker/columns/.
CREATE TEMP TABLE action_wording AS
SELECT file_id, sheet, row_number, struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number))) AS wording
FROM (
    SELECT
        file_id, sheet, row_number, action_id,
        s.* EXCLUDE (file_id, sheet, row_number, is_refused, sender, action_ref, ref_given)
    FROM staged_action s
    JOIN action USING (sender, action_ref)
    WHERE NOT is_refused
);

CREATE TEMP TABLE recommendation_wording AS
SELECT file_id, sheet, row_number, struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number, is_refused))) AS wording
FROM staged_recommendation
WHERE NOT is_refused;

CREATE TEMP TABLE comment_wording AS
SELECT file_id, sheet, row_number, struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number, is_refused))) AS wording
FROM staged_comment
WHERE NOT is_refused;

CREATE TEMP TABLE verification_wording AS
SELECT
    file_id, sheet, row_number, counts_from, counts_from_file,
    struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number, counts_from, counts_from_file))) AS wording
FROM (
    SELECT
        file_id, sheet, row_number, counts_from, counts_from_file, action_id,
        s.* EXCLUDE (
            file_id, sheet, row_number, counts_from, counts_from_file, is_refused, action_sender, action_ref
        )
    FROM staged_verification s
    JOIN action a ON a.sender = s.action_sender AND a.action_ref = s.action_ref
    WHERE NOT is_refused
);

CREATE TEMP TABLE resolution_wording AS
SELECT file_id, sheet, row_number, struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number))) AS wording
FROM (
    SELECT
        file_id, sheet, row_number, resolution_id,
        s.* EXCLUDE (file_id, sheet, row_number, is_refused, sender, resolution_key, matches)
    FROM staged_resolution s
    JOIN resolution USING (sender, resolution_key)
    WHERE NOT is_refused
);

CREATE TEMP TABLE stored_action_wording AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS wording
FROM action_version
WHERE action_id IN (SELECT wording.action_id FROM action_wording);

CREATE TEMP TABLE stored_recommendation_wording AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS wording FROM recommendation_version;

CREATE TEMP TABLE stored_comment_wording AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS wording FROM comment_version;

CREATE TEMP TABLE stored_verification_wording AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS wording FROM verification_version;

CREATE TEMP TABLE stored_resolution_wording AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS wording FROM resolution_version;

CREATE TEMP MACRO wording_numbers(current_wordings, stored_wordings, versions) AS TABLE
WITH wordings AS (
    SELECT wording, min({file_id: file_id, sheet: sheet, row_number: row_number}) AS place
    FROM query_table(current_wordings)
    GROUP BY wording
)
SELECT wording, version_id, FALSE AS is_new
FROM wordings
JOIN query_table(stored_wordings) USING (wording)
UNION ALL
SELECT
    wording, (SELECT coalesce(max(version_id), 0) FROM query_table(versions)) + row_number() OVER (ORDER BY place), TRUE
FROM wordings
ANTI JOIN query_table(stored_wordings) USING (wording);

CREATE TEMP TABLE action_wording_number AS
FROM wording_numbers('action_wording', 'stored_action_wording', 'action_version');
CREATE TEMP TABLE recommendation_wording_number AS
FROM wording_numbers('recommendation_wording', 'stored_recommendation_wording', 'recommendation_version');
CREATE TEMP TABLE comment_wording_number AS
FROM wording_numbers('comment_wording', 'stored_comment_wording', 'comment_version');
CREATE TEMP TABLE verification_wording_number AS
FROM wording_numbers('verification_wording', 'stored_verification_wording', 'verification_version');
CREATE TEMP TABLE resolution_wording_number AS
FROM wording_numbers('resolution_wording', 'stored_resolution_wording', 'resolution_version');

INSERT INTO action_version BY NAME
SELECT version_id, unnest(wording) FROM action_wording_number WHERE is_new ORDER BY version_id;
INSERT INTO recommendation_version BY NAME
SELECT version_id, unnest(wording) FROM recommendation_wording_number WHERE is_new ORDER BY version_id;
INSERT INTO comment_version BY NAME
SELECT version_id, unnest(wording) FROM comment_wording_number WHERE is_new ORDER BY version_id;
INSERT INTO verification_version BY NAME
SELECT version_id, unnest(wording) FROM verification_wording_number WHERE is_new ORDER BY version_id;
INSERT INTO resolution_version BY NAME
SELECT version_id, unnest(wording) FROM resolution_wording_number WHERE is_new ORDER BY version_id;

INSERT INTO row_received BY NAME
WITH shown AS (
    SELECT file_id, sheet, row_number, 'action' AS kind, version_id
    FROM action_wording JOIN action_wording_number USING (wording)
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'recommendation' AS kind, version_id
    FROM recommendation_wording JOIN recommendation_wording_number USING (wording)
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'comment' AS kind, version_id
    FROM comment_wording JOIN comment_wording_number USING (wording)
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'resolution' AS kind, version_id
    FROM resolution_wording JOIN resolution_wording_number USING (wording)
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'verification' AS kind, version_id, counts_from, counts_from_file
    FROM verification_wording JOIN verification_wording_number USING (wording)
), refused AS (
    SELECT file_id, sheet, row_number, 'action' AS kind, words FROM staged_action WHERE is_refused
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'recommendation' AS kind, words FROM staged_recommendation WHERE is_refused
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'comment' AS kind, words FROM staged_comment WHERE is_refused
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'resolution' AS kind, words FROM staged_resolution WHERE is_refused
    UNION ALL BY NAME
    SELECT file_id, sheet, row_number, 'verification' AS kind, words FROM staged_verification WHERE is_refused
)
FROM shown
UNION ALL BY NAME
SELECT * RENAME (words AS refused_words) FROM refused
ORDER BY ALL;

-- Which actions a log names, as the checks matched them.
INSERT INTO resolution_action BY NAME
SELECT DISTINCT
    resolution_id, file_id, match.ref AS ref, action_id, match.known_from AS known_from,
    match.known_from_file AS known_from_file
FROM (SELECT file_id, sender, resolution_key, unnest(matches) AS match FROM staged_resolution WHERE NOT is_refused) s
JOIN resolution USING (sender, resolution_key)
JOIN action a ON a.sender = match.sender AND a.action_ref = match.ref
ORDER BY ALL;

-- A joint plan is also that of the bodies which support an action in it. A plan of one body alone is not the plan of those
-- that it works with, and a record compiled by somebody else is nobody's.
INSERT INTO plan_body BY NAME
WITH plan AS (
    SELECT
        file_id, wording.review AS review,
        list(nullif(wording.agency, 'Lead not stated')) AS leads, flatten(list(wording.supporting_agencies)) AS supports,
        count(DISTINCT nullif(wording.agency, 'Lead not stated')) AS bodies
    FROM action_wording
    GROUP BY ALL
)
SELECT DISTINCT file_id, review, body AS agency
FROM plan
JOIN file_received USING (file_id),
    unnest([agency] || leads || if(bodies > 1, supports, [])) bodies_of_plan (body)
WHERE body <> '' AND NOT is_compiled
ORDER BY ALL;
