-- Which files are compared, one after another, and for which days: for the senders in staged_sender(sender).

-- A plan may hold actions of another sender, whose body its own succeeded: from then on its returns are theirs too.
CREATE TEMP TABLE inheritance AS
SELECT a.sender, f.sender AS heir, min(f.file_id) AS first_file
FROM row_received r
JOIN action_version v USING (version_id)
JOIN action a USING (action_id)
JOIN file_received f USING (file_id)
WHERE r.kind = 'action' AND a.sender <> f.sender
GROUP BY ALL;

INSERT INTO staged_sender BY NAME
SELECT DISTINCT sender FROM inheritance WHERE heir IN (FROM staged_sender) AND sender NOT IN (FROM staged_sender);

-- Where one body stands for the other, all is expected in its plan; of several each has what it once took.
CREATE TEMP TABLE plan AS
SELECT DISTINCT
    sender, kind, file_id, received_on, known_on, known_to, known_to_file, '' AS heir, TRUE AS holds_all
FROM file_received
JOIN row_received USING (file_id)
WHERE kind IN ('action', 'recommendation') AND sender IN (FROM staged_sender) AND known_to_file > file_id
UNION ALL
SELECT DISTINCT
    i.sender, kind, file_id, received_on, known_on, known_to, known_to_file, heir,
    EXISTS (
        FROM succession s
        JOIN file_received own ON own.sender = i.sender AND own.agency = s.name
        WHERE s.stands AND s.action_ref = '' AND s.successor = f.agency
    ) AS holds_all
FROM inheritance i
JOIN file_received f ON f.sender = heir AND f.file_id >= first_file
JOIN row_received USING (file_id)
WHERE kind = 'action' AND i.sender IN (FROM staged_sender) AND known_to_file > file_id;

-- A file recorded after a later one changes the history, but not what was shown before it came; so does one that first
-- says that an action on record was part of another. So its sender has two timelines: one without the file for the days
-- before, and one with it for the days after. Of several such files on one day each has its timeline, though no day is
-- left for any but the last: a citation may stand between two of them. A file that was withdrawn is in the timelines of
-- before alone: the record that withdraws it begins one without it.
CREATE TEMP TABLE timeline AS
WITH late AS (
    SELECT sender, kind, file_id, known_on
    FROM plan this
    WHERE EXISTS (
        FROM plan before
        WHERE (before.sender, before.kind) = (this.sender, this.kind)
            AND before.file_id < this.file_id AND before.received_on > this.received_on
            AND before.known_to_file > this.file_id
    )
), split_said AS (
    SELECT
        file_id, split_from, row_number() OVER files > 1 AS was_known,
        lag(nullif(split_from, '') IGNORE NULLS) OVER files AS was_split_from,
        lag(if(split_from = '', NULL, known_to_file) IGNORE NULLS) OVER files < file_id AS was_withdrawn
    FROM row_received r
    JOIN action_version v USING (version_id)
    JOIN file_received USING (file_id)
    WHERE kind = 'action' AND file_id IN (SELECT file_id FROM plan)
    WINDOW files AS (PARTITION BY action_id ORDER BY file_id)
), timeline_start AS (
    SELECT DISTINCT sender, kind, 0 AS file_id, NULL::DATE AS known_on FROM plan
    UNION
    FROM late
    UNION
    SELECT sender, kind, known_to_file, known_to FROM plan WHERE known_to_file < 2147483647
    UNION
    SELECT sender, kind, file_id, known_on
    FROM split_said
    JOIN plan USING (file_id)
    WHERE kind = 'action' AND was_known AND split_from <> ''
        AND (split_from IS DISTINCT FROM was_split_from OR was_withdrawn)
)
SELECT
    sender, kind, file_id AS timeline, known_on AS valid_from,
    coalesce(lead(known_on) OVER next, DATE '9999-12-31') AS valid_to,
    coalesce(lead(file_id) OVER next, 2147483647) AS files_below
FROM timeline_start
WINDOW next AS (PARTITION BY sender, kind ORDER BY file_id);

CREATE TEMP TABLE timeline_file AS
SELECT
    sender, kind, timeline, file_id, heir, holds_all,
    received_on, greatest(known_on, valid_from) AS known_from, valid_to,
    greatest(file_id, timeline) AS known_from_file, files_below AS valid_to_file,
    row_number() OVER (PARTITION BY sender, kind, timeline ORDER BY received_on, file_id) AS n,
    min(received_on) OVER (PARTITION BY sender, kind, timeline) AS first_plan_on
FROM plan
JOIN timeline USING (sender, kind)
WHERE file_id < files_below AND known_to_file > timeline;

-- Whether the words of a file were erased: a sender who writes “[erased]” has erased nothing.
CREATE TEMP TABLE erasure AS
SELECT file_id, file_id IN (SELECT file_id FROM correction WHERE kind = 'words erased') AS is_erased FROM file_received;
