"""The example: one monitoring visit played from the provider's list to the letter, on made-up data.

What is played lies in `resources/example/`; the README there says what is made up. Everything goes
through the same lines that `cafaudit run` takes.
"""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cafaudit import assets
from cafaudit.errors import InputRefused
from cafaudit.files import write_whole
from cafaudit.progress import NO_PROGRESS, Progress
from cafaudit.services.documents import export_draw_sheet, export_feedback, export_letter, export_workbook
from cafaudit.services.example_plan import FOLDER, ExamplePlan, load_plan, load_readings, load_script
from cafaudit.services.example_readings import Line, Readers, Scripts, scripts_for
from cafaudit.services.exchange import join, merge, pack_for
from cafaudit.services.picture import load_picture
from cafaudit.services.script import Desk
from cafaudit.services.visits import new_visit, opened
from cafaudit.team.profile import create_profile, open_with_recovery_code
from cafaudit.team.sealed_box import STRONG, KdfCost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cafaudit.services.documents import Exported
    from cafaudit.services.example_plan import PersonPlan
    from cafaudit.services.visit import Visit
    from cafaudit.team.identity import Identity

_STEPS = 8
_PARTS = 100  # of a step, in the progress that is told


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleMade:
    """What the example left in its folder, as paths; `lines` say it to a person and what to open next.

    `profile` is the lead's, opened by `passphrase`; `seconds` is how long all of it took.
    """

    folder: str
    visit: str
    second_visit: str
    profile: str
    passphrase: str
    case_list: str
    letter: str
    workbook: str
    feedback: str
    draw_sheet: str
    digest: str
    seconds: float
    lines: tuple[str, ...]


def make_example(
    folder: Path,
    say: Callable[[str], None],
    progress: Progress = NO_PROGRESS,
    *,
    cost: KdfCost = STRONG,
) -> ExampleMade:
    """Play the example in a new folder.

    Args:
        folder: Where; it does not exist yet, or is empty.
        say: Told one sentence for each step, with the time that it took.
        progress: Told how far all of it is.
        cost: What a try at the example's passphrase costs; less than that is for tests.

    Raises:
        InputRefused: the folder holds something already, or cannot be written to.
        Cancelled: a stop was asked for; nothing is left.
    """
    with _new_folder(folder) as place:
        return _Play(place, _Teller(say, progress), load_plan(), cost).whole()


class _Teller:
    """Tells each step with its time, and how far the whole is."""

    def __init__(self, say: Callable[[str], None], progress: Progress) -> None:
        self._say = say
        self._progress = progress
        self._begun = self._last = time.monotonic()
        self._steps = 0

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self._begun

    def part(self, done: int, total: int) -> None:
        """Say how far the present step is."""
        self._progress.step(self._steps * _PARTS + done * _PARTS // max(total, 1), _STEPS * _PARTS)

    def step(self, sentence: str) -> None:
        """Say what the step that ends here has done."""
        now = time.monotonic()
        self._say(f"{sentence} ({now - self._last:.1f} s)")
        self._last = now
        self._steps += 1
        self.part(0, 1)


class _Within:
    """The progress of a piece of work that is one of several of a step."""

    def __init__(self, teller: _Teller, place: int, of: int) -> None:
        self._teller = teller
        self._place = place
        self._of = of

    def step(self, done: int, total: int) -> None:
        """Say how far the piece is."""
        parts = max(total, 1)
        self._teller.part(self._place * parts + min(done, parts), self._of * parts)


class _Play:
    """The two people, their copies of the visit and the desk on which lines are carried out."""

    def __init__(self, folder: Path, teller: _Teller, plan: ExamplePlan, cost: KdfCost) -> None:
        self._folder = folder
        self._teller = teller
        self._plan = plan
        self._cost = cost
        self._script = load_script()
        self._lead_profile = folder / "profiles" / "lead"
        self._second_profile = folder / "profiles" / "second"
        self._visit = folder / "birmingham-2009.cafaudit"
        self._second_visit = folder / "birmingham-2009-second.cafaudit"
        self._case_list = folder / plan.list.file
        self._identities: dict[Path, Identity] = {}
        self._desk = Desk(unlock=self._identities.__getitem__, profile=self._lead_profile, visit=self._visit)

    def whole(self) -> ExampleMade:
        """Play everything and say what was made."""
        try:
            self._meet()
            self._plan_visit()
            self._read_list()
            self._draw()
            settling, concluding = self._read_files()
            self._merge(settling, concluding)
        finally:
            self._desk.close()
        return self._write_documents()

    def _meet(self) -> None:
        people = (
            (self._lead_profile, self._plan.people.lead),
            (self._second_profile, self._plan.people.second),
        )
        for number, (folder, person) in enumerate(people):
            self._identities[folder] = self._profile(folder, person)
            self._teller.part(number + 1, len(people))
        self._teller.step(f"Two profiles made: {' and '.join(person.name for _, person in people)}")

    def _profile(self, folder: Path, person: PersonPlan) -> Identity:
        passphrase = self._plan.passphrase
        _, code = create_profile(folder, person.name, person.code, passphrase, cost=self._cost)
        return open_with_recovery_code(folder, code)  # spares the passphrase's half a second

    def _plan_visit(self) -> None:
        founded = self._plan.list.founded_at
        lead = self._identities[self._lead_profile]
        new_visit(self._visit, self._plan.framework, lead, clock=lambda: founded)
        self._carry_out(self._until(self._plan.list.read_at))
        card = self._identities[self._second_profile].card.to_text()
        self._carry_out([{"do": "AddMember", "card": card, "at": self._plan.team.joined_at}])
        self._teller.step("Visit planned: what it is about, who gets the letter, what the provider reports")

    def _read_list(self) -> None:
        plan = self._plan.list
        write_whole(self._case_list, assets.read_bytes(FOLDER, plan.file))
        read = self._carry_out(
            [
                {"do": "ImportFrame", "file": str(self._case_list), "fold": True, "at": plan.read_at},
                {"do": "FixFrame", "at": plan.fixed_at},
            ]
        )
        self._teller.step(f"{read[0]}; {read[1]}")

    def _draw(self) -> None:
        plan = self._plan.draw
        codes = [self._plan.people.lead.code, self._plan.people.second.code]
        drawing: Line = {"do": "DrawSample", "seed": plan.seed, "size": plan.size, "allocate": plan.allocate}
        said = self._carry_out(
            [
                {"do": "NameSeedSource", "source": plan.source, "at": plan.named_at},
                drawing | {"at": plan.drawn_at},
                {"do": "DealFiles", "readers": codes, "at": plan.dealt_at},
            ]
        )
        missing = self._plan.missing
        case = next(
            str(row["case"])
            for row in self._ask("sample")
            if (row["stratum"], row["order"]) == (missing.stratum, missing.order)
        )
        replaced = self._carry_out(
            [
                {"do": "AskForFile", "case": case, "at": missing.asked_at},
                {"do": "ReplaceFile", "case": case, "reason": missing.reason, "at": missing.replaced_at},
            ]
        )
        self._teller.step(f"{said[1]}; {said[2]}; {replaced[1]}")

    def _read_files(self) -> tuple[list[Line], list[Line]]:
        """Let both people read apart; returns what the lead settles and concludes once together."""
        lead, second = self._both()
        self._desk.close()
        with opened(self._visit, lead) as visit:
            scripts = self._scripts(visit)
            start = self._pack(visit, "1-start", to=second)
        join(start, self._second_visit, second, lead.card)
        mine = _by_moment([*scripts.lead, *self._until(self._plan.merge.merged_at)])
        both = len(mine) + len(scripts.second)
        self._carry_out(mine, of=both)
        elsewhere = {"profile": str(self._second_profile), "visit": str(self._second_visit)}
        self._carry_out((line | elsewhere for line in scripts.second), done=len(mine), of=both)
        self._teller.step(f"Files read by both, apart from each other: {both:,} entries")
        return scripts.settling, scripts.concluding

    def _scripts(self, visit: Visit) -> Scripts:
        picture = load_picture(visit, with_history=False)
        gone = {reading.case for reading in picture.readings if reading.state == "not_produced"}
        cases = [case for case in picture.sample if case.role == "sample" and case.ref not in gone]
        people = self._plan.people
        readers = Readers(people.lead.code, people.second.code)
        return scripts_for(load_readings(), visit.framework, cases, readers, self._plan.reading)

    def _merge(self, settling: list[Line], concluding: list[Line]) -> None:
        lead, second = self._both()
        self._desk.close()
        with opened(self._second_visit, second) as visit:
            handed_in = self._pack(visit, "2-hand-in", to=lead)
        with opened(self._visit, lead) as visit:
            merged = merge(visit, lead, [handed_in])
        at = self._plan.merge.settled_at
        self._carry_out(line | {"at": at} for line in settling)
        self._teller.step(
            f"Merged: {merged.new:,} new events, {merged.conflicts} open differences, {len(settling)} settled"
        )
        self._carry_out(_by_moment([*self._script, *concluding]))
        self._desk.close()
        with opened(self._visit, lead) as visit:
            back = self._pack(visit, "3-lead-to-team", to=second)
        with opened(self._second_visit, second) as visit:
            merge(visit, second, [back])
        self._teller.step("Evidence entered, areas judged, and the second copy brought up to date")

    def _pack(self, visit: Visit, name: str, *, to: Identity) -> Path:
        file = self._folder / "packs" / f"{name}.cafpack"
        file.parent.mkdir(exist_ok=True)
        sender = next(i for i in self._both() if i.author != to.author)
        pack_for(visit, sender, [to.code], file)
        return file

    def _both(self) -> tuple[Identity, Identity]:
        return self._identities[self._lead_profile], self._identities[self._second_profile]

    def _write_documents(self) -> ExampleMade:
        place = self._folder
        with opened(self._visit, self._identities[self._lead_profile]) as visit:
            letter = export_letter(visit, place / "letter.docx")
            self._teller.part(1, 4)
            within = _Within(self._teller, 1, 4)
            workbook = export_workbook(visit, place / "workbook.xlsx", progress=within)
            self._teller.part(2, 4)
            feedback = export_feedback(visit, place / "feedback.docx")
            self._teller.part(3, 4)
            sheet = export_draw_sheet(visit, place / "draw-sheet.csv")
        self._teller.step("Letter, workbook, feedback sheet and draw sheet written")
        return self._made(letter, workbook, feedback, sheet)

    def _made(self, letter: Exported, workbook: Exported, feedback: Exported, sheet: Exported) -> ExampleMade:
        seconds = self._teller.seconds
        return ExampleMade(
            folder=str(self._folder),
            visit=str(self._visit),
            second_visit=str(self._second_visit),
            profile=str(self._lead_profile),
            passphrase=self._plan.passphrase,
            case_list=str(self._case_list),
            letter=letter.file,
            workbook=workbook.file,
            feedback=feedback.file,
            draw_sheet=sheet.file,
            digest=letter.digest,
            seconds=round(seconds, 1),
            lines=(
                f"The example stands in {self._folder} (made in {seconds:.1f} s; all cases are made up).",
                f"  Letter          {letter.file}",
                f"  Workbook        {workbook.file}",
                f"  Feedback sheet  {feedback.file}",
                f"  Draw sheet      {sheet.file}",
                f"  Case list       {self._case_list}",
                f"  Visit           {self._visit}",
                f"  Second copy     {self._second_visit}",
                f"Open the letter first, then the workbook. The profile is {self._lead_profile},",
                f"its passphrase “{self._plan.passphrase}”. For instance:",
                f"  cafaudit --profile {self._lead_profile} query {self._visit} judgements",
            ),
        )

    def _until(self, moment: str) -> list[Line]:
        """Take the script's lines before a moment."""
        taken = [line for line in self._script if line["at"] < moment]
        self._script = self._script[len(taken) :]
        return taken

    def _carry_out(self, lines: Iterable[Line], *, done: int = 0, of: int = 0) -> list[str]:
        """Carry lines out and return what each did."""
        said = []
        for number, line in enumerate(lines, start=1):
            said.append(str(self._desk.carry_out(line)["summary"]))
            if of:
                self._teller.part(done + number, of)
        return said

    def _ask(self, name: str) -> list[dict[str, Any]]:
        answer: list[dict[str, Any]] = self._desk.carry_out({"do": "Query", "name": name})["answer"]
        return answer


def _by_moment(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: str(line["at"]))


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """Give the folder, made if need be; when the work ends early nothing is left in it."""
    try:
        there = folder.exists()
        if there and any(folder.iterdir()):
            raise InputRefused(
                f"The folder {folder} is not empty.",
                "Name one that does not exist yet, or an empty one: the example never writes over anything.",
            )
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise InputRefused(
            f"The example cannot be made in {folder}: {fault.strerror}.",
            "Name a folder on this computer that you may write to.",
        ) from fault
    try:
        yield folder.resolve()
    except BaseException:
        _empty(folder)
        if not there:
            folder.rmdir()
        raise


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
