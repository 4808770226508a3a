// Pages of the period itself follow the typing: cumulative now, less what was reported before.
{
  const { read, write } = window.portalNumbers;

  function refresh(row) {
    const inputs = row.querySelectorAll("input");
    const befores = row.querySelectorAll("[data-before]");
    const pages = inputs[inputs.length - 1];
    const before = BigInt(befores[befores.length - 1].dataset.before);
    row.querySelector("[data-added]").textContent = pages.value.trim() ? write(read(pages.value) - before) : "–";
  }

  for (const row of document.querySelectorAll("[data-period] tbody tr")) {
    row.addEventListener("input", () => refresh(row));
    refresh(row);
  }
}
