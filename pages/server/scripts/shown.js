// Once a page is shown: focuses its heading if it replaced another page, announces what is shown, scrolls to where the
// reader was on it, and names its tabs.
(() => {
  const PAUSE = 500;  // milliseconds of stillness before the place is kept: some browsers limit how often that may be
  let goesTo = null, said = "", last = "", keeping = 0, waiting = 0;

  document.documentElement.classList.toggle("an-waits", !!document.getElementById("an-first"));

  const main = () => document.querySelector("[data-testid=stMain]");
  const here = () => location.href.split("#")[0];
  const shown = () => document.documentElement.dataset.shown;
  const words = (selector) => [...document.querySelectorAll(`main ${selector}`)].map((one) => one.innerText.trim());

  addEventListener("popstate", () => {
    if (here() !== shown()) goesTo = {top: history.state?.top ?? 0};
  });

  addEventListener("scroll", (event) => {
    clearTimeout(keeping);
    if (event.target === main() && !goesTo) keeping = setTimeout(keepPlace, PAUSE);
  }, true);
  addEventListener("an-leave", keepPlace);

  function keepPlace() {
    clearTimeout(keeping);
    history.replaceState({...history.state, top: main()?.scrollTop ?? 0}, "");
  }

  // A run ends with a foot that carries the run's number. Streamlit may reset its state in the very step that draws it.
  new MutationObserver(() => { waiting ||= requestAnimationFrame(() => requestAnimationFrame(settle)); })
    .observe(document.body, {subtree: true, childList: true, attributeFilter: ["data-test-script-state"]});

  function settle() {
    waiting = 0;
    const run = document.querySelector("main .an-footer")?.dataset.run;
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState;
    if (state !== "notRunning" || !run || run === last) return;
    last = run;
    const heading = document.querySelector("main h1"), isFirst = !shown(), name = heading?.innerText ?? "";
    nameTabs();
    if (isFirst) takeOver();
    if (isFirst && !main().scrollTop) toAnchor();
    if (!isFirst && (goesTo || name !== said)) arrive(heading);
    if (isFirst || goesTo || name !== said) say(isFirst ? words(".an-message") : everything(name));
    said = name;
    goesTo = null;
    document.documentElement.dataset.shown = here();
    dispatchEvent(new Event("an-shown"));
  }

  // Replaces the first sight by the same blocks as Streamlit drew them; the reader keeps place, focus and typed value.
  function takeOver() {
    const first = document.getElementById("an-first"), focus = document.activeElement;
    if (!first) return;
    const place = scrollY, same = first.contains(focus) && find(focus);
    first.remove();
    document.documentElement.classList.remove("an-waits");
    main().scrollTop = place;
    if (same && "value" in same) same.value = focus.value;
    if (same) same.focus({preventScroll: true});
  }

  function find(one) {
    return one.id ? document.querySelector(`#root #${one.id}`)
      : [...document.querySelectorAll("#root main a")].find((link) => link.getAttribute("href") === one.getAttribute("href"));
  }

  function arrive(heading) {
    for (const form of document.querySelectorAll("main form")) form.reset();  // to the values in its address
    if (heading) heading.tabIndex = -1;
    heading?.focus({preventScroll: true});
    if (!toAnchor()) main().scrollTop = goesTo?.top ?? 0;
  }

  // Scrolls to the anchor in the address, which was not there yet when the browser looked for it.
  function toAnchor() {
    const anchor = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (anchor) anchor.scrollIntoView();
    return anchor;
  }

  function everything(name) {
    return [name, ...words(".an-message"), words("p:is(.an-lead, .an-note, .an-text p)").find(Boolean)];
  }

  function say(sentences) {
    document.getElementById("an-status").textContent = sentences.filter(Boolean).join(". ").replaceAll("..", ".");
  }

  function nameTabs() {
    let title = "";
    for (const one of document.querySelectorAll("main :is(.an-h2, .an-title, [role=tablist])")) {
      if (one.role === "tablist") one.ariaLabel = title;
      else title = one.textContent;  // innerText is empty for what is not shown yet
    }
  }
})();
