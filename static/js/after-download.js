// A form whose answer is a file leaves its page as it was: go on to the address it names once the file has come.
for (const form of document.querySelectorAll("form[data-after-download]")) {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "pdf") return;
    const mark = String(Date.now());
    let field = form.querySelector("[name=downloaded]");
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "downloaded" });
      form.append(field);
    }
    field.value = mark;
    const waiting = setInterval(() => {
      if (!document.cookie.split("; ").some((each) => each.replace("__Host-", "") === `downloaded=${mark}`)) return;
      clearInterval(waiting);
      location.assign(form.dataset.afterDownload);
    }, 300);
  });
}
