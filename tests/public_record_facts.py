"""The facts of the public-record examples: what was asked, answered and reported, each with its source."""

import re
from dataclasses import dataclass, field, fields, replace
from datetime import date

NOT_SEEN = "Not seen"  # our sources show nothing; it never means that nothing was done
NO_WORD = "No status word"  # a position was published without a word for done or not done
EXACT = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Source:
    """One published page; `on` is its date as stated, which may be vague."""

    address: str
    on: str


@dataclass(frozen=True)
class Position:
    """What became public for one item by the date of one file; None keeps the earlier value."""

    response: str | None = None
    response_on: date | str | None = None
    due: date | str | None = None
    due_set_by: str | None = None
    status: str | None = None
    completed_on: date | str | None = None
    told: str | None = None
    reason: str | None = None
    evidence: str | None = None
    sources: tuple[Source, ...] = ()

    def last_source_on(self, up_to: date) -> date | None:
        """The latest exact date of a source, up to a day; "2025-04" and "2026-01 (inferred)" are not exact."""
        days = [date.fromisoformat(source.on) for source in self.sources if EXACT.fullmatch(source.on)]
        return max((day for day in days if day <= up_to), default=None)


@dataclass(frozen=True)
class Check:
    """What a named body other than the owner found when it looked at one item."""

    known_from: date
    finding: str
    checker: str
    found_on: date
    evidence: str
    note: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Item:
    """One recommendation or public commitment; `bodies` begins with the body named first."""

    ref: str
    number: str
    asked: str
    action: str
    bodies: tuple[str, ...]
    positions: dict[date, Position]
    is_secondary: bool = False
    checks: tuple[Check, ...] = ()

    def position_on(self, on: date) -> Position | None:
        """The public position on a date, with the sources of all earlier ones too; None while nothing was public."""
        known = [position for day, position in sorted(self.positions.items()) if day <= on]
        if not known:
            return None
        now = known[0]
        for later in known[1:]:
            now = _laid_over(now, later)
        return now


@dataclass(frozen=True)
class Compilation:
    """One register: its sender, its title, the dates of its files and its items."""

    sender: str
    title: str
    compiled_up_to: tuple[date, ...]
    items: tuple[Item, ...] = field(default=())


def _laid_over(earlier: Position, later: Position) -> Position:
    said = {f.name: getattr(later, f.name) for f in fields(later) if f.name != "sources"}
    said = {name: value for name, value in said.items() if value is not None}
    added = tuple(source for source in later.sources if source not in earlier.sources)
    return replace(earlier, **said, sources=earlier.sources + added)


# ---------------------------------------------------------------------------------------------------------
# The inspection of December 2023 into group-based child sexual exploitation: six of its nine numbered
# recommendations were seen, one more without its number, and one force's own answer.

GBE_2023, GBE_2024, GBE_2025 = date(2023, 12, 31), date(2024, 2, 29), date(2025, 12, 31)
HMICFRS_2023 = Source(
    "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/"
    "effectiveness-of-police-and-law-enforcement-response-to-group-based-child-sexual-exploitation/",
    "2023-12-08",
)
PROGRESS_2025 = Source(
    "https://www.accountabilityindex.uk/sources/hmicfrs/report/"
    "effectiveness-of-police-and-law-enforcement-response-to-group-based-child-sexual-exploitation-progress/",
    "2025-10-24",
)
WEST_MERCIA = Source(
    "https://www.westmercia-pcc.gov.uk/performance/performance-information-hmicfrs/"
    "response-to-hmicfrs-inspection-of-the-effectiveness-of-the-police-and-law-enforcement-bodies-response-"
    "to-group-based-child-sexual-exploitation-in-england-and-wales/",
    "2024-02-02",
)
SUTTON = Source(
    "https://www.suttonlscp.org.uk/news/article/child-sexual-exploitation.2023-12-11.9drevgdexq", "2023-12-08"
)
NORTHANTS = Source(
    "https://northantspfcc.org.uk/inspection-of-the-effectiveness-of-police-and-law-enforcement-bodies-"
    "response-to-group-based-child-sexual-exploitation-a-progress-report",
    "2025",
)


def _found(finding: str) -> Check:
    return Check(
        known_from=GBE_2025,
        finding=finding,
        checker="HMICFRS (as an independent tracker gives it)",
        found_on=date(2025, 10, 24),
        evidence="HMICFRS progress report on group-based child sexual exploitation, 24 October 2025",
        note=f'The word "{finding.lower()}" was read on an independent tracker\'s page about the report, not in the '
        "report itself.",
        sources=(PROGRESS_2025,),
    )


def _told(finding: str) -> Position:
    return Position(
        told=f"An independent tracker's page gives HMICFRS's finding of 24 October 2025 on this as \"{finding}\" (see "
        "Checks by others); the report itself was not read. What the body itself reports was not seen.",
        sources=(PROGRESS_2025,),
    )


FOUND_INCOMPLETE, TOLD_INCOMPLETE = _found("Incomplete"), _told("incomplete")
PROFILE = (
    "Each force should keep a profile of child sexual exploitation in its area that takes in group-based "
    "exploitation, draws on partners' data and is renewed once a year or more often."
)
YEAR_END_2024 = date(2024, 12, 31)


def _inspected(due: date | None = None) -> Position:
    return Position(due=due, due_set_by="HMICFRS" if due else None, sources=(HMICFRS_2023,))


GROUP_BASED_EXPLOITATION = Compilation(
    sender="group-based-exploitation-2023",
    title="Inspection of the police and law-enforcement response to group-based child sexual exploitation "
    "(HMICFRS, December 2023)",
    compiled_up_to=(GBE_2023, GBE_2024, GBE_2025),
    items=(
        Item(
            "GBE-1",
            "1",
            "Settle one definition of group-based child sexual exploitation: take up the national inquiry's "
            '"organised network" wording, or draw up another and put it to use.',
            "Settle one definition of group-based child sexual exploitation",
            (
                "Home Office",
                "Department for Education",
                "Welsh Government",
                "National Crime Agency",
                "National Police Chiefs' Council",
                "College of Policing",
            ),
            {GBE_2023: _inspected(YEAR_END_2024), GBE_2025: TOLD_INCOMPLETE},
            is_secondary=True,
            checks=(FOUND_INCOMPLETE,),
        ),
        Item(
            "GBE-2",
            "2",
            PROFILE,
            "Keep a problem profile that takes in group-based exploitation, renewed at least yearly",
            ("Chief constables",),
            {GBE_2023: _inspected(YEAR_END_2024), GBE_2025: TOLD_INCOMPLETE},
            is_secondary=True,
            checks=(FOUND_INCOMPLETE,),
        ),
        Item(
            "GBE-2-West-Mercia",
            "2",
            PROFILE,
            "Keep a problem profile that takes in group-based exploitation (one force's own answer)",
            ("West Mercia Police",),
            {
                GBE_2024: Position(
                    response="Accepted",
                    response_on=date(2024, 2, 2),
                    due=YEAR_END_2024,
                    due_set_by="HMICFRS",
                    status=NO_WORD,
                    told="On 2 February 2024 the force's answer was that it already makes profiles of "
                    "child sexual exploitation and would check that they meet the recommendation. "
                    "Published by the police and crime commissioner, whose part is oversight, not a check. "
                    "Nothing later about this force was seen.",
                    sources=(WEST_MERCIA,),
                )
            },
        ),
        Item(
            "GBE-3",
            "3",
            "The yearly strategic assessment of serious and organised crime should assess group-based child "
            "sexual exploitation, by the definition agreed.",
            "Assess group-based exploitation in the yearly assessment of serious and organised crime",
            ("National Crime Agency",),
            {GBE_2023: _inspected(date(2025, 5, 30)), GBE_2025: _told("in progress")},
            is_secondary=True,
            checks=(_found("In progress"),),
        ),
        Item(
            "GBE-4",
            "4",
            "Police record systems should have what it takes to pick out group-based child sexual exploitation.",
            "Make group-based exploitation identifiable in police record systems",
            ("Chief constables", "Police record-system user groups"),
            {GBE_2023: _inspected(YEAR_END_2024), GBE_2025: TOLD_INCOMPLETE},
            is_secondary=True,
            checks=(FOUND_INCOMPLETE,),
        ),
        Item(
            "GBE-5",
            "5",
            "The annual data requirement on custody (ADR149) should no longer be used to gather data on "
            "group-based exploitation.",
            "End the use of the custody data requirement for data on group-based exploitation",
            ("Home Office",),
            {GBE_2023: _inspected(date(2025, 3, 31)), GBE_2025: TOLD_INCOMPLETE},
            is_secondary=True,
            checks=(FOUND_INCOMPLETE,),
        ),
        Item(
            "GBE-6",
            "6",
            "An annual data requirement made for group-based child sexual exploitation alone should be brought in.",
            "Bring in an annual data requirement made for group-based exploitation",
            ("Home Office",),
            {
                GBE_2023: _inspected(date(2026, 3, 31)),
                GBE_2025: Position(
                    told="What HMICFRS's progress report of 24 October 2025 says of this was not seen.",
                    sources=(PROGRESS_2025,),
                ),
            },
            is_secondary=True,
        ),
        Item(
            "GBE-language",
            "n/a-language",
            "Chief constables should act to rid their forces of language that blames victims. (The number "
            "of this recommendation was not seen.)",
            "Rid forces of language that blames victims",
            ("Chief constables",),
            {
                GBE_2023: Position(sources=(SUTTON,)),
                GBE_2025: Position(
                    status=NO_WORD,
                    told="As a police, fire and crime commissioner's page gives it, HMICFRS's progress report "
                    "(24 October 2025) tells of progress in reducing such language. No status word was seen.",
                    sources=(NORTHANTS,),
                ),
            },
        ),
    ),
)

# ---------------------------------------------------------------------------------------------------------
# The national inquiry: 20 final recommendations. The response is that of 22 May 2023 unless another is given.

INQUIRY_2023, INQUIRY_2025, INQUIRY_2026 = date(2023, 12, 31), date(2025, 4, 30), date(2026, 3, 31)
RESPONSE_2023 = date(2023, 5, 22)
K10 = Source(
    "https://www.iicsa.org.uk/reports-recommendations/publications/inquiry/final-report/"
    "ii-inquirys-conclusions-and-recommendations-change/part-k-summary-inquirys-recommendations/"
    "k10-recommendations-better-protect-children-sexual-abuse.html",
    "2022-10-20",
)
C4_PAGE = Source(
    "https://www.iicsa.org.uk/reports-recommendations/publications/inquiry/final-report/"
    "ii-inquirys-conclusions-and-recommendations-change/part-c-prioritising-protection-children/"
    "c4-child-protection-authorities-england-and-wales.html",
    "2022-10-20",
)
C5_PAGE = Source(
    "https://www.iicsa.org.uk/reports-recommendations/publications/inquiry/final-report/"
    "ii-inquirys-conclusions-and-recommendations-change/part-c-prioritising-protection-children/"
    "c5-cabinet-minister-children.html",
    "2022-10-20",
)
CLYDE_2023 = Source(
    "https://www.clydeco.com/fr/insights/2023/05/recommendations-of-the-independent-inquiry-into-ch",
    "2023-05-24",
)
CLYDE_DATA = Source(
    "https://connectedworld.clydeco.com/post/102kaxt/"
    "the-governments-detailed-response-to-iicsa-core-data-and-the-victims-code",
    "2025-04",
)
CLYDE_PROTECTION = Source(
    "https://connectedworld.clydeco.com/post/102k9yo/"
    "the-governments-detailed-response-to-iicsa-prioritising-the-protection-of-chil",
    "2025-04",
)
CLYDE_5_AND_6 = Source(
    "https://connectedworld.clydeco.com/post/102k9fk/"
    "the-governments-detailed-response-to-iicsa-recommendations-5-and-6-empowerin",
    "2025-04",
)
CLYDE_ENVIRONMENT = Source(
    "https://connectedworld.clydeco.com/post/102k9s6/"
    "the-governments-detailed-response-to-iicsa-creating-a-more-protective-environm",
    "2025-04",
)
CLYDE_SUPPORT = Source(
    "https://connectedworld.clydeco.com/post/102k8o8/"
    "uk-government-update-on-iicsa-recommendations-supporting-victims-and-survivors",
    "2025-04",
)
CLYDE_REDRESS = Source(
    "https://connectedworld.clydeco.com/post/102igsz/abuse-neglect-blog-establishment-of-a-national-redress-scheme",
    "2023-06",
)
ANSWERS_2026 = Source(
    "https://www.parallelparliament.co.uk/writtenanswers/"
    "search?document_type=writtenanswers&order_field=datenew&page=4&search_term=Women+in+Parliament",
    "2026-01 (inferred)",
)
KENNEDYS_2026 = Source(
    "https://www.kennedyslaw.com/en/thought-leadership/article/2026/"
    "developments-in-child-protection-following-the-independent-inquiry-into-child-sexual-abuse",
    "2026",
)
PRESS_REVIEW = Source(
    "https://mahalsa.co.uk/the-20-child-abuse-inquiry-recommendations-what-has-happened-so-far-uk-news/amp",
    "2025-01 (undated in excerpt)",
)
SAFEGUARDING_COMPANY = Source(
    "https://www.thesafeguardingcompany.com/safeguarding/independent-inquiry-into-child-sexual-abuse/", "2022"
)
QUESTION_HOMES = Source(
    "https://www.parallelparliament.co.uk/question/107332/children-care-homes", "2026-01 (inferred)"
)
QUESTION_STAFF = Source("https://www.parallelparliament.co.uk/question/191046/offences-against-children", "2023")
QUESTION_PANEL = Source(
    "https://parallelparliament.co.uk/question/99774/child-sexual-abuse-independent-panel-inquiry",
    "2025-12-22",
)
QUESTION_CODE = Source(
    "https://www.parallelparliament.co.uk/question/105572/offences-against-children", "2026-01 (inferred)"
)
QUESTION_HEALTH = Source(
    "https://www.parallelparliament.co.uk/question/105570/offences-against-children-mental-health-service",
    "2026-01 (inferred)",
)
QUESTION_REDRESS = Source(
    "https://www.parallelparliament.co.uk/question/105569/offences-against-children-compensation",
    "2026-01 (inferred)",
)
GUARDIAN_2022 = Source(
    "https://www.theguardian.com/uk-news/2022/oct/20/child-sexual-abuse-inquiry-final-report-20-actions-for-change",
    "2022-10-20",
)
MANDATE_2023 = Source(
    "https://mandatenow.org.uk/iicsas-final-report-first-anniversary-government-is-looking-on-and-doing-little",
    "2023-10-20",
)
TRACKER_13 = Source("https://www.accountabilityindex.uk/recommendations/55900/", "2026")
KEOGHS_BILL = Source(
    "https://www.keoghs.co.uk/keoghs-insight/crime-and-policing-bill-mandatory-reporting-and-legislative-scrutiny",
    "2025",
)
KEOGHS_2023 = Source("https://keoghs.davies-group.digital/keoghs-insight/limitation-and-redress", "2023-05-24")
KEOGHS_2024 = Source(
    "https://www.keoghs.co.uk/keoghs-insight/limitation-and-redress-governments-update-on-iicsa", "2024-01"
)
RECORDS_2022 = Source(
    "https://islingtonsurvivors.co.uk/2022/10/30/process-and-procedures-for-accessing-records", "2022-10-30"
)
RECORDS_2023 = Source(
    "https://accesstocarerecords.org.uk/disappointing-response-by-home-office-to-report-of-independent-"
    "inquiry-into-child-sexual-abuse",
    "2023",
)
APIL_2025 = Source("https://apil.org.uk/press-release/IICSA-redress-recommendations-rejected", "2025-04-09")
BOLT_2025 = Source("https://www.boltburdonkemp.co.uk/?p=595596", "2025")

GOVERNMENTS = ("UK Government", "Welsh Government")
ONLINE_SAFETY = (
    "By October 2023 the government referred to the Online Safety legislation, while campaigners said that "
    "it does not demand any particular technology."
)


def _answered(response: str, *sources: Source, **more: str) -> Position:
    return Position(response=response, response_on=RESPONSE_2023, sources=sources, **more)


NATIONAL_INQUIRY = Compilation(
    sender="national-inquiry-2022",
    title="Independent Inquiry into Child Sexual Abuse: the 20 recommendations of the final report (October 2022)",
    compiled_up_to=(INQUIRY_2023, INQUIRY_2025, INQUIRY_2026),
    items=(
        Item(
            "IICSA-1",
            "1",
            "Gather one core set of data on child sexual abuse and exploitation for England and Wales that "
            "describes victims and perpetrators in the same way throughout.",
            "Produce one core set of data for England and Wales",
            GOVERNMENTS,
            {
                INQUIRY_2023: _answered("Accepted", K10, CLYDE_2023),
                INQUIRY_2025: Position(
                    due_set_by="UK Government",
                    due="Survey pilot in autumn 2025 or spring 2026; estimates in late 2026 and in mid or late 2027",
                    status=NO_WORD,
                    told="The update of 9 April 2025 gives a timetable for a new survey on safety in "
                    "childhood, and wider work on sharing data through the Children's Wellbeing and "
                    "Schools Bill.",
                    sources=(CLYDE_DATA,),
                ),
            },
        ),
        Item(
            "IICSA-2",
            "2",
            "Give England and Wales each a Child Protection Authority with four tasks: raising the "
            "standard of practice, advising government, inspecting institutions, and following up the "
            "inquiry's recommendations.",
            "Set up a Child Protection Authority in each country",
            GOVERNMENTS,
            {
                INQUIRY_2023: _answered("Partly", C4_PAGE, CLYDE_PROTECTION),
                INQUIRY_2026: Position(
                    due_set_by="UK Government",
                    due="Government response to the consultation by summer 2026",
                    status="Consultation published",
                    told="A consultation came out on 11 December 2025. An Authority is agreed, without "
                    "powers of its own to inspect.",
                    sources=(ANSWERS_2026, KENNEDYS_2026),
                ),
            },
        ),
        Item(
            "IICSA-3",
            "3",
            "Have a minister for children who sits in the cabinet; in Wales, see that someone in the "
            "cabinet is responsible.",
            "Create a post of minister for children at cabinet level",
            GOVERNMENTS,
            {
                INQUIRY_2023: _answered("Partly", C5_PAGE, CLYDE_2023),
                INQUIRY_2025: Position(
                    told="A press review of January 2025 found no cabinet minister with the title that the "
                    "inquiry had in mind. What the government itself reports was not seen.",
                    sources=(PRESS_REVIEW,),
                ),
            },
            is_secondary=True,
        ),
        Item(
            "IICSA-4",
            "4",
            "Hold regular campaigns to make the public aware of child sexual abuse and of how to act on it.",
            "Hold regular public awareness campaigns",
            GOVERNMENTS,
            {
                INQUIRY_2023: _answered("Accepted", SAFEGUARDING_COMPANY, CLYDE_2023),
                INQUIRY_2025: Position(
                    told='A press review of January 2025 called this "outstanding": the press\'s word. What '
                    "the government itself reports was not seen.",
                    sources=(PRESS_REVIEW,),
                ),
            },
            is_secondary=True,
        ),
        Item(
            "IICSA-5",
            "5",
            "Ban, wherever children are held in custody, any technique that causes pain on purpose.",
            "Ban techniques that deliberately cause pain to children in custody",
            ("UK Government",),
            {
                INQUIRY_2023: _answered("Rejected", K10, CLYDE_2023),
                INQUIRY_2025: Position(
                    status=NO_WORD,
                    told="The update of April 2025 keeps the techniques as a last resort; an Independent "
                    "Restraint Review Panel is to have oversight of every use.",
                    sources=(CLYDE_5_AND_6,),
                ),
            },
        ),
        Item(
            "IICSA-6",
            "6",
            "Change the Children Act 1989 so that a court can act for a child in care who faces "
            "significant harm from what a local authority does or does not do.",
            "Change the Children Act 1989 to let courts act for children in care",
            ("UK Government",),
            {
                INQUIRY_2023: _answered("Accepted", K10, CLYDE_5_AND_6),
                INQUIRY_2025: Position(
                    status=NO_WORD,
                    told="The update of April 2025 grants that more should be done for the voices of "
                    "children to be heard. A change in the law was not seen.",
                ),
            },
        ),
        Item(
            "IICSA-7",
            "7",
            "People in care roles in children's homes should be registered with an independent body that "
            "sets standards.",
            "Register care staff in children's homes",
            ("UK Government", "Department for Education"),
            {
                INQUIRY_2023: _answered("Partly", K10, QUESTION_STAFF),
                INQUIRY_2026: Position(
                    status=NO_WORD,
                    told="Standards and qualifications of the workforce come first. The benefits and risks "
                    "of registration, with a consultation, are left for the longer term.",
                    sources=(QUESTION_HOMES,),
                ),
            },
        ),
        Item(
            "IICSA-8",
            "8",
            "People who work in young offender institutions and secure training centres should be registered.",
            "Register staff in young offender institutions and secure training centres",
            ("UK Government", "Ministry of Justice"),
            {
                INQUIRY_2023: _answered(
                    "Accepted",
                    K10,
                    QUESTION_STAFF,
                    status=NO_WORD,
                    told="In 2023 the need was accepted, an internal register was proposed, and proposals "
                    "were being explored.",
                )
            },
        ),
        Item(
            "IICSA-9",
            "9",
            "The list of people barred from work with children should be used more widely.",
            "Make wider use of the children's barred list",
            ("UK Government",),
            {
                INQUIRY_2023: _answered("Accepted", K10, CLYDE_ENVIRONMENT),
                INQUIRY_2026: Position(
                    status=NO_WORD,
                    told="On 22 December 2025: stronger vetting of adults who work with children has been brought in.",
                    sources=(QUESTION_PANEL,),
                ),
            },
        ),
        Item(
            "IICSA-10",
            "10",
            "People who may be a risk should be reported to the Disclosure and Barring Service, as the law "
            "demands, more fully than now.",
            "Improve compliance with the duty to refer people to the Disclosure and Barring Service",
            ("UK Government", "Disclosure and Barring Service"),
            {
                INQUIRY_2023: _answered("Accepted", CLYDE_2023),
                INQUIRY_2026: Position(
                    status="Continuous programme of work",
                    told="A continuous programme, with workshops about the duty among its parts.",
                    sources=(ANSWERS_2026,),
                ),
            },
        ),
        Item(
            "IICSA-11",
            "11",
            "Our sources for this recommendation are not strong enough to show its content or its "
            "response. It is in the inquiry's own list of recommendations, whose address is given here.",
            "Recommendation 11: our sources are not strong enough to show what was asked",
            ("UK Government",),
            {
                INQUIRY_2023: Position(
                    told="Listed so that all 20 are counted; see the inquiry's own list.",
                    sources=(K10,),
                )
            },
        ),
        Item(
            "IICSA-12",
            "12",
            "Online platforms and services should have to check age more strictly.",
            "Require stricter checks of age online",
            ("UK Government",),
            {INQUIRY_2023: _answered("Accepted", GUARDIAN_2022, MANDATE_2023, status=NO_WORD, told=ONLINE_SAFETY)},
        ),
        Item(
            "IICSA-13",
            "13",
            "Make it law that people in certain roles must report child sexual abuse, and an offence not "
            "to report abuse that they were told of or saw.",
            "Legislate for a duty to report child sexual abuse",
            GOVERNMENTS,
            {
                INQUIRY_2023: _answered(
                    "Partly",
                    TRACKER_13,
                    told="The response of May 2023 was read on an independent tracker's page alone.",
                ),
                INQUIRY_2026: Position(
                    status="In a bill before Parliament",
                    told="A duty to report is in the Crime and Policing Bill. The offence in it is that of "
                    "obstructing a report. The response of May 2023 was read on an independent tracker's page alone.",
                    sources=(KEOGHS_BILL, ANSWERS_2026),
                ),
            },
            is_secondary=True,
        ),
        Item(
            "IICSA-14",
            "14",
            "Ask for a joint inspection of how the Victims' Code is kept for victims of child sexual abuse.",
            "Commission a joint inspection about the Victims' Code",
            ("UK Government", "Criminal Justice Joint Inspectorates"),
            {
                INQUIRY_2023: _answered("Accepted", QUESTION_CODE),
                INQUIRY_2026: Position(
                    due="2026-27",
                    due_set_by="Criminal Justice Joint Inspectorates",
                    status=NO_WORD,
                    told="The inspectorates have confirmed that the inspection will be in 2026-27.",
                ),
            },
        ),
        Item(
            "IICSA-15",
            "15",
            "End the three-year limit on claims for personal injury by child sexual abuse; it would be for "
            "a defendant to show that a fair trial is not possible.",
            "Remove the three-year limit on claims about child sexual abuse",
            ("UK Government", "Ministry of Justice"),
            {
                INQUIRY_2023: _answered(
                    "Accepted",
                    KEOGHS_2023,
                    due_set_by="UK Government",
                    due="Consultation paper by the end of 2023",
                    status=NO_WORD,
                    told="The response of 2023 spoke of a consultation paper by the end of that year.",
                ),
                INQUIRY_2025: Position(
                    told="The response of 2023 spoke of a consultation paper by the end of that year; that "
                    "date was not met.",
                    sources=(KEOGHS_2024,),
                ),
                INQUIRY_2026: Position(
                    status="In a bill before Parliament",
                    told="The date for a consultation paper, the end of 2023, was not met. On 22 December "
                    "2025: a measure in the Crime and Policing Bill is to take the three-year limit away.",
                    sources=(QUESTION_PANEL,),
                ),
            },
        ),
        Item(
            "IICSA-16",
            "16",
            "Every child who is a victim of sexual abuse should be sure of specialist therapeutic support.",
            "Guarantee therapeutic support for children who are victims",
            GOVERNMENTS,
            {
                INQUIRY_2023: _answered("Accepted", CLYDE_SUPPORT),
                INQUIRY_2026: Position(
                    status=NO_WORD,
                    told="Up to £50 million is to bring the Child House model to all NHS regions of England.",
                    sources=(QUESTION_HEALTH,),
                ),
            },
        ),
        Item(
            "IICSA-17",
            "17",
            "Direct the Information Commissioner to issue a code of practice on keeping, and giving access "
            "to, records that are known to concern child sexual abuse.",
            "See that a code of practice on records is issued",
            ("UK Government", "Information Commissioner's Office"),
            {
                INQUIRY_2023: _answered(
                    "Agreed in principle",
                    RECORDS_2022,
                    RECORDS_2023,
                    status=NO_WORD,
                    told="In May 2023 agreed in principle, and handed to the Information Commissioner for "
                    "fuller guidance.",
                )
            },
        ),
        Item(
            "IICSA-18",
            "18",
            "Change the Criminal Injuries Compensation Scheme: take in abuse helped on by the internet, "
            "and ease the bars of unspent convictions and time limits.",
            "Change the Criminal Injuries Compensation Scheme",
            ("UK Government", "Ministry of Justice"),
            {
                INQUIRY_2023: Position(sources=(K10,)),
                INQUIRY_2025: Position(
                    response="Rejected",
                    response_on=date(2025, 4, 9),
                    status="Not being taken forward",
                    told="The answer to the consultation, on 9 April 2025, is that this is not taken forward.",
                    sources=(APIL_2025, BOLT_2025),
                ),
            },
        ),
        Item(
            "IICSA-19",
            "19",
            "Set up one redress scheme for victims and survivors throughout England and Wales.",
            "Set up a national redress scheme",
            ("UK Government",),
            {
                INQUIRY_2023: _answered(
                    "Accepted",
                    CLYDE_REDRESS,
                    status=NO_WORD,
                    told="Accepted in May 2023; the detail was to follow engagement.",
                ),
                INQUIRY_2026: Position(
                    status="Not currently taken forward",
                    told="Accepted in May 2023. From April 2025 the government's position is that it is "
                    "not currently taking any further steps.",
                    sources=(QUESTION_REDRESS,),
                ),
            },
        ),
        Item(
            "IICSA-20",
            "20",
            "Online services should have to screen in advance for child sexual abuse material that is already known.",
            "Require online services to screen for known material",
            ("UK Government",),
            {INQUIRY_2023: _answered("Accepted", MANDATE_2023, status=NO_WORD, told=ONLINE_SAFETY)},
        ),
    ),
)

# ---------------------------------------------------------------------------------------------------------
# Oldham: no numbered recommendations of the review were seen, so these are public commitments and requests.

OLDHAM_2022, OLDHAM_2023, OLDHAM_2025 = date(2022, 7, 31), date(2023, 12, 31), date(2025, 12, 31)
FORCE, COUNCIL = "Greater Manchester Police", "Oldham Council"
REPORTER_2020 = Source(
    "https://notreallyheremedia.com/news/oldham-reporter/"
    "cse-investigations-will-be-progressed-ahead-of-review-publication",
    "2020 (undated in excerpt)",
)
ITV_2023 = Source(
    "https://www.itv.com/news/granada/2023-08-31/"
    "gmps-op-sherwood-makes-first-arrest-in-oldham-over-child-sexual-abuse-offences",
    "2023-08-31",
)
TERMS_2024 = Source(
    "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/"
    "terms-of-reference-inspection-of-greater-manchester-police-child-criminal-sexual-exploitation/",
    "2024 (undated in excerpt)",
)
BOARD_PAPERS = Source("https://committees.oldham.gov.uk/ieListDocuments.aspx?CId=595&MID=9023", "2023-11-16")
BOARD_ITEM = Source("https://committees.oldham.gov.uk/mgAi.aspx?ID=45339", "2023-11-16")
TIMES_2022 = Source(
    "https://www.theoldhamtimes.co.uk/news/20251035.andy-burnham-wants-secure-justice-oldham-cse-survivors/",
    "2022-07-01",
)
HMICFRS_2025 = Source("https://hmicfrs.justiceinspectorates.gov.uk/?p=147328", "2025-07-03")
CHRONICLE_JULY_2022 = Source(
    "https://www.oldham-chronicle.co.uk/news-features/139/main-news/147141/"
    "oldham-cse-report-disciplinary-action-must-be-taken",
    "2022-07-21",
)
PRESS_COPY_2024 = Source(
    "https://dtmmerkezi.com/article/grooming-gangs-update-as-gmp-says-those-behind-past-failings-won-t-be-punished",
    "2024-12 (mirror; undated)",
)
CHRONICLE_JUNE_2022 = Source(
    "https://oldham-chronicle.co.uk/news-features/139/main-news/146562/"
    "oldham-cse-report-oldham-council-leader-apologises-to-victims",
    "2022-06-20",
)
BLOG_JUNE_2022 = Source(
    "https://neilwilby.com/2022/06/19/special-meeting-promise-holds-good-over-cse-investigation/",
    "2022-06-19",
)
COUNCIL_JUNE_2022 = Source("https://committees.oldham.gov.uk/mgAi.aspx?ID=42040", "2022-06-27")
STEERING_2023 = Source(
    "https://committees.oldham.gov.uk/mgAi.aspx?ID=45327", "2023-11 (meeting date not shown on page)"
)
COUNCIL_JULY_2023 = Source("https://committees.oldham.gov.uk/mgAi.aspx?ID=44344", "2023-07-12")
BLOG_AUGUST_2023 = Source("https://neilwilby.com/2023/08/30/the-devil-is-in-the-detail", "2023-08-30")
CHRONICLE_2023 = Source(
    "https://www.oldham-chronicle.co.uk/news-features/139/main-news/152497/"
    "mandatory-reporting-of-child-sexual-abuse-proposed-in-motion",
    "2023-07-07",
)
SOLICITORS_2025 = Source(
    "https://www.jordanssolicitors.co.uk/insights/abuse-and-redress-schemes/"
    "the-labour-governments-update-on-responding-to-the-iicsa-inquiry-report",
    "2025-04",
)
REPORTER_9_DECEMBER = Source(
    "https://www.notreallyheremedia.com/news/oldham-reporter/"
    "chair-announced-for-national-statutory-inquiry-into-child-sexual-exploitation-with-oldham-prioritised",
    "2025-12-09",
)
CHRONICLE_2025 = Source(
    "https://www.oldham-chronicle.co.uk/news-features/139/main-news/159340/what-the-national-inquiry-means-for-oldham",
    "2025-06-17",
)
REPORTER_10_DECEMBER = Source(
    "https://www.notreallyheremedia.com/news/oldham-reporter/"
    "what-grooming-gang-chair-announcement-means-for-oldham-as-town-to-be-at-centre-of-investigation",
    "2025-12-10",
)
AUTHORITY_2023 = Source(
    "https://www.greatermanchester-ca.gov.uk/news/"
    "mayor-and-leaders-endorse-final-stage-of-greater-manchester-s-independent-child-sexual-exploitation-"
    "review-1/",
    "2023-06-30",
)
POLICE_PRESS_2025 = Source("https://policeprofessional.com/?p=142413", "2025-07-03")

OLDHAM = Compilation(
    sender="oldham-2022",
    title="Public commitments and requests after the assurance review of historic safeguarding in Oldham (June 2022)",
    compiled_up_to=(OLDHAM_2022, OLDHAM_2023, OLDHAM_2025),
    items=(
        Item(
            "OLD-C0",
            "C0",
            "Have a police operation of its own to work with the review and look into any crime that it "
            "brings up (promised before the review was published).",
            "Set up a police operation to work with the review",
            (FORCE,),
            {
                OLDHAM_2022: Position(
                    response="Accepted",
                    response_on="2020",
                    status="Set up",
                    told="An operation under an assistant chief constable was set up before the review came out. The "
                    "day was not seen, and neither was what the operation looked into.",
                    sources=(REPORTER_2020,),
                )
            },
        ),
        Item(
            "OLD-C1",
            "C1",
            "Open an investigation for Oldham into the historic cases that the review picked out, and pursue "
            "offenders.",
            "Run an investigation dedicated to Oldham",
            (FORCE,),
            {
                OLDHAM_2022: Position(response="Accepted", response_on=date(2022, 6, 20), sources=(ITV_2023,)),
                OLDHAM_2023: Position(
                    status="Launched",
                    told="Launched in 2022; on 31 August 2023 it was reported to be at work.",
                ),
                OLDHAM_2025: Position(
                    told="Launched in 2022; on 31 August 2023 it was reported to be at work. It was within "
                    "the scope of the HMICFRS inspection of July 2025; a finding on this commitment itself "
                    "was not seen.",
                    sources=(TERMS_2024,),
                ),
            },
        ),
        Item(
            "OLD-C1-scrutiny",
            "C1-scrutiny",
            "The force to tell local scrutiny, by word of mouth at the council's children's scrutiny "
            "board, how the dedicated investigation is going.",
            "Report progress of the dedicated investigation to scrutiny",
            (FORCE, COUNCIL),
            {
                OLDHAM_2023: Position(
                    status="Given",
                    completed_on=date(2023, 11, 16),
                    told="Given on 16 November 2023: the investigation had entered its operational phase; no detail of "
                    "live cases was given.",
                    evidence="The council's published papers of the board's meeting of 16 November 2023",
                    sources=(BOARD_PAPERS, BOARD_ITEM),
                )
            },
        ),
        Item(
            "OLD-C2",
            "C2",
            "Give the dedicated investigation 21 officers (the Mayor announced this, with the agreement of "
            "the Chief Constable).",
            "Staff the dedicated investigation with 21 officers",
            (FORCE,),
            {
                OLDHAM_2022: Position(response="Accepted", response_on=date(2022, 7, 1), sources=(TIMES_2022,)),
                OLDHAM_2025: Position(
                    status=NO_WORD,
                    told="On 3 July 2025 HMICFRS wrote of 98 investigators in the team for the whole "
                    "force. How many are for Oldham alone was not seen in an official source, so this is "
                    "no check of the commitment.",
                    sources=(HMICFRS_2025,),
                ),
            },
        ),
        Item(
            "OLD-C3",
            "C3",
            "Go through the report for possible misconduct in public office, and take disciplinary steps "
            "where there is any.",
            "Look for misconduct in public office and act on it",
            (FORCE, COUNCIL),
            {
                OLDHAM_2022: Position(
                    response="Accepted",
                    response_on=date(2022, 7, 1),
                    status=NO_WORD,
                    told="Councillors heard in July 2022 that up to then no serving member of staff had been "
                    "disciplined or investigated.",
                    sources=(TIMES_2022, CHRONICLE_JULY_2022),
                ),
                OLDHAM_2025: Position(
                    told="Councillors heard in July 2022 that up to then no serving member of staff had "
                    "been disciplined or investigated. In the press of December 2024 (an undated copy) the "
                    "Chief Constable said that officers responsible for failings in the past are not being "
                    "punished.",
                    sources=(PRESS_COPY_2024,),
                ),
            },
            is_secondary=True,
        ),
        Item(
            "OLD-C5",
            "C5",
            "The leader of the council to write with an apology to each victim in the report, and to meet "
            "any of them who want it.",
            "Write to victims with an apology, and offer to meet",
            (COUNCIL,),
            {OLDHAM_2022: Position(response="Accepted", response_on=date(2022, 6, 20), sources=(CHRONICLE_JUNE_2022,))},
        ),
        Item(
            "OLD-C6",
            "C6",
            "Call an extraordinary meeting of the full council about the review, and take questions from the public.",
            "Hold an extraordinary council meeting on the review",
            (COUNCIL,),
            {
                OLDHAM_2022: Position(
                    response="Accepted",
                    response_on=date(2022, 6, 17),
                    due=date(2022, 6, 27),
                    due_set_by=COUNCIL,
                    status="Held",
                    completed_on=date(2022, 6, 27),
                    told="Held on 27 June 2022; there were 36 questions from the public.",
                    evidence="The council's own published record of the meeting of 27 June 2022",
                    sources=(BLOG_JUNE_2022, COUNCIL_JUNE_2022, TIMES_2022),
                )
            },
            is_secondary=True,
        ),
        Item(
            "OLD-C7",
            "C7",
            "Form a cross-party steering group of councillors, to oversee safeguarding as it is now and "
            "the plan made after the review.",
            "Form a cross-party steering group",
            (COUNCIL,),
            {
                OLDHAM_2023: Position(
                    response="Accepted",
                    response_on="September 2022",
                    status="First met",
                    completed_on=date(2022, 11, 23),
                    told="First met on 23 November 2022, and again in February, June and October 2023. "
                    "Scrutiny considered its first annual report (2022-23) ahead of Council.",
                    evidence="The steering group's annual report for 2022-23, in the council's published papers",
                    sources=(STEERING_2023,),
                )
            },
        ),
        Item(
            "OLD-C8",
            "C8",
            'Write a plan of one page ("Plan on a Page") on support for survivors and on tackling perpetrators.',
            "Write a one-page plan",
            (COUNCIL,),
            {
                OLDHAM_2023: Position(
                    response="Accepted",
                    response_on="2022",
                    status="Produced",
                    told="Produced, and attached to the steering group's annual report. The day it was "
                    "finished was not seen.",
                    evidence="Appendix 1 to the steering group's annual report for 2022-23",
                    sources=(STEERING_2023,),
                )
            },
        ),
        Item(
            "OLD-C9",
            "C9",
            "Have the chief executive ask the Home Office to accept the national inquiry's 20 "
            "recommendations, with a plan to carry them out, and to support the last stage of the "
            "assurance review.",
            "Ask the Home Office to accept the national inquiry's recommendations",
            (COUNCIL, "Home Office"),
            {
                OLDHAM_2023: Position(
                    response="Accepted",
                    response_on=date(2023, 7, 12),
                    due="In the current parliament",
                    due_set_by=COUNCIL,
                    status=NO_WORD,
                    told="The council resolved this on 12 July 2023; the agenda of its next meeting lists "
                    "it among the actions.",
                    sources=(COUNCIL_JULY_2023, BLOG_AUGUST_2023),
                )
            },
            is_secondary=True,
        ),
        Item(
            "OLD-C10",
            "C10",
            "Work out a charter for victims and survivors, consulting their groups, and adopt it.",
            "Work out and adopt a charter for victims and survivors",
            (COUNCIL,),
            {
                OLDHAM_2023: Position(
                    response="Accepted",
                    response_on=date(2023, 7, 12),
                    told="The council resolved this on 12 July 2023. Whether the charter was later adopted "
                    "was not seen.",
                    sources=(BLOG_AUGUST_2023, CHRONICLE_2023),
                )
            },
            is_secondary=True,
        ),
        Item(
            "OLD-C11",
            "C11",
            "Put a duty to report concerns about child sexual abuse into the code of conduct for "
            "councillors, and consult on such a duty for officers.",
            "Put a duty to report into the code of conduct",
            (COUNCIL,),
            {
                OLDHAM_2023: Position(
                    told="Part of a motion for the meeting of 12 July 2023. Whether it was adopted was not seen.",
                    sources=(CHRONICLE_2023,),
                )
            },
        ),
        Item(
            "OLD-C12",
            "C12",
            "Set up a public inquiry, established by the government, into child sexual exploitation in "
            "Oldham (asked for by the full council in July 2024).",
            "Set up a government inquiry into exploitation in Oldham",
            ("Home Office",),
            {
                OLDHAM_2025: Position(
                    response="Rejected",
                    response_on="2024",
                    status="Declined",
                    told="The Home Office minister declined the request, as was reported in January 2025.",
                    sources=(SOLICITORS_2025, REPORTER_9_DECEMBER),
                )
            },
        ),
        Item(
            "OLD-C13",
            "C13",
            "Hold an inquiry in Oldham, led locally and backed by the government: one of up to five areas "
            "that share £5 million, advised by the former chair of the Telford inquiry.",
            "Hold a locally led inquiry in Oldham",
            ("Home Office", COUNCIL),
            {
                OLDHAM_2025: Position(
                    response="Accepted",
                    response_on=date(2025, 1, 16),
                    status="To be dropped",
                    told="In June 2025 procurement was paused. By 10 December 2025 the local inquiry was "
                    "to be dropped, with priority for Oldham in the statutory national inquiry.",
                    reason="Oldham is to have priority in the statutory national inquiry.",
                    sources=(CHRONICLE_2025, REPORTER_10_DECEMBER),
                )
            },
        ),
        Item(
            "OLD-C14",
            "C14",
            "Carry out the fourth and last stage of the assurance review, across ten councils and Greater "
            "Manchester Police.",
            "Carry out the final stage of the assurance review",
            ("Mayor of Greater Manchester", "Greater Manchester Combined Authority"),
            {
                OLDHAM_2023: Position(
                    response="Accepted",
                    response_on=date(2023, 6, 30),
                    due="By the end of 2023",
                    due_set_by="Mayor of Greater Manchester",
                    sources=(AUTHORITY_2023,),
                ),
                OLDHAM_2025: Position(
                    status="Published",
                    completed_on=date(2025, 7, 3),
                    told="Not met as first stated: commissioned again, from HMICFRS, on 10 July 2024, and "
                    "published on 3 July 2025.",
                    evidence="The report published on 3 July 2025",
                    sources=(TERMS_2024, POLICE_PRESS_2025),
                ),
            },
        ),
    ),
)

# ---------------------------------------------------------------------------------------------------------
# Rochdale 2012: four recommendations and one general claim that was made about all of them.

ROCHDALE_SEPTEMBER, ROCHDALE_2015 = date(2012, 9, 30), date(2015, 4, 30)
BOARD = "Rochdale Borough Safeguarding Children Board"
LAW_WEEK = Source("https://www.familylawweek.co.uk/site.aspx?i=ed101147", "2012-09")
UPDATE_2015 = Source("https://deploy.abcdocz.com/doc/1101820/-rbscb--update-report-pdf-267-kb", "2015-04-08")
GENERAL_CLAIM = (
    "In September 2012 the board's chair said that the board had responded to the review and that "
    "improvements were in place: a general claim, not one about this recommendation."
)


def _recommended(number: str, asked: str, action: str, due: str | None = None) -> Item:
    set_by = "the review of September 2012" if due else None
    position = Position(due=due, due_set_by=set_by, status=NO_WORD, told=GENERAL_CLAIM, sources=(LAW_WEEK,))
    return Item(f"ROCH-2012-{number}", number, asked, action, (BOARD,), {ROCHDALE_SEPTEMBER: position})


ROCHDALE = Compilation(
    sender="rochdale-2012",
    title="Rochdale Borough Safeguarding Children Board: review of the multi-agency responses (September 2012)",
    compiled_up_to=(ROCHDALE_SEPTEMBER, ROCHDALE_2015),
    items=(
        _recommended(
            "1",
            "The board should draw up an effective local strategy by which all agencies respond to child "
            "sexual exploitation together, starting from what is known locally of its extent.",
            "Draw up a local multi-agency strategy",
        ),
        _recommended(
            "2",
            "High schools in all parts of the borough should be given briefings that raise awareness.",
            "Brief high schools across the borough",
            due="As a matter of urgency",
        ),
        _recommended(
            "3",
            "Professionals who work with children at risk of sexual exploitation should be offered "
            "sessions that train trainers.",
            "Offer sessions that train trainers",
        ),
        _recommended(
            "4",
            "The strategy should lay down levels of training: mandatory for some professionals, awareness "
            "for others, and for community groups information.",
            "Set levels of training in the strategy",
        ),
        Item(
            "ROCH-2012-C1",
            "C1",
            "Use what the review found to make improvements (a public statement of the board and the council).",
            "Use the review's findings to make improvements",
            (BOARD, "Rochdale Metropolitan Borough Council"),
            {
                ROCHDALE_SEPTEMBER: Position(
                    response="Accepted",
                    response_on="September 2012",
                    status="Improvements have been implemented",
                    told="In September 2012 the board's chair said that the board had responded to the "
                    "review and that improvements were in place.",
                    sources=(LAW_WEEK,),
                ),
                ROCHDALE_2015: Position(
                    status="Completed and signed off",
                    completed_on="April 2015",
                    told="In November 2012, two months after the statement, Ofsted found that the board "
                    "was underdeveloped and did not fulfil its functions: a finding on the board, not a "
                    "check of this item. In April 2015 the board's update gave every action of the "
                    "improvement plan as completed and signed off; the day of the sign-off was not seen. The update "
                    "was read in a copy on a site for documents.",
                    evidence="The board's update report of 8 April 2015, which names the Improvement Board's sign-off",
                    sources=(UPDATE_2015,),
                ),
            },
            is_secondary=True,
        ),
    ),
)

ALL = (GROUP_BASED_EXPLOITATION, NATIONAL_INQUIRY, OLDHAM, ROCHDALE)
