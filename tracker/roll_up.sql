-- How far each recommendation has got: first by body, then over all its bodies; builds on tracker/bodies.sql.

-- Every action under each recommendation; `stand_in_id` is what stands for a superseded action: the last of the chain
-- of successors that its plan names. Each of them must be on record under the same recommendation and accepted; a
-- circle hides nothing.
CREATE MACRO recommendation_action_on(as_of) AS TABLE
WITH RECURSIVE answer AS MATERIALIZED (
    SELECT *, unnest(list_distinct(recommendation_refs)) AS recommendation_ref FROM state_on(as_of)
), replaced AS MATERIALIZED (
    SELECT review, recommendation_ref, a.action_id, s.action_id AS successor_id
    FROM answer a
    JOIN answer s USING (review, recommendation_ref)
    WHERE a.successor_id = s.action_id AND s.is_accepted
        AND a.reported_status = 'superseded' AND a.state = 'Closed, not done'
        AND a.verification <> 'cannot be implemented'
), chain AS (
    FROM replaced
    UNION
    SELECT review, recommendation_ref, c.action_id, r.successor_id
    FROM chain c
    JOIN replaced r USING (review, recommendation_ref)
    WHERE c.successor_id = r.action_id
), stand_in AS (
    SELECT review, recommendation_ref, action_id, successor_id AS stand_in_id
    FROM chain
    ANTI JOIN (SELECT review, recommendation_ref, action_id AS successor_id FROM replaced)
        USING (review, recommendation_ref, successor_id)
)
FROM answer
LEFT JOIN stand_in USING (review, recommendation_ref, action_id);

-- Every body of each recommendation: those that it is addressed to, and those that lead or support an action under it.
-- A body has got only as far as the least advanced of these actions. Work that nobody accepted is no plan, and a body
-- that has committed itself to nothing holds the recommendation back only by open actions. The counts are of the
-- actions that the body leads.
CREATE MACRO recommendation_body_on(as_of) AS TABLE
WITH answer AS MATERIALIZED (
    FROM recommendation_action_on(as_of)
), part AS (
    SELECT *, unnest(bodies_of(agency, supporting_agencies)) AS body FROM answer
), role AS (
    SELECT
        review, recommendation_ref, body AS agency,
        count(*) FILTER (body = agency) AS leads, count(*) FILTER (body <> agency) AS supports,
        count(*) FILTER (body = agency AND is_verified) AS verified,
        count(*) FILTER (body = agency AND is_contradicted) AS contradicted,
        count(*) FILTER (body = agency AND is_complete) AS complete,
        count(*) FILTER (body = agency AND is_overdue) AS overdue,
        count(*) FILTER (body = agency AND is_overdue_by_first_date) AS overdue_by_first_date,
        count(*) FILTER (body = agency AND is_open) AS open_actions,
        count(*) FILTER (body = agency AND is_open AND due_on IS NOT NULL AND judged_on IS NOT NULL) AS open_dated,
        count(*) FILTER (body = agency AND is_open AND first_due_on IS NOT NULL AND judged_on IS NOT NULL)
            AS open_once_dated,
        bool_and(is_compiled) AS is_compiled
    FROM part
    GROUP BY review, recommendation_ref, body
), reach AS (
    SELECT
        review, recommendation_ref, body AS agency, count(*) AS actions_left,
        count(*) FILTER (is_verified) AS verified_left, count(*) FILTER (is_complete) AS complete_left,
        count(*) FILTER (is_overdue) AS overdue_left, count(*) FILTER (is_open) AS open_left
    FROM (
        SELECT DISTINCT review, recommendation_ref, body, coalesce(stand_in_id, action_id) AS action_id FROM part
    )
    JOIN answer USING (review, recommendation_ref, action_id)
    WHERE state <> 'Not accepted'
    GROUP BY review, recommendation_ref, body
), without_lead AS (
    SELECT review, recommendation_ref FROM answer WHERE agency = 'Lead not stated' AND state <> 'Not accepted'
), body AS (
    SELECT
        * EXCLUDE (is_compiled, is_bound),
        coalesce(a.is_compiled, role.is_compiled) AS is_compiled,
        a.response IS NOT NULL AS is_addressed,
        coalesce(is_bound, TRUE) AS is_bound
    FROM addressee_on(as_of) a
    FULL JOIN role USING (review, recommendation_ref, agency)
    LEFT JOIN reach USING (review, recommendation_ref, agency)
)
SELECT
    review, recommendation_ref, agency, recommendation,
    is_addressed, response, response_on, response_on_precision, answer_due_on, answer_due_on_precision,
    reason, was_accepted, received_on, file_id, sheet, row_number, words,
    is_compiled, coalesce(has_plan, FALSE) AS has_plan, coalesce(meant, []) AS meant,
    coalesce(leads, 0) AS leads, coalesce(supports, 0) AS supports, coalesce(verified, 0) AS verified,
    coalesce(contradicted, 0) AS contradicted, coalesce(complete, 0) AS complete, coalesce(overdue, 0) AS overdue,
    coalesce(overdue_by_first_date, 0) AS overdue_by_first_date, coalesce(open_actions, 0) AS open_actions,
    coalesce(open_dated, 0) AS open_dated, coalesce(open_once_dated, 0) AS open_once_dated,
    CASE
        WHEN NOT is_body THEN NULL -- the right name is listed too
        WHEN meant <> [] THEN 'Name not known'
        WHEN overdue_left > 0 THEN 'Overdue'
        WHEN open_left > 0 THEN 'Open'
        WHEN NOT is_bound AND response = 'not accepted' THEN 'Not accepted'
        WHEN NOT is_bound THEN 'No commitment'
        WHEN verified_left = actions_left THEN 'Verified complete'
        WHEN complete_left = actions_left THEN 'Reported complete, not verified'
        WHEN actions_left > 0 THEN 'Closed, not done'
        WHEN NOT is_addressed THEN 'Not accepted'
        WHEN NOT is_compiled AND NOT has_plan AND has_unread_file THEN 'Plan could not be read'
        WHEN NOT is_compiled AND NOT has_plan THEN 'No plan received'
        WHEN (review, recommendation_ref) IN (FROM without_lead) THEN 'Lead not stated' -- nobody knows whose it is
        WHEN response = 'no response' AND NOT was_accepted THEN 'No response'
        ELSE 'No action planned'
    END AS how_far
FROM body;

-- A recommendation has got only as far as the least advanced of its bodies, in this order; `decided_by` names those
-- bodies.
CREATE MACRO recommendation_on(as_of) AS TABLE
WITH least AS (
    SELECT
        review, recommendation_ref,
        max_by(recommendation, (received_on, file_id, row_number, agency)) AS recommendation,
        bool_and(is_compiled) AS is_compiled,
        list(agency ORDER BY agency) FILTER (is_addressed AND how_far IS NOT NULL OR leads > 0) AS agencies,
        sum(leads)::BIGINT AS actions,
        sum(verified)::BIGINT AS verified, sum(contradicted)::BIGINT AS contradicted, sum(complete)::BIGINT AS complete,
        sum(overdue)::BIGINT AS overdue, sum(overdue_by_first_date)::BIGINT AS overdue_by_first_date,
        sum(open_actions)::BIGINT AS open_actions, sum(open_dated)::BIGINT AS open_dated,
        sum(open_once_dated)::BIGINT AS open_once_dated,
        min_by(how_far, list_position(
            [
                'No action planned', 'No plan received', 'Plan could not be read', 'Name not known', 'Lead not stated',
                'No response', 'Overdue', 'Open', 'Closed, not done', 'Reported complete, not verified',
                'Verified complete', 'No commitment', 'Not accepted'
            ],
            how_far
        )) AS roll_up,
        list({agency: agency, how_far: how_far} ORDER BY agency) AS parts
    FROM recommendation_body_on(as_of)
    GROUP BY review, recommendation_ref
    HAVING bool_or(is_addressed)
)
SELECT
    * EXCLUDE (parts),
    list_transform(list_filter(parts, lambda part: part.how_far = roll_up), lambda part: part.agency) AS decided_by,
    list_transform(parts, lambda part: part.agency) AS bodies
FROM least;
