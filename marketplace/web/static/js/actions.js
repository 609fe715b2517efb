// What happens on a press: menus, dialogs, questions before acting, busy buttons, copying, messages.

const has = (element, word) => element.closest?.(`[data-behaviour~="${word}"]`);

const presses = {
  "open-dialog": (element, event) => {
    const dialog = document.getElementById(element.dataset.dialog);
    if (!dialog) return;
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
  },
  "close-dialog": (element) => element.closest("dialog")?.close(),
  copy: async (element) => {
    await navigator.clipboard.writeText(element.dataset.copy);
    const words = element.querySelector("span");
    const before = words.textContent;
    words.textContent = element.dataset.copied;
    setTimeout(() => (words.textContent = before), 1600);
  },
  dismiss: (element) => element.closest(".flash")?.remove(),
};

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll('details[data-behaviour~="menu"][open]')) {
    if (menu !== except) menu.removeAttribute("open");
  }
};

const steerMenu = (event) => {
  const menu = has(event.target, "menu");
  if (!menu?.open) return;
  if (event.key === "Escape") {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const items = [...menu.querySelectorAll(".menu-item")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = items.indexOf(document.activeElement) + step;
  items[(next + items.length) % items.length]?.focus();
};

// The submitter whose question was answered with yes; it may pass once.
let agreed = null;

const ask = (form, submitter, asking) => {
  const dialog = document.getElementById("confirm-dialog");
  if (!dialog) return true;
  const yes = dialog.querySelector('[data-answer="yes"]');
  yes.dataset.usual ??= yes.textContent;
  dialog.querySelector("h2").textContent = asking.dataset.confirm;
  yes.textContent = asking.dataset.confirmLabel || yes.dataset.usual;
  yes.dataset.variant = asking.dataset.confirmTone === "danger" ? "danger" : "primary";
  yes.onclick = () => {
    dialog.close();
    agreed = form;
    form.requestSubmit(submitter ?? undefined);
  };
  dialog.querySelector('[data-answer="no"]').onclick = () => dialog.close();
  dialog.showModal();
  return false;
};

const beforeSubmit = (event) => {
  const form = event.target;
  const submitter = event.submitter;
  const asking = submitter?.dataset.confirm ? submitter : form.dataset.confirm ? form : null;
  if (asking && agreed !== form && !ask(form, submitter, asking)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  agreed = null;
};

const rest = (button) => {
  button.disabled = false;
  button.removeAttribute("aria-busy");
  const words = button.querySelector("span");
  if (words && button.dataset.idle) words.textContent = button.dataset.idle;
};

const markBusy = (event) => {
  const form = event.target;
  if (event.defaultPrevented && !form.matches("[data-hx-post], [data-hx-put], [data-hx-patch], [data-hx-delete]")) return;
  if (form.method !== "post") return;
  const button = event.submitter;
  // After the browser has read the form: a disabled button would not send its own name.
  setTimeout(() => {
    if (!button) return;
    const words = button.querySelector("span");
    if (words && button.dataset.busy) {
      button.dataset.idle = words.textContent;
      words.textContent = button.dataset.busy;
    }
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
  });
};

const restAll = () => document.querySelectorAll('button[aria-busy="true"]').forEach(rest);

export const startActions = () => {
  document.addEventListener("click", (event) => {
    const element = event.target.closest?.("[data-behaviour]");
    for (const word of element?.dataset.behaviour.split(" ") ?? []) presses[word]?.(element, event);
    closeMenus(has(event.target, "menu"));
  });
  document.addEventListener("keydown", steerMenu);
  document.addEventListener("submit", beforeSubmit, true);
  document.addEventListener("submit", markBusy);
  document.addEventListener("htmx:after:request", restAll);
  document.addEventListener("htmx:error", restAll);
  window.addEventListener("pageshow", (event) => event.persisted && restAll());
};
