// Follows this site's links and forms by changing the address, so that the page changes in place and the program is not
// loaded again. Without this script they lead to the same addresses.
(() => {
  const ABOVE = {top: 0};
  const address = (link) => new URL(link.href, location);

  // The foot of every page lists all the pages.
  const page = (path) => [...document.querySelectorAll(".an-footer li a")].find((link) => link.pathname === path);

  function go(url) {
    dispatchEvent(new Event("an-leave"));
    history[url.href === location.href ? "replaceState" : "pushState"](ABOVE, "", url);
    dispatchEvent(new PopStateEvent("popstate", {state: ABOVE}));  // Streamlit listens for it, as after Back
  }

  function stop(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]") ?? mark(event.target);
    const isPlain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || link.download || (link.target && link.target !== "_self")) return;
    const url = address(link), same = page(url.pathname);
    if (url.origin !== location.origin || !same || isInPage(url)) return;
    stop(event);
    // The links at the top carry no filters; the ones in the foot do.
    go(event.target.closest("[data-testid=stTopNavLink]") ? address(same) : url);
  }, true);

  // The data that a chart keeps with each mark, where it has a link.
  function mark(drawn) {
    return drawn.__data__?.href ? drawn.__data__ : null;
  }

  function isInPage(url) {
    return url.hash && url.pathname === location.pathname && url.search === location.search;
  }

  addEventListener("submit", (event) => {
    const form = event.target, url = new URL(form.action, location);
    if (form.method !== "get" || url.origin !== location.origin || !page(url.pathname)) return;
    stop(event);
    url.search = new URLSearchParams([...form.elements].filter((field) => isChosen(field, event.submitter)).map((field) => [field.name, field.value]));
    go(url);
  }, true);

  function isChosen(field, button) {
    if (field.type === "submit" ? field !== button : field.type === "checkbox" && !field.checked) return false;
    return field.name && field.value && field.value !== field.dataset.usual;
  }
})();
