// A block of cells copied from a spreadsheet fills the fields from the one it is pasted into, to the right and down.
for (const table of document.querySelectorAll("table[data-paste]")) {
  const cells = (row) => [...row.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), select")];
  const rows = () => [...table.querySelectorAll("tbody tr")].map(cells).filter((row) => row.length);
  const cut = (text) => text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));

  // A list takes its own words, and a number of years where it speaks of time; what it does not know stays to be chosen.
  function put(cell, text) {
    const word = text.toLowerCase();
    const named = (wanted) => [...(cell.options ?? [])].find((each) => each.text.trim().toLowerCase() === wanted);
    const option = named(word) ?? (/^\d+ năm$/.test(word) ? named("có thời hạn") : undefined);
    cell.value = cell.tagName === "SELECT" ? (option?.value ?? "") : text;
  }

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim()) || !event.target.matches("input")) return;
    const all = rows();
    const first = all.findIndex((row) => row.includes(event.target));
    if (first < 0) return;
    event.preventDefault();
    const from = all[first].indexOf(event.target);
    cut(text).forEach((line, down) => {
      line.forEach((value, right) => {
        const cell = all[first + down]?.[from + right];
        if (!cell || cell.disabled) return; // a line whose figures are counted keeps its place and its figures
        put(cell, value.trim());
        cell.dispatchEvent(new Event("input", { bubbles: true }));
      });
    });
  });
}
