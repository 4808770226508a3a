// A block of cells copied from a spreadsheet fills the fields from the one it is pasted into, to the right and down.
for (const table of document.querySelectorAll("table[data-paste]")) {
  const rows = () => [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("td input:not([type=hidden]):enabled")]);
  const cut = (text) => text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim()) || !event.target.matches("input")) return;
    event.preventDefault();
    const all = rows();
    const first = all.findIndex((row) => row.includes(event.target));
    const from = all[first].indexOf(event.target);
    cut(text).forEach((line, down) => {
      line.forEach((value, right) => {
        const cell = all[first + down]?.[from + right];
        if (!cell) return;
        cell.value = value.trim();
        cell.dispatchEvent(new Event("input", { bubbles: true }));
      });
    });
  });
}
