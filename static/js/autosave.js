// Keeps a draft while one types, says when, and asks before anything unsaved is left. Without this script the form
// works the same. The place is <p data-autosave="/nhap/…"> inside the form (components/autosave.html).
for (const place of document.querySelectorAll("[data-autosave]:not([data-watched])")) {
  place.dataset.watched = "";
  const form = place.closest("form");
  history.replaceState(history.state, ""); // a reload asks for the page and its draft, and never sends a form again
  const [PAUSE, LONGEST, RETRY, BEACON] = [1000, 5000, 3000, 60_000];
  const EXPIRED = "Phiên đăng nhập đã hết. Cứ điền tiếp: khi bấm gửi, cổng mời đăng nhập lại và giữ nguyên nội dung.";
  const CUT = "Mất kết nối: bản nháp chưa lưu, cổng đang thử lại. Nội dung vẫn còn trên trang này, đừng đóng trang.";
  let [kept, timer, since, saving, isCut, leaving] = [written(), 0, 0, null, false, false];

  function written() {
    return new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
  }

  function say(text, tone = "") {
    if (place.textContent !== text) place.textContent = text;
    place.dataset.tone = tone;
  }

  const isTyped = () => written() !== kept;
  const hasFile = () => [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);

  function token() {
    return document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken?.value;
  }

  function request(typed, keepalive = false) {
    const body = new URLSearchParams(typed);
    body.set("_address", location.pathname + location.search.replace(/[?&]ban-nhap=1/, ""));
    body.set("_title", document.querySelector("h1")?.textContent.replace(/\s+/g, " ").trim() ?? "");
    const headers = { "X-CSRFToken": token(), "X-Requested-With": "autosave" };
    return fetch(place.dataset.autosave, { method: "POST", body, headers, keepalive });
  }

  // One request at a time: an older text never overtakes a newer one.
  function save() {
    clearTimeout(timer);
    since = 0;
    saving ??= send().finally(() => (saving = null));
    return saving;
  }

  async function send() {
    const typed = written();
    if (typed === kept) return;
    let answer;
    try {
      answer = await request(typed);
    } catch {
      isCut = true;
      say(CUT, "bad");
      timer = setTimeout(save, RETRY);
      return;
    }
    isCut = false;
    await heard(answer, typed);
  }

  async function heard(answer, typed) {
    const isJson = (answer.headers.get("content-type") ?? "").includes("json");
    if (answer.redirected || [401, 403].includes(answer.status)) return say(EXPIRED, "bad");
    if (answer.status === 400) return say("Bản nháp chưa lưu: có dấu hiệu bí mật nhà nước, hoặc biểu mẫu quá lớn.", "bad");
    if (!answer.ok || !isJson) return say("Chưa lưu được bản nháp. Cổng sẽ thử lại khi bạn gõ tiếp.", "bad");
    kept = typed;
    const { saved_at: at, left_out: leftOut } = await answer.json();
    if (leftOut) say(`Đã lưu nháp lúc ${at}, trừ dòng có dấu hiệu bí mật nhà nước`, "bad");
    else say(`Đã lưu nháp lúc ${at}`);
    if (isTyped()) soon();
  }

  function soon() {
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  }

  // A field may be outside its form, which it names.
  const isOurs = (node) => Boolean(node) && (node.form === form || form.contains(node));
  document.addEventListener("input", (event) => isOurs(event.target) && soon());
  form.addEventListener("rows:changed", soon);
  document.addEventListener("focusout", (event) => {
    if (isOurs(event.target) && !isOurs(event.relatedTarget)) save();
  });
  window.addEventListener("online", save);

  // A form is not sent into a broken connection, nor beside a draft that is still on its way.
  let [isSure, isWaiting] = [false, false];
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (isSure || (!saving && !isCut && navigator.onLine)) return void (leaving = true);
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    await saving;
    if (isCut || !navigator.onLine) kept = null; // ask the portal, even where nothing new was typed
    await save();
    isWaiting = false;
    if (isCut) return;
    isSure = true;
    form.requestSubmit(event.submitter);
  });
  document.querySelector("form[data-drops-draft]")?.addEventListener("submit", () => (leaving = true));

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (isTyped() || hasFile())) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    const typed = written();
    if (!leaving && typed !== kept && typed.length < BEACON) request(typed, true);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = isSure = false;
  });

  // What the browser put back by itself (after Back or a reload) differs from what the server drew: it is kept too.
  const isChanged = (each) => {
    if (each.type === "checkbox" || each.type === "radio") return each.checked !== each.defaultChecked;
    if (each.options) return [...each.options].some((one) => one.selected !== one.defaultSelected) && each.selectedIndex > 0;
    return each.defaultValue !== undefined && each.type !== "file" && each.value !== each.defaultValue;
  };
  window.addEventListener("load", () => setTimeout(() => {
    if ([...form.elements].some(isChanged) && !saving) {
      kept = "";
      soon();
    }
  }));
}
