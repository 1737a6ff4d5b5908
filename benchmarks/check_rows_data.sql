-- Invented extracts for benchmarks/check_rows.py, written by DuckDB in seconds: {rows} rows of
-- events over nine tables, and five tables of {children} children that the events refer to.
-- chance(i, salt) is a number in [0, 1) that is the same on every run and machine.
CREATE MACRO chance(i, salt) AS (hash(i * 1000 + salt) % 1000000) / 1000000.0;
-- In two rows of a thousand a cell has a fault of the kind that `salt` stands for.
CREATE MACRO spoilt(i, salt, cell, fault) AS CASE WHEN chance(i, salt) < 0.002 THEN fault ELSE cell END;
CREATE MACRO pick(i, salt, codes) AS codes[1 + (chance(i, salt) * len(codes))::INT];
CREATE MACRO day(i, salt) AS strftime(DATE '2014-08-01' + (chance(i, salt) * 1000)::INT, '%Y-%m-%d');
CREATE MACRO later(i, salt, days) AS
    strftime(DATE '2014-08-01' + (chance(i, salt) * 1000)::INT + days, '%Y-%m-%d');
CREATE MACRO child(i, salt) AS 'P' || (chance(i, salt) * {children})::INT;

COPY (SELECT 'P' || i AS person_id, 'Ann' AS forename, 'Invented' AS surname,
        strftime(DATE '2000-01-01' + (chance(i, 1) * 5000)::INT, '%Y-%m-%d') AS date_of_birth,
        'F' AS sex
    FROM range({children} + 1) t(i)) TO '{folder}/education.people.csv';
COPY (SELECT 'P' || i AS person_id, 'Ann' AS forename, 'Invented' AS surname,
        strftime(DATE '2000-01-01' + (chance(i, 1) * 5000)::INT, '%Y-%m-%d') AS date_of_birth,
        'F' AS sex
    FROM range({children} + 1) t(i)) TO '{folder}/health.people.csv';
COPY (SELECT 'P' || i AS person_id, 'Ann' AS forename, 'Invented' AS surname, 'F' AS sex
    FROM range({children} + 1) t(i)) TO '{folder}/police.people.csv';
COPY (SELECT 'P' || i AS person_id, 'Ann' AS forename, 'Invented' AS surname, 'F' AS sex
    FROM range({children} + 1) t(i)) TO '{folder}/reporter.people.csv';
COPY (SELECT 'P' || i AS person_id, 'Ann' AS forename, 'Invented' AS surname, 'F' AS sex
    FROM range({children} + 1) t(i)) TO '{folder}/social_work.people.csv';

-- 40 rows in 100: attendance by term, two of them with the same child and term now and then.
COPY (SELECT spoilt(i, 2, 'A' || i, 'A' || (i // 2)) AS attendance_id,
        spoilt(i, 3, 'P' || (i % {children}), 'NOSUCH') AS person_id,
        spoilt(i, 4, strftime(DATE '2008-08-15' + ((i // {children}) * 120)::INT, '%Y-%m-%d'), '15/08/2016') AS term_start,
        spoilt(i, 5, '150', 'many') AS possible,
        spoilt(i, 6, (100 + (chance(i, 7) * 50)::INT)::VARCHAR, '151') AS attended
    FROM range({rows} * 40 // 100) t(i)) TO '{folder}/education.attendance.csv';

-- 10 in 100: concerns.
COPY (SELECT 'C' || i AS concern_id, spoilt(i, 8, child(i, 9), 'NOSUCH') AS person_id,
        spoilt(i, 10, day(i, 11) || 'T09:30', 'last week') AS received_at,
        spoilt(i, 12, pick(i, 13, ['police', 'health', 'education', 'family', 'public']), 'nobody') AS source,
        pick(i, 14, ['neglect', 'physical', 'emotional', 'sexual', 'domestic_abuse']) AS concern
    FROM range({rows} * 10 // 100) t(i)) TO '{folder}/social_work.concerns.csv';

-- 10 in 100: discussions, one for each concern.
COPY (SELECT 'D' || i AS discussion_id, spoilt(i, 15, 'C' || i, 'NOSUCH') AS concern_id,
        spoilt(i, 16, child(i, 9), 'P1') AS person_id,
        spoilt(i, 17, later(i, 11, 2) || 'T14:00', '2010-01-01T10:00') AS held_at,
        pick(i, 18, ['no_action', 'named_person', 'further_enquiries', 'investigation_joint']) AS decision,
        spoilt(i, 19, 'yes', 'Y') AS reason_recorded,
        pick(i, 20, ['required', 'not_required']) AS planning_meeting
    FROM range({rows} * 10 // 100) t(i)) TO '{folder}/social_work.discussions.csv';

-- 20 in 100: the services of each discussion.
COPY (SELECT 'S' || i AS discussion_service_id, spoilt(i, 21, 'D' || (i // 2), 'NOSUCH') AS discussion_id,
        spoilt(i, 22, CASE WHEN i % 2 = 0 THEN 'police' ELSE 'health' END, 'fire') AS service,
        'yes' AS took_part, spoilt(i, 23, 'yes', 'perhaps') AS should_be_told,
        CASE WHEN chance(i, 24) < 0.9 THEN spoilt(i, 25, later(i // 2, 11, 5) || 'T10:00', '2027-01-01T10:00') END AS told_at,
        CASE WHEN chance(i, 24) >= 0.899 THEN 'other' END AS not_told_reason
    FROM range({rows} * 20 // 100) t(i)) TO '{folder}/social_work.discussion_services.csv';

-- 3 in 100: planning meetings.
COPY (SELECT 'M' || i AS meeting_id, spoilt(i, 26, 'C' || (i * 3), NULL) AS concern_id,
        spoilt(i, 27, child(i * 3, 9), 'P2') AS person_id, pick(i, 28, ['initial', 'review']) AS kind,
        spoilt(i, 29, later(i * 3, 11, 20), '2016-02-30') AS held_on,
        spoilt(i, 30, pick(i, 31, ['registered', 'not_registered', 'remains']), 'perhaps') AS outcome,
        CASE WHEN chance(i, 32) < 0.2 THEN 'staff' END AS late_reason
    FROM range({rows} * 3 // 100) t(i)) TO '{folder}/social_work.planning_meetings.csv';

-- 3 in 100: requests for help.
COPY (SELECT spoilt(i, 33, 'R' || i, NULL) AS request_id, spoilt(i, 34, child(i, 35), 'NOSUCH') AS person_id,
        day(i, 36) AS requested_on, pick(i, 37, ['parenting', 'respite', 'counselling']) AS service,
        spoilt(i, 38, 'offered', 'refused') AS answer,
        spoilt(i, 39, later(i, 36, 30), later(i, 36, -9)) AS first_help_on
    FROM range({rows} * 3 // 100) t(i)) TO '{folder}/social_work.support_requests.csv';

-- 5 in 100: health reviews, one for each child and kind.
COPY (SELECT 'H' || i AS review_id, spoilt(i, 40, 'P' || (i % {children}), 'NOSUCH') AS person_id,
        '27_30_months' AS review, spoilt(i, 41, day(i, 42), 'soon') AS due_on,
        CASE WHEN chance(i, 43) < 0.8 THEN later(i, 42, 20) END AS reviewed_on,
        CASE WHEN chance(i, 43) < 0.799 THEN spoilt(i, 44, 'some', 'lots') END AS concern
    FROM range({rows} * 5 // 100) t(i)) TO '{folder}/health.child_reviews.csv';

-- 5 in 100: police reports.
COPY (SELECT 'K' || i AS report_id, spoilt(i, 45, child(i, 46), 'NOSUCH') AS person_id,
        spoilt(i, 47, day(i, 48) || 'T22:10', '2016-13-01T22:10') AS reported_at,
        CASE WHEN chance(i, 49) < 0.7 THEN spoilt(i, 50, later(i, 48, 1), later(i, 48, -4)) || 'T09:00' END AS shared_at,
        CASE WHEN chance(i, 49) < 0.699 THEN pick(i, 51, ['social_work', 'health']) END AS shared_with
    FROM range({rows} * 5 // 100) t(i)) TO '{folder}/police.concern_reports.csv';

-- 4 in 100: referrals to the reporter.
COPY (SELECT 'F' || i AS referral_id, spoilt(i, 52, child(i, 53), 'NOSUCH') AS person_id,
        day(i, 54) AS received_on, spoilt(i, 55, 'offence', 'other') AS ground,
        CASE WHEN chance(i, 56) < 0.8 THEN 'no_hearing' ELSE 'pending' END AS decision,
        CASE WHEN chance(i, 56) < 0.799 THEN spoilt(i, 57, later(i, 54, 30), later(i, 54, -30)) END AS decided_on
    FROM range({rows} * 4 // 100) t(i)) TO '{folder}/reporter.referrals.csv';
