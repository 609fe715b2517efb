// Time that passes while one looks: countdowns, and messages that leave by themselves.

const language = document.documentElement.lang || "en";
const STAYS_MS = 6000;
// The server's clock counts: a demonstration may stand at another time than this device.
const told = document.querySelector('meta[name="now"]')?.content;
const AHEAD_MS = told ? new Date(told) - Date.now() : 0;

const words = (seconds) => {
  if (typeof Intl.DurationFormat !== "function") return null; // the server's words stay
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = days ? { days, hours } : hours ? { hours, minutes } : { minutes, seconds: seconds % 60 };
  return new Intl.DurationFormat(language, { style: "narrow" }).format(parts);
};

const tick = () => {
  for (const clock of document.querySelectorAll('time[data-behaviour~="countdown"]')) {
    const left = Math.round((new Date(clock.dateTime) - Date.now() - AHEAD_MS) / 1000);
    const text = left > 0 ? words(left) : clock.dataset.over;
    if (text && clock.textContent !== text) clock.textContent = text;
  }
};

const leave = (flash) => {
  flash.classList.add("leaving");
  setTimeout(() => flash.remove(), 350);
};

export const refreshTime = () => {
  tick();
  for (const flash of document.querySelectorAll('[data-behaviour~="toast"]:not([data-stay], [data-timed])')) {
    flash.dataset.timed = "";
    const start = () => setTimeout(() => (flash.matches(":hover, :focus-within") ? start() : leave(flash)), STAYS_MS);
    start();
  }
};

export const startTime = () => setInterval(tick, 1000);
