// A block of cells copied from a spreadsheet fills the fields from the one it is pasted into, to the right and down.
// A line that begins with the name of a row goes to that row, without the name. What found no place is told.
for (const table of document.querySelectorAll("table[data-paste]")) {
  const cells = (row) => [...row.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), select")];
  const rows = () => [...table.querySelectorAll("tbody tr")].map(cells).filter((row) => row.length);
  const cut = (text) => text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t").map((each) => each.trim()));
  const same = (text) => text.normalize("NFC").trim().toLowerCase();
  const said = document.createElement("p");
  said.className = "grid-note";
  said.setAttribute("role", "status");
  (table.closest(".wide") ?? table).before(said);

  // A list takes its own words, and a number of years where it speaks of time.
  function optionOf(cell, text) {
    const named = (wanted) => [...(cell.options ?? [])].find((each) => same(each.text) === wanted);
    return named(same(text)) ?? (/^\d+ năm$/.test(same(text)) ? named("có thời hạn") : undefined);
  }

  // True where the cell took the text; a word that the list does not know stays to be chosen.
  function put(cell, text) {
    const option = cell.tagName === "SELECT" ? optionOf(cell, text) : undefined;
    cell.value = cell.tagName === "SELECT" ? (option?.value ?? "") : text;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    return cell.tagName !== "SELECT" || !text || option !== undefined;
  }

  function namesOf(row) {
    const line = row[0].closest("tr");
    return (line.dataset.called ?? line.querySelector("th[scope=row]")?.firstChild.textContent ?? "").split("|").map(same);
  }

  // What is pasted into the first field may begin with the name of its row, unless the next cell says it is a value.
  const isNamed = ([name, next], all) =>
    name && all.some((row) => namesOf(row).includes(same(name))) && !(all[0][1]?.options && optionOf(all[0][1], next ?? ""));

  // [[the row, the field to begin with, the texts]]; no row where there is none left. Where most lines begin with a
  // name, those without one (a sum, an empty line) have no place: by their order they would fall into others' rows.
  function placed(lines, all, first, from) {
    const taken = new Set();
    const next = (name) => all.find((row) => !taken.has(row) && namesOf(row).includes(same(name)));
    const filled = lines.filter((line) => line.some(Boolean));
    const named = filled.filter((line) => isNamed(line, all));
    if (from > 0 || named.length * 2 <= filled.length) return lines.map((line, down) => [all[first + down], from, line]);
    return filled.map((line) => {
      if (!named.includes(line)) return [undefined, 0, line];
      const row = next(line[0]);
      taken.add(row);
      return [row, 0, line.slice(1)];
    });
  }

  function fill(row, from, line, unread) {
    line.forEach((text, right) => {
      const cell = row?.[from + right];
      if (cell?.disabled) return; // a line whose figures are counted keeps its place and its figures
      if (!(cell ? put(cell, text) : !text)) unread.add(text);
    });
  }

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim()) || !event.target.matches("input")) return;
    const all = rows();
    const first = all.findIndex((row) => row.includes(event.target));
    if (first < 0) return;
    event.preventDefault();
    const unread = new Set();
    for (const [row, from, line] of placed(cut(text), all, first, all[first].indexOf(event.target))) fill(row, from, line, unread);
    const words = [...unread].map((each) => `“${each}”`).join(", ");
    said.textContent = unread.size ? `Chưa điền được, bảng không có chỗ hoặc danh sách không có mục: ${words}. Xem lại các ô này.` : "";
  });
}
