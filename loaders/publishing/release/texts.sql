-- Every text of a public column, with the review, the sender and the reference it belongs to: what may be released.
-- `sources` is the database as loaded. An agency's own progress note is not among them, so it can never be released.
WITH files AS (
    SELECT sender, kind, version_id, is_compiled
    FROM row_received
    JOIN file_received USING (file_id)
    WHERE version_id IS NOT NULL
    GROUP BY ALL
), actions AS (
    SELECT v.*, sender, action_ref, is_compiled
    FROM action_version v
    JOIN action USING (action_id)
    JOIN files USING (sender, version_id)
    WHERE kind = 'action'
), recommendations AS (
    SELECT v.*, sender FROM recommendation_version v JOIN files USING (version_id) WHERE kind = 'recommendation'
), checks AS (
    SELECT v.*, files.sender, action_ref, CAST(checked_on AS TEXT) AS checked
    FROM verification_version v
    JOIN files USING (version_id)
    JOIN action USING (action_id)
    WHERE kind = 'verification'
), said AS (
    SELECT 'file_received.sender' AS stands_in, sender AS text, '' AS review, sender, '' AS ref FROM file_received
    UNION ALL SELECT 'file_received.agency', agency, '', sender, '' FROM file_received
    UNION ALL SELECT 'file_received.note', note, '', sender, '' FROM file_received
    UNION ALL SELECT 'action.action_ref', action_ref, '', sender, action_ref FROM action
    UNION ALL SELECT 'action.split_from', split_from, '', sender, action_ref FROM action
    UNION ALL SELECT 'action_version.review', review, review, sender, action_ref FROM actions
    UNION ALL SELECT 'action_version.recommendation_refs', unnest(recommendation_refs), review, sender, action_ref FROM actions
    UNION ALL SELECT 'action_version.agency', agency, review, sender, action_ref FROM actions
    UNION ALL SELECT 'action_version.supporting_agencies', unnest(supporting_agencies), review, sender, action_ref FROM actions
    UNION ALL SELECT 'action_version.action', action, review, sender, action_ref FROM actions
    UNION ALL SELECT 'action_version.reason', reason, review, sender, action_ref FROM actions
    UNION ALL SELECT 'action_version.evidence', evidence, review, sender, action_ref FROM actions
    UNION ALL SELECT 'action_version.priority', priority, review, sender, action_ref FROM actions
    UNION ALL SELECT 'action_version.source', words['source'], review, sender, action_ref FROM actions
    UNION ALL SELECT 'action_version.source_on', words['source_on'], review, sender, action_ref FROM actions
    UNION ALL SELECT 'action_version.progress_note', words['progress_note'], review, sender, action_ref FROM actions WHERE is_compiled
    UNION ALL SELECT 'recommendation_version.review', review, review, sender, recommendation_ref FROM recommendations
    UNION ALL SELECT 'recommendation_version.recommendation_ref', recommendation_ref, review, sender, recommendation_ref FROM recommendations
    UNION ALL SELECT 'recommendation_version.agency', agency, review, sender, recommendation_ref FROM recommendations
    UNION ALL SELECT 'recommendation_version.recommendation', recommendation, review, sender, recommendation_ref FROM recommendations
    UNION ALL SELECT 'recommendation_version.reason', reason, review, sender, recommendation_ref FROM recommendations
    UNION ALL SELECT 'recommendation_version.source', words['source'], review, sender, recommendation_ref FROM recommendations
    UNION ALL SELECT 'recommendation_version.source_on', words['source_on'], review, sender, recommendation_ref FROM recommendations
    UNION ALL SELECT 'verification_version.checker', checker, '', sender, action_ref FROM checks
    UNION ALL SELECT 'verification_version.checker', checker || ', ' || checked, '', sender, action_ref FROM checks
    UNION ALL SELECT 'verification_version.evidence', evidence, '', sender, action_ref FROM checks
    UNION ALL SELECT 'verification_version.reason', reason, '', sender, action_ref FROM checks
)
SELECT DISTINCT stands_in, text, review, sender, ref
FROM said
WHERE text <> ''
ORDER BY ALL
