// The behaviours of pages. Every page works without them; they attach to `data-behaviour` words.
import { startActions } from "./actions.js";
import { startForms, refreshForms } from "./forms.js";
import { startTime, refreshTime } from "./time.js";

const refresh = () => {
  refreshForms();
  refreshTime();
};

startActions();
startForms();
startTime();
refresh();
document.addEventListener("htmx:after:swap", refresh);
