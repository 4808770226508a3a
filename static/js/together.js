// One document, many catalogues: what passes with a reason is counted over those that are to be appraised.
for (const sentence of document.querySelectorAll("[data-passing-sums]")) {
  const rows = [...document.querySelectorAll("tr[data-passing]")];
  const shown = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  const share = (part, whole) => {
    const hundredths = Math.floor((part * 20000 + whole) / (2 * whole));
    return `${Math.floor(hundredths / 100)},${String(hundredths % 100).padStart(2, "0")}%`;
  };
  const sum = (name) => rows
    .filter((row) => row.querySelector("[name^=result-]").value === "appraise")
    .reduce((total, row) => total + Number(row.dataset[name]), 0);

  const report = () => {
    const leftOut = document.querySelector("[name=unarranged][value=leave_out]")?.checked;
    const unarranged = leftOut ? 0 : sum("unarranged");
    const unseen = sum(leftOut ? "unseenArranged" : "unseen");
    const files = sum("passing") - (leftOut ? sum("unarranged") : 0);
    sentence.textContent = !files ? "Chưa chọn thẩm định đạt Mục lục nào." : `Các Mục lục thẩm định đạt có ${shown(unarranged)} hồ sơ chưa chỉnh lý và ` +
      `${shown(unseen)} hồ sơ chưa xem từng hồ sơ (${share(unseen, files)} số hồ sơ được số hóa).`;
  };
  const choices = document.querySelectorAll("[name=unarranged]");
  [...rows, ...choices].forEach((one) => one.addEventListener("change", report));
  report();
}
