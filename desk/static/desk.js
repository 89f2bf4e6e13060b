// Keys (WCAG 2.1.4: they can be turned off), and the focus on what is wrong. Every page works without this file.
(() => {
  const KEEP = "mw-toetsen";
  const on = () => localStorage.getItem(KEEP) !== "uit";
  const dialog = document.getElementById("toetsen");
  const box = document.getElementById("toetsen-aan");
  const names = () => [...document.querySelectorAll(".mw-list__name")];
  if (box) {
    box.checked = on();
    box.addEventListener("change", () => localStorage.setItem(KEEP, box.checked ? "aan" : "uit"));
  }
  document.getElementById("toetsen-dicht")?.addEventListener("click", () => dialog.close());

  const move = (step) => {
    const list = names();
    const at = list.indexOf(document.activeElement);
    const next = at < 0 ? chosen() ?? list[0] : list[Math.max(0, Math.min(at + step, list.length - 1))];
    next?.focus();
  };
  const chosen = () => document.querySelector(".mw-list__name:focus") ?? document.querySelector(".mw-list__name[aria-current]");
  const keys = {
    "?": () => dialog?.showModal(),
    "/": () => document.getElementById("q")?.focus(),
    j: () => move(1),
    k: () => move(-1),
    b: () => { const path = chosen()?.dataset.call; if (path) location.href = path; },
    Enter: () => { if (document.activeElement === document.body) chosen()?.click(); },
  };
  document.addEventListener("keydown", (event) => {
    const busy = event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, dialog");
    const act = keys[event.key];
    if (busy || !act || !on()) return;
    if (event.key === "/") event.preventDefault();
    act();
  });
  document.addEventListener("focusin", (event) => {
    if (!event.target.matches(".mw-list__name")) return;
    names().forEach((name) => name.removeAttribute("aria-current"));
    event.target.setAttribute("aria-current", "true");
  });
  document.getElementById("fouten")?.focus();
})();
