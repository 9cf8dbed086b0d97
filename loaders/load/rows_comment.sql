CREATE TEMP TABLE comment_wording AS
SELECT
    {file_id: file_id, sheet: sheet, row_number: row_number} AS place,
    struct_pack(*COLUMNS(* EXCLUDE (file_id, sheet, row_number, is_refused))) AS wording
FROM staged_comment
WHERE NOT is_refused;

CREATE TEMP TABLE comment_stored AS
SELECT version_id, struct_pack(*COLUMNS(* EXCLUDE (version_id))) AS wording
FROM comment_version;
