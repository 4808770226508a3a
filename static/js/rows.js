// A formset as a grid: add and remove rows, move with the keyboard, paste a block from Excel.
for (const table of document.querySelectorAll("table[data-rows]")) {
  const form = table.closest("form");
  const body = table.querySelector("tbody");
  const template = form.querySelector("template[data-row-template]");
  const total = form.querySelector(`[name="${table.dataset.rows}-TOTAL_FORMS"]`);

  const cells = (row) => [...row.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), select")];
  const rows = () => [...body.rows].filter((row) => !row.hidden && cells(row).length);
  const changed = () => form.dispatchEvent(new Event("rows:changed"));
  const SAME = { x: "có", v: "có", 1: "có", đã: "có", rồi: "có", chưa: "không", k: "không", 0: "không" };
  const unread = [];
  const notice = document.createElement("p");
  notice.className = "banner warning";
  notice.setAttribute("role", "status");

  function add() {
    body.insertAdjacentHTML("beforeend", template.innerHTML.replaceAll("__prefix__", total.value));
    total.value = Number(total.value) + 1;
    const row = body.rows[body.rows.length - 1];
    const number = row.querySelector("[data-row-number]");
    if (number) number.textContent = rows().length;
    addRemover(row);
    changed();
    return row;
  }

  function addRemover(row) {
    const mark = row.querySelector("input[type=checkbox][name$=-DELETE]");
    if (!mark) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn quiet small";
    button.textContent = "Bỏ";
    button.setAttribute("aria-label", `Bỏ dòng ${row.querySelector("[data-row-number]")?.textContent ?? ""}`);
    button.addEventListener("click", () => remove(row, mark));
    mark.hidden = true;
    const label = row.querySelector(`label[for="${mark.id}"]`);
    if (label) label.hidden = true;
    mark.after(button);
  }

  function remove(row, mark) {
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    mark.checked = true;
    row.hidden = true;
    row.dataset.removed = "";
    if (neighbour) cells(neighbour)[0]?.focus();
    form.dispatchEvent(new Event("input"));
    changed();
  }

  function move(cell, step) {
    const row = cell.closest("tr");
    const target = rows()[rows().indexOf(row) + step];
    if (!target) return false;
    const next = cells(target)[cells(row).indexOf(cell)];
    next.focus();
    next.select?.();
    return true;
  }

  function paste(event) {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!/[\t\n]/.test(text) || !event.target.matches("input")) return;
    event.preventDefault();
    unread.length = 0;
    let row = event.target.closest("tr");
    const from = cells(row).indexOf(event.target);
    text.split(/\r?\n/).forEach((line, index) => {
      if (index) row = rows()[rows().indexOf(row) + 1] ?? (template ? add() : null);
      if (row) fill(row, from, line.split("\t"));
    });
    form.dispatchEvent(new Event("input"));
    changed();
    tellUnread();
  }

  function fill(row, from, values) {
    values.forEach((value, index) => {
      const cell = cells(row)[from + index];
      if (cell?.tagName === "SELECT") choose(cell, value.trim());
      else if (cell) cell.value = value.trim();
    });
  }

  // A list takes its own words, and the ways people write yes, no and years; what it cannot take is said, not swallowed.
  function choose(select, text) {
    const word = text.toLowerCase();
    const meant = /^\d+ năm$/.test(word) ? "có thời hạn" : SAME[word];
    const named = (wanted) => [...select.options].find((each) => each.text.trim().toLowerCase() === wanted);
    const option = named(word) ?? named(meant);
    const choice = option ?? [...select.options].find((each) => each.value === "");
    if (choice) select.value = choice.value;
    if (text && !option) unread.push(`dòng ${rows().indexOf(select.closest("tr")) + 1} “${text}”`);
  }

  function tellUnread() {
    notice.hidden = !unread.length;
    notice.textContent = `Danh sách không có mục vừa dán ở ${unread.join("; ")}: chọn lại các ô này.`;
    if (!notice.isConnected) (table.closest(".wide") ?? table).before(notice);
  }

  body.addEventListener("keydown", (event) => {
    if (!event.target.matches("input:not([type=checkbox])")) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const moved = move(event.target, step);
    if (event.key === "Enter" && !moved && template) { add(); move(event.target, 1); }
    event.preventDefault();
  });
  body.addEventListener("paste", paste);
  for (const row of rows()) addRemover(row);
  for (const button of form.querySelectorAll("[data-add-row]")) {
    if (!template) continue;
    button.hidden = false;
    button.addEventListener("click", () => cells(add())[0]?.focus());
  }
}
