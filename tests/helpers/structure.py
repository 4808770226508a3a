"""Prints the state of the tree: `python -m tests.helpers.structure`."""

from tests.helpers import imports, rooms, style


def main() -> None:
    print_rooms()
    print_imports()
    print_style()
    print_functions()


def print_rooms() -> None:
    for app, order in rooms.ORDERS.items():
        names = {rooms.room_of(name) for name in imports.modules(app)} - {""}
        floors = {rooms.FLOORS[app].get(name) for name in names}
        print(f"{app}/: {len(names)} rooms on {len(floors)} floors, {len(rooms.arrows(app))} arrows between rooms")
        for line in order.strip().split("\n"):
            print("    " + " · ".join(f"{room} ({size(app, room)})" for room in line.split()))


def size(app: str, room: str) -> int:
    return sum(rooms.room_of(name) == room for name in imports.modules(app))


def print_imports() -> None:
    lazy = [each for each in imports.all_imports() if each.is_lazy and not each.has_reason]
    print_list("upward imports between apps", rooms.upward_apps())
    print_list("upward imports inside plans/", rooms.upward_rooms())
    print_list("circles", imports.circles())
    print_list("lazy imports without a reason", lazy)


def print_style() -> None:
    lines, wide = len(style.template_lines()), len(style.wide_template_lines())
    print(f"template lines over {style.WIDTH}: {wide} of {lines} ({100 * wide / lines:.2f} %)")
    print_list("exceptions from formatter, linter, types", style.exceptions())
    code, tests = style.line_count(), style.line_count("tests")
    print(f"lines: {code} code, {tests} tests (1 : {tests / code:.2f})")


def print_functions() -> None:
    hinted = style.hinted_rooms()
    done, all_of_them = (sum(each[place] for each in hinted.values()) for place in (0, 1))
    print(f"hinted functions in the named rooms: {done} of {all_of_them} ({100 * done / all_of_them:.1f} %)")
    for room, (with_hints, number) in hinted.items():
        if with_hints < number:
            print(f"    {room}: {with_hints} of {number}")
    modules = imports.modules().items()
    found = [(style.length(one), name, one.name) for name, path in modules for one in style.functions(path)]
    lengths = sorted(length for length, _, _ in found)
    print(f"functions: {len(found)}, median {lengths[len(found) // 2]} lines, p99 {lengths[len(found) * 99 // 100]}")
    print_list("longest", [f"{length} {name}.{one}" for length, name, one in sorted(found, reverse=True)[:8]])


def print_list(title: str, items: list) -> None:
    print(f"{title}: {len(items)}")
    for item in items:
        print(f"    {item}")


if __name__ == "__main__":
    main()
