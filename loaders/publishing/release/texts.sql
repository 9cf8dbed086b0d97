-- Every text of a public column, with the review, the sender and the reference it belongs to: what may be released.
-- texts.py puts a line for each public text of tracker/columns/ in place of {columns}.
WITH files AS (
    SELECT sender, kind, version_id, is_compiled
    FROM row_received
    JOIN file_received USING (file_id)
    WHERE version_id IS NOT NULL
    GROUP BY ALL
), of_action AS (
    SELECT v.*, sender, action_ref AS ref, is_compiled
    FROM action_version v
    JOIN action USING (action_id)
    JOIN files USING (sender, version_id)
    WHERE kind = 'action'
), of_recommendation AS (
    SELECT v.*, sender, recommendation_ref AS ref, is_compiled
    FROM recommendation_version v
    JOIN files USING (version_id)
    WHERE kind = 'recommendation'
), of_verification AS (
    SELECT v.*, '' AS review, files.sender, action_ref AS ref, is_compiled
    FROM verification_version v
    JOIN files USING (version_id)
    JOIN action USING (action_id)
    WHERE kind = 'verification'
), of_all AS (
    SELECT 'file_received.sender' AS place, sender AS text, '' AS review, sender, '' AS ref FROM file_received
    UNION ALL SELECT 'file_received.agency', agency, '', sender, '' FROM file_received
    UNION ALL SELECT 'file_received.note', note, '', sender, '' FROM file_received
    UNION ALL SELECT 'action.action_ref', action_ref, '', sender, action_ref FROM action
    UNION ALL SELECT 'action.split_from', split_from, '', sender, action_ref FROM action
    -- What a change says of a check: loaders/load/register_history.sql.
    UNION ALL SELECT 'verification_version.checker', checker || ', ' || checked_on, review, sender, ref FROM of_verification
    -- {columns}
)
SELECT DISTINCT place, text, review, sender, ref
FROM of_all
WHERE text <> ''
ORDER BY ALL
