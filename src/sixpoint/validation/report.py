"""The report of a check, for a person at work: one page that needs no network and no script.

Takes everything that a check found; gives HTML. It may hold values of cells, as far as
`offending_values` allows, and so is written on the partnership's side for its owner only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from jinja2 import Environment

from sixpoint.packs.rules import Rule
from sixpoint.pictures.pages import open_templates
from sixpoint.pictures.types import Cell, Table
from sixpoint.pictures.words import number_in_figures, plural, sentence_case
from sixpoint.terms.period import in_words
from sixpoint.terms.problems import Problem
from sixpoint.validation.compare import Changes, RuleChange, TableChange
from sixpoint.validation.completeness import TableFill
from sixpoint.validation.draw_completeness import AgencyFill, draw_completeness
from sixpoint.validation.offending import NOT_SHOWN, Values
from sixpoint.validation.summary import ORDER, Cause, NotChecked, Summary
from sixpoint.validation.types import Checked, Outcome
from sixpoint.validation.verdict import VERDICTS, Decision, TableVerdict
from sixpoint.validation.waivers import Waived, WaiverUse

SAME_NAMED = 5
"""Tables named as the same as last time; the table of rows marks them all."""
STAYS = "This page points at records of named children. It stays with the partnership."
INVENTED = "Everything here is invented. No real child, place or service is described."
SECTIONS = (
    ("verdict", "Verdict"),
    ("first", "To mend first"),
    ("changes", "What changed"),
    ("files", "File by file"),
    ("found", "Everything found"),
    ("not-checked", "What could not be checked"),
    ("waivers", "Waivers"),
    ("complete", "How complete, how fresh"),
    ("rules", "Every rule"),
    ("words", "What the verdicts mean"),
)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What the page shows. `csv` is the name of the file beside it that holds every issue; `unread`
    is what kept a file from being read."""

    title: str
    invented: bool
    as_at: date
    pack: str
    rules_in_force: Mapping[str, Rule]
    decision: Decision
    summary: Summary
    checked: Checked
    waived: Waived
    changes: Changes | None
    filled: tuple[TableFill, ...]
    values: Values
    csv: str
    unread: tuple[Problem, ...] = ()

    sections = SECTIONS
    order = ORDER
    verdicts = tuple(VERDICTS.items())

    @property
    def notices(self) -> tuple[str, ...]:
        return (INVENTED, STAYS) if self.invented else (STAYS,)

    @property
    def meaning(self) -> str:
        return VERDICTS[self.decision.verdict]

    @property
    def csv_words(self) -> str:
        return f"Every issue with its file, line and your record key is in {self.csv}."

    @property
    def first_heading(self) -> str:
        found = len(self.summary.mend_first)
        return "To mend first" if found < 2 else f"The {_in_words(found)} things to mend first"

    @property
    def tiles(self) -> Iterator[tuple[int, str]]:
        """Numbers at a glance, each with its words."""
        outcomes = [result.outcome for result in self.checked.results]
        sent = sum(t.sent for t in self.decision.tables)
        yield sent, "rows sent"
        yield sum(t.going_on for t in self.decision.tables), "rows go on"
        yield len(self.waived.open), "issues"
        yield outcomes.count(Outcome.PASSED), "rules passed"
        yield outcomes.count(Outcome.FAILED), "rules failed"
        yield outcomes.count(Outcome.NOT_RUN), "rules not checked"

    @property
    def by_file(self) -> list[tuple[str, list[Cause]]]:
        grouped = groupby(self.summary.causes, key=lambda cause: cause.finding.file)
        return [(file, list(causes)) for file, causes in grouped]

    def values_of(self, cause: Cause) -> dict[int, str]:
        """What may be said of the cells of a cause, by line; empty where nothing may."""
        found = cause.finding
        places = [(found.file, found.column or "", place.line or 0) for place in cause.places]
        said = {place[2]: self.values[place] for place in places if place in self.values}
        return said if set(said.values()) - {NOT_SHOWN} else {}

    @property
    def agencies(self) -> tuple[AgencyFill, ...]:
        return draw_completeness(self.filled)

    @property
    def changed(self) -> tuple[str, ...]:
        return tuple(changes_in_words(self.changes))

    @property
    def change_tables(self) -> tuple[Table, ...]:
        return () if self.changes is None else tuple(_change_tables(self.changes))

    @property
    def files(self) -> Table:
        """Every table with its files, its rows and its own verdict."""
        return Table(
            caption="Files, rows and issues",
            columns=(
                *("File", "Rows", "Not read", "Go on", "Errors", "Warnings", "Waived"),
                "Verdict",
            ),
            rows=tuple(
                (
                    Cell(", ".join(file.file for file in one.files) or one.dataset),
                    *(Cell(f"{n:,}") for n in (one.rows, one.set_aside, one.going_on)),
                    *(Cell(f"{n:,}") for n in _counts(one, self.summary)),
                    Cell(one.verdict.words),
                )
                for one in self.decision.tables
            ),
            notes=_absent(self.decision),
        )

    @property
    def not_checked(self) -> Table:
        return Table(
            caption="Rules that could not be checked, or not in full",
            columns=("Why", "Rules", "Measures that need their tables"),
            rows=tuple(_not_checked(self.summary.not_checked)),
            numbers=False,
        )

    @property
    def waivers(self) -> Table:
        return Table(
            caption="Waivers and what became of them",
            columns=("Waiver", "Why", "By", "Until", "State", "Issues"),
            rows=tuple(_waiver(use) for use in self.waived.uses),
            numbers=False,
        )

    @property
    def rules(self) -> Table:
        return Table(
            caption="Rules",
            columns=("Code", "What it says when it fails", "Outcome", "Rows", "Why"),
            rows=tuple(
                (
                    Cell(one.code),
                    Cell(self.rules_in_force[one.code].message),
                    Cell(one.outcome.replace("_", " ")),
                    Cell(f"{one.count:,}"),
                    Cell(one.why or ""),
                )
                for one in self.checked.results
            ),
            numbers=False,
        )


def render_report(report: Report, *, style_address: str | None = None) -> str:
    """The whole page; where `style_address` is given its style is there, and not in the page."""
    apart = {} if style_address is None else {"style_address": style_address}
    return (
        _templates()
        .get_template("check.html")
        .render(
            view=report,
            page_title=f"{report.title}: check of extracts",
            description=report.notices[0],
            created=None,
            **apart,
        )
    )


def style_of_report() -> str:
    """The style of every report, for a site that serves it apart from the page."""
    template = _templates().get_template("check.html")
    own = "".join(template.blocks["style"](template.new_context()))
    return f"{_templates().globals['css']}\n{own}"


@cache
def _templates() -> Environment:
    environment = open_templates("sixpoint.validation")
    environment.filters.update(figures=number_in_figures, day=in_words, large=sentence_case)
    return environment


def _in_words(number: int) -> str:
    return ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")[number - 2]


def _counts(one: TableVerdict, summary: Summary) -> tuple[int, int, int]:
    """Errors, warnings and waived issues of one table."""
    ours = [cause for cause in summary.causes if cause.finding.dataset == one.dataset]
    by_severity = {
        severity: sum(c.count for c in ours if c.finding.severity.value == severity)
        for severity in ("error", "warning")
    }
    return by_severity["error"], by_severity["warning"], sum(c.waived for c in ours)


def _absent(decision: Decision) -> tuple[str, ...]:
    if not decision.not_submitted:
        return ()
    return (f"Not submitted, so nothing is known of them: {', '.join(decision.not_submitted)}.",)


def _waiver(use: WaiverUse) -> tuple[Cell, ...]:
    waiver = use.waiver
    words = (waiver.words, waiver.reason, waiver.by, in_words(waiver.until), use.state.value)
    return (*map(Cell, words), Cell(f"{use.issues:,}"))


def changes_in_words(changes: Changes | None) -> Iterator[str]:
    """What changed since the last submission, in a few sentences."""
    if changes is None:
        yield "No earlier submission was kept, so nothing can be compared. --keep keeps this one."
        return
    new, gone, still = changes.total
    yield (
        f"Since submission {changes.since} (as of {in_words(changes.as_at)}): {new:,} "
        f"{plural(new, 'issue')} new, {gone:,} gone, {still:,} still there."
    )
    if changes.other_rules:
        yield "The rules have changed since then: an issue may be new without the data being new."
    same = [one.dataset for one in changes.tables if one.same_file]
    if same:
        which = f": {', '.join(same)}" if len(same) <= SAME_NAMED else ""
        n = len(changes.tables)
        yield f"{len(same)} of {n} tables are the same as last time, to the byte{which}."
    if any(not one.by_key for one in changes.rules):
        yield (
            "* Where issues name no record key, only numbers are compared: one that went and one "
            "that came count as one still there."
        )


def _change_tables(changes: Changes) -> Iterator[Table]:
    yield Table(
        caption="Issues by rule and table",
        columns=("Rule and table", "Before", "Now", "New", "Gone", "Still there"),
        rows=tuple(_rule_change(one) for one in changes.rules),
    )
    yield Table(
        caption="Rows by table",
        columns=("Table", "Before", "Now", "Difference", "File"),
        rows=tuple(_table_change(one) for one in changes.tables),
    )


def _rule_change(one: RuleChange) -> tuple[Cell, ...]:
    star = "" if one.by_key else " *"
    numbers = (one.before, one.now, one.new, one.gone, one.still)
    return (Cell(f"{one.code} {one.dataset}{star}"), *(Cell(f"{n:,}") for n in numbers))


def _table_change(one: TableChange) -> tuple[Cell, ...]:
    before, now = ("not submitted" if n is None else f"{n:,}" for n in (one.before, one.now))
    known = one.before is not None and one.now is not None
    difference = f"{(one.now or 0) - (one.before or 0):+,}" if known else ""
    file = "the same" if one.same_file else "another"
    return (Cell(one.dataset), Cell(before), Cell(now), Cell(difference), Cell(file))


def _not_checked(found: Iterable[NotChecked]) -> Iterator[tuple[Cell, ...]]:
    """A row for each reason, whatever tables it kept from being checked."""
    codes, figures = defaultdict[str, list[str]](list), defaultdict[str, set[str]](set)
    for one in found:
        codes[one.why].extend(one.codes)
        figures[one.why].update(one.figures)
    for why, rules in codes.items():
        yield Cell(why), Cell(", ".join(rules)), Cell(str(len(figures[why])))
