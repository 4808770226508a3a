// What is left of a whole while parts are typed: <output data-rest="pages" data-whole="1200">. After numbers.js.
{
  const { read, write } = window.portalNumbers;
  const places = document.querySelectorAll("[data-rest]");
  const form = places[0]?.closest("form");

  const sum = (column) => [...form.querySelectorAll(`input[name$="-${column}"]`)].reduce((all, each) => all + read(each.value), 0n);

  function refresh() {
    for (const place of places) {
      const rest = BigInt(place.dataset.whole) - sum(place.dataset.rest);
      place.textContent = write(rest);
      place.classList.toggle("bad", rest < 0);
    }
  }

  form?.addEventListener("input", refresh);
  if (form) refresh(); // what came back with errors, or from a draft
}
