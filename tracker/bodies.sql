-- Which bodies an action belongs to, when each body last reported, whom a recommendation was addressed to, and what
-- each body has to show; builds on tracker/position.sql.

-- Every body of an action, without duplicates: its lead agency, and those that support it.
CREATE MACRO bodies_of(agency, supporting_agencies) AS list_distinct([agency] || supporting_agencies);

-- Every action once for each of its bodies, with the body's role in it; the filter matches either role.
CREATE MACRO action_body_for(as_of, in_review, by_body) AS TABLE
SELECT *, if(body = agency, 'lead', 'supporting') AS role
FROM (
    SELECT *, unnest(bodies_of(agency, supporting_agencies)) AS body FROM position_for(as_of, in_review, NULL)
)
WHERE by_body IS NULL OR body = by_body;

-- The last plan received from each sender; a file that could not be read is not a return. If its agency ended, a return
-- of its successor counts as the old sender's too: that sender sends nothing any more, and is not silent.
CREATE MACRO last_return_on(as_of) AS TABLE
WITH plan_return AS (
    SELECT sender, f.agency AS own_name, name_on(as_of, f.agency) AS agency, received_on, file_id, reports_every_days
    FROM file_on(as_of) f
    WHERE is_read
        AND file_id IN (SELECT file_id FROM row_received WHERE kind = 'action')
), every_return AS (
    SELECT
        sender, agency, received_on, file_id, reports_every_days,
        own_name IN (SELECT name FROM succession WHERE NOT stands AND known_from <= as_of) AS is_divided
    FROM plan_return
    UNION
    SELECT old.sender, after_it.agency, after_it.received_on, after_it.file_id, after_it.reports_every_days, FALSE
    FROM plan_return old
    JOIN succession s ON s.name = own_name AND s.action_ref = '' AND s.stands AND s.known_from <= as_of
    JOIN plan_return after_it ON after_it.agency = old.agency AND after_it.received_on >= s.known_from
)
SELECT
    sender,
    max_by(agency, (received_on, file_id)) AS agency,
    max(received_on) AS last_returned_on,
    if(bool_or(is_divided), NULL, max_by(reports_every_days, (received_on, file_id))) AS reports_every_days
FROM every_return
GROUP BY sender;

-- Whether a name is a misspelling of another one: it differs only in capitals, or in one letter of a long word. A
-- different number, or a different short word such as "East", means a different body.
CREATE MACRO is_slip_of(name, known) AS (
    abs(length(name) - length(known)) <= 1
    AND damerau_levenshtein(lower(name), lower(known)) <= 1
    AND coalesce(list_bool_and(list_transform(
        list_filter(
            list_zip(string_split(lower(name), ' '), string_split(lower(known), ' ')),
            lambda words: words[1] IS DISTINCT FROM words[2]
        ),
        lambda words: length(words[1]) > 4 AND NOT regexp_matches(words[1], '\d')
    )), TRUE)
);

-- Whom each recommendation was addressed to, what each body answered, and whether we hold its plan. A body that is not
-- bound has committed itself to nothing. `meant` are the known names that a body without a plan may be a misspelling
-- of; such a name is unknown, and is no body if the right name is addressed too.
CREATE MACRO addressee_on(as_of) AS TABLE
WITH answer AS MATERIALIZED (
    SELECT r.*, is_compiled FROM response_on(as_of) r JOIN file_received USING (file_id)
), plan AS (
    SELECT DISTINCT review, name_on(as_of, p.agency) AS agency
    FROM plan_body p
    JOIN file_on(as_of) USING (file_id)
), unread_file AS (
    SELECT DISTINCT name_on(as_of, f.agency) AS agency
    FROM file_on(as_of) f
    WHERE file_id NOT IN (SELECT file_id FROM plan_body)
        AND file_id NOT IN (SELECT file_id FROM row_received WHERE kind <> 'action')
), name AS (
    SELECT agency, bool_or(is_of_plan) AS has_plan, count(*) AS times
    FROM (
        SELECT agency, FALSE AS is_of_plan FROM answer WHERE NOT is_compiled
        UNION ALL
        SELECT agency, TRUE FROM plan
    )
    GROUP BY agency
), slip AS (
    SELECT name.agency, list(known.agency) AS meant
    FROM name
    JOIN name known ON NOT name.has_plan AND (known.has_plan, known.times) > (name.has_plan, name.times)
    WHERE is_slip_of(name.agency, known.agency)
    GROUP BY name.agency
)
SELECT
    answer.*,
    was_accepted OR response NOT IN ('accepted in principle', 'noted', 'not accepted') AS is_bound,
    plan.agency IS NOT NULL AS has_plan, unread_file.agency IS NOT NULL AS has_unread_file,
    coalesce(meant, []) AS meant,
    NOT list_has_any(coalesce(meant, []), list(answer.agency) OVER (PARTITION BY answer.review, recommendation_ref))
        AS is_body
FROM answer
LEFT JOIN plan ON plan.review = answer.review AND plan.agency = answer.agency
LEFT JOIN unread_file ON unread_file.agency = answer.agency
LEFT JOIN slip ON slip.agency = answer.agency;

-- Each body addressed under a review, and since when (`addressed_on`). `is_missing` if no plan for the review has come
-- from it, neither its own nor a joint one that names it. A body that has committed itself to nothing owes no plan, and
-- nobody sends one to a compiler. A misspelt name is no body.
CREATE MACRO addressed_body_on(as_of) AS TABLE
SELECT
    review, agency, NOT is_compiled AND NOT has_plan AS is_missing, min(addressed_on) AS addressed_on,
    bool_or(is_bound) AS is_owed, bool_or(has_unread_file) AS has_unread_file
FROM addressee_on(as_of)
WHERE meant = [] AND agency <> ''
GROUP BY ALL;

-- Each body that is addressed or sends plans, with its last return. If it sends several plans, this is the last return
-- of the plan longest past its interval, or else of the newest: a body late with one plan is late. A file that belongs
-- to no single agency counts for its sender. A body that owes a missing plan is silent as well. The longest missing
-- plan is named: `no_plan_for` is its review, if the body has sent plans for others.
CREATE MACRO body_report_on(as_of, in_review) AS TABLE
WITH last_return AS (
    SELECT
        coalesce(nullif(agency, ''), sender) AS agency, sender, last_returned_on, reports_every_days,
        date_diff('day', last_returned_on, as_of) AS days_since_return,
        days_since_return - reports_every_days AS days_over
    FROM last_return_on(as_of)
    WHERE in_review IS NULL OR sender IN (SELECT sender FROM state_on(as_of) WHERE review = in_review)
), plan AS (
    SELECT *, count(*) OVER (PARTITION BY agency) AS plans
    FROM last_return
    QUALIFY row_number() OVER (
        PARTITION BY agency
        ORDER BY greatest(days_over, 0) DESC, reports_every_days IS NULL, last_returned_on DESC, sender
    ) = 1
), addressed AS (
    SELECT
        agency, bool_or(is_owed AND is_missing) AS is_owed, bool_or(has_unread_file AND is_missing) AS has_unread_file,
        count(*) FILTER (is_missing) AS plans_missing,
        min_by(addressed_on, (NOT is_owed, addressed_on, review)) FILTER (is_missing) AS no_plan_since,
        -- A body from which no plan at all has come needs no review named.
        min_by(if(agency IN (
            SELECT name_on(as_of, p.agency) FROM plan_body p JOIN file_on(as_of) USING (file_id)
        ), review, ''), (NOT is_owed, addressed_on, review)) FILTER (is_missing) AS no_plan_for
    FROM addressed_body_on(as_of)
    WHERE in_review IS NULL OR review = in_review
    GROUP BY agency
)
SELECT
    agency, last_returned_on, reports_every_days, days_since_return, addressed.agency IS NOT NULL AS is_addressed,
    coalesce(is_owed, FALSE) AS owes_plan, owes_plan OR days_over > 0 AS is_silent, coalesce(plans, 0) AS plans,
    no_plan_since, coalesce(no_plan_for, '') AS no_plan_for, coalesce(plans_missing, 0) AS plans_missing,
    coalesce(has_unread_file, FALSE) AS has_unread_file
FROM plan
FULL JOIN addressed USING (agency);

-- The bodies that have sent a plan, or whose plan is missing.
CREATE MACRO agency_return_on(as_of, in_review) AS TABLE
SELECT * EXCLUDE (is_addressed) FROM body_report_on(as_of, in_review) WHERE plans > 0 OR plans_missing > 0;

-- Each body with its last return: its own, or else that of the plan that holds its actions, named in `in_plan_of`,
-- whose interval it has not agreed to. `supports` is a separate count; all others count the actions that it leads.
-- Bodies that are addressed or have to report are included even if nothing has come from them.
CREATE MACRO agency_for(as_of, in_review, by_agency) AS TABLE
WITH report AS MATERIALIZED (
    FROM body_report_on(as_of, in_review)
), reporting AS (
    SELECT agency FROM report WHERE is_addressed OR reports_every_days IS NOT NULL
), part AS (
    SELECT
        * REPLACE (if(body = agency, counts_as, NULL) AS counts_as), if(body = agency, 'lead', 'supporting') AS role
    FROM (SELECT *, unnest(bodies_of(agency, supporting_agencies)) AS body FROM state_for(as_of, in_review, NULL))
    WHERE by_agency IS NULL OR body = by_agency
), counted AS (
    SELECT
        coalesce(part.body, reporting.agency) AS agency,
        coalesce(bool_and(is_compiled), FALSE) AS is_compiled,
        count(*) FILTER (role = 'lead') AS actions,
        count(*) FILTER (role = 'supporting') AS supports,
        count(*) FILTER (counts_as.accepted) AS accepted,
        count(*) FILTER (counts_as.verified) AS verified,
        count(*) FILTER (counts_as.contradicted) AS contradicted,
        count(*) FILTER (counts_as.reported_complete) AS reported_complete,
        -- {measure_sql.py: late counts}
        count(*) FILTER (counts_as.moved) AS deadline_moved,
        max(held) FILTER (role = 'lead' OR is_compiled) AS held -- of the last day; a stable choice between two
    FROM part
    FULL JOIN (FROM reporting WHERE by_agency IS NULL OR agency = by_agency) reporting ON part.body = reporting.agency
    LEFT JOIN (
        SELECT sender, {on_day: last_returned_on, by_body: coalesce(nullif(agency, ''), sender)} AS held
        FROM last_return_on(as_of)
    ) USING (sender)
    GROUP BY ALL
)
SELECT
    counted.* EXCLUDE (held),
    coalesce(last_returned_on, held.on_day) AS last_returned_on,
    if(last_returned_on IS NULL, coalesce(held.by_body, ''), '') AS in_plan_of,
    reports_every_days, days_since_return, is_silent, coalesce(plans, 0) AS plans,
    no_plan_since, coalesce(no_plan_for, '') AS no_plan_for, coalesce(plans_missing, 0) AS plans_missing,
    coalesce(has_unread_file, FALSE) AS has_unread_file
FROM counted
LEFT JOIN report USING (agency);
