// The behaviours of pages. Every page works without them; they attach to `data-behaviour` words.
import { startActions } from "./actions.js";
import { startDrawer } from "./drawer.js";
import { startForms, refreshForms } from "./forms.js";
import { startKeys, refreshKeys } from "./keys.js";
import { startTime, refreshTime } from "./time.js";

const refresh = () => {
  refreshForms();
  refreshKeys();
  refreshTime();
};

startActions();
startDrawer();
startForms();
startKeys();
startTime();
refresh();
document.addEventListener("htmx:after:swap", refresh);
