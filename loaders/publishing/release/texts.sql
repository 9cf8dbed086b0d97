-- Every text of a public column, with the review, the sender and the reference it belongs to: what may be released.
-- texts.py puts a line for each public text of tracker/columns/ in place of {columns}.
WITH hidden_row AS ( -- of each row, our name of each column that nobody sees, with the reasons
    SELECT file_id, sheet, row_number, kind, map_from_entries(list({k: name, v: whys})) AS hidden
    FROM (SELECT * EXCLUDE (why), list(why ORDER BY why) AS whys FROM hidden_cell GROUP BY ALL)
    GROUP BY ALL
), occurrence AS (
    SELECT sender, kind, version_id, is_compiled, without_marks, hidden, min(known_on) AS known_on
    FROM row_received
    JOIN file_received USING (file_id)
    LEFT JOIN hidden_row USING (file_id, sheet, row_number, kind)
    WHERE version_id IS NOT NULL
    GROUP BY ALL
), of_action AS (
    SELECT v.*, o.* EXCLUDE (kind, version_id), action_ref AS ref
    FROM action_version v
    JOIN action USING (action_id)
    JOIN occurrence o USING (version_id)
    WHERE kind = 'action'
), of_recommendation AS (
    SELECT v.*, o.* EXCLUDE (kind, version_id), recommendation_ref AS ref
    FROM recommendation_version v
    JOIN occurrence o USING (version_id)
    WHERE kind = 'recommendation'
), of_verification AS (
    SELECT v.*, '' AS review, o.* EXCLUDE (kind, version_id), action_ref AS ref
    FROM verification_version v
    JOIN occurrence o USING (version_id)
    JOIN action USING (action_id)
    WHERE kind = 'verification'
), of_comment AS (
    SELECT v.*, '' AS ref, o.* EXCLUDE (kind, version_id)
    FROM comment_version v
    JOIN occurrence o USING (version_id)
    WHERE kind = 'comment'
), of_resolution AS (
    SELECT v.*, '' AS ref, o.* EXCLUDE (kind, version_id)
    FROM resolution_version v
    JOIN occurrence o USING (version_id)
    WHERE kind = 'resolution'
), in_change AS ( -- what a change says of several names, each of which needs a release of its own
    SELECT DISTINCT action_id, change, unnest([was, became]) AS text
    FROM action_change
    WHERE change IN ('supporting agencies changed', 'answers another recommendation')
), of_all AS (
    SELECT
        'file_received.sender' AS place, sender AS text, '' AS review, sender, '' AS ref, known_on,
        '' AS without_marks, NULL::VARCHAR[] AS hidden
    FROM file_received
    UNION ALL SELECT 'file_received.agency', agency, '', sender, '', known_on, '', NULL FROM file_received
    UNION ALL SELECT 'file_received.note', note, '', sender, '', known_on, '', NULL FROM file_received
    UNION ALL
    SELECT 'correction.post', post, '', sender, '', known_from, '', NULL FROM correction JOIN file_received USING (file_id)
    UNION ALL
    SELECT 'correction.why', why, '', sender, '', known_from, '', NULL FROM correction JOIN file_received USING (file_id)
    UNION ALL
    SELECT 'action.action_ref', ref, '', sender, ref, known_on, without_marks, hidden['action_ref'] FROM of_action
    -- What we made of a cell is seen where the cell is seen.
    UNION ALL
    SELECT 'action_known.split_from', split_from, '', sender, ref, known_on, without_marks, hidden['split_from']
    FROM of_action
    UNION ALL SELECT 'succession.name', name, '', '', action_ref, known_from, '', NULL FROM succession
    UNION ALL SELECT 'succession.action_ref', action_ref, '', '', action_ref, known_from, '', NULL FROM succession
    UNION ALL SELECT 'succession.successor', successor, '', '', action_ref, known_from, '', NULL FROM succession
    UNION ALL SELECT 'succession.why', why, '', '', action_ref, known_from, '', NULL FROM succession
    UNION ALL
    SELECT
        'action_version.supporting_agencies', text, '', sender, ref, known_on, without_marks,
        hidden['supporting_agencies']
    FROM of_action
    JOIN in_change USING (action_id)
    WHERE change = 'supporting agencies changed' AND text = array_to_string(list_sort(supporting_agencies), ', ')
    UNION ALL
    SELECT
        'action_version.recommendation_refs', text, '', sender, ref, known_on, without_marks,
        hidden['recommendation_ref']
    FROM of_action
    JOIN in_change USING (action_id)
    WHERE change = 'answers another recommendation' AND text = array_to_string(list_sort(recommendation_refs), ', ')
    -- What a change says of a check: loaders/load/check_history.sql.
    UNION ALL
    SELECT
        'verification_version.checker', checker || ', ' || k.checked_on, review, sender, ref, known_on, without_marks,
        hidden['checker']
    FROM of_verification
    JOIN (SELECT DISTINCT version_id, checked_on FROM check_known) k USING (version_id)
    -- {columns}
), of_place AS (
    SELECT
        place, text, review, sender, ref, min(known_on) AS first_on,
        list_distinct(list(without_marks) FILTER (hidden IS NULL)) AS seen_in,
        list_distinct(flatten(list(hidden))) AS hidden
    FROM of_all
    WHERE text <> ''
    GROUP BY ALL
)
SELECT
    place, text, review, sender, ref, min(first_on) OVER same AS first_on,
    list_sort(list_distinct(flatten(list(coalesce(seen_in, [])) OVER same))) AS seen_in,
    list_sort(list_distinct(flatten(list(coalesce(hidden, [])) OVER same))) AS hidden
FROM of_place
WINDOW same AS (PARTITION BY place, sender, text)
ORDER BY ALL;
