// Keys for lists: J and K move, X chooses, Enter opens, / searches, ? explains. Off while one types, and when switched off.

const KEPT = "keys";
const rows = () => [...document.querySelectorAll('[data-behaviour~="rows"] tbody tr')];
const help = () => document.getElementById("keys-help");

const areOff = () => {
  try {
    return localStorage.getItem(KEPT) === "off";
  } catch {
    return false; // storage may be forbidden
  }
};

const isTyping = (target) =>
  target.isContentEditable || target.matches?.('textarea, select, input:not([type="checkbox"], [type="radio"])');

const move = (step) => {
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.querySelector("a[href]")?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

const choose = () => rows().find((row) => row.contains(document.activeElement))?.querySelector(".row-check")?.click();

const search = () => {
  const field = document.querySelector('main [role="search"] input[type="search"]');
  field?.focus();
  field?.select();
};

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  x: choose,
  "/": search,
  "?": () => help()?.showModal(),
};

const pressed = (event) => {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!KEYS[key] || !help() || areOff() || event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  KEYS[key]();
};

export const refreshKeys = () => {
  const box = document.querySelector('[data-behaviour~="keys-switch"]');
  if (box) box.checked = !areOff();
};

export const startKeys = () => {
  document.addEventListener("keydown", pressed);
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.('[data-behaviour~="keys-switch"]')) return;
    try {
      localStorage.setItem(KEPT, event.target.checked ? "on" : "off");
    } catch {
      // then they stay on
    }
  });
};
