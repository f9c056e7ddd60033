// What every page of the dashboard does by script. Without it each page still works.

const announce = text => {
  const status = document.getElementById("status");
  if (status && status.textContent !== text) status.textContent = text;
};

const setCookie = (name, value) => {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/compliance; Max-Age=31536000; SameSite=Strict${secure}`;
};

// The reader's time zone, for the times that the server writes.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.includes(`ll_zone=${encodeURIComponent(zone)}`)) setCookie("ll_zone", zone);

// Light or dark, kept in a cookie; the device decides until somebody chooses.
for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    setCookie("ll_theme", root.dataset.theme);
  });
}

// A second click sends no form again: the answer to the first may show what no other page shows.
let sent = new WeakSet();
document.addEventListener("submit", event => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (sent.has(event.target)) event.preventDefault(); else sent.add(event.target);
});
addEventListener("pageshow", () => { sent = new WeakSet(); });

// "/" goes to the box that finds anything, unless somebody is typing.
document.addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.getElementById("q");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// The list below the box is loaded when somebody goes there.
document.getElementById("q")?.addEventListener("focus", event => import(event.target.dataset.module), { once: true });

// Copy buttons: shown only where they work. They hold their text in data-copy.
const showCopyButtons = root => {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
};
showCopyButtons(document);
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = button.querySelector("span") ?? button;
  const before = label.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    label.textContent = "Copied";
    announce("Copied to the clipboard");
  } catch {
    label.textContent = "Select and copy";
  }
  setTimeout(() => { label.textContent = before; }, 1500);
});

// The menu of the signed-in key closes on Escape and on a click elsewhere.
const me = document.querySelector("details.me");
if (me) {
  document.addEventListener("click", event => { if (!me.contains(event.target)) me.open = false; });
  me.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    me.open = false;
    me.querySelector("summary").focus();
  });
}

// Live parts. An element with data-tick="2s" gets the event ll:tick while the tab is visible; htmx listens to it.
// After two minutes it ticks every ten seconds.
const started = Date.now();
const ticked = new WeakMap();
setInterval(() => {
  if (document.hidden) return;
  const now = Date.now();
  for (const element of document.querySelectorAll("[data-tick]")) {
    const seconds = now - started > 120_000 ? 10 : parseFloat(element.dataset.tick);
    if (!ticked.has(element)) ticked.set(element, now); // an element that has just been swapped in waits its turn too
    if (now - ticked.get(element) < seconds * 1000 - 50) continue;
    ticked.set(element, now);
    element.dispatchEvent(new CustomEvent("ll:tick", { bubbles: false }));
  }
}, 250);

// A poll is no use of the session: the server is told which request is one. Tabs share the time of the last use, or the
// reload of an idle tab would keep the session alive for the other.
let used = 0;
const use = () => {
  used = Date.now();
  try { localStorage.setItem("ll_used", String(used)); } catch { /* this tab counts alone */ }
};
const lastUse = () => {
  try { return Math.max(used, Number(localStorage.getItem("ll_used"))); } catch { return used; }
};
use();
document.addEventListener("htmx:configRequest", event => {
  if (event.detail.triggeringEvent?.type === "ll:tick") event.detail.headers["X-Lotledger-Poll"] = "1";
  else use();
});
document.addEventListener("htmx:afterSwap", () => showCopyButtons(document));
document.addEventListener("htmx:oobAfterSwap", () => showCopyButtons(document));

// When the server is away, say so; when it answers again, take it back.
const offline = document.getElementById("offline");
const isAway = away => { if (offline) offline.hidden = !away; };
document.addEventListener("htmx:sendError", () => isAway(true));
document.addEventListener("htmx:timeout", () => isAway(true));
document.addEventListener("htmx:afterRequest", event => {
  const status = event.detail.xhr?.status ?? 0;
  if (status >= 500) isAway(true);
  else if (status > 0) isAway(false);
});

// Two minutes before the session ends, ask.
const idle = document.getElementById("idle");
if (idle) {
  const csrf = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  setInterval(() => {
    const unused = Date.now() - lastUse();
    if (unused > 30 * 60_000 + 5_000) location.reload(); // the server's time of the use is a moment later than ours
    else if (unused > 28 * 60_000) { if (!idle.open) idle.showModal(); }
    else if (idle.open) idle.close();
  }, 5_000);
  idle.querySelector("[data-stay]").addEventListener("click", async () => {
    idle.close();
    const answer = await fetch("/compliance/session", { method: "POST", headers: { ...csrf, "X-Requested-With": "fetch" } });
    if (answer.ok) use();
    else location.reload();
  });
}
