// A box in the table's head that ticks every row of the page.
for (const head of document.querySelectorAll("[data-pick-all]")) {
  const rows = head.closest("table").querySelectorAll("tbody input[type=checkbox]");
  head.hidden = false;
  head.addEventListener("change", () => rows.forEach((row) => (row.checked = head.checked)));
}
