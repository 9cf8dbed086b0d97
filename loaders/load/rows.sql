-- Rows of one kind, as read and checked, become versions (each distinct wording once) and rows to store (which file holds
-- which). Reads staged_{kind}, which loaders/load/insert.py makes, and two tables that the file of the kind makes: in
-- {kind}_wording each row that is not refused has its place and what it says, in {kind}_stored are the wordings that are
-- on record. No column is named: all have those of tracker/columns/. What the database has stays; new numbers follow the
-- old, so that files added one by one give the same database as all of them at once. Tables side by side have several
-- rows of a kind in one place; the hash puts them in an order that is the same in each build.
CREATE TEMP TABLE {kind}_received AS
WITH received AS (
    SELECT wording, min(place) AS first_place, list(place) AS places FROM {kind}_wording GROUP BY wording
), numbered AS (
    SELECT r.*, s.version_id, row_number() OVER (PARTITION BY s.version_id IS NULL ORDER BY first_place, hash(wording)) AS n
    FROM received r
    LEFT JOIN {kind}_stored s USING (wording)
)
SELECT
    wording, places, version_id IS NULL AS is_new,
    coalesce(version_id, n + (SELECT coalesce(max(version_id), 0) FROM {kind}_version)) AS version_id
FROM numbered;

INSERT INTO {kind}_version BY NAME
SELECT version_id, unnest(wording) FROM {kind}_received WHERE is_new ORDER BY version_id;

INSERT INTO row_to_store BY NAME
SELECT '{kind}' AS kind, version_id, unnest(places, max_depth := 2) FROM {kind}_received
UNION ALL BY NAME
SELECT '{kind}' AS kind, file_id, sheet, row_number, words AS refused_words FROM staged_{kind} WHERE is_refused;
