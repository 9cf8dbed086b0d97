"""The invented story of Merrowshire as data: what was recommended, promised, moved, claimed and checked."""

from dataclasses import dataclass
from datetime import date

REVIEW = "Larkfield Review"

AGENCIES = {
    "NBC": "Northmere Borough Council",
    "SBC": "Saltby Borough Council",
    "MP": "Merrowshire Police",
    "HB": "Merrowshire Health Board",
    "MSP": "Merrowshire Safeguarding Partnership",
    "YJS": "Merrowshire Youth Justice Service",
    "FRS": "Merrowshire Fire Brigade",
}

RECEIVED = {
    "northmere": """2025-06-23 2025-08-04 2025-09-15 2025-10-27 2025-12-08 2026-01-19 2026-03-02
        2026-04-13 2026-05-26 2026-07-06 2026-08-17 2026-09-28 2026-10-20""",
    "saltby": "2025-06-30 2025-09-01 2025-11-03 2026-01-05 2026-03-02 2026-05-05 2026-07-06 2026-09-21",
    "police": """2025-06-27 2025-07-28 2025-08-28 2025-09-26 2025-10-28 2025-11-27 2026-01-06 2026-02-05
        2026-03-06 2026-04-08 2026-05-08 2026-07-03 2026-08-04 2026-09-03 2026-10-02 2026-10-26""",
    "health-board": """2025-07-04 2025-09-05 2025-10-31 2026-01-09 2026-03-06 2026-05-08 2026-07-10
        2026-09-11 2026-10-23""",
    "safeguarding-partnership": """2025-06-19 2025-08-07 2025-09-18 2025-10-30 2025-12-11 2026-01-29
        2026-03-12 2026-04-23 2026-06-04 2026-07-16 2026-09-03 2026-10-15""",
    "youth-justice": "2025-07-10 2025-10-09 2026-01-15 2026-04-02 2026-06-18",
    "committee": "2025-06-16 2025-10-06 2026-05-11",
    "assurance-board": "2025-11-14 2026-01-16 2026-03-20 2026-05-22 2026-07-24 2026-09-25 2026-10-26",
    "committee-log": "2026-03-31 2026-06-30 2026-09-29 2026-10-23",
}

# ref | agencies it is addressed to | exact words. A line "from <date>" under it gives later words;
# "added <date>" says since when the register has held it, "gone <date> to <date>" when it did not, and
# "also <date>" which agency it was also addressed to from then on.
RECOMMENDATIONS = """
1 | NBC SBC MP HB YJS | Every agency should set a written standard for the supervision of staff who work \
with children at risk of sexual exploitation, and show each year that it is kept.
2 | NBC SBC MP | Every child who has been missing should be offered a return-home interview by somebody \
independent within 72 hours, and what is learned should be shared the same week.
3 | NBC SBC MP MSP YJS | Referrals about sexual exploitation that were closed without action in the five \
years before this review should be audited, and the findings published.
4 | NBC SBC MP HB YJS | Words that blame children should no longer be used in records, and records should \
be checked for them every year.
5 | NBC SBC MP HB MSP YJS | Staff and elected members should be trained to recognise sexual exploitation, \
with a refresher at least every two years.
6.1 | NBC SBC | The two councils should adopt one standard of checks for taxi and private hire licences.
6.2 | NBC SBC MP | Licensing panels should see what the police know about an applicant before they decide.
6.3 | NBC SBC MP | Hotels and late-opening premises should be visited at least once a year to check that \
their staff know how to raise a concern.
    also 2026-05-11 FRS
6.4 | MSP | All agencies should sign one information-sharing agreement and tell staff in plain words what \
they may share.
6.5 | MP | There should be one short form for passing intelligence to the police, and everybody who uses \
it should be told what became of it.
6.6 | MP MSP | New concerns should be considered by all agencies together every working day.
6.7 | NBC SBC MSP | Agencies should keep one shared chronology for each child at risk of exploitation.
6.8 | NBC SBC | Unexplained absence and exclusion from school should reach the exploitation team within \
five school days.
6.9 | HB | Sexual health services and school nurses should have one agreed route for referral.
    gone 2025-10-06 to 2026-05-11
6.10 | NBC SBC | Refusals and revocations of taxi licences should be shared with every licensing authority.
7 | MSP | A panel of victims and survivors, recruited openly and paid for its time, should advise all \
agencies.
8 | HB | Nobody who was sexually exploited as a child should wait more than 12 weeks for therapeutic support.
9 | NBC SBC HB | Support should not end because a young person turns 18.
    from 2025-10-06: Support should not end because a young person turns 18: every plan for moving to adult \
services should be agreed by the age of 17.
10 | MP | Investigations closed in the past five years should be reviewed by officers who had no part in them.
11 | MP MSP | Agencies should record the same basic facts about exploitation to one standard, and publish \
totals every year.
12 | SBC MP HB MSP YJS | Staff who disagree with a decision about a child should have a written route to \
challenge it.
13 | MSP | An independent person should report in public each year on how well agencies work together.
14 | SBC HB | There should be cover by trained staff at night and at weekends.
15 | MSP | Children placed in Merrowshire from other areas should be included in every count and every plan.
16 | NBC SBC MSP | Progress on these recommendations should be published in one place every six months.
    added 2025-10-06
"""

FIRST_RESPONSES = date(2025, 6, 12)

# register version from | recommendation | agency | word in the register | response date | reason
RESPONSES = """
2025-06-16 | 1 | HB | Accepted in principle | 2025-06-12 | Subject to agreement by the Board in September.
2025-10-06 | 1 | HB | Accepted | 2025-09-24 |
2025-06-16 | 3 | YJS | Not accepted | 2025-06-12 | The service keeps no referrals of its own.
2025-06-16 | 6.3 | SBC | Not accepted | 2025-06-12 | The council considers its present visits to be enough.
2025-06-16 | 6.3 | MP | Not accepted | 2025-06-12 | Visits to premises are a duty of the councils.
2026-05-11 | 6.3 | FRS | Accepted | 2026-04-29 |
2026-05-11 | 6.8 | SBC | Acceptance withdrawn | 2026-04-22 | The council will rely on reports by schools.
2025-06-16 | 8 | HB | Accepted in part | 2025-06-12 | Accepted for children; adult waits are set elsewhere.
2025-06-16 | 9 | HB | Accepted in principle | 2025-06-12 | Depends on the budget for 2027/28.
2025-06-16 | 12 | SBC | Awaiting response | |
2025-06-16 | 12 | MP | Agreed subject to funding | 2025-06-12 |
2025-06-16 | 12 | YJS | Noted | 2025-06-12 | The service follows the Partnership's route.
2025-06-16 | 14 | SBC | Accepted in part | 2025-06-12 | Weekend cover only.
2025-10-06 | 16 | NBC | Accepted | 2025-09-30 |
2025-10-06 | 16 | SBC | Accepted | 2025-09-30 |
2025-10-06 | 16 | MSP | Accepted | 2025-09-30 |
"""

# A separate sheet in the registers from the first date on, with the same columns.
LATE_ANSWERS = """
2026-05-11 | 14 | SBC | Accepted | 2026-05-06 | The council now plans cover at night as well.
"""

# (version, recommendation, agency): the name as that version of the register misspells it
MISSPELT_IN_REGISTER = {
    (date(2025, 6, 16), "13", "MSP"): "Merrowshire Safegaurding Partnership",
}

# Each action: ref | recommendations | priority | owner | first due date | working with, then its words, then
# dated events. A date is a day (2025-10-31), a month (2025-10) or the agency's own words. "done" is the
# completion date that the agency claims ("?" = none given); "here=no" takes the row out of the return.
# "reported" is the agency's own status word where the layout does not know it.
NORTHMERE = """
NBC-01 | 1 | High | Head of Assessment and Safeguarding | 2025-10-31 |
  Write a supervision standard for social workers and their managers, and record each session against it.
  2025-08-04 status=in progress; note=Draft shared with team managers.
  2025-10-27 done=2025-10-17; evidence=Cabinet report C/25/118, appendix 2; note=In use in all teams.
NBC-02 | 2 | High | Head of Commissioning | 2025-12-19 |
  Appoint an independent provider of return-home interviews, with 72 hours as a term of the contract.
  2025-09-15 status=in progress; note=Tender published.
  2025-12-08 due=2026-02-27; reason=One bidder withdrew and the tender was run again.
  2026-03-02 done=2026-02-20; evidence=Contract award notice N-2026-014; note=Provider started on 23 February.
NBC-03 | 2 | Medium | Head of Assessment and Safeguarding | 2026-01-30 | Merrowshire Police
  Send the themes of return-home interviews to the police and to schools every month.
  2025-12-08 status=in progress
  2026-01-19 done=2026-01-16; evidence=Themes report, January 2026; note=First report sent.
NBC-04 | 3 | High | Principal Social Worker | 2025-11-28 |
  Audit all referrals about exploitation closed without action since June 2020 and publish the findings.
  2025-08-04 status=in progress; note=Scope agreed with the Assurance Board.
  2025-10-27 due=2026-01-30; reason=More referrals were in scope than first counted.
  2026-01-19 done=2026-01-12; evidence=Audit report, version 1
  2026-04-13 status=in progress; due=2026-06-30; reason=Two teams to be added, as the Assurance Board asked.
  2026-07-06 done=2026-06-26; evidence=Audit report, version 2, published on the council's website
NBC-05 | 4 | Medium | Principal Social Worker | 2025-09-30 |
  Issue a guide to words that must not be used in records, and the words to use in their place.
  2025-08-04 status=in progress
  2025-09-15 done=2025-09-12; evidence=Practice guide PG-31
NBC-06 | 4 | Medium | Head of Quality Assurance | 2026-05-29 |
  Check the language in 100 records each year and report the result to the scrutiny committee.
  2026-03-02 status=in progress; note=Sample drawn.
  2026-05-26 done=2026-05-22; evidence=Language check 2026, report to scrutiny
NBC-07 | 5 | Medium | Head of Democratic Services | 2025-11-30 |
  Train all elected members to recognise sexual exploitation.
  2025-10-27 status=in progress; note=Two of three sessions held.
  2025-12-08 done=2025-11-25; evidence=Attendance register, November 2025
  2026-10-20 status=in progress; due=2026-12-18; reason=Members elected in May 2026 are still to be trained.
NBC-08 | 5 | High | Head of Learning and Development | 2026-03-31 |
  Train all front-line staff and set a refresher every two years.
  2025-12-08 status=in progress
  2026-04-13 done=2026-03-27; evidence=Training return, March 2026
NBC-09 | 6.1 | High | Head of Licensing | 2026-03-31 | Saltby Borough Council
  Adopt one standard of checks for taxi and private hire licences with Saltby Borough Council.
  2025-10-27 status=in progress; note=Joint officer group meets every month.
  2026-03-02 due=2026-07-31; reason=Consultation with drivers extended by Saltby Borough Council.
  2026-07-06 due=2026-11-30; reason=Both councils must decide in the same month.
NBC-10 | 6.2 | High | Head of Licensing | 2025-12-31 | Merrowshire Police
  Ask for police information on every applicant before the licensing panel meets.
  2025-10-27 status=in progress
  2025-12-08 done=2025-12-05; evidence=Licensing panel procedure, section 4
NBC-11 | 6.7 | High | Head of Digital Services | 2026-06-30 | Merrowshire Safeguarding Partnership
  Bring the shared chronology into the council's case system.
  2026-01-19 status=in progress
  2026-05-26 due=2026-09-30; reason=The supplier's test version came late.
  2026-08-17 owner=Assistant Director, Children's Services; note=Testing found two faults.
NBC-12 | 6.8 | Medium | Head of Education Inclusion | 2026-07-31 |
  Send unexplained absence and exclusions to the exploitation team every five school days.
  2026-03-02 status=in progress
  2026-08-17 done=2026-07-24; evidence=Data feed specification, signed off July 2026
  2026-10-20 evidence=Twelve weekly data files, August to October 2026
NBC-13 | 6.10 | Medium | Head of Licensing | 2026-03-31 |
  Share refusals and revocations of taxi licences with every licensing authority.
  2025-12-08 status=in progress
  2026-03-02 status=paused; note=Legal advice: the council has no power to require other authorities to reply.
NBC-14 | 9 | Medium | Head of Leaving Care | 2026-09-30 | Merrowshire Health Board
  Agree a plan for moving to adult services for each young person known to the exploitation team.
  2025-12-08 status=in progress; due=2026-06-30; reason=Brought forward after the recommendation was reworded.
  2026-07-06 done=2026-06-19; evidence=Transition protocol, June 2026
NBC-15 | 6.1 | Low | Head of Licensing | 2027-03-31 |
  Publish the number of licence checks made each quarter (split from NBC-09).
  2026-03-02 here=yes
  2026-08-17 status=in progress
"""

SALTBY = """
S01 | 1 | High | Head of Safeguarding | 2025-12-31 |
  Introduce a supervision standard for all staff who work with children.
  2025-09-01 status=in progress
  2026-01-05 done=2025-12-19; note=Standard issued by e-mail to all managers.
S02 | 2 | High | Head of Safeguarding | 2025-10-31 |
  Offer every child who has been missing a return-home interview by an independent person within 72 hours.
  2025-09-01 status=in progress; note=Options paper in draft.
  2025-11-03 due=2026-01-31
  2026-01-05 due=2026-04-30; note=Recruitment under way.
  2026-05-05 due=2026-09-30
  2026-09-21 due=2027-03-31; note=Recruitment to be run again.
S03 | 2 | High | Head of Early Help | 2025-09-30 |
  Hold a weekly meeting on all children reported missing.
  2025-09-01 done=2025-08-29; note=Meetings held each Monday.
  2026-03-02 status=in progress; due=2026-07-31; note=Meetings lapsed in January and will start again.
S04 | 3 | High | Head of Quality | 2026-03-31 |
  Audit all referrals about exploitation closed without action in the past five years.
  2025-11-03 status=in progress
  2026-05-05 due=2026-08-31; action=Audit a sample of referrals about exploitation closed since 2024.
S05 | 3 | Medium | Head of Quality | 2026-06-30 |
  Publish the findings of the audit of closed referrals.
  2026-07-06 due=
S06 | 4 | Medium | Head of Quality | 2025-12-31 |
  Replace words that blame children in templates and guidance.
  2025-11-03 status=in progress
  2026-01-05 done=2025-12-22; evidence=Guidance note SBC-26; note=Templates changed.
S07 | 5 | Medium | Monitoring Officer | 2026-01-31 |
  Train all elected members to recognise sexual exploitation.
  2025-11-03 status=in progress
  2026-01-05 due=2026-05-31
  2026-07-06 done=2026-05-28
  2026-09-21 evidence=TBC
S08 | 6.1 | High | Licensing Manager | 2026-03-31 |
  Adopt one standard of checks for taxi and private hire licences with Northmere Borough Council.
  2025-11-03 status=in progress
  2026-03-02 due=2206-06-30; note=Consultation closes in April.
  2026-05-05 due=2026-06-30
  2026-07-06 done=2026-06-23; evidence=Licensing committee minute 41
S09 | 6.2 | High | Licensing Manager | 2025-11-30 |
  Ask for police information on every applicant before the licensing panel meets.
  2025-11-03 status=in progress; due=2026-05-31
  2026-03-02 here=no
  2026-05-05 here=yes
S10 | 6.3 | Low | Licensing Manager | 2026-03-31 |
  Keep the present programme of visits to premises (recommendation not accepted).
S11 | 6.7 | Medium | Head of Safeguarding | 2026-02-28 |
  Use the shared chronology for each child at risk of exploitation.
  2026-01-05 status=in progress
  2026-03-02 done=?; note=In use.
S12 | 6.8 | Medium | Head of Education | 2026-05-31 |
  Send unexplained absence to the exploitation team every five school days.
  2026-01-05 status=in progress
  2026-07-06 status=will not do
S13 | 9 | Medium | Head of Leaving Care | 2026-04-30 |
  Agree plans for moving to adult services by the age of 17.
  2026-01-05 status=in progress
  2026-03-02 due=2026-07-31
  2026-07-06 reported=Purple; note=Awaiting a decision on the budget.
S14 | 14 | High | Head of Early Help | TBC |
  Provide cover by trained staff at weekends.
  2026-05-05 status=in progress; note=Rota in draft. internal: do not publish - plant 17
"""

POLICE = """
MP/1.1 | 1 | High | Head of Public Protection | 2025-12-31 |
  Set a supervision standard for officers in the exploitation team, with a monthly record.
  2025-08-28 status=in progress
  2026-01-06 done=2025-12-18; evidence=Force procedure 2025/44
MP/2.1 | 2 | High | Missing Persons Manager | 2025-10-31 |
  Send every report of a missing child to the council within one day.
  2025-08-28 status=in progress
  2025-10-28 done=2025-10-24; evidence=System change note 118
  2026-09-03 status=in progress; due=2027-03-31; reason=The new records system does not yet send the reports.
MP/3.1 | 3 | High | Head of Public Protection | 2025-11-28 |
  Audit referrals about exploitation closed without action in the past five years.
  2025-07-28 status=in progress
  2025-11-27 done=2025-11-30; evidence=Audit report PPU-25-07
  2026-01-06 done=2025-11-26
MP/3.2 | 3 | High | Head of Public Protection | 2026-03-31 |
  Allocate every line of enquiry found by the audit to a named unit and report on each.
  2026-01-06 status=in progress
  2026-03-06 due=2026-06-30; reason=Audit found more lines of enquiry than expected.
  2026-07-03 due=2026-09-30; original=2026-06-30; reason=Analysts moved to other work in May.
  2026-10-02 due=2026-12-31
MP/4.1 | 4 | Medium | Head of Learning | 2026-01-31 |
  Remove words that blame children from force templates and training.
  2025-10-28 status=in progress
  2026-02-05 done=2026-01-27; evidence=Template set, January 2026
MP/4.2 | 4 | Medium | Head of Audit and Inspection | 2026-04-30 |
  Check the language in 50 records each quarter.
  2026-02-05 status=in progress
  2026-05-08 due=2026-07-31; reason=First check put back until the templates were in use.
  2026-10-26 here=no
MP/4.3 | 4 | Medium | Head of Audit and Inspection | 2027-01-31 |
  Check the language in 50 records every quarter.
  2026-10-26 here=yes; status=in progress
MP/5.1 | 5 | Medium | Head of Learning | 2026-05-31 |
  Train call handlers and response officers to recognise sexual exploitation.
  2026-01-06 status=in progress
  2026-07-03 done=2026-05-20; evidence=Training record, May 2026
MP/6.2.1 | 6.2 | High | Licensing Sergeant | 2025-12-31 | Northmere Borough Council
  Reply to licensing requests from both councils within ten working days.
  2025-09-26 status=in progress
  2026-01-06 done=2025-12-12; evidence=Service agreement with the councils
MP/6.3.1 | 6.3 | Low | Licensing Sergeant | 2026-03-31 |
  Support visits to premises when a council asks (recommendation not accepted).
MP/6.5.1 | 6.5 | High | Head of Intelligence | 2026-02-28 |
  Introduce one short form for passing intelligence to the police.
  2025-11-27 status=in progress
  2026-02-05 due=2026-04-30; reason=Form to be tested with two schools first.
  2026-05-08 done=2026-05-05
MP/6.5.2 | 6.5 | Medium | Head of Intelligence | 2026-06-30 |
  Tell everybody who sends intelligence what became of it within 28 days.
  2026-03-06 status=in progress
  2026-08-04 here=no
MP/6.6.1 | 6.6 | Medium | Superintendent, Public Protection | 2025-09-30 |
  Send a decision maker to the daily meeting on every working day.
  2025-07-28 status=in progress
  2025-09-26 done=2025-09-19; evidence=Meeting attendance, September 2025
MP/10.1 | 10 | High | Head of Major Crime | 2026-05-31 |
  Have all investigations closed in the past five years reviewed by officers who had no part in them.
  2025-10-28 status=in progress
  2026-05-08 due=2026-08-31; reason=Review team short of two posts.
  2026-10-26 action=Have investigations closed in the past three years reviewed by other officers.
MP/10.2 | 10 | Medium | Head of Major Crime | 2026-09-30 |
  Report to the Partnership every six months on plans to disrupt exploitation.
  2026-07-03 status=in progress
MP/11.1 | 11 | Medium | Head of Performance | 2026-06-30 |
  Record the same basic facts on every exploitation case and publish totals every year.
  2026-03-06 status=in progress
  2026-07-03 due=2026-11-27; reason=National data standard expected in the autumn.
  2026-10-26 priority=High
MP/11.2 | 11 | Low | Head of Performance | 2026-09-30 |
  Publish yearly totals.
  2026-04-08 status=superseded; reason=Joined to MP/11.1.
"""

HEALTH_BOARD = """
HB 1 | 1 | High | Head of Safeguarding Nursing | 2025-12 |
  Give every safeguarding nurse monthly supervision against a written standard.
  2025-09-05 status=in progress
  2026-01-09 done=2025-11; evidence=Supervision policy, version 3
HB 2 | 4 | Medium | Head of Safeguarding Nursing / Head of Health Records | Q4 2025/26 |
  Remove words that blame children from record templates.
  2025-10-31 status=in progress
  2026-05-08 done=2026-03; evidence=Template list, March 2026
HB 3 | 5 | High | Director of Nursing / Head of Workforce | 2026-03 |
  Train emergency department, sexual health and school nursing staff.
  2025-10-31 status=in progress
  2026-03-06 due=2026-09; reason=Winter pressures: two courses put back.
HB 4 | 6.9 | High | Sexual Health Service Manager / Head of School Nursing | 2025-12 |
  Agree one route for referral from sexual health services and school nurses.
  2025-09-05 status=in progress
  2026-01-09 done=2025-12; evidence=Referral pathway, December 2025
HB 5 | 6.9 | Medium | Head of School Nursing | Q2 2026/27 |
  Provide a named school nurse for every secondary school.
  2026-03-06 status=in progress
  2026-09-11 due=Q4 2026/27; reason=Two posts are not yet filled.
HB 6 | 8 | High | Head of Psychological Services | 2026-03 |
  Bring the wait for therapeutic support for children below 12 weeks.
  2025-10-31 status=in progress
  2026-03-06 due=2026-09
  2026-09-11 due=2027-03; reason=Funding agreed for part of the year only.
HB 7 | 8 | Medium | Head of Performance | 2026-06 |
  Publish the waiting time for therapeutic support every quarter.
  2026-05-08 status=in progress
  2026-09-11 done=2026-07
  2026-10-23 completed=2026-05
HB 8 | 9 | Medium | Head of Adult Mental Health / Head of Children's Services | TBC |
  Agree plans for moving to adult services by the age of 17.
  2026-03-06 status=in progress; due=H1 2026/27
HB 9 | 12 | Medium | Director of Nursing | 2025-09 |
  Issue a written route for staff to challenge a decision about a child.
  2025-10-31 done=2025-09; evidence=Staff bulletin, September 2025
  2026-03-06 done=2026-02; evidence=Escalation policy, February 2026
HB 10 | 14 | High | Director of Operations | 2026/27 |
  Provide cover by a trained nurse at night and at weekends.
  2026-05-08 status=paused; due=TBC; reason=Waiting for a decision on funding.
"""

PARTNERSHIP = """
1.1 | 6.4 | | Business Manager | 2025-12-31 | NBC, SBC, MP, HB, YJS
  Have all agencies sign one information-sharing agreement.
  2025-08-07 status=in progress
  2025-12-11 done=2025-12-10; evidence=Signed agreement, December 2025
1.2 | 6.4, 6.7 | | Business Manager | 2026-02-28 | MP, HB
  Issue a one-page guide to what may be shared and when.
  2025-12-11 status=in progress
  2026-03-12 done=2026-02-25; evidence=Guide for staff, February 2026
  2026-10-15 recs=6.4
1.3 | 6.6 | | Independent Chair | 2025-09-30 | NBC, SBC, MP, HB, YJS
  Start a daily meeting of all agencies on new concerns.
  2025-08-07 status=in progress
  2025-09-18 done=2025-09-15; evidence=Terms of reference and minutes
1.4 | 6.7 | | Business Manager | 2026-03-31 | NBC, SBC
  Agree one template for the shared chronology.
  2025-12-11 status=in progress
  2026-03-12 due=2026-05-31; reason=Agencies asked for a second trial.
  2026-06-04 done=2026-05-28; evidence=Chronology template, version 2
2.1 | 7 | | Participation Lead | 2025-12-31 |
  Recruit a panel of victims and survivors openly, and pay members for their time.
  2025-08-07 status=in progress
  2025-12-11 due=2026-03-31; reason=Applicants asked for more time and support to apply.
  2026-04-23 done=2026-03-20; evidence=Panel terms and payment policy
2.2 | 3, 7 | | Participation Lead | 2026-09-30 | NBC, SBC, MP
  Ask the panel to read the audits of closed referrals and publish its advice.
  2026-04-23 status=in progress
  2026-09-03 due=2027-03-31; reason=The panel will wait until all three audits are published.
  2026-10-15 due=March 2027; reason=The panel will wait until all three audits are published.
3.1 | 5 | | Training Manager | 2026-01-31 | NBC, SBC, MP, HB, YJS
  Run joint training open to all agencies every month.
  2025-10-30 status=in progress
  2026-01-29 done=2026-01-20; evidence=Training calendar and attendance, January 2026
3.2 | 12 | | Business Manager | 2025-11-30 | HB, YJS
  Publish one written route for staff to challenge a decision about a child.
  2025-09-18 status=in progress
  2025-12-11 done=2025-11-21; evidence=Escalation policy, November 2025
3.3 | 11 | | Data and Insight Lead | 2026-10-31 | MP
  Agree one standard for recording basic facts about exploitation.
  2026-04-23 status=in progress
  2026-10-15 done=2026-10-09; evidence=Data standard, version 1
4.1 | 13 | | Independent Chair | 2026-07-31 |
  Publish the first yearly report by an independent scrutineer.
  2026-01-29 status=in progress
  2026-07-16 done=2026-07-10; evidence=Yearly report 2025/26
4.2 | 13 | | Independent Chair | 2026-03-31 |
  Set up a separate scrutiny sub-group.
  2026-01-29 status=will not do; reason=The scrutineer's work plan now covers it. Agreed on 22 January 2026.
4.3 | 16 | | Business Manager | 2027-03-31 |
  Publish progress on all recommendations in one place every six months.
  2025-10-30 here=yes
  2026-04-23 status=in progress
4.4 | 16 | | Communications Lead | 2026-11-13 | SBC
  Give both councils' websites the same page on progress, with a link to the plan.
  2025-12-11 here=yes; lead=NBC
  2026-07-16 status=in progress
  2026-10-15 lead=SBC; partners=NBC; due=November 2026
"""

YOUTH_JUSTICE = """
YJ-01 | 1 | | Service Manager | end of March 2026 |
  Set a supervision standard for case managers.
  2025-10-09 status=in progress
YJ-02 | 3 | | Service Manager | ongoing |
  Pass on any closed referral that comes to light (recommendation not accepted).
YJ-03 | 4 | | Practice Lead | Autumn 2025 |
  Replace words that blame children in assessments.
  2025-10-09 status=in progress
  2026-01-15 done=14 November 2025
YJ-04 | 5 | | Practice Lead | 31st March 2026 |
  Train all case managers to recognise sexual exploitation.
  2025-10-09 status=in progress
  2026-04-02 due=30th June 2026; reported=Nearly there
YJ-05 | 21 | | Service Manager | 2025/26 |
  Review referrals to and from the service with the councils.
  2026-01-15 status=in progress
YJ-06 | 12 | | Service Manager | when the post is filled |
  Brief staff on the Partnership's route to challenge a decision.
YJ-03 | 1 | | Practice Lead | ongoing |
  Observe practice in every team once a year.
  2026-01-15 here=yes; status=in progress
none | 5 | | Service Manager | TBC |
  Briefing for volunteers and panel members.
"""

# MAB is the Merrowshire Assurance Board.
# checked on | agency | action | finding | checker | evidence seen | remarks
# A check is in every log from the day it was made, unless lines under it say otherwise: "listed <date>", "gone
# <date>", "gone <date> to <date>", or "corrected <date>" with finding, evidence seen and remarks. The log of September
# 2026 leaves out the rows that were refused before, so all of it can be read; in October they are back.
CHECKS = """
2025-11-05 | NBC | NBC-01 | Confirmed | MAB | Cabinet report C/25/118 and 12 supervision records |
2025-11-05 | NBC | NBC-05 | Confirmed | MAB | Practice guide PG-31 |
2025-11-05 | MP | MP/2.1 | Confirmed | MAB | 30 reports traced from police to council |
2025-11-06 | MSP | 1.3 | Confirmed | MAB | Minutes of 20 meetings |
2025-11-06 | MP | MP/6.6.1 | Confirmed | MAB | |
    gone 2026-09-25 to 2026-10-26
2026-01-08 | NBC | NBC-07 | Confirmed | MAB | Attendance register, November 2025 |
2026-01-08 | NBC | NBC-10 | Confirmed | MAB | Ten panel files |
2026-01-08 | MP | MP/1.1 | Confirmed | MAB | Force procedure and 20 monthly records |
2026-01-09 | MP | MP/3.1 | Confirmed | MAB | Audit report PPU-25-07 |
    gone 2026-09-25
2026-01-09 | MP | MP/6.2.1 | On agenda | MAB | Claim received, service agreement |
2026-01-09 | MSP | 1.1 | Confirmed | MAB | Signed agreement |
2026-01-09 | HB | HB 9 | Not enough evidence | MAB | Staff bulletin | \
A bulletin is not a route: no policy was seen.
2026-02-10 | MP | MP/4.1 | Confirmed | Merrowshire Police | Template set, January 2026 |
    gone 2026-09-25 to 2026-10-26
2026-03-10 | NBC | NBC-02 | Confirmed | MAB | Contract and first ten interview times |
2026-03-10 | NBC | NBC-03 | Confirmed | MAB | Themes reports for January and February 2026 |
2026-03-10 | NBC | NBC-04 | Not enough evidence | MAB | Audit report, version 1 | Two teams were left out.
2026-03-11 | HB | HB 1 | Confirmed | MAB | Policy and supervision log |
2026-03-11 | MP | MP/6.2.1 | Confirmed | MAB | 25 replies timed |
    corrected 2026-10-26 Confirmed | 24 replies timed | One reply had been counted twice.
2026-03-11 | Saltby Borough Counsil | S06 | Confirmed | MAB | Guidance note SBC-26 |
    gone 2026-09-25 to 2026-10-26
2026-03-17 | MSP | 1.2 | Confirmed | MAB | Guide for staff |
2026-03-17 | MSP | 3.1 | Confirmed | External auditor | Training calendar and attendance |
2026-05-12 | NBC | NBC-08 | Confirmed | MAB | Training return, March 2026 |
2026-05-12 | NBC | NBC-13 | Cannot be done locally | MAB | Legal advice, February 2026 | \
Needs a change in national law. The government department responsible for taxi licensing could act.
2026-05-13 | HB | HB 4 | Confirmed | MAB | Referral pathway and 15 referrals |
2026-05-13 | MSP | 2.1 | Confirmed | MAB | Panel terms and payment policy |
2026-05-13 | MSP | 3.2 | Not enough evidence | MAB | Escalation policy, November 2025 | \
No sign that staff had been told of it.
2026-05-14 | HB | HB 2 | Partly confirmed | MAB | Template list, March 2026 | \
Two templates not seen.
    gone 2026-09-25 to 2026-10-26
2026-07-14 | NBC | NBC-04 | Confirmed | MAB | Audit report, version 2 |
2026-07-14 | MP | MP/5.1 | Confirmed | External auditor | Training record, May 2026 |
2026-07-15 | MSP | 1.4 | Confirmed | MAB | Template and 12 chronologies |
2026-07-15 | NBC | NBC-06 | On agenda | MAB | Claim received, language check 2026 |
2026-09-15 | SBC | S08 | Confirmed | MAB | Minute 41 and 20 licence files |
2026-09-15 | NBC | NBC-07 | Re-opened | MAB | List of members elected in May 2026 | \
Eleven new members have not been trained.
2026-09-15 | NBC | NBC-12 | Not enough evidence | MAB | Data feed specification | \
A specification is not a feed: no data was seen.
2026-09-16 | SBC | S21 | Confirmed | MAB | Minute 44 |
    listed 2026-10-26
2026-10-20 | MSP | 3.3 | On agenda | MAB | Claim received, data standard version 1 |
2026-10-21 | MSP | 4.3 | Confirmed | MAB | Progress pages of April and October 2026 |
2026-10-21 | MP | MP/6.5.1 | Confirmed | MP | Intelligence form and ten replies |
2026-12-20 | NBC | NBC-14 | Confirmed | MAB | Transition protocol and eight plans |
    listed 2026-10-26
"""

# Private words where staff keep such words, to show that a published copy holds none of them.
PLANTS = {
    "hidden sheet": "internal: do not publish - plant 11",
    "comment": "internal: do not publish - plant 12",
    "hidden column": "internal: do not publish - plant 13",
    "second hidden column": "internal: ring plant-owner-14@example.invalid before the visit - plant 14",
    "contact column": "plant-owner-3@example.invalid",
    "progress note": "internal: do not publish - plant 17",
    "hidden row": "internal: do not publish - plant 18",
}


# An agency's comment on its own position: sender | the return that first has it | date it gives | its words.
# A later line replaces an earlier one.
COMMENTS = """
police | 2026-10-02 | 2026-09-30 | The date of MP/3.2 has moved three times, because the audit found far more lines of \
enquiry than one unit can follow. A second unit starts in November 2026.
police | 2026-10-26 | 2026-10-23 | The date of MP/3.2 has moved three times, because the audit found far more lines of \
enquiry than one unit can follow. A second unit started on 19 October 2026. MP/4.2 was not dropped: the first check \
waits for the new templates, and MP/4.3 takes its place.
"""

# The log of the scrutiny committee's meetings of March, June and September 2026. Each file lists only new entries; an
# entry for an item listed before gives the answer.
# log from | meeting | item | kind | asked or resolved | of whom | actions | recommendations | due | answer | its date
RESOLUTIONS = """
2026-03-31 | 2026-03-24 | 5a | Asked | Why has the date of S02 moved twice, and why was no reason recorded? | \
Saltby Borough Council | S02 | 2 | 2026-05-29 | |
2026-03-31 | 2026-03-24 | 5b | Asked | When will every line of enquiry be with a named unit? | Merrowshire Police | \
MP/3.2 | | 2026-06-12 | |
2026-03-31 | 2026-03-24 | 6 | Noted | The first two reports of the Assurance Board were noted. | | | | | |
2026-06-30 | 2026-03-24 | 5a | Asked | Why has the date of S02 moved twice, and why was no reason recorded? | \
Saltby Borough Council | S02 | 2 | 2026-05-29 | Two rounds of recruitment failed. Reasons will be given in the plan. | \
2026-05-28
2026-06-30 | 2026-06-23 | 4a | Asked | When will the service report again, and will YJ-04 and YJ-05 be dated? | \
Merrowshire Youth Justice Service | YJ-04; YJ-05 | | July 2026 | |
2026-06-30 | 2026-06-23 | 4b | Asked | When will cover at night have a date again? | Merrowshire Health Board | \
HB 10 | 14 | 2026-08-31 | |
2026-06-30 | 2026-06-23 | 4c | Closed | NBC-13 is closed. The committee accepts that it needs a change in national \
law, and will write to the department. | Northmere Borough Council | NBC-13 | 6.10 | | |
2026-06-30 | 2026-06-23 | 5 | Resolved | Every plan should give a reason beside each new date. | \
Northmere Borough Council; Saltby Borough Council; Merrowshire Police; Merrowshire Health Board | | 16 | | |
2026-09-29 | 2026-06-23 | 4b | Asked | When will cover at night have a date again? | Merrowshire Health Board | \
HB 10 | 14 | 2026-08-31 | The Board decides on funding in November 2026 and will set a date then. | 2026-09-04
2026-09-29 | 2026-09-22 | 6a | Asked | Who decided the new date of S02, and what has to happen before it? | \
Saltby Borough Council | S02 | 2 | 2026-10-16 | |
2026-09-29 | 2026-09-22 | 6b | Asked | What is the risk while MP/3.2 and MP/10.1 are open? | Merrowshire Police | \
MP/3.2; MP/10.1 | 10 | 2026-10-20 | |
2026-09-29 | 2026-09-22 | 6c | Asked | Will both councils decide on the licensing standard in November? | \
Northmere Borough Council; Saltby Borough Council | NBC-09; S20 | 6.1 | 2026-10-16 | |
2026-09-29 | 2026-09-22 | 6d | Asked | When will the claims made again be checked? | Merrowshire Assurance Board | \
HB 9; NBC-12 | | at the next meeting | |
2026-09-29 | 2026-09-22 | 7 | Closed | MP/11.2 is closed, since MP/11.1 takes its place. | Merrowshire Police | \
MP/11.2 | 11 | | |
2026-10-23 | 2026-09-22 | 6c | Asked | Will both councils decide on the licensing standard in November? | \
Northmere Borough Council; Saltby Borough Council | NBC-09 | 6.1 | 2026-10-16 | Both councils have it on their agendas \
for November 2026. | 2026-10-14
"""


@dataclass(frozen=True)
class Action:
    """One promise: the fields it started with and its (day, changed fields) in order."""

    start: dict[str, str]
    events: list[tuple[date, dict[str, str]]]


def received_on(sender: str) -> list[date]:
    return [date.fromisoformat(day) for day in RECEIVED[sender].split()]


def table(text: str) -> list[list[str]]:
    """The cells of every line that has |."""
    return [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if "|" in line]


def actions(story: str) -> list[Action]:
    """Every action of one agency's story, in the order of its plan."""
    found: list[Action] = []
    for line in story.strip().splitlines():
        if not line.startswith("  "):
            found.append(Action(_start(line), []))
        elif not found[-1].start["action"]:
            found[-1].start["action"] = line.strip()
        else:
            found[-1].events.append(_event(line.strip()))
    return [_absent_until_added(one) for one in found]


def positions(story: str, on: date) -> list[dict[str, str]]:
    """The fields of each action in the agency's return received on a day."""
    told = [_position(one, on) for one in actions(story)]
    return [fields for fields in told if fields["here"] == "yes"]


def recommendations(on: date) -> list[tuple[str, list[str], str]]:
    """Reference, agencies and words of each recommendation in the register on a day."""
    kept: list[tuple[str, list[str], str]] = []
    for line in RECOMMENDATIONS.strip().splitlines():
        if line.startswith("    from "):
            day, words = line.removeprefix("    from ").split(": ", 1)
            kept[-1] = (*kept[-1][:2], words if on >= date.fromisoformat(day) else kept[-1][2])
        elif line.startswith("    gone "):
            since, until = map(date.fromisoformat, line.removeprefix("    gone ").split(" to "))
            kept = kept[:-1] if since <= on < until else kept
        elif line.startswith("    added "):
            kept = kept if on >= date.fromisoformat(line.split()[-1]) else kept[:-1]
        elif line.startswith("    also "):
            _, since, agency = line.split()
            kept[-1][1].extend([agency] if on >= date.fromisoformat(since) else [])
        else:
            ref, agencies, words = (cell.strip() for cell in line.split("|"))
            kept.append((ref, agencies.split(), words))
    return kept


def response(ref: str, agency: str, on: date) -> tuple[str, date | None, str]:
    """The word, day and reason of an agency's answer in the register on a day."""
    answer = ("Accepted", FIRST_RESPONSES, "")
    for since, for_ref, by, word, day, reason in table(RESPONSES):
        if (for_ref, by) == (ref, agency) and on >= date.fromisoformat(since):
            answer = (word, date.fromisoformat(day) if day else None, reason)
    return answer


def late_answers(on: date) -> list[list[str]]:
    """Recommendation, agency, word, day and reason of each answer on the register's sheet of late answers on a day."""
    return [cells for since, *cells in table(LATE_ANSWERS) if date.fromisoformat(since) <= on]


def comments(sender: str, on: date) -> list[list[str]]:
    """The date and words of a sender's latest comment by a day, as a list of one; empty where there is none."""
    said = [rest for who, since, *rest in table(COMMENTS) if who == sender and date.fromisoformat(since) <= on]
    return said[-1:]


def resolutions(on: date) -> list[list[str]]:
    """The rows of the committee's log received on a day."""
    return [cells for since, *cells in table(RESOLUTIONS) if since == on.isoformat()]


def checks(on: date) -> list[list[str]]:
    """The rows of the assurance log received on a day."""
    rows: list[tuple[bool, list[str]]] = []
    for line in CHECKS.strip().splitlines():
        if line.startswith("    "):
            rows[-1] = _told_later(*rows[-1], line, on.isoformat())
        else:
            cells = [cell.strip().replace("MAB", "Merrowshire Assurance Board") for cell in line.split("|")]
            rows.append((cells[0] <= on.isoformat(), cells))
    return [cells for is_listed, cells in rows if is_listed]


def _told_later(is_listed: bool, cells: list[str], line: str, on: str) -> tuple[bool, list[str]]:
    """Whether a check is listed on a day, and its cells, after applying a line under it."""
    word, day, rest = [*line.split(maxsplit=2), ""][:3]
    if word == "listed":
        return day <= on, cells
    if word == "gone":
        is_back = bool(rest) and rest.removeprefix("to ") <= on
        return is_listed and (on < day or is_back), cells
    finding, evidence, remarks = (cell.strip() for cell in rest.split("|"))
    return is_listed, [*cells[:3], finding, cells[4], evidence, remarks] if day <= on else cells


def _start(line: str) -> dict[str, str]:
    ref, recs, priority, owner, due, partners = (cell.strip() for cell in line.split("|"))
    blank = dict.fromkeys(("action", "completed", "evidence", "reason", "note", "lead", "reported"), "")
    return blank | {
        "ref": "" if ref == "none" else ref,
        "recs": recs,
        "priority": priority,
        "owner": owner,
        "due": due,
        "original": due,
        "partners": partners,
        "status": "not started",
        "here": "yes",
    }


def _event(line: str) -> tuple[date, dict[str, str]]:
    day, fields = line.split(" ", 1)
    changed = dict(field.split("=", 1) for field in fields.split("; "))
    if "done" in changed:
        changed["completed"] = changed.pop("done").replace("?", "")
        changed["status"] = "reported complete"
    return date.fromisoformat(day), changed


def _absent_until_added(one: Action) -> Action:
    first_here = next((changed["here"] for _, changed in one.events if "here" in changed), "no")
    return Action(one.start | {"here": "no" if first_here == "yes" else "yes"}, one.events)


def _position(one: Action, on: date) -> dict[str, str]:
    fields = dict(one.start)
    for day, changed in one.events:
        if day <= on:
            fields |= _cleared(changed) | changed
    return fields


def _cleared(changed: dict[str, str]) -> dict[str, str]:
    """The fields that a change blanks: an old reason for a new date, a completion for a new status."""
    gone = {"reason": ""} if "due" in changed else {}
    if "status" in changed:
        gone |= {"reported": ""}
    if changed.get("status", "reported complete") != "reported complete":
        gone |= {"reason": "", "completed": "", "evidence": ""}
    return gone
