// Paper sizes that nobody used stay away until they are asked for, or until a paste fills one of them.
{
  const shown = document.querySelector("[data-sizes]");
  const cells = () => [...document.querySelectorAll(".files-grid td.unused input")];
  const show = () => { if (shown && !shown.checked) shown.checked = cells().some((cell) => cell.value.trim() && cell.value.trim() !== "0"); };
  shown?.form.addEventListener("rows:changed", show);
  shown?.form.addEventListener("input", show);
  if (shown) show();
}
