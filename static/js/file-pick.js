// Says which file is chosen (components/file_pick.html). Without this script the browser's own control is there.
for (const name of document.querySelectorAll("[data-file-name]:not([data-watched])")) {
  name.dataset.watched = "";
  const input = name.closest(".file-pick").querySelector("input[type=file]");
  const say = () => (name.textContent = [...input.files].map((file) => file.name).join(", ") || name.dataset.fileName);
  input.addEventListener("change", say);
  input.form?.addEventListener("reset", () => setTimeout(say));
  window.addEventListener("pageshow", say);
  say();
}
