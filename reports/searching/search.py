"""Search of the whole portal by one text: each kind as far as the person sees it."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.formats.text import fold, has_words
from agencies.help import topics
from agencies.models import Agency, Event, IssuedDocument, User
from agencies.models.document import number_key
from budgets.estimates.as_handed_in import all_seen_by as estimates_seen_by
from budgets.models import Estimate
from plans.appraisal.handed_in import all_seen_by as catalogues_seen_by
from plans.catalogues import search as files
from plans.models import Catalogue, CoverLetter

from ..models import UrgingLetter
from ..urging.finding import is_about
from .hits import SHOWN, Group, Hit, Key, group_of, of_agency, of_catalogue, of_estimate, pages_of
from .money import contractors, contracts, money_documents

FEWEST_LETTERS = 2
MOST_DOCUMENTS = 200
MOST_LETTERS = 300  # letters that urge, each with all whom it urges


def long_enough(text: str) -> bool:
    """True where the text has letters or digits enough to be worth a search."""
    return len(fold(text).replace(" ", "")) >= FEWEST_LETTERS


def groups(user: User, text: str) -> list[Group]:
    """What was found, kind by kind, without hồ sơ: those may take longer and come by themselves (`found_files`)."""
    found = (
        agencies(user, text),
        people(user, text),
        documents(user, text),
        urging(user, text),
        catalogues(user, text),
    )
    of_money = (estimates(user, text), contracts(user, text), contractors(text), money_documents(user, text))
    return [group for group in (*found, *of_money, guides(text)) if group.count]


def agencies(user: User, text: str) -> Group:
    """By name, short name and code; one that has the very words of the text comes first."""
    wanted = f" {fold(text)} "
    seen = Agency.objects.visible_to(user).select_related("parent", "successor")
    found = [one for one in seen if has_words(text, one.name, one.short_name, one.code)]
    found.sort(key=lambda one: wanted not in f" {fold(f'{one.code} {one.name}')} ")
    listed = f"{reverse('agency_list')}?{urlencode({'q': text})}" if user.oversees else ""
    return group_of("Cơ quan, đơn vị", found, of_agency, listed)


def people(user: User, text: str) -> Group:
    """Accounts in use at the agencies one sees, by name, position and e-mail; who administers opens the account."""
    seen = User.objects.filter(is_active=True, agency__in=Agency.objects.visible_to(user)).select_related("agency")
    seen = seen.order_by("full_name", "pk")
    if user.administers:
        seen = User.objects.select_related("agency").order_by("full_name", "pk")
    named = [
        one
        for one in seen
        if has_words(text, one.full_name, one.position, one.email, *([one.username] if user.administers else ()))
    ]
    return group_of("Người", named, lambda one: of_person(user, one))


def of_person(user: User, person: User) -> Hit:
    """Name, position, duty, agency and e-mail; the account for who administers, otherwise the agency's page."""
    office = str(person.agency or "")
    aside = " · ".join(filter(None, (person.position, person.get_duty_display(), office, person.email)))
    if user.administers:
        return Hit(str(person), reverse("admin:agencies_user_change", args=[person.pk]), aside)
    assert person.agency is not None  # nobody else is seen
    return Hit(str(person), reverse("agency_detail", args=[person.agency.code]), aside)


def catalogues(user: User, text: str) -> Group:
    """Mục lục by name, fonds and agency, as the person sees them."""
    seen = Catalogue.objects.visible_to(user).select_related("agency", "fonds")
    rows = catalogues_seen_by(user, seen.order_by("agency__official_order", "name"))
    found = [one for one in rows if has_words(text, one.name, one.fonds, one.agency)]
    return group_of("Mục lục", found, of_catalogue, f"{reverse('catalogue_list')}?{urlencode({'q': text})}")


def estimates(user: User, text: str) -> Group:
    """Dự toán by name and agency, as the person sees them."""
    seen = Estimate.objects.visible_to(user).select_related("agency")
    rows = estimates_seen_by(user, seen.order_by("agency__official_order", "pk"))
    found = [one for one in rows if has_words(text, one.name, one.agency)]
    return group_of("Dự toán", found, of_estimate, f"{reverse('estimate_list')}?{urlencode({'q': text})}")


def guides(text: str) -> Group:
    """Guides of the portal that have the words."""
    listed = f"{reverse('help')}?{urlencode({'q': text})}"
    return group_of("Trợ giúp", topics.matching(text), of_guide, listed)


def of_guide(found: topics.Found) -> Hit:
    return Hit(found.topic.title, reverse("help_topic", args=[found.topic.slug]), found.excerpt)


def documents(user: User, text: str) -> Group:
    """Signed documents and letters by number, each with what it decided on, as far as the person sees that."""
    wanted = number_key(text)
    issued = IssuedDocument.objects.filter(number_key__contains=wanted).values_list("number", flat=True)
    numbers = {*issued[:MOST_DOCUMENTS], *letters(user, wanted)}
    events = Event.objects.visible_to(user).filter(document_number__in=numbers)
    hits = list(of_documents(user, list(events.order_by("-document_date", "document_number", "-pk")[:MOST_DOCUMENTS])))
    return Group("Văn bản", len(hits), hits[:SHOWN])


def letters(user: User, wanted: str) -> list[str]:
    """Numbers of the agencies' letters that have the text (`number_key`) in them, as far as the person sees them."""
    numbers = CoverLetter.objects.visible_to(user).order_by().values_list("number", flat=True).distinct()
    return [number for number in numbers if wanted in number_key(number)][:MOST_DOCUMENTS]


def urging(user: User, text: str) -> Group:
    """Công văn đôn đốc by subject, number, day and agency, as far as the person sees them, among the newest."""
    seen = UrgingLetter.objects.visible_to(user).select_related("document").defer("body")
    rows = seen.prefetch_related("urged__agency", "urged__about").order_by("-drafted_at", "-pk")
    found = [one for one in rows[:MOST_LETTERS] if is_about(one, text)]
    return group_of("Công văn đôn đốc", found, of_urging, f"{reverse('urging_list')}?{urlencode({'q': text})}")


def of_urging(letter: UrgingLetter) -> Hit:
    """The letter; beside it what it is about and whom it urges."""
    named = list(dict.fromkeys(str(one.agency) for one in letter.urged.all()))
    others = f" và {format_int(len(named) - 1)} đơn vị khác" if len(named) > 1 else ""
    aside = f"{letter.subject} · {named[0]}{others}" if named else letter.subject
    return Hit(str(letter), reverse("urging_detail", args=[letter.pk]), aside)


def of_documents(user: User, events: list[Event]) -> Iterator[Hit]:
    """A hit for each document and object that it is about."""
    pages = pages_of(user, map(target_of, events))
    said = set()
    for event in events:
        page = pages.get(target_of(event))
        if page and (event.document_number, event.document_date, page.url) not in said:
            said.add((event.document_number, event.document_date, page.url))
            day = f" ngày {format_date(event.document_date)}" if event.document_date else ""
            yield Hit(f"{event.document_number}{day}", page.url, f"{page.title} – {page.aside}")


def target_of(event: Event) -> Key:
    """What the event is about."""
    return ContentType.objects.get_for_id(event.content_type_id).model_class(), event.object_id


def recent(user: User, most: int = 8) -> list[Hit]:
    """What the person worked on last, newest first, each object once."""
    done = Event.objects.filter(actor=user).order_by("-pk")[: most * 8]
    keys = list(dict.fromkeys(map(target_of, done)))
    pages = pages_of(user, keys)
    return [pages[key] for key in keys if key in pages][:most]


def found_files(user: User, text: str) -> tuple[Group, bool]:
    """(hồ sơ by title and code, True where there are more than are counted); the province asks for three letters."""
    if user.oversees and not files.long_enough(text):
        return Group("Hồ sơ", 0), False
    seen = catalogues_seen_by(user, files.within(user).select_related("agency", "fonds"))
    by_key = {one.pk: one for one in seen}
    wanted = files.narrowed(files.in_catalogues(by_key), {"q": text}, seen)
    rows, sums = files.looked_up(wanted, bounded=True, most=files.MOST_OF_A_TEXT)
    group = Group("Hồ sơ", sums.files, list_url=f"{reverse('file_list')}?{urlencode({'q': text})}")
    for file in rows.order_by("pk")[:SHOWN]:
        catalogue = by_key[file.catalogue_id]
        aside = f"{catalogue.agency} · {catalogue.with_fonds} · hồ sơ số {file.file_number}{file.in_box}"
        group.hits.append(Hit(file.title, reverse("catalogue_file", args=[file.pk]), aside))
    return group, sums.more
