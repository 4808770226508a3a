// A formset as a grid: add, copy and remove rows, move with the keyboard, paste a block from Excel, take it all back.
for (const table of document.querySelectorAll("table[data-rows]")) {
  const form = table.closest("form");
  const body = table.querySelector("tbody");
  const template = form.querySelector("template[data-row-template]");
  const total = form.querySelector(`[name="${table.dataset.rows}-TOTAL_FORMS"]`);
  const most = Number(table.dataset.most ?? Infinity);

  const cells = (row) => [...row.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), select")];
  const rows = () => [...body.rows].filter((row) => !row.hidden && row.querySelector("input:not([type=hidden]), select"));
  const numberOf = (row) => rows().indexOf(row) + 1;
  const isFilled = (row) => [...row.querySelectorAll("input:not([type=hidden]):not([type=checkbox])")].some((each) => each.value.trim());
  const SAME = { x: "có", v: "có", 1: "có", đã: "có", rồi: "có", chưa: "không", k: "không", 0: "không" };
  const unread = [];
  const warning = note("banner warning");
  const said = note("grid-note");
  let undo = null; // what takes the last paste, copy or removal back

  function note(css) {
    const place = document.createElement("p");
    place.className = css;
    place.setAttribute("role", "status");
    place.hidden = true;
    (table.closest(".wide") ?? table).before(place);
    return place;
  }

  function count() {
    for (const place of table.querySelectorAll("[data-filled]")) place.textContent = window.portalNumbers.write(rows().filter(isFilled).length);
  }

  function changed() {
    count();
    form.dispatchEvent(new Event("rows:changed"));
  }

  function add(already = rows().length) {
    if (already >= most) return null;
    body.insertAdjacentHTML("beforeend", template.innerHTML.replaceAll("__prefix__", total.value));
    total.value = Number(total.value) + 1;
    const row = body.rows[body.rows.length - 1];
    const number = row.querySelector("[data-row-number]");
    if (number) number.textContent = already + 1;
    addButtons(row);
    return row;
  }

  function addButtons(row) {
    const mark = row.querySelector("input[type=checkbox][name$=-DELETE]");
    if (!mark) return;
    const label = row.querySelector(`label[for="${mark.id}"]`);
    mark.hidden = true;
    if (label) label.hidden = true;
    mark.after(button(row, "Bỏ", () => remove(row, mark)));
    if (template && "copy" in table.dataset) mark.after(button(row, "Nhân bản", () => copyRow(row)));
  }

  function button(row, text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn quiet small";
    made.textContent = text;
    made.setAttribute("aria-label", `${text} dòng ${row.querySelector("[data-row-number]")?.textContent ?? ""}`);
    made.addEventListener("click", act);
    return made;
  }

  function remove(row, mark) {
    const neighbour = rows()[numberOf(row)] ?? rows()[numberOf(row) - 2];
    const number = numberOf(row);
    mark.checked = row.hidden = true;
    showErrors(row, false);
    if (neighbour) cells(neighbour)[0]?.focus();
    announce(`Đã bỏ dòng ${number}.`, () => {
      mark.checked = row.hidden = false;
      showErrors(row, true);
      cells(row)[0]?.focus();
    });
  }

  // What is wrong with a row goes with it: the line below the row, and its sentences above the form.
  function showErrors(row, isShown) {
    const below = row.nextElementSibling;
    if (below?.matches(".row-errors")) below.hidden = !isShown;
    const names = new Set(cells(row).map((cell) => `#${cell.id}`));
    for (const link of document.querySelectorAll("#errors li a")) {
      if (names.has(link.getAttribute("href"))) link.closest("li").hidden = !isShown;
    }
    countErrors();
  }

  function countErrors() {
    const box = document.getElementById("errors");
    const left = box?.querySelectorAll("li:not([hidden])").length;
    const title = box?.querySelector("h2");
    if (!title) return;
    box.hidden = !left;
    title.textContent = title.textContent.replace(/\d+/, left);
  }

  // The next empty row, or a new one, gets the values; the number of the file is what one types next.
  function copyRow(row) {
    const target = rows().slice(numberOf(row)).find((each) => !isFilled(each)) ?? add();
    if (!target) return sayFull(1);
    copy(cells(row), cells(target), `Đã chép dòng ${numberOf(row)} xuống dòng ${numberOf(target)}.`);
    cells(target)[Number(table.dataset.copy) || 0].focus();
  }

  function copy(from, to, text) {
    const before = to.map((cell) => cell.value);
    to.forEach((cell, index) => (cell.value = from[index].value));
    announce(text, () => to.forEach((cell, index) => (cell.value = before[index])));
  }

  function copyFromAbove(cell, whole) {
    const row = cell.closest("tr");
    const above = rows()[numberOf(row) - 2];
    if (!above) return;
    const place = cells(row).indexOf(cell);
    if (whole) copy(cells(above), cells(row), `Đã chép dòng ${numberOf(above)} xuống dòng ${numberOf(row)}.`);
    else copy([cells(above)[place]], [cell], `Đã chép ô của dòng ${numberOf(above)}.`);
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

  // Excel puts a cell of several lines between quotes; the lines become one.
  function parsed(text) {
    const lines = [[]];
    for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/g)) {
      const value = quoted === undefined ? plain : quoted.replaceAll('""', '"').replace(/\s*[\r\n]+\s*/g, " ");
      lines.at(-1).push(value.trim());
      if (!end) break;
      if (end !== "\t") lines.push([]);
    }
    return lines;
  }

  function paste(event) {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!/[\t\n]/.test(text) || !event.target.matches("input")) return;
    event.preventDefault();
    unread.length = 0;
    const lines = parsed(text);
    const all = rows();
    const start = event.target.closest("tr");
    const [from, first] = [cells(start).indexOf(event.target), all.indexOf(start)];
    const before = [];
    let taken = 0;
    for (const line of lines) {
      const row = all[first + taken] ?? (template ? add(first + taken) : null);
      if (!row) break;
      fill(row, first + taken + 1, from, line, before);
      taken += 1;
    }
    const last = taken > 1 ? `, từ dòng ${first + 1} đến dòng ${first + taken}` : ` vào dòng ${first + 1}`;
    announce(`Đã dán ${taken} dòng${last}.`, () => {
      for (const [cell, value] of before) cell.value = value;
      warning.hidden = true;
    });
    tellUnread();
    if (taken < lines.length) sayFull(lines.length - taken);
  }

  function fill(row, number, from, values, before) {
    const places = cells(row).slice(from);
    values.slice(0, places.length).forEach((value, index) => {
      const cell = places[index];
      before.push([cell, cell.value]);
      if (cell.tagName === "SELECT") choose(cell, value, number);
      else cell.value = value;
    });
  }

  // A list takes its own words, and the ways people write yes, no and years; what it cannot take is shown, not lost.
  function choose(select, text, number) {
    const word = text.toLowerCase();
    const meant = /^\d+ năm$/.test(word) ? "có thời hạn" : SAME[word];
    const named = (wanted) => [...select.options].find((each) => each.text.trim().toLowerCase() === wanted);
    const option = named(word) ?? named(meant);
    const choice = option ?? [...select.options].find((each) => each.value === "");
    if (choice) select.value = choice.value;
    if (text && !option) unread.push(`dòng ${number} “${text}”`);
  }

  function tellUnread() {
    warning.hidden = !unread.length;
    warning.textContent = `Danh sách không có mục vừa dán ở ${unread.join("; ")}: chọn lại các ô này.`;
  }

  function sayFull(left) {
    const why = template ? `Bảng nhận tối đa ${most} dòng` : "Bảng không có đủ dòng";
    warning.textContent = `${warning.hidden ? "" : `${warning.textContent} `}${why}: còn ${left} dòng chưa dán. Lưu rồi nhập tiếp, hoặc tải tệp lên.`;
    warning.hidden = false;
  }

  function announce(text, back) {
    undo = () => {
      back();
      said.hidden = true;
      undo = null;
      form.dispatchEvent(new Event("input"));
      changed();
    };
    said.textContent = `${text} `;
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn quiet small";
    made.textContent = "Hoàn tác";
    made.addEventListener("click", () => undo?.());
    said.append(made);
    said.hidden = false;
    typed = false;
    form.dispatchEvent(new Event("input"));
    changed();
  }

  let counting;
  let typed = false; // since then the browser's own Ctrl+Z is meant
  body.addEventListener("input", () => {
    typed = true;
    clearTimeout(counting);
    counting = setTimeout(count, 300);
  });
  body.addEventListener("keydown", (event) => {
    if (!event.target.matches("input:not([type=checkbox]), select")) return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey && key === "z" && undo && !typed) {
      undo();
      return event.preventDefault();
    }
    if (event.ctrlKey && key === "enter" && "copy" in table.dataset) {
      form.requestSubmit(form.querySelector("button.primary"));
      return event.preventDefault();
    }
    if (event.ctrlKey && key === "d") {
      copyFromAbove(event.target, event.shiftKey);
      return event.preventDefault();
    }
    if (event.target.matches("select")) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const moved = move(event.target, step);
    if (event.key === "Enter" && !event.shiftKey && !moved && template && add()) move(event.target, 1);
    event.preventDefault();
  });
  body.addEventListener("paste", paste);
  for (const row of rows()) addButtons(row);
  for (const each of form.querySelectorAll("[data-add-row]")) {
    if (!template) continue;
    each.hidden = false;
    each.addEventListener("click", () => {
      cells(add() ?? rows().at(-1))[0]?.focus();
      changed();
    });
  }
  count();
  if ("start" in table.dataset && !document.getElementById("errors")) cells(rows()[0])[0].focus({ preventScroll: true });
}
