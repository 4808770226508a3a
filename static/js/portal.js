// Comfort for every page: the error summary gets the focus, what matters is scrolled into view, filters send themselves.
document.querySelector("[data-focus]")?.focus();
const showToday = () => {
  for (const chart of document.querySelectorAll("[data-scroll-today]")) {
    const width = chart.querySelector("svg").viewBox.baseVal.width;
    const today = Number(chart.dataset.scrollToday || width) / width;
    chart.scrollLeft = today * chart.scrollWidth - chart.clientWidth / 2;
  }
};
showToday();
window.addEventListener("hashchange", showToday);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (button.dataset.print) document.documentElement.classList.add(button.dataset.print);
    window.print();
    if (button.dataset.print) document.documentElement.classList.remove(button.dataset.print);
  });
}

for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });
}
