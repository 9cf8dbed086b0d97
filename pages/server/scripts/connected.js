// Where the connection seems lost, a form is sent only if the program answers: otherwise an error of the browser would
// replace the page and what was typed. While the program does not answer, a line on the page says so.
(() => {
  const PATIENCE = 10_000, AWAY = 6_000, CLASS = "an-no-answer";  // milliseconds; a slow telephone connects within five
  const NOT_SENT = "The program does not answer, so nothing was sent. What you filled in still stands here. Send it again in a minute.";
  const NO_ANSWER = "The program does not answer. This page goes on by itself as soon as it does. Nothing on record is lost.";
  const STATE = "data-test-connection-state";
  let asking = false, passes = null, waiting = 0;

  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || form === passes || (navigator.onLine && !isAway())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!asking) ask(form, event.submitter);
  }, true);

  async function ask(form, button) {
    asking = true;
    const isThere = await fetch("/_stcore/health", {cache: "no-store", signal: AbortSignal.timeout(PATIENCE)})
      .then((answer) => answer.ok, () => false);
    asking = false;
    form.querySelector(`.${CLASS}`)?.remove();
    if (!isThere) return form.append(line(NOT_SENT, "alert"));
    passes = form;
    try { form.requestSubmit(button?.form === form ? button : null); } finally { passes = null; }
  }

  function line(words, role) {
    const said = document.createElement("p");
    [said.className, said.role, said.textContent] = [`an-banner an-message ${CLASS}`, role, words];
    return said;
  }

  new MutationObserver(() => {
    clearTimeout(waiting);
    if (isAway()) waiting = setTimeout(() => isAway() && !shown() && document.body.append(line(NO_ANSWER, "status")), AWAY);
    else shown()?.remove();
  }).observe(document.body, {subtree: true, attributeFilter: [STATE]});

  const isAway = () => document.querySelector(`[${STATE}]`)?.getAttribute(STATE) === "PINGING_SERVER";
  const shown = () => document.querySelector(`body > .${CLASS}`);
})();
