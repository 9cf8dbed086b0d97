-- The actions that are on no record yet get a number, and each row finds its own.
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

CREATE TEMP TABLE action_wording AS
SELECT
    {file_id: file_id, sheet: sheet, row_number: row_number} AS place,
    struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number))) AS wording
FROM (
    SELECT
        file_id, sheet, row_number, action_id,
        s.* EXCLUDE (file_id, sheet, row_number, is_refused, sender, action_ref, ref_given)
    FROM staged_action s
    JOIN action USING (sender, action_ref)
    WHERE NOT is_refused
);

CREATE TEMP TABLE action_stored AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS wording
FROM action_version
WHERE action_id IN (SELECT wording.action_id FROM action_wording);

-- A joint plan is also that of the bodies which support an action in it. A plan of one body alone is not the plan of those
-- that it works with, and a record compiled by somebody else is nobody's.
INSERT INTO plan_body BY NAME
WITH plan AS (
    SELECT
        place.file_id AS file_id, wording.review AS review,
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
