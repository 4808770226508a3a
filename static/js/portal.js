// Comfort for every page: the error summary gets the focus, what matters is scrolled into view, filters send themselves.
document.querySelector("[data-focus]")?.focus();
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
for (const chart of document.querySelectorAll("[data-scroll-end]")) {
  const today = chart.querySelector("[data-today]");
  const from = today && today.getBoundingClientRect().left - chart.getBoundingClientRect().left;
  chart.scrollLeft = today ? from - chart.clientWidth / 2 : chart.scrollWidth;
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });
}
