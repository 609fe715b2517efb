// Help while filling in a form: characters left, choosing rows, parts shown for a choice, the summary of errors.

const all = (word) => document.querySelectorAll(`[data-behaviour~="${word}"]`);
const rowsOf = (formId, near) => {
  const boxes = [...document.querySelectorAll("input.row-check")];
  if (formId) return boxes.filter((box) => box.form?.id === formId);
  const table = near?.closest("table");
  return table ? boxes.filter((box) => table.contains(box)) : boxes;
};

const count = (counter) => {
  const box = document.getElementById(counter.dataset.for);
  if (!box) return;
  const left = Number(counter.dataset.limit) - [...box.value].length;
  counter.textContent = (left < 0 ? counter.dataset.overText : counter.dataset.left).replace("{count}", Math.abs(left));
  counter.toggleAttribute("data-over", left < 0);
};

const showChosen = () => {
  for (const head of all("select-all")) {
    const boxes = rowsOf(head.form?.id, head);
    const chosen = boxes.filter((box) => box.checked).length;
    head.checked = chosen > 0 && chosen === boxes.length;
    head.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  for (const bar of all("bulk-bar")) {
    const chosen = rowsOf(bar.dataset.form).filter((box) => box.checked).length;
    const all = bar.querySelector('[data-behaviour~="bulk-all"]');
    const box = all?.querySelector("input");
    // Only whoever has chosen the whole page is offered what lies beyond it.
    if (all) all.hidden = chosen < rowsOf(bar.dataset.form).length;
    if (all?.hidden) box.checked = false;
    bar.hidden = chosen === 0;
    bar.querySelector(".bulk-text").textContent = box?.checked
      ? bar.dataset.textAll
      : bar.dataset.text.replace("{count}", chosen);
  }
};

const reveal = () => {
  for (const box of all("reveal")) {
    const part = document.querySelector(box.dataset.reveal);
    if (!part) continue;
    const inputs = box.matches("input, select") ? [box] : [...box.querySelectorAll("input, select")];
    const values = inputs.filter((input) => input.type !== "checkbox" && input.type !== "radio" ? true : input.checked).map((input) => input.value);
    part.hidden = !values.some((value) => box.dataset.revealWhen.split(" ").includes(value));
  }
};

const focusErrors = () => {
  const summary = document.querySelector('[data-behaviour~="error-summary"]:not([data-seen])');
  if (!summary) return;
  summary.dataset.seen = "";
  if (document.activeElement !== summary) summary.focus();
};

export const refreshForms = () => {
  all("counter").forEach(count);
  focusErrors();
  showChosen();
  reveal();
};

export const startForms = () => {
  document.addEventListener("input", (event) => {
    for (const counter of all("counter")) if (counter.dataset.for === event.target.id) count(counter);
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches?.('[data-behaviour~="select-all"]')) {
      for (const row of rowsOf(box.form?.id, box)) row.checked = box.checked;
    }
    showChosen();
    reveal();
    const form = box.closest?.('form[data-behaviour~="autosubmit"]');
    if (form) form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const clear = event.target.closest?.('[data-behaviour~="clear-selection"]');
    if (!clear) return;
    for (const row of rowsOf(clear.dataset.form)) row.checked = false;
    showChosen();
  });
};
