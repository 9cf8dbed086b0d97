-- A file that is checked again may show a verification that was refused before, or refuse one that was shown. Wordings
-- of verifications then get the numbers that they have where all files are read at once. Each statement is a
-- transaction of its own: DuckDB refuses a key that another row had when the transaction began.

CREATE TEMP TABLE numbered_anew AS
SELECT v.* REPLACE (place.number AS version_id), version_id AS was
FROM verification_version v
JOIN (
    SELECT
        version_id, row_number() OVER (ORDER BY min({file_id: file_id, sheet: sheet, row_number: row_number})) AS number
    FROM row_received
    WHERE kind = 'verification' AND version_id IS NOT NULL
    GROUP BY version_id
) place USING (version_id);

DELETE FROM verification_version;

INSERT INTO verification_version BY NAME
SELECT * EXCLUDE (was) FROM numbered_anew ORDER BY version_id;

UPDATE row_received SET version_id = n.version_id
FROM numbered_anew n
WHERE kind = 'verification' AND row_received.version_id = was;
