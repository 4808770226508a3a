"""Hồ sơ: the files of one catalogue, of an agency, or found in the province, a page at a time by key."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.formats.numbers import format_int
from agencies.formats.text import for_file_name
from agencies.list_choice import Choice, send_list
from agencies.list_place import remember
from agencies.paging import KEYS, PLACE, query_with
from agencies.saved_views.lists import savable
from plans.appraisal.handed_in import BEING_CHANGED, all_seen_by, holds_rows_back
from plans.models import Catalogue
from plans.pricing import a4_pages_of, with_a4_pages

from . import paging, queue, search
from .file_columns import LIST, MOST, OF_ONE
from .filter_forms import SearchForm
from .lookup import find

TOO_MANY = f"Tệp chứa nhiều nhất {format_int(MOST)} hồ sơ: chọn một cơ quan hoặc thêm điều kiện lọc rồi tải lại."
TOO_MANY_OF_ONE = f"Tệp chứa nhiều nhất {format_int(MOST)} hồ sơ: thêm điều kiện lọc, hoặc tải cả Mục lục ở Việc khác."


@savable("file_list", "Hồ sơ", without=KEYS)
def file_list(request):
    """The files of the agencies one sees; who oversees chooses an agency or searches the province."""
    form, code, catalogues, province = looked_through(request)
    held = request.user.oversees and Catalogue.objects.visible_to(request.user).being_rewritten().exists()
    remember(request, LIST.route)
    context = {"form": form, "agency_code": code, "several": True, "province": province}
    context["choice"] = Choice(LIST, request.user)
    context["agencies"] = queue.agencies_with_catalogues(request.user)
    context["some_held_back"] = held
    context["total"] = total_of(catalogues)
    if is_too_short(form, province):
        context["too_short"] = True
    else:
        size = context["choice"].size
        bounded = province or bool(form.wanted().get("q"))
        context |= found(request, form, catalogues, context["total"], bounded=bounded, size=size)
    return render(request, "plans/file_list.html", context)


def file_list_export(request):
    """The files that the list holds, in its order, as a workbook of no more than some thousand."""
    form, _, catalogues, province = looked_through(request)
    total = search.Sums(sum(one.file_count for one in catalogues), None)
    files, sums = (None, total) if is_too_short(form, province) else narrowed(form, catalogues, total, bounded=province)
    if files is None or sums.files > MOST:
        messages.error(request, TOO_MANY)
        return redirect(f"{reverse(LIST.route)}{query_with(request.GET)}")
    page = paging.page_of(files, order_of(form, sums, several=len(catalogues) != 1), size=MOST)
    return send_list(request, LIST, with_catalogues(page.files, catalogues))


def looked_through(request):
    """(form, the agency asked for or "", the catalogues one looks through, whether these are the province's)."""
    form, code = SearchForm(request.GET), request.GET.get("agency", "")
    code = code if code in {agency.code for agency in queue.agencies_with_catalogues(request.user)} else ""
    catalogues = all_seen_by(
        request.user, with_a4_pages(search.within(request.user, code)).select_related("agency", "fonds")
    )
    return form, code, catalogues, request.user.oversees and not code


def is_too_short(form, province):
    """Too few letters to look for in the whole province."""
    return province and not search.long_enough(form.wanted().get("q"))


def narrowed(form, catalogues, total, bounded):
    """(files that the form leaves, their sums)."""
    wanted = form.wanted()
    files = search.narrowed(search.in_catalogues([one.pk for one in catalogues]), wanted, catalogues)
    most = search.MOST_OF_A_TEXT if wanted.get("q") else None
    return search.looked_up(files, bounded, most) if form.narrows else (files, total)


def total_of(catalogues):
    """The sums of all files of the catalogues (`with_a4_pages`)."""
    return search.Sums(
        sum(one.file_count for one in catalogues),
        sum(one.a4_pages for one in catalogues),
        unknown=sum(one.unknown_pages for one in catalogues),
        estimated=sum(one.estimated_files for one in catalogues),
    )


def found(request, form, catalogues, total, bounded=False, size=paging.PAGE):
    """A page of the files that the form leaves, with their sums and where to go on."""
    keys = [one.pk for one in catalogues]
    files, sums = narrowed(form, catalogues, total, bounded)
    page = paging.page_of(
        files,
        order_of(form, sums, several=len(keys) != 1),
        after=key(request, "sau"),
        before=key(request, "truoc"),
        size=size,
        catalogues=(sums.catalogues or keys) if sums.files > search.FEW_FOUND else (),
        placed=sums.placed,
    )
    with_catalogues(page, catalogues)
    return {"page": page, "sums": sums, "searched": form.narrows} | steps(request, page)


def with_catalogues(files, catalogues):
    """The files, each with its catalogue as it was read already."""
    by_key = {one.pk: one for one in catalogues}
    for file in files:
        file.catalogue = by_key[file.catalogue_id]
    return files


def order_of(form, sums, several):
    """More files than are counted are not sorted either: they are listed in storage order."""
    order = "position" if sums.more else form.order
    return paging.OVER_PLACE if several and order == "position" else order


def in_catalogue(request, catalogue):
    """Context of the list inside a catalogue's page."""
    form, choice = SearchForm(request.GET), Choice(OF_ONE, request.user, of=catalogue.pk)
    total = total_of_one(catalogue)
    here = f"?{request.GET.urlencode()}" if request.GET else ""
    context = {"form": form, "choice": choice, "carried": carried(request), "here": here}
    return context | found(request, form, [catalogue], total, size=choice.size)


def total_of_one(catalogue):
    """The sums of all files of the catalogue."""
    open_ones = {"unknown": catalogue.unknown_pages, "estimated": catalogue.estimated_files}
    return search.Sums(catalogue.file_count, a4_pages_of(catalogue), **open_ones)


def catalogue_files_export(request, pk):
    """The files of the catalogue as its page shows them, filtered and sorted: a workbook of some thousand at most."""
    catalogue, form = find(request, pk), SearchForm(request.GET)
    back = f"{reverse('catalogue_detail', args=[pk])}{query_with(request.GET)}"
    if holds_rows_back(request.user, catalogue):
        messages.error(request, BEING_CHANGED)
        return redirect(back)
    files, sums = narrowed(form, [catalogue], total_of_one(catalogue), bounded=False)
    if sums.files > MOST:
        messages.error(request, TOO_MANY_OF_ONE)
        return redirect(back)
    page = paging.page_of(files, order_of(form, sums, several=False), size=MOST)
    name = f"ho-so-{catalogue.agency.code}-{for_file_name(catalogue.name)}"
    title = f"Hồ sơ của Mục lục {catalogue.name}, {catalogue.agency}"
    return send_list(request, OF_ONE, with_catalogues(page.files, [catalogue]), title=title, file=name)


def carried(request):
    """The filter as (name, value), for a form that goes on with it."""
    return [(name, request.GET[name]) for name in SearchForm.base_fields if request.GET.get(name)]


def steps(request, page):
    return {
        "previous_url": page.before and address(request, truoc=page.before),
        "next_url": page.after and address(request, sau=page.after),
    }


def address(request, **key):
    """This list with its filter, going on from the key."""
    filled = {name: value for name, value in request.GET.items() if value}
    return f"{query_with(filled, **{**PLACE, **key})}#ho-so"


def key(request, name):
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
