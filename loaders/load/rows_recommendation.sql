CREATE TEMP TABLE recommendation_wording AS
SELECT
    {file_id: file_id, sheet: sheet, row_number: row_number} AS place,
    struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number, is_refused))) AS wording
FROM staged_recommendation
WHERE NOT is_refused;

CREATE TEMP TABLE recommendation_stored AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS wording
FROM recommendation_version;
