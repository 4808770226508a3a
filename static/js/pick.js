// Rows to choose: a box in the table's head ticks the whole page, arrows go from row to row, and the number is shown.
// In a list of something else the head says what is counted (data-noun), and how a row was ticked is of no account.
// Rows that were ticked many at once (whole page, Shift) are sent as at_once: nobody looked at each of them.
for (const head of document.querySelectorAll("[data-pick-all]")) {
  const rows = [...head.closest("table").querySelectorAll("tbody input[type=checkbox]")];
  const shown = document.querySelector("[data-picked]");
  const noun = head.dataset.noun || "hồ sơ";
  let last = null;

  const report = () => {
    const count = rows.filter((row) => row.checked).length;
    head.checked = count === rows.length;
    head.indeterminate = count > 0 && count < rows.length;
    if (shown) shown.textContent = count ? `Đã đánh dấu ${count} ${noun}.` : `Chưa đánh dấu ${noun} nào.`;
  };
  const atOnce = new Map();
  const byHand = (row) => { atOnce.get(row)?.remove(); atOnce.delete(row); };
  const tickAtOnce = (row, checked) => {
    if (row.checked === checked && !atOnce.has(row)) return;
    byHand(row);
    row.checked = checked;
    if (!checked || head.dataset.noun) return;
    const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "at_once", value: row.value });
    row.after(mark);
    atOnce.set(row, mark);
  };
  const tickBetween = (from, to, checked) => {
    const [first, end] = [rows.indexOf(from), rows.indexOf(to)].sort((a, b) => a - b);
    rows.slice(first, end + 1).forEach((row) => tickAtOnce(row, checked));
  };

  for (const row of rows) { // ticked before the page was loaded again
    const mark = row.parentElement.querySelector("input[name=at_once]");
    if (mark) atOnce.set(row, mark);
  }
  head.hidden = false;
  head.addEventListener("change", () => { rows.forEach((row) => tickAtOnce(row, head.checked)); report(); });
  rows.forEach((row, place) => {
    row.addEventListener("click", (event) => {
      byHand(row);
      if (event.shiftKey && last) tickBetween(last, row, row.checked);
      last = row;
      report();
    });
    row.addEventListener("keydown", (event) => {
      const next = { ArrowDown: rows[place + 1], ArrowUp: rows[place - 1] }[event.key];
      if (!next) return;
      event.preventDefault();
      if (event.shiftKey) { tickAtOnce(next, row.checked); report(); }
      next.focus();
    });
  });
  report();
}
