-- A check belongs to an action that a plan holds, in this load or before.
CREATE TEMP TABLE verification_wording AS
SELECT
    {
        file_id: file_id, sheet: sheet, row_number: row_number,
        counts_from: counts_from, counts_from_file: counts_from_file
    } AS place,
    struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number, counts_from, counts_from_file))) AS wording
FROM (
    SELECT
        file_id, sheet, row_number, counts_from, counts_from_file, action_id,
        s.* EXCLUDE (
            file_id, sheet, row_number, counts_from, counts_from_file, is_refused, action_sender, action_ref
        )
    FROM staged_verification s
    JOIN action a ON a.sender = s.action_sender AND a.action_ref = s.action_ref
    WHERE NOT is_refused
);

CREATE TEMP TABLE verification_stored AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS wording
FROM verification_version
WHERE action_id IN (SELECT wording.action_id FROM verification_wording);
