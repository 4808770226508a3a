// The code of a link is behind its #, which no server sees: it goes into the form, and the form is sent.
const code = new URLSearchParams(location.hash.slice(1)).get("ma");
const field = document.querySelector("form[data-takes-code] [name=ma]");
if (code && field) {
  history.replaceState(null, "", location.pathname);
  field.value = code;
  field.form.requestSubmit();
}
