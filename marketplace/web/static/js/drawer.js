// A row opens in a drawer beside its list. The address is the row's own page, so that reloading, going back and
// opening it in a new tab work; without this script the row is a link to that page.

const rowsOf = () => document.querySelector('[data-behaviour~="rows"]');
const drawer = () => document.getElementById("drawer");
const linkOf = (row) => row?.querySelector("a[href]");
const loadedAt = location.pathname + location.search;
let opener = null;
let wanted = null;

const show = async (href) => {
  const dialog = drawer();
  wanted = href;
  dialog.setAttribute("aria-busy", "true");
  if (!dialog.open) dialog.showModal();
  try {
    await window.htmx.ajax("GET", href, { target: "#drawer-body", swap: "innerHTML" });
  } finally {
    dialog.removeAttribute("aria-busy");
  }
  // What could not be fetched (signed out, gone) is said by the page itself.
  const shown = dialog.querySelector("[data-drawer-of]")?.dataset.drawerOf;
  if (dialog.open && wanted === href && shown !== href) location.assign(href);
};

const open = (link) => {
  opener = link;
  const href = link.getAttribute("href");
  history.pushState({ drawer: href }, "", href);
  show(href);
};

// Closed by Escape, by its button or beside it: the address goes back to the list's.
const closed = () => {
  drawer().querySelector("#drawer-body").replaceChildren();
  opener?.focus();
  opener = null;
  if (history.state?.drawer) history.back();
};

const pressed = (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const row = event.target.closest?.("tr");
  if (!row || !drawer() || !rowsOf()?.contains(row) || row.closest("thead")) return;
  const link = linkOf(row);
  const touched = event.target.closest("a, button, input, label, select, summary");
  if (!link || (touched && touched !== link) || !getSelection().isCollapsed) return;
  event.preventDefault();
  open(link);
};

export const startDrawer = () => {
  document.addEventListener("click", pressed);
  drawer()?.addEventListener("close", closed);
  window.addEventListener("popstate", (event) => {
    const dialog = drawer();
    const href = event.state?.drawer;
    if (!dialog) {
      if (location.pathname + location.search !== loadedAt) location.reload();
    } else if (href) {
      opener = [...(rowsOf()?.querySelectorAll("a[href]") ?? [])].find((link) => link.getAttribute("href") === href);
      show(href);
    }
    else if (dialog.open) dialog.close();
  });
};
