// Column sums and the money panel follow the typing. The server works everything out again when the form is sent.
{
  const { read, write } = window.portalNumbers;
  const panel = document.querySelector("[data-money]");
  const form = document.querySelector("form[data-live]") ?? document.querySelector("main form[method=post]:not([data-drops-draft])");
  let wordsTimer;

  const column = (input) => input.name.split("-").pop();
  const isRemoved = (input) => input.closest("tr")?.querySelector("input[name$=-DELETE]")?.checked;
  const isFromFiles = (input) => input.closest("[data-counted]"); // its figures are cumulative, the others may be of the period
  const counted = (input) => input.name && !input.closest("template") && !isRemoved(input) && !isFromFiles(input);

  function sums() {
    const totals = {};
    for (const input of form.querySelectorAll("input[type=text], input[type=number], input:not([type])")) {
      if (counted(input)) totals[column(input)] = (totals[column(input)] ?? 0n) + read(input.value);
    }
    return totals;
  }

  function showPanel(totals) {
    let equivalent = 0n;
    for (const line of panel.querySelectorAll("[data-size]")) {
      const pages = (totals[line.dataset.size] ?? 0n) * BigInt(line.dataset.factor);
      equivalent += pages;
      line.textContent = write(pages);
    }
    const amount = equivalent * BigInt(panel.dataset.price) + (totals[panel.dataset.extra] ?? 0n);
    panel.querySelector("[data-equivalent]").textContent = write(equivalent);
    panel.querySelector("[data-amount]").textContent = write(amount);
    showDifference(equivalent);
    askWords(amount);
  }

  function showDifference(equivalent) {
    const place = panel.querySelector("[data-difference]");
    if (!place) return;
    const gap = equivalent - BigInt(panel.dataset.planPages);
    place.textContent = gap === 0n ? "khớp" : gap > 0 ? `nhiều hơn ${write(gap)} trang` : `còn thiếu ${write(-gap)} trang`;
  }

  function askWords(amount) {
    const place = panel.querySelector("[data-words]");
    if (!panel.dataset.wordsUrl) return void (place.textContent = "");
    clearTimeout(wordsTimer);
    wordsTimer = setTimeout(async () => {
      const answer = await fetch(`${panel.dataset.wordsUrl}?amount=${amount}`);
      if (answer.ok && !answer.redirected) place.textContent = await answer.text();
    }, 400);
  }

  let [cost, timer] = [0, 0];

  function soon() {
    clearTimeout(timer);
    if (cost > 30) timer = setTimeout(refresh, 400); // many rows: the typing goes first
    else refresh();
  }

  function refresh() {
    const begun = performance.now();
    const totals = sums();
    for (const place of document.querySelectorAll("[data-sum]")) place.textContent = write(totals[place.dataset.sum] ?? 0n);
    if (panel) showPanel(totals);
    cost = performance.now() - begun;
  }

  form?.addEventListener("input", soon);
  form?.addEventListener("rows:changed", soon);
  const feet = document.querySelectorAll("[data-live-foot]"); // sums that only this script can keep in step
  for (const foot of feet) foot.hidden = false;
  if (form && (feet.length || document.getElementById("errors"))) refresh(); // what was typed came back unsummed
}
