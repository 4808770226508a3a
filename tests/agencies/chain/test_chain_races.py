"""Two people of one agency at the same moment: one chain, without gap or fork, and nobody waits for ever."""

import pytest
from django.db import transaction

from agencies.chain.verifying import findings
from agencies.history import record
from agencies.models import ChainHead, EventLink
from tests.helpers.factories import a_catalogue
from tests.helpers.racing import together

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 10


def test_events_of_the_same_moment_stand_one_behind_the_other(lan, minh, binh):
    ours, theirs = a_catalogue(lan.agency), a_catalogue(binh.agency)

    def write(actor, *objects):
        """Changes of two agencies in one transaction, in either order: each once held the other's lock."""

        def act():
            for _ in range(TIMES):
                with transaction.atomic():
                    for obj in objects:
                        record(obj, actor=actor, action="files", sentence="sửa")

        return act

    together(write(lan, ours, theirs), write(binh, theirs, ours), write(minh, ours))
    assert list(findings()) == []
    assert dict(ChainHead.objects.values_list("chain", "number")) == {
        lan.agency_id: 3 * TIMES,
        binh.agency_id: 2 * TIMES,
    }
    assert EventLink.objects.count() == 5 * TIMES
