// The admin's searchable choices carry no name for a screen reader: each takes that of its field, once it is drawn.
const nameChoices = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const parts = select.parentElement.querySelectorAll(".select2-selection, .select2-selection__rendered");
    for (const part of label ? parts : []) part.setAttribute("aria-label", label.textContent.replace(":", "").trim());
  }
};
if (window.django?.jQuery) window.django.jQuery(nameChoices);
