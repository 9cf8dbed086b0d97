-- Rows as read and checked become versions (each distinct wording once) and memberships (which file held which).
-- Reads the temporary tables staged_action, staged_recommendation and staged_verification made by loaders/build.py.

INSERT INTO action
SELECT row_number() OVER (ORDER BY min(file_id), min(row_number), sender, action_ref), sender, action_ref
FROM staged_action
WHERE NOT is_refused
GROUP BY sender, action_ref;

CREATE TEMP TABLE said_of_action AS
SELECT
    file_id, sheet, row_number,
    {
        action_id: action_id, review: review, recommendation_refs: recommendation_ref::TEXT[], agency: agency,
        supporting_agencies: supporting_agencies::TEXT[], owner: owner, action: s.action, response: response,
        original_due_on: original_due_on::DATE, due_on: due_on::DATE, due_on_precision: due_on_precision,
        completed_on: completed_on::DATE, reported_status: reported_status, reason: reason, evidence: evidence,
        priority: priority, words: words::JSON::MAP(TEXT, TEXT)
    } AS said
FROM staged_action s
JOIN action USING (sender, action_ref)
WHERE NOT is_refused;

CREATE TEMP TABLE said_of_recommendation AS
SELECT
    file_id, sheet, row_number,
    {
        review: review, recommendation_ref: recommendation_ref, agency: agency, recommendation: recommendation,
        response: response, response_on: response_on::DATE, response_on_precision: response_on_precision,
        reason: reason, words: words::JSON::MAP(TEXT, TEXT)
    } AS said
FROM staged_recommendation
WHERE NOT is_refused;

CREATE TEMP TABLE said_of_verification AS
SELECT
    file_id, sheet, row_number,
    {
        action_id: action_id, verification: verification, checker: checker, checked_on: checked_on::DATE,
        evidence: evidence, reason: reason, words: words::JSON::MAP(TEXT, TEXT)
    } AS said
FROM staged_verification s
JOIN action a ON a.sender = s.action_sender AND a.action_ref = s.action_ref
WHERE NOT is_refused;

CREATE TEMP MACRO numbered(said_of) AS TABLE
SELECT said, row_number() OVER (ORDER BY min({file_id: file_id, sheet: sheet, row_number: row_number})) AS version_id
FROM query_table(said_of)
GROUP BY said;

CREATE TEMP TABLE numbered_action AS FROM numbered('said_of_action');
CREATE TEMP TABLE numbered_recommendation AS FROM numbered('said_of_recommendation');
CREATE TEMP TABLE numbered_verification AS FROM numbered('said_of_verification');

INSERT INTO action_version SELECT version_id, unnest(said) FROM numbered_action ORDER BY version_id;
INSERT INTO recommendation_version SELECT version_id, unnest(said) FROM numbered_recommendation ORDER BY version_id;
INSERT INTO verification_version SELECT version_id, unnest(said) FROM numbered_verification ORDER BY version_id;

INSERT INTO row_received
SELECT file_id, sheet, row_number, 'action', version_id, NULL
FROM said_of_action JOIN numbered_action USING (said)
UNION ALL
SELECT file_id, sheet, row_number, 'recommendation', version_id, NULL
FROM said_of_recommendation JOIN numbered_recommendation USING (said)
UNION ALL
SELECT file_id, sheet, row_number, 'verification', version_id, NULL
FROM said_of_verification JOIN numbered_verification USING (said)
UNION ALL
SELECT file_id, sheet, row_number, 'action', NULL, words::JSON::MAP(TEXT, TEXT)
FROM staged_action WHERE is_refused
UNION ALL
SELECT file_id, sheet, row_number, 'recommendation', NULL, words::JSON::MAP(TEXT, TEXT)
FROM staged_recommendation WHERE is_refused
UNION ALL
SELECT file_id, sheet, row_number, 'verification', NULL, words::JSON::MAP(TEXT, TEXT)
FROM staged_verification WHERE is_refused
ORDER BY ALL;
