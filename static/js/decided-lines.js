// What is granted of each line in đồng, and together: <tr data-decided="đồng a page">, its first input. After numbers.js.
{
  const { read, write } = window.portalNumbers;
  const rows = [...document.querySelectorAll("[data-decided]")];
  const form = rows[0]?.closest("form");

  function refresh() {
    let total = 0n;
    for (const row of rows) {
      const dong = read(row.querySelector("input").value) * BigInt(row.dataset.decided);
      row.querySelector("[data-decided-dong]").textContent = write(dong);
      total += dong;
    }
    form.querySelector("[data-decided-total]").textContent = write(total);
  }

  form?.addEventListener("input", refresh);
  if (form) refresh(); // what came back with errors, or from a draft
}
