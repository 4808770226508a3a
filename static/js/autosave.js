// Keeps a draft while one types. The button "Lưu" works the same without this script.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const place = document.querySelector("[data-autosave-status]");
  let timer;
  let sent = new URLSearchParams(new FormData(form)).toString();

  function say(text, tone = "") {
    if (!place) return;
    place.textContent = text;
    place.dataset.tone = tone;
  }

  async function save() {
    clearTimeout(timer);
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    if (body.toString() === sent) return;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken"), "X-Requested-With": "autosave" },
      });
      if (answer.redirected || answer.status === 401 || answer.status === 403) return say("Phiên đăng nhập đã hết. Cứ điền tiếp: khi bấm gửi, cổng mời đăng nhập lại và giữ nguyên nội dung.", "bad");
      if (!answer.ok) return say("Chưa lưu được bản nháp. Cổng sẽ thử lại khi bạn gõ tiếp.", "bad");
      sent = body.toString();
      say(`Đã lưu nháp lúc ${await savedAt(answer)}`);
    } catch {
      say("Mất kết nối: bản nháp chưa lưu. Cổng sẽ thử lại khi bạn gõ tiếp.", "bad");
    }
  }

  async function savedAt(answer) {
    const kind = answer.headers.get("content-type") ?? "";
    if (kind.includes("json")) return (await answer.json()).saved_at;
    return new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) save();
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}
