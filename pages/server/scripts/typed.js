// Keeps what was typed but not sent: a form that is kept whole sends itself when its page is left, and the post that
// goes on record is filled in again wherever it is asked for, as long as this tab is open.
(() => {
  const POST = "input[name=by]", KEPT = "post", WHOLE = ".an-builder", SENT = "main form[method=post]", LEFT = "left", MINUTE = 60_000;
  let changed = null;  // the form that was changed since it was shown

  for (const kind of ["input", "change"]) addEventListener(kind, (event) => {
    if (event.target.matches(POST)) sessionStorage.setItem(KEPT, event.target.value);
    else if (event.target.form?.matches(WHOLE)) changed = event.target.form;
  }, true);

  addEventListener("an-shown", () => {
    for (const field of document.querySelectorAll(`main ${POST}`)) field.value ||= sessionStorage.getItem(KEPT) ?? "";
    refill(document.querySelector(`main ${WHOLE}`));
  });

  // What a form sends while its page is reloaded may reach a busy server after the new page was made: the new page
  // would show the old words, and its next button would send them over the new ones. So the form also stays in this
  // tab for a minute, and the new page fills it in again.
  function refill(form) {
    const [action, at, fields] = JSON.parse(sessionStorage.getItem(LEFT) ?? "[]");
    if (!form || action !== form.getAttribute("action")) return;
    sessionStorage.removeItem(LEFT);
    if (Date.now() - at > MINUTE) return;
    for (const [name, value] of fields) {
      const field = form.elements.namedItem(name);
      if (!field?.matches?.("input:not([type=hidden],[type=checkbox],[type=radio]), select, textarea")) continue;
      if (field.value !== value) [field.value, changed] = [value, form];
    }
  }

  addEventListener("submit", () => { changed = null; }, true);
  // A link within the page changes the address too, and the form stays: sent now, it would be older than what it kept.
  const stays = () => location.href.split("#")[0] === document.documentElement.dataset.shown;
  for (const kind of ["an-leave", "popstate", "pagehide"]) addEventListener(kind, () => {
    if (kind === "popstate" && stays()) return;
    if (changed) {
      const action = changed.getAttribute("action"), fields = new URLSearchParams(new FormData(changed));
      navigator.sendBeacon(action, fields);
      if (kind === "pagehide") sessionStorage.setItem(LEFT, JSON.stringify([action, Date.now(), [...fields]]));
    }
    changed = null;
  });
  // A page from the browser's back/forward cache shows its forms as they were before one was sent.
  addEventListener("pageshow", (event) => { if (event.persisted && document.querySelector(SENT)) location.reload(); });

  // Enter presses the next button after the field; a browser would press the first one of the form.
  addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !field.matches(`${WHOLE} input:not([type=checkbox])`)) return;
    event.preventDefault();
    [...field.form.querySelectorAll("button[name=do]")]
      .find((button) => field.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING)?.click();
  });
})();
