// What is typed is cumulative or of the period; the other is worked out beside each field, and so are pages of the period.
{
  const { read, write } = window.portalNumbers;
  // Whether the switch says so, and whether the values in the fields were written so: they differ while it is turned.
  const inPeriod = () => document.querySelector("[data-way] input:checked")?.value === "period";
  let wasPeriod = inPeriod();

  // In a table of periods that follow each other a line goes on from the one above it, where that has values.
  function above(input) {
    const cell = input.closest("td");
    const row = cell.closest("[data-chain]") && cell.parentElement.previousElementSibling;
    return row?.cells[cell.cellIndex].querySelector("input");
  }

  function beforeOf(input) {
    const upper = above(input);
    if (upper?.value.trim()) return wasPeriod ? read(upper.value) + beforeOf(upper) : read(upper.value);
    return upper ? beforeOf(upper) : BigInt(input.closest("td").querySelector("[data-before]").dataset.before || 0);
  }

  const cellOf = (input) => ({ other: input.closest("td").querySelector("[data-other]"), before: beforeOf(input) });

  function refresh(row) {
    const inputs = [...row.querySelectorAll("td input")];
    let added = null;
    for (const input of inputs) {
      const { other, before } = cellOf(input);
      const typed = input.value.trim() ? read(input.value) : null;
      added = typed === null ? null : wasPeriod ? typed : typed - before;
      if (other) other.textContent = typed === null ? "" : wasPeriod ? ` · lũy kế ${write(typed + before)}` : ` · trong kỳ ${write(typed - before)}`;
    }
    const place = row.querySelector("[data-added]");
    if (place) place.textContent = added === null ? "–" : write(added);
  }

  const rows = [...document.querySelectorAll("[data-period] tbody tr:not([data-counted])")];
  const fields = rows.flatMap((row) => [...row.querySelectorAll("td input")]);

  // The switch keeps what is meant: what was typed is written the other way.
  const meant = (input) => (wasPeriod ? read(input.value) + beforeOf(input) : read(input.value));

  function turn() {
    const now = inPeriod();
    const found = fields.map((input) => (input.value.trim() ? [meant(input), beforeOf(input)] : null));
    fields.forEach((input, index) => {
      if (!found[index]) return;
      const [total, before] = found[index];
      input.value = now && total < before ? "" : write(now ? total - before : total);
    });
    wasPeriod = now;
    for (const row of rows) refresh(row);
    fields[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  for (const row of rows) {
    row.addEventListener("input", () => rows.forEach(refresh));
    refresh(row);
  }
  for (const each of document.querySelectorAll("[data-way] input")) each.addEventListener("change", turn);
}
