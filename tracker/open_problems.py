"""The problems that stand on a day, in SQL: those of current files, of earlier logs and of the position."""

from tracker.findings import AS_RECEIVED

# The reference in each row received, as written; for a resolution its meeting and item. For a row read as two kinds,
# the reference of the action. Where tables of one kind are side by side, a row has several: "A2 or B2". Only those are
# sorted: with string_agg for all rows this takes five times as long.
REF_OF_ROW = """
    SELECT file_id, sheet, row_number, arg_min(refs, kind) AS ref
    FROM (
        SELECT
            file_id, sheet, row_number, kind,
            CASE
                WHEN min(ref) = max(ref) THEN min(ref)
                ELSE nullif(array_to_string(list_sort(list_distinct(list(ref))), ' or '), '')
            END AS refs
        FROM (
            SELECT
                file_id, sheet, row_number, kind,
                coalesce(refused_words, a.words, r.words, v.words, m.words) AS written,
                CASE kind
                    WHEN 'recommendation' THEN written['recommendation_ref']
                    WHEN 'resolution' THEN concat_ws(', item ', written['meeting_on'], nullif(written['item'], ''))
                    ELSE written['action_ref']
                END AS ref
            FROM row_received
            LEFT JOIN action_version a ON kind = 'action' AND a.version_id = row_received.version_id
            LEFT JOIN recommendation_version r ON kind = 'recommendation' AND r.version_id = row_received.version_id
            LEFT JOIN verification_version v ON kind = 'verification' AND v.version_id = row_received.version_id
            LEFT JOIN resolution_version m ON kind = 'resolution' AND m.version_id = row_received.version_id
        )
        GROUP BY ALL
    )
    GROUP BY ALL
"""

# The columns of a sheet that are in one place: of two tables of a kind, each may have one of our columns elsewhere.
IN_ONE_PLACE = """(
    SELECT file_id, sheet, kind, name, any_value(letter) AS letter,
        string_agg(DISTINCT heading, ' or ' ORDER BY heading) AS heading
    FROM sheet_column
    GROUP BY ALL
    HAVING count(DISTINCT letter) = 1
)"""

# Problems that cannot be stored, since they depend on what was known of an action on a day: a check that its agency
# contradicts, or that was made before the action's words changed; a day of completion that does not fit an earlier
# return; and successors that lead round in a circle over several returns (within one return a rule finds it) or were
# checked before they were named.
OF_THE_POSITION = """
    WITH RECURSIVE position AS MATERIALIZED (
        FROM position_on({day})
    ), named AS (
        SELECT action_id, successor_id, file_id FROM position WHERE successor_id IS NOT NULL
    ), chain AS (
        FROM named
        UNION
        SELECT c.action_id, n.successor_id, if(n.file_id = c.file_id, c.file_id, NULL)
        FROM chain c
        JOIN named n ON n.action_id = c.successor_id
    )
    SELECT
        p.file_id, p.sheet, p.row_number, coalesce(c.letter || p.row_number, '') AS cell,
        coalesce(p.words[about], '') AS found, sentence, to_do, 'warning' AS severity,
        'whoever sent the file' AS who_acts, rule
    FROM (
        SELECT
            *, 'reported_status' AS about, 'report_agrees_with_the_check' AS rule,
            'The report and the check agree. ' || checker || ' verified the action on '
                || strftime(checked_on, '%-d %B %Y') || '. One of the two is wrong: ask both.' AS sentence,
            'Correct the status of {{refs}}, or ask the checker to look again.' AS to_do
        FROM position
        WHERE is_contradicted
        UNION ALL BY NAME
        SELECT
            *, 'action' AS about, 'checked_action_is_unchanged' AS rule,
            'A checked action stays as it was. ' || checker || ' verified the action on '
                || strftime(checked_on, '%-d %B %Y') || ', and its words, its lead agency or its recommendation '
                || 'changed in the return of ' || strftime(changed_after_check_on, '%-d %B %Y')
                || '. Please confirm that the check still holds.' AS sentence,
            'Ask the checker to confirm that the check of {{refs}} still holds.' AS to_do
        FROM position
        WHERE changed_after_check_on IS NOT NULL
        UNION ALL BY NAME
        SELECT
            *, 'superseded_by' AS about, 'successors_end' AS rule,
            'An action is not replaced by one that it replaces itself. The action named here leads back to it over '
                || 'several returns, so nothing replaces it.' AS sentence,
            'Name an action in place of {{refs}} that is not replaced itself.' AS to_do
        FROM position
        SEMI JOIN (SELECT action_id FROM chain WHERE action_id = successor_id AND file_id IS NULL) USING (action_id)
        UNION ALL BY NAME
        SELECT
            p.*, 'superseded_by' AS about, 'successor_is_checked_as_one' AS rule,
            'The checker of an action knows what it replaces. ' || s.action_ref
                || ' was verified on ' || strftime(s.checked_on, '%-d %B %Y') || ', before the return of '
                || strftime(p.status_since, '%-d %B %Y') || ' that calls this action superseded. Please confirm '
                || 'that the check covers both.' AS sentence,
            'Ask the checker to confirm that the check covers {{refs}} too.' AS to_do
        FROM position p
        JOIN position s ON s.action_id = p.successor_id
        WHERE p.reported_status = 'superseded' AND s.is_verified AND s.checked_on < p.status_since
        UNION ALL BY NAME
        SELECT
            *, 'completed_on' AS about, 'completion_fits_earlier_returns' AS rule,
            'A completion date is not before a return that said that the action was not complete. The return of '
                || strftime(still_open_on, '%-d %B %Y') || ' said so.' AS sentence,
            'Correct the completion date of {{refs}}, or confirm it: an earlier return said that it was not complete.'
                AS to_do
        FROM position
        WHERE still_open_on IS NOT NULL
    ) p
    LEFT JOIN IN_ONE_PLACE c ON c.file_id = p.file_id AND c.sheet = p.sheet AND c.kind = 'action' AND c.name = about
""".replace("IN_ONE_PLACE", IN_ONE_PLACE)

# The rows of logs that list only new entries: a later log does not repeat them, so only a row about the same action, or
# the same item of a meeting, puts them right.
OF_EARLIER_LOGS = """
    WITH log_row AS (
        SELECT
            r.file_id, r.sheet, r.row_number, sender, (received_on, r.file_id) AS place,
            r.version_id IS NOT NULL AS is_shown, coalesce(v.words, m.words, refused_words) AS said,
            if(r.kind = 'verification', ['agency', 'action_ref'], ['meeting_on', 'item']) AS key_names,
            (r.kind, coalesce(said[key_names[1]], ''), coalesce(said[key_names[2]], '')) AS about
        FROM row_received r
        JOIN log_received l ON l.file_id = r.file_id AND l.sheet = r.sheet AND l.kind = r.kind
        JOIN file_on({day}) f ON f.file_id = r.file_id
        LEFT JOIN verification_version v ON r.kind = 'verification' AND v.version_id = r.version_id
        LEFT JOIN resolution_version m ON r.kind = 'resolution' AND m.version_id = r.version_id
        WHERE log <> 'whole'
    )
    SELECT p.*
    FROM problem p
    SEMI JOIN (
        FROM log_row this
        WHERE NOT EXISTS (
            FROM log_row later
            WHERE is_shown AND later.place > this.place
                AND later.sender = this.sender AND later.about = this.about
        )
    ) USING (file_id, sheet, row_number)
    WHERE file_id NOT IN (SELECT file_id FROM current_file_on({day}))
"""


def known_on(day: str) -> str:
    """An SQL statement for the problems that stand on a day, which is a parameter such as $as_of."""
    files = f"file_id IN (SELECT file_id FROM current_file_on({day}))"
    # A form has no row for what the plan before it had refused, so the refusal still stands.
    refused = f"file_id IN (SELECT file_id FROM last_but_forms_on({day}) WHERE is_behind_form)"
    altered = f"rule = '{AS_RECEIVED}' AND file_id IN (SELECT file_id FROM file_on({day}))"
    of_files = f"FROM problem WHERE {files} OR {altered} OR severity = 'row refused' AND {refused}"
    others = (f"({sql.format(day=day)})" for sql in (OF_EARLIER_LOGS, OF_THE_POSITION))
    return " UNION ALL BY NAME ".join((of_files, *others))
