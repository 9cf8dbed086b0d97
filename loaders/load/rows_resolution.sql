-- The resolutions that are on no record yet get a number, and each row finds its own.
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

CREATE TEMP TABLE resolution_wording AS
SELECT
    {file_id: file_id, sheet: sheet, row_number: row_number} AS place,
    struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number))) AS wording
FROM (
    SELECT
        file_id, sheet, row_number, resolution_id,
        s.* EXCLUDE (file_id, sheet, row_number, is_refused, sender, resolution_key, matches)
    FROM staged_resolution s
    JOIN resolution USING (sender, resolution_key)
    WHERE NOT is_refused
);

CREATE TEMP TABLE resolution_stored AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS wording
FROM resolution_version
WHERE resolution_id IN (SELECT wording.resolution_id FROM resolution_wording);

-- Which actions a log names, as the checks matched them.
INSERT INTO resolution_action BY NAME
SELECT DISTINCT
    resolution_id, file_id, match.ref AS ref, action_id, match.known_from AS known_from,
    match.known_from_file AS known_from_file
FROM (SELECT file_id, sender, resolution_key, unnest(matches) AS match FROM staged_resolution WHERE NOT is_refused) s
JOIN resolution USING (sender, resolution_key)
JOIN action a ON a.sender = match.sender AND a.action_ref = match.ref
ORDER BY ALL;
