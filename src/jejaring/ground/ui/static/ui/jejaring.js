/* Refinements only: every page works without this file. */
(() => {
  "use strict";
  const offline = document.querySelector("[data-offline]");
  const showLine = () => { if (offline) offline.hidden = navigator.onLine; };
  addEventListener("online", showLine);
  addEventListener("offline", showLine);

  const tick = () => {
    for (const list of document.querySelectorAll("[data-until]")) {
      const left = Math.ceil((Date.parse(list.dataset.until) - Date.now()) / 60000);
      const numbers = [...list.querySelectorAll("dd")];
      if (left <= 0) { list.hidden = true; continue; }
      const shown = [Math.floor(left / 1440), Math.floor((left % 1440) / 60), left % 60].slice(-numbers.length);
      numbers.forEach((number, index) => { number.textContent = shown[index]; });
    }
  };

  /* how old live figures are; without script the page says as of when */
  const aged = () => document.querySelectorAll("[data-age]");
  const fresh = () => { for (const text of aged()) text.dataset.since = Date.now(); };
  const grow = () => {
    for (const text of aged()) {
      const seconds = Math.round((Date.now() - Number(text.dataset.since)) / 1000);
      text.textContent = text.dataset.age.replace("{n}", seconds);
    }
  };
  if (aged().length) { fresh(); setInterval(grow, 1000); }

  const ready = (root) => {
    for (const button of root.querySelectorAll("[data-dismiss],[data-copy],[data-print]")) button.hidden = false;
    const first = root.querySelector("[data-focus]");
    if (first) { first.focus(); first.removeAttribute("data-focus"); }
    tick();
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-dismiss],[data-copy],[data-print]");
    if (!button) return;
    if ("dismiss" in button.dataset) button.closest("[data-toast]").remove();
    if ("print" in button.dataset) print();
    if ("copy" in button.dataset) {
      await navigator.clipboard.writeText(button.dataset.copy || location.href);
      const said = button.dataset.copied, region = document.getElementById("toasts");
      if (!said || !region) return;
      const toast = document.createElement("div");
      toast.className = "toast yes";
      toast.textContent = said;
      region.append(toast);
    }
  });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.dataset.busy) { button.setAttribute("aria-busy", "true"); button.textContent = button.dataset.busy; }
  });
  document.addEventListener("htmx:after:swap", () => { fresh(); ready(document); });
  showLine();
  ready(document);
  setInterval(tick, 20000);
})();
