"""Random histories of catalogues: whatever people do in whatever order, what was signed stays as it was signed, and of
each group of duplicates a copy stays."""

from collections import Counter
from random import Random
from time import perf_counter

from django.db import transaction

from agencies.models import Agency, Duty
from plans.models import Plan
from plans.targets.setup import load_plan

from .history import History, People
from .province import person

REPEATED = 100  # histories between two lines of progress
READ_EVERY = 10  # steps; each paper is also read when it is signed


def measure_histories(say, histories=2000, steps=60, seed=1):
    """Draw the histories and live through each; True where nothing that was signed changed, every sum is its rows' and
    of each group of duplicates a copy stays or the group is open.

    Raises AssertionError or whatever went wrong, with the seed of the history that shows it again.
    """
    plan, people = Plan.current() or load_plan(), people_at_the_desks()
    start, done = perf_counter(), Counter()
    for number in range(histories):
        done += lived(plan, people, f"{seed}-{number}", steps)
        if (number + 1) % REPEATED == 0:
            say(f"  {number + 1} histories in {perf_counter() - start:.0f} s")
    say(f"  histories: {histories} of {steps} steps in {perf_counter() - start:.1f} s, seed {seed}")
    say(f"  done: {', '.join(f'{name} {count}' for name, count in sorted(done.items()))}")
    return True


def people_at_the_desks():
    """Lan of Sở Y tế and Bình of Sở Xây dựng, who prepare; Hoa of Sở Nội vụ, who appraises."""
    desks = (("lan", "SYT", Duty.PREPARES), ("binh", "SXD", Duty.PREPARES), ("hoa", "SNV", Duty.APPRAISES_CATALOGUES))
    return People(*(person(name, Agency.objects.get(code=code), duty) for name, code, duty in desks))


def lived(plan, people, seed, steps, look=None):
    """How often each step was done in one history, which leaves nothing behind; `look(history, number)` after each."""
    with transaction.atomic():
        history = History(plan, people, Random(seed))
        try:
            for number in range(1, steps + 1):
                history.go_on()
                if look:
                    look(history, number)
                if number % READ_EVERY == 0 or number == steps:
                    history.read_papers()
        except Exception as error:
            error.add_note(f"history {seed}: {' '.join(history.taken)}")
            raise
        transaction.set_rollback(True)
    return Counter(history.taken)
