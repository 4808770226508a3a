// The open tab is in sight in each row of tabs, also on a phone.
for (const open of document.querySelectorAll(".tabs [aria-current], .own-pages [aria-current], .parts [aria-current]")) {
  const row = open.closest("ul");
  row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
}
