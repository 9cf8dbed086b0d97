// Keeps what was typed but not sent: a form that is kept whole sends itself when its page is left, and the post that
// goes on record is filled in again wherever it is asked for, as long as this tab is open.
(() => {
  const POST = "input[name=by]", KEPT = "post", WHOLE = ".an-builder";
  let changed = null;  // the form that was changed since it was shown

  for (const kind of ["input", "change"]) addEventListener(kind, (event) => {
    if (event.target.matches(POST)) sessionStorage.setItem(KEPT, event.target.value);
    else if (event.target.form?.matches(WHOLE)) changed = event.target.form;
  }, true);

  addEventListener("an-shown", () => {
    for (const field of document.querySelectorAll(`main ${POST}`)) field.value ||= sessionStorage.getItem(KEPT) ?? "";
  });

  addEventListener("submit", () => { changed = null; }, true);
  for (const kind of ["an-leave", "popstate", "pagehide"]) addEventListener(kind, () => {
    if (changed) navigator.sendBeacon(changed.getAttribute("action"), new URLSearchParams(new FormData(changed)));
    changed = null;
  });
  // A page from the browser's back/forward cache shows the form as it was before it was sent.
  addEventListener("pageshow", (event) => { if (event.persisted && document.querySelector(`main ${WHOLE}`)) location.reload(); });

  // Enter presses the next button after the field; a browser would press the first one of the form.
  addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !field.matches(`${WHOLE} input:not([type=checkbox])`)) return;
    event.preventDefault();
    [...field.form.querySelectorAll("button[name=do]")]
      .find((button) => field.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING)?.click();
  });
})();
