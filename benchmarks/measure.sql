-- Forty measures as a data analyst would write them for DuckDB, by all children, SIMD quintile,
-- looked after, sex and band of age, each for the latest twelve months and by quarter. benchmarks/measure.py
-- runs this file beside ours over the same tables, and compares every cell. Settings: as_at is
-- 2017-07-31, the latest year 2016-07-01 to 2017-06-30, and the extracts begin on 2012-08-01.

-- Who each child is, by the first agency that says.
create or replace temp table child as
with every_agency as (
  select 1 as rank, person_id, date_of_birth, sex, postcode from social_work_people
  union all select 2, person_id, date_of_birth, sex, postcode from health_people
  union all select 3, person_id, date_of_birth, sex, postcode from education_people
  union all select 4, person_id, date_of_birth, sex, postcode from police_people
  union all select 5, person_id, date_of_birth, sex, postcode from reporter_people
), homes as (
  select e.person_id, arg_min(p.simd_quintile, rank) as simd, arg_min(p.in_area, rank) as in_area
  from every_agency e
  join reference_postcodes p on upper(replace(e.postcode, ' ', '')) = upper(replace(p.postcode, ' ', ''))
  group by e.person_id
), people as (
  select person_id,
    arg_min(date_of_birth, rank) filter (date_of_birth is not null) as born,
    arg_min(sex, rank) filter (sex in ('F', 'M')) as sex
  from every_agency group by person_id
)
select person_id, born, coalesce(sex, 'not known') as sex,
  coalesce(cast(simd as varchar), 'not known') as simd, coalesce(in_area, 'yes') <> 'no' as inside
from people left join homes using (person_id);

-- The last day on which a wait is watched, and whether it came to its end by then.
create or replace temp macro watched(until) as least(until, date '2017-07-31');
create or replace temp macro came(ended, until) as coalesce(ended <= watched(until), false);

create or replace temp table started as
-- attendance: half days attended out of those possible
select 'attendance' as measure, person_id, term_start as on_day, term_start as until, null::int as met,
  attended::double as amount, possible::double as out_of, null::double as length, null::int as ended
from education_attendance
where attended between 0 and possible and possible > 0 and term_start is not null
union all
-- review-27-30-without-concern
select 'review-27-30-without-concern', person_id, reviewed_on, reviewed_on, (concern = 'none')::int, null, null, null, null
from health_child_reviews join child using (person_id)
where inside and review = '27_30_months' and concern in ('none', 'some') and reviewed_on is not null
union all
-- help-refused-or-unavailable
select 'help-refused-or-unavailable', person_id, requested_on, requested_on + 90, (answer in ('refused', 'not_available'))::int, null, null, null, null
from social_work_support_requests join child using (person_id)
where inside and answer in ('offered', 'refused', 'not_available', 'waiting') and requested_on is not null
union all
-- help-not-available
select 'help-not-available', person_id, requested_on, requested_on + 90, (answer = 'not_available')::int, null, null, null, null
from social_work_support_requests join child using (person_id)
where inside and answer in ('offered', 'refused', 'not_available', 'waiting') and requested_on is not null
union all
-- help-still-waited-for
select 'help-still-waited-for', person_id, requested_on, requested_on + 90, (answer = 'waiting')::int, null, null, null, null
from social_work_support_requests join child using (person_id)
where inside and answer in ('offered', 'refused', 'not_available', 'waiting') and requested_on is not null
union all
-- parenting-offered
select 'parenting-offered', person_id, requested_on, requested_on + 90, (answer = 'offered')::int, null, null, null, null
from social_work_support_requests join child using (person_id)
where inside and service = 'parenting' and answer in ('offered', 'refused', 'not_available', 'waiting') and requested_on is not null
union all
-- counselling-offered
select 'counselling-offered', person_id, requested_on, requested_on + 90, (answer = 'offered')::int, null, null, null, null
from social_work_support_requests join child using (person_id)
where inside and service = 'counselling' and answer in ('offered', 'refused', 'not_available', 'waiting') and requested_on is not null
union all
-- respite-offered
select 'respite-offered', person_id, requested_on, requested_on + 90, (answer = 'offered')::int, null, null, null, null
from social_work_support_requests join child using (person_id)
where inside and service = 'respite' and answer in ('offered', 'refused', 'not_available', 'waiting') and requested_on is not null
union all
-- money-advice-offered
select 'money-advice-offered', person_id, requested_on, requested_on + 90, (answer = 'offered')::int, null, null, null, null
from social_work_support_requests join child using (person_id)
where inside and service = 'money_advice' and answer in ('offered', 'refused', 'not_available', 'waiting') and requested_on is not null
union all
-- aftercare-supported
select 'aftercare-supported', person_id, eligible_on, eligible_on + 90, (pathway_plan = 'yes' and coordinator = 'yes')::int, null, null, null, null
from social_work_aftercare
where pathway_plan in ('yes', 'no') and coordinator in ('yes', 'no') and eligible_on is not null
union all
-- aftercare-received
select 'aftercare-received', person_id, eligible_on, eligible_on + 90, (receiving = 'yes')::int, null, null, null, null
from social_work_aftercare
where receiving in ('yes', 'no') and eligible_on is not null
union all
-- care-leavers-all-four
select 'care-leavers-all-four', person_id, eligible_on, eligible_on + 90, (settled_home = 'yes' and work_or_study = 'yes' and health_assessed = 'yes'
  and coordinator = 'yes')::int, null, null, null, null
from social_work_aftercare
where settled_home in ('yes', 'no') and work_or_study in ('yes', 'no')
  and health_assessed in ('yes', 'no') and coordinator in ('yes', 'no') and eligible_on is not null
union all
-- care-leavers-settled-home
select 'care-leavers-settled-home', person_id, eligible_on, eligible_on + 90, (settled_home = 'yes')::int, null, null, null, null
from social_work_aftercare
where settled_home in ('yes', 'no') and eligible_on is not null
union all
-- care-leavers-work-or-study
select 'care-leavers-work-or-study', person_id, eligible_on, eligible_on + 90, (work_or_study = 'yes')::int, null, null, null, null
from social_work_aftercare
where work_or_study in ('yes', 'no') and eligible_on is not null
union all
-- care-leavers-health-assessed
select 'care-leavers-health-assessed', person_id, eligible_on, eligible_on + 90, (health_assessed = 'yes')::int, null, null, null, null
from social_work_aftercare
where health_assessed in ('yes', 'no') and eligible_on is not null
union all
-- care-leavers-named-worker
select 'care-leavers-named-worker', person_id, eligible_on, eligible_on + 90, (coordinator = 'yes')::int, null, null, null, null
from social_work_aftercare
where coordinator in ('yes', 'no') and eligible_on is not null
union all
-- leavers-scqf-4
select 'leavers-scqf-4', person_id, left_on, left_on, (scqf in ('4', '5', '6', '7'))::int, null, null, null, null
from education_leavers
where scqf in ('none', '2', '3', '4', '5', '6', '7') and left_on is not null
union all
-- leavers-scqf-5
select 'leavers-scqf-5', person_id, left_on, left_on, (scqf in ('5', '6', '7'))::int, null, null, null, null
from education_leavers
where scqf in ('none', '2', '3', '4', '5', '6', '7') and left_on is not null
union all
-- leavers-scqf-6
select 'leavers-scqf-6', person_id, left_on, left_on, (scqf in ('6', '7'))::int, null, null, null, null
from education_leavers
where scqf in ('none', '2', '3', '4', '5', '6', '7') and left_on is not null
union all
-- leavers-positive-destination
select 'leavers-positive-destination', person_id, followed_up_on, followed_up_on, (destination in ('higher_education', 'further_education', 'training', 'employment',
  'voluntary_work', 'activity_agreement'))::int, null, null, null, null
from education_leavers
where destination is not null and followed_up_on is not null
union all
-- plan-in-place
select 'plan-in-place', person_id, held_on, held_on, (plan_in_place = 'yes')::int, null, null, null, null
from social_work_plan_reviews join child using (person_id)
where inside and plan_in_place in ('yes', 'no') and held_on is not null
union all
-- meeting-led-to-registration
select 'meeting-led-to-registration', person_id, held_on, held_on, (outcome = 'registered')::int, null, null, null, null
from social_work_planning_meetings join child using (person_id)
where inside and kind in ('initial', 'pre_birth') and outcome in ('registered', 'not_registered') and held_on is not null
union all
-- reason-recorded
select 'reason-recorded', person_id, held_at::date, held_at::date, (reason_recorded = 'yes')::int, null, null, null, null
from social_work_discussions join child using (person_id)
where inside and reason_recorded in ('yes', 'no') and held_at is not null
union all
-- led-to-investigation
select 'led-to-investigation', person_id, held_at::date, held_at::date, (decision in ('investigation_single', 'investigation_joint'))::int, null, null, null, null
from social_work_discussions join child using (person_id)
where inside and decision in ('no_action', 'named_person', 'childs_plan_meeting', 'further_enquiries',
  'investigation_single', 'investigation_joint', 'young_person_protocol') and held_at is not null
union all
-- education-took-part
select 'education-took-part', person_id, held_at::date, held_at::date, (discussion_id in (select discussion_id from social_work_discussion_services
  where service = 'education' and took_part = 'yes'))::int, null, null, null, null
from social_work_discussions join child using (person_id)
where inside and held_at is not null
union all
-- police-report-shared
select 'police-report-shared', person_id, reported_at::date, reported_at::date + 28, (coalesce(shared_with in ('social_work', 'health', 'education', 'reporter'), false))::int, null, null, null, null
from police_concern_reports join child using (person_id)
where inside and reported_at is not null
union all
-- referral-to-hearing
select 'referral-to-hearing', person_id, received_on, received_on + 180, (decision = 'hearing')::int, null, null, null, null
from reporter_referrals join child using (person_id)
where inside and decision in ('no_hearing', 'hearing', 'local_support', 'pending') and received_on is not null
union all
-- decision-shared: each service that should be told was told, or a reason is there
select 'decision-shared', person_id, held_at::date, held_at::date + 28,
  bool_and(told_at is not null or not_told_reason is not null)::int, null, null, null, null
from social_work_discussions join child using (person_id)
join social_work_discussion_services using (discussion_id)
where inside and should_be_told = 'yes' and held_at is not null
group by discussion_id, person_id, held_at
union all
-- concerns-received
select 'concerns-received', person_id, received_at::date, received_at::date, null, 1, null, null, null
from social_work_concerns join child using (person_id) where inside and received_at is not null
union all
-- help-asked-for
select 'help-asked-for', person_id, requested_on, requested_on, null, 1, null, null, null
from social_work_support_requests join child using (person_id)
where inside and requested_on is not null
union all
-- registrations
select 'registrations', person_id, registered_on, registered_on, null, 1, null, null, null
from social_work_registrations where registered_on is not null
union all
-- length-of-exclusions: half days of each
select 'length-of-exclusions', person_id, excluded_on, excluded_on, null, half_days, 1, null, null
from education_exclusions where half_days >= 0 and excluded_on is not null
union all
-- help-after-request: days from the one to the other, watched for so long, with those who wait still
select 'help-after-request', person_id, requested_on, requested_on + 90, null, null, null,
  case when came(first_help_on, requested_on + 90) then first_help_on - requested_on else watched(requested_on + 90) - requested_on end,
  came(first_help_on, requested_on + 90)::int
from social_work_support_requests join child using (person_id)
where inside and answer in ('offered', 'waiting') and requested_on is not null and coalesce(first_help_on >= requested_on, true)
union all
-- review-27-30-wait: days from the one to the other, watched for so long, with those who wait still
select 'review-27-30-wait', person_id, due_on, due_on + 180, null, null, null,
  case when came(reviewed_on, due_on + 180) then reviewed_on - due_on else watched(due_on + 180) - due_on end,
  came(reviewed_on, due_on + 180)::int
from health_child_reviews join child using (person_id)
where inside and review = '27_30_months' and due_on is not null and coalesce(reviewed_on >= due_on, true)
union all
-- time-on-register: days from the one to the other, watched for so long, with those who wait still
select 'time-on-register', person_id, registered_on, (registered_on + interval 24 months)::date, null, null, null,
  case when came(removed_on, (registered_on + interval 24 months)::date) then removed_on - registered_on else watched((registered_on + interval 24 months)::date) - registered_on end,
  came(removed_on, (registered_on + interval 24 months)::date)::int
from social_work_registrations
where registered_on is not null and coalesce(removed_on >= registered_on, true)
union all
-- referral-to-decision: days from the one to the other, watched for so long, with those who wait still
select 'referral-to-decision', person_id, received_on, received_on + 180, null, null, null,
  case when came(decided_on, received_on + 180) then decided_on - received_on else watched(received_on + 180) - received_on end,
  came(decided_on, received_on + 180)::int
from reporter_referrals join child using (person_id)
where inside and received_on is not null and coalesce(decided_on >= received_on, true)
union all
-- moved-again within twelve months; counted under the day on which they are over
select 'moved-again', p.person_id, (started_on + interval 12 months)::date,
  (started_on + interval 12 months)::date,
  exists (from social_work_placements q where q.person_id = p.person_id
    and q.started_on > p.started_on and q.started_on <= p.started_on + interval 12 months)::int,
  null, null, null, null
from social_work_placements p
where placement in ('kinship', 'foster', 'residential', 'adopters', 'other') and started_on is not null
union all
-- looked after, of three kinds: each child once on the last day of each quarter
select distinct kinds.measure, person_id, day, day, null::int, 1::double, null::double,
  null::double, null::int
from social_work_placements
join (values ('looked-after-by-relatives', 'kinship'), ('looked-after-in-residential-care', 'residential'),
    ('looked-after-away-from-home', 'kinship'), ('looked-after-away-from-home', 'foster'),
    ('looked-after-away-from-home', 'residential'), ('looked-after-away-from-home', 'adopters'),
    ('looked-after-away-from-home', 'other')) kinds(measure, placement) using (placement)
join (select (d + interval 3 months)::date - 1 as day
  from range(timestamp '2012-10-01', timestamp '2017-04-02', interval 3 months) t(d)) days
  on started_on <= day and (ended_on is null or day <= ended_on);

create or replace temp table cases as
with covered as (
  select distinct s.rowid as id from started s
  join social_work_placements p on p.person_id = s.person_id
    and p.started_on <= s.on_day and (p.ended_on is null or s.on_day <= p.ended_on)
)
select s.*, until <= date '2017-07-31' as complete, simd, sex,
  case when covered.id is null then 'not looked after' else 'looked after' end as looked_after,
  case when age between 0 and 4 then 'under 5' when age between 5 and 11 then '5 to 11'
    when age between 12 and 15 then '12 to 15' when age between 16 and 120 then '16 and over'
    else 'not known' end as age_band,
  on_day >= (case when measure like 'looked-after-%' then date '2017-04-01' else date '2016-07-01' end)
    and on_day < date '2017-07-01' as latest,
  year(on_day) || '-Q' || quarter(on_day) as quarter
from (select s.*, s.rowid, child.simd, child.sex, year(on_day) - year(born)
    - case when month(on_day) * 100 + day(on_day) >= month(born) * 100 + day(born) then 0 else 1 end as age
  from started s left join child using (person_id)) s
left join covered on covered.id = s.rowid;

create or replace temp table cells as
select measure,
  case when grouping(simd) = 0 then 'simd_quintile' when grouping(looked_after) = 0 then 'looked_after'
    when grouping(sex) = 0 then 'sex' when grouping(age_band) = 0 then 'age_band' else 'all' end as grouping,
  case when grouping(simd) = 0 then simd when grouping(looked_after) = 0 then looked_after
    when grouping(sex) = 0 then sex when grouping(age_band) = 0 then age_band else 'all' end as "group",
  quarter as label,
  count(*) filter (complete) as cases, count(*) filter (not complete) as pending,
  count(distinct person_id) filter (complete) as children, sum(met) filter (complete) as met,
  sum(amount) filter (complete) as amount, sum(out_of) filter (complete) as out_of
from cases group by grouping sets (
  (measure, quarter), (measure, quarter, simd), (measure, quarter, looked_after),
  (measure, quarter, sex), (measure, quarter, age_band))
union all
select measure,
  case when grouping(simd) = 0 then 'simd_quintile' when grouping(looked_after) = 0 then 'looked_after'
    when grouping(sex) = 0 then 'sex' when grouping(age_band) = 0 then 'age_band' else 'all' end,
  case when grouping(simd) = 0 then simd when grouping(looked_after) = 0 then looked_after
    when grouping(sex) = 0 then sex when grouping(age_band) = 0 then age_band else 'all' end,
  'latest', count(*) filter (complete), count(*) filter (not complete),
  count(distinct person_id) filter (complete), sum(met) filter (complete),
  sum(amount) filter (complete), sum(out_of) filter (complete)
from cases where latest
group by grouping sets ((measure), (measure, simd), (measure, looked_after), (measure, sex), (measure, age_band));

create or replace temp table medians as
with lengths as (
  select measure, unnest(['all', 'simd_quintile', 'looked_after', 'sex', 'age_band']) as grouping,
    unnest(['all', simd, looked_after, sex, age_band]) as "group", label, length, ended
  from (
    select *, quarter as label from cases where length is not null
    union all select *, 'latest' from cases where length is not null and latest)
), days as (
  select measure, grouping, "group", label, length, sum(ended) as ended, count(*) as watched
  from lengths group by all
), risk as (
  select *, sum(watched) over (partition by measure, grouping, "group", label order by length desc) as at_risk from days
), share as (
  select *, product(1 - ended / at_risk) over (partition by measure, grouping, "group", label order by length) as still from risk
)
select measure, grouping, "group", label,
  (min(length) filter (ended > 0 and still <= 0.5 + 1e-9) + min(length) filter (ended > 0 and still < 0.5 - 1e-9)) / 2 as median
from share group by all;
