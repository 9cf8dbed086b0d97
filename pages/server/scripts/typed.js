// Keeps what was typed and not sent yet: a form that is kept as a whole sends itself where its page is left, and the post
// that goes on record is filled in again wherever it is asked for while this tab is open.
(() => {
  const POST = "input[name=by]", KEPT = "post", WHOLE = ".an-builder";
  let changed = null;  // the form in which something was chosen since it was shown

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
  // A page that the browser kept shows what was there before it was sent.
  addEventListener("pageshow", (event) => { if (event.persisted && document.querySelector(`main ${WHOLE}`)) location.reload(); });

  // Enter presses the button of the part in which it is pressed, where a browser would press the first of the form.
  addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !field.matches(`${WHOLE} input:not([type=checkbox])`)) return;
    event.preventDefault();
    [...field.form.querySelectorAll("button[name=do]")]
      .find((button) => field.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING)?.click();
  });
})();
