-- An action that stands in its sender's newest return as it stood before has no new history: what is known of it goes on,
-- from this return. All others are in action_to_tell(action_id). Most of a return says nothing new, and to tell the history
-- of every action anew for it would cost the more, the more returns there are.

-- A status that is missing or cannot be read says nothing.
CREATE TEMP MACRO says_not_complete(reported_status) AS (
    reported_status IN ('not started', 'in progress', 'paused', 'will not do', 'superseded')
);

-- The one new return of a sender, after all others. One that alters a timeline has all of it told anew; so has one beside
-- an heir's, an erasure or an action that is part of another, where the history of one action depends on that of others.
CREATE TEMP TABLE return_on_top AS
SELECT sender, max(file_id) AS file_id
FROM plan
WHERE kind = 'action'
    AND sender NOT IN (SELECT sender FROM inheritance UNION ALL SELECT heir FROM inheritance)
    AND sender NOT IN (SELECT sender FROM file_received JOIN erasure USING (file_id) WHERE is_erased)
    AND sender NOT IN (SELECT sender FROM action JOIN action_version USING (action_id) WHERE split_from <> '')
GROUP BY sender
HAVING count(*) > 1 AND count(*) FILTER (file_id > getvariable('history_up_to')) = 1
    AND max_by(file_id, (received_on, file_id)) = max(file_id)
    AND max_by(known_to_file, file_id) = 2147483647;

CREATE TEMP TABLE repeated_row AS
SELECT k.action_id, t.known_from, t.known_from_file, t.received_on, r.file_id, r.sheet, r.row_number
FROM return_on_top
JOIN timeline_file t USING (sender, file_id)
JOIN row_received r USING (file_id, kind)
JOIN file_received f USING (file_id)
JOIN action_known k ON k.version_id = r.version_id AND k.known_to_file = 2147483647 AND k.missing_since IS NULL
JOIN file_received was ON was.file_id = k.file_id AND was.is_compiled = f.is_compiled
JOIN action a ON a.action_id = k.action_id AND a.sender = f.sender
WHERE kind = 'action'
    -- What these say of an earlier return depends on other actions in this one.
    AND k.action_id NOT IN (SELECT action_id FROM action_version WHERE superseded_by <> '')
    AND k.action_id NOT IN (SELECT action_id FROM action_change WHERE change = 'looks renumbered');

INSERT INTO action_known BY NAME
SELECT
    k.* REPLACE (
        r.known_from AS known_from, r.known_from_file AS known_from_file, r.file_id AS file_id, r.sheet AS sheet,
        r.row_number AS row_number, r.received_on AS last_received_on, returns_unchanged + 1 AS returns_unchanged,
        if(says_not_complete(reported_status), r.received_on, last_not_complete_on) AS last_not_complete_on
    )
FROM repeated_row r
JOIN action_known k USING (action_id)
JOIN (SELECT version_id, reported_status FROM action_version) USING (version_id)
WHERE k.known_to_file = 2147483647
ORDER BY ALL;

UPDATE action_known k SET known_to = r.known_from, known_to_file = r.known_from_file
FROM repeated_row r
WHERE k.action_id = r.action_id AND k.known_to_file = 2147483647 AND k.known_from_file < r.known_from_file;

CREATE TEMP TABLE action_to_tell AS
SELECT action_id FROM action ANTI JOIN repeated_row USING (action_id) WHERE sender IN (FROM staged_sender);
