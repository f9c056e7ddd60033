// The console: checks a document, shows where its faults are, and captures it. The document is text everywhere: no line of it is
// parsed as HTML. Only the lines in view are in the page, so that a document of 5 MB scrolls as a short one does.

const $ = id => document.getElementById(id);
const announce = text => { $("status").textContent = text; };
const main = $("main");
const area = $("document");
const editor = $("editor");
const MOST = Number(main.dataset.most);
const ROW = 20;
const TYPES = { json: "application/ld+json", xml: "application/xml" };
const PROMISE = $("promise").textContent;
const NO_FAULTS = $("no-faults").textContent;
const csrf = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");

let starts = [0]; // offset of each line
let capturing = false; // while a capture is under way, nothing else is sent
let faults = []; // {line, column, length, severity, …}, by line and column
let byLine = new Map();
let current = -1;
let fileName = "";
let running = null; // the AbortController of the request under way
let lastSize = 0;

const number = n => n.toLocaleString("en-US");
const count = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;
const size = bytes => bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
const element = (tag, text, className) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};
const stamp = id => $(id).content.cloneNode(true);

// The document

const measure = () => {
  const text = area.value;
  starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
};

const lineText = line => {
  const end = line < starts.length ? starts[line] - 1 : area.value.length;
  return area.value.slice(starts[line - 1], end);
};

const sniff = text => {
  const first = text.trimStart()[0];
  if (first === "{" || first === "[") return "json";
  return first === "<" ? "xml" : null;
};

const version = (text, format) => {
  const found = format === "json"
    ? /"schemaVersion"\s*:\s*"([^"]{1,10})"/.exec(text)
    : /\bschemaVersion\s*=\s*["']([^"']{1,10})["']/.exec(text.slice(0, 20_000));
  return found ? `, EPCIS ${found[1]}` : "";
};

const describe = () => {
  const text = area.value;
  const format = sniff(text);
  $("name").textContent = fileName || "Document";
  $("kind").textContent = !text.trim() ? "Nothing yet"
    : format === null ? `Neither JSON nor XML, ${size(lastSize)}`
    : `${format === "json" ? "JSON-LD" : "XML"}${version(text, format)}, ${size(lastSize)}`;
};

// Drawing what is in view

const KEYS = /"(?:[^"\\]|\\.)*"(?=\s*:)/g;
const NAMES = /<\/?[\w:.-]+/g;

const coloured = (line, text, marks) => {
  const cuts = [];
  const pattern = sniff(area.value.slice(0, 500)) === "xml" ? NAMES : KEYS;
  if (text.length < 2_000) for (const key of text.matchAll(pattern)) cuts.push([key.index, key.index + key[0].length, "k"]);
  for (const fault of marks) {
    const from = fault.column - 1;
    cuts.push([from, Math.min(text.length, from + fault.length), "mark"]);
  }
  const edges = [...new Set([0, text.length, ...cuts.flatMap(cut => [cut[0], cut[1]])])]
    .filter(edge => edge >= 0 && edge <= text.length).sort((a, b) => a - b);
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i], edges[i + 1]];
    const kinds = cuts.filter(cut => cut[0] <= from && cut[1] >= to).map(cut => cut[2]);
    const piece = element(kinds.includes("mark") ? "mark" : "span", text.slice(from, to));
    if (kinds.includes("k")) piece.className = "k";
    line.append(piece);
  }
  if (marks.length && text.length === 0) line.append(element("mark", " "));
};

const severityOf = marks => marks.some(fault => fault.severity === "error") ? "error" : "warning";

let drawn = 0;
const draw = () => {
  drawn = 0;
  const first = Math.max(1, Math.floor(area.scrollTop / ROW));
  const last = Math.min(starts.length, first + Math.ceil(area.clientHeight / ROW) + 2);
  const gutter = document.createDocumentFragment();
  const text = document.createDocumentFragment();
  if (area.value !== "") for (let number = first; number <= last; number++) {
    const marks = byLine.get(number) ?? [];
    const kind = marks.length ? severityOf(marks) : null;
    const className = kind === "error" ? "e" : kind ? "w" : "";
    const top = `${(number - 1) * ROW - area.scrollTop}px`;
    const label = element("div", `${kind === "error" ? "✕ " : kind ? "▲ " : ""}${number}`, className);
    label.style.top = top;
    gutter.append(label);
    const line = element("div", undefined, className);
    line.style.top = top;
    line.style.left = `${-area.scrollLeft}px`;
    coloured(line, lineText(number), marks);
    text.append(line);
  }
  $("gutter").replaceChildren(gutter);
  $("text").replaceChildren(text);
};
const redraw = () => { if (!drawn) drawn = requestAnimationFrame(draw); };
area.addEventListener("scroll", redraw, { passive: true });
new ResizeObserver(redraw).observe(area);

const index = () => {
  byLine = new Map();
  for (const fault of faults) {
    if (!fault.line) continue;
    if (!byLine.has(fault.line)) byLine.set(fault.line, []);
    byLine.get(fault.line).push(fault);
  }
};

// Going to a fault

const choose = at => {
  if (!faults.length) return;
  current = (at + faults.length) % faults.length;
  const fault = faults[current];
  for (const item of $("faults").children) item.classList.toggle("on", Number(item.dataset.at) === current);
  $("faults").querySelector(".on")?.scrollIntoView({ block: "nearest" });
  if (fault.line && fault.line <= starts.length) {
    const from = Math.min(starts[fault.line - 1] + fault.column - 1, area.value.length);
    area.focus({ preventScroll: true });
    area.setSelectionRange(from, Math.min(area.value.length, from + fault.length));
    area.scrollTop = Math.max(0, (fault.line - 1) * ROW - area.clientHeight / 3);
    area.scrollLeft = fault.column > 60 ? (fault.column - 20) * 7.8 : 0;
    editor.scrollIntoView({ block: "nearest" });
    redraw();
  }
  announce(`Fault ${current + 1} of ${faults.length}: ${fault.message}`);
};

document.addEventListener("keydown", event => {
  if (event.key !== "F8") return;
  event.preventDefault();
  choose(current < 0 ? (event.shiftKey ? -1 : 0) : current + (event.shiftKey ? -1 : 1));
});

// The answer

const place = fault => {
  const field = fault.path.startsWith("$") ? /([^.[\]']+)'?\]?(?:\[\d+\])?$/.exec(fault.path)?.[1]
    : fault.line && fault.line <= starts.length ? /^<([\w:.-]+)/.exec(lineText(fault.line).slice(fault.column - 1))?.[1] : null;
  const parts = [fault.event === null || fault.event === undefined ? "Document" : `Event ${number(fault.event + 1)}`];
  if (field && fault.path !== "$") parts.push(field);
  if (fault.line) parts.push(`line ${number(fault.line)}`);
  return parts.join(", ");
};

const listFaults = more => {
  const items = document.createDocumentFragment();
  faults.forEach((fault, at) => {
    const item = element("li");
    item.dataset.at = at;
    const head = element("p");
    head.append(stamp(fault.severity === "error" ? "t-error" : "t-warning"), " ");
    const go = element("button", place(fault));
    go.type = "button";
    go.addEventListener("click", () => choose(at));
    head.append(go);
    item.append(head, element("p", fault.message, "wrap"));
    if (fault.expected) item.append(element("p", fault.expected, "fix"));
    if (fault.path.startsWith("$.")) item.append(element("p", fault.path, "tiny mono muted wrap"));
    items.append(item);
  });
  $("faults").replaceChildren(items);
  $("no-faults").hidden = faults.length > 0;
  $("no-faults").textContent = "No fault was found.";
  $("more-faults").hidden = !more;
  if (more) $("more-faults").textContent = `${number(more)} more faults are not listed. Mend these first.`;
};

// What was found in a document says nothing of the next one.
const forget = () => {
  faults = [];
  byLine = new Map();
  current = -1;
  listFaults(0);
  $("no-faults").textContent = NO_FAULTS;
  for (const id of ["order", "changes", "too-large", "verdict"]) $(id).hidden = true;
  $("file-answer").replaceChildren();
  redraw();
};

// An assigned id is a hash of 64 digits; its beginning tells events apart.
const brief = id => !id ? "" : id.startsWith("ni:///sha-256;") ? `hash ${id.slice(14, 26)}…` : id.length > 60 ? `${id.slice(0, 60)}…` : id;

const listOutcomes = answer => {
  const rows = document.createDocumentFragment();
  const shown = answer.events.slice(0, 200);
  for (const event of shown) {
    const row = element("tr");
    const name = element("th", `Event ${number(event.index + 1)} `);
    name.scope = "row";
    name.append(element("span", brief(event.eventID), "tiny mono muted wrap"));
    const outcome = element("td", undefined, "num");
    const isRolledBack = event.errors.some(error => error.rule === "rollback");
    outcome.append(stamp(isRolledBack ? "t-ROLLED" : `t-${event.status}`));
    row.append(name, outcome);
    rows.append(row);
  }
  $("outcomes").replaceChildren(rows);
  $("order").hidden = shown.length === 0;
  $("more-outcomes").hidden = answer.totalCount <= shown.length;
  $("more-outcomes").textContent = `The first ${number(shown.length)} of ${number(answer.totalCount)} events.`;
};

const listChanges = changes => {
  const list = $("changes-list");
  list.replaceChildren();
  const add = (template, text) => {
    const item = element("li");
    if (template) item.append(stamp(template), " ");
    item.append(text);
    list.append(item);
  };
  if (changes?.new_lots?.length) {
    const names = changes.new_lots.slice(0, 5).map(lot => lot.tlc).join(", ");
    add(null, `${count(changes.new_lots.length, "new lot", "new lots")}: ${names}${changes.new_lots.length > 5 ? " and others" : ""}`);
  }
  const templates = { error: "t-error", warning: "t-warning" };
  for (const finding of (changes?.new_findings ?? []).slice(0, 20)) add(templates[finding.severity] ?? "t-note", `New finding: ${finding.message}`);
  for (const finding of (changes?.resolved_findings ?? []).slice(0, 20)) add("t-ACCEPTED", `Finding that would go: ${finding.message}`);
  if (changes?.new_findings?.length > 20) add(null, `${number(changes.new_findings.length - 20)} more new findings.`);
  if (changes?.complete === false) add(null, `Worked out for the first ${number(changes.lots_examined)} of ${number(changes.lots_touched)} lots.`);
  $("changes").hidden = list.children.length === 0;
};

const verdict = (kind, icon, title, sub, stored) => {
  const card = $("verdict");
  card.hidden = false;
  card.className = `card sum ${kind}`;
  $("verdict-icon").replaceChildren(stamp(`t-icon-${icon}`));
  $("verdict-title").textContent = title;
  $("verdict-sub").textContent = sub;
  $("verdict-stored").textContent = stored;
  $("verdict-job").hidden = true;
  announce(`${title}. ${stored}`);
};

const titleOf = answer => {
  const { totalCount: total, acceptedCount: accepted, duplicateCount: duplicate, masterDataCount: described } = answer;
  if (!answer.success) {
    const refused = answer.events.filter(event => event.status === "REJECTED" && !event.errors.some(error => error.rule === "rollback")).length;
    const known = total <= answer.events.length ? refused : answer.error_count;
    const what = known === 0 ? "The master data has faults" : total <= answer.events.length
      ? `${number(known)} of ${count(total, "event", "events")} would be refused`
      : `${count(known, "error", "errors")} in ${count(total, "event", "events")}`;
    return answer.captureErrorBehaviour === "rollback" ? `${what}, so the whole document would be` : `${what}, the others would be captured`;
  }
  if (accepted + described === 0) return total === 0 ? "The document has no event" : `All ${count(total, "event is", "events are")} stored already`;
  if (accepted === 0) return `${count(described, "description", "descriptions")} would be captured`;
  return `${count(accepted, "event", "events")} would be captured${duplicate ? `, ${number(duplicate)} stored already` : ""}`;
};

const show = (answer, took) => {
  faults = (answer.faults ?? []).slice().sort((a, b) => (a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1)
    || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  current = -1;
  index();
  listFaults(answer.more_faults);
  listOutcomes(answer);
  listChanges(answer.changes);
  const sub = `${count(answer.totalCount, "event", "events")}, ${count(answer.error_count, "error", "errors")}, `
    + `${count(answer.warning_count, "warning", "warnings")}, checked in ${number(Math.round(took))} ms.`;
  const kind = answer.error_count ? "err" : answer.warning_count ? "warn" : "ok";
  verdict(kind, kind, titleOf(answer), sub, "Nothing was stored.");
  redraw();
};

const showRefusal = (status, problem) => {
  faults = (problem.errors ?? []).filter(error => error.message)
    .map(error => ({ event: null, severity: "error", ...error }));
  current = -1;
  index();
  listFaults(0);
  $("order").hidden = true;
  $("changes").hidden = true;
  const title = status === 400 && faults.length ? "This is not a readable EPCIS document" : problem.title ?? `The server answered ${status}`;
  verdict("err", "err", title, faults.length ? `${count(faults.length, "fault", "faults")}. ` : `${problem.detail ?? ""} `, "Nothing was stored.");
  redraw();
};

// Sending

const isCapturing = () => document.querySelector(".cap-head input[name=mode]:checked").value === "capture";

// A token is of one sign-in: after another, in another tab, this page asks for the new one.
let isStale = false;
const renewToken = async () => {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  Object.assign(csrf, JSON.parse(page.body.getAttribute("hx-headers") ?? "{}"));
  document.body.setAttribute("hx-headers", JSON.stringify(csrf));
  isStale = false;
};

const request = async (path, format) => (isStale && await renewToken(), fetch(path, {
  method: "POST",
  body: area.value,
  signal: running.signal,
  headers: {
    ...csrf,
    "Content-Type": TYPES[format],
    "Accept": "application/json",
    "X-Requested-With": "fetch",
    "GS1-Capture-Error-Behaviour": $("proceed").checked ? "proceed" : "rollback",
  },
}));

const read = async answer => {
  if (answer.status === 401 || answer.redirected) {
    isStale = true;
    forget();
    verdict("warn", "warn", "You were signed out", "The document is still here. Sign in in another tab, then check again.", "Nothing was stored.");
    return null;
  }
  if (!(answer.headers.get("Content-Type") ?? "").includes("json")) {
    forget();
    verdict("err", "err", `The server answered ${answer.status}`, "Load the page again; copy your document first.", "Nothing was stored.");
    return null;
  }
  const body = await answer.json();
  const isProblem = typeof body.status === "number"; // also with status 200
  if (answer.ok && !isProblem) return body;
  showRefusal(body.status ?? answer.status, body);
  return null;
};

const follow = async id => {
  for (let wait = 300; ; wait = Math.min(wait * 1.5, 5_000)) {
    const answer = await fetch(`/compliance/captures/${id}/state`, { headers: { "X-Lotledger-Poll": "1", "X-Requested-With": "fetch" }, signal: running.signal });
    if (!answer.ok) return;
    const state = await answer.json();
    if (state.projected) {
      $("verdict-stored").textContent = "Stored, and lots, findings and queries hold it.";
      announce("Lots, findings and queries hold the document.");
      main.dataset.projected = id;
      return;
    }
    await new Promise(done => setTimeout(done, wait));
    while (document.hidden) await new Promise(done => document.addEventListener("visibilitychange", done, { once: true }));
  }
};

const captured = job => {
  const none = job.acceptedCount + job.masterDataCount === 0;
  const kind = job.batchStatus === "ACCEPTED" ? "ok" : job.batchStatus === "REJECTED" ? "err" : "warn";
  const title = job.batchStatus === "REJECTED" ? "The document was refused"
    : none ? "Everything was stored already"
    : `${count(job.acceptedCount, "event was", "events were")} captured${job.rejectedCount ? `, ${number(job.rejectedCount)} refused` : ""}`;
  verdict(kind, none ? kind : "ok", title, `Log position ${number(job.log_position)}. `,
    none ? "Nothing new was stored." : "Stored; lots, findings and queries are being filled.");
  const link = $("verdict-job");
  link.href = `/compliance/captures/${job.captureID}`;
  link.hidden = false;
};

const check = async capture => {
  if (capturing) { announce("The capture is under way."); return; }
  const text = area.value;
  const format = sniff(text);
  running?.abort();
  running = new AbortController();
  lastSize = new Blob([text]).size;
  if (!format || lastSize > MOST) forget();
  if (!text.trim()) {
    verdict("warn", "warn", "There is no document yet", "Paste one, drop a file, or open one.", "");
    return;
  }
  if (!format && tableName(text)) {
    upload(new File([text], tableName(text), { type: "text/plain" }));
    return;
  }
  if (!format) {
    verdict("err", "err", "This is neither JSON nor XML", "An EPCIS document begins with { or <; a table begins with FDA’s headings.", "Nothing was stored.");
    return;
  }
  $("too-large").hidden = true;
  describe();
  if (lastSize > MOST) return tooLarge(fileName || "document.jsonld", lastSize, format);
  editor.setAttribute("aria-busy", "true");
  const began = performance.now();
  try {
    const answer = await read(await request("/compliance/captures/check", format));
    if (!answer) return;
    show(answer, performance.now() - began);
    if (!capture) return;
    if (answer.batchStatus === "REJECTED") {
      $("verdict-sub").textContent += " It was not captured.";
      return;
    }
    capturing = true;
    let job;
    try { job = await read(await request("/compliance/captures", format)); } finally { capturing = false; }
    if (!job) return;
    captured(job);
    await follow(job.captureID);
  } catch (error) {
    if (error.name === "AbortError") return;
    forget();
    verdict("err", "err", "The server does not answer", "The document is still here. Try again in a moment.", capture ? "It may have been stored: capturing again stores nothing twice." : "Nothing was stored.");
  } finally {
    editor.removeAttribute("aria-busy");
  }
};

const tooLarge = (name, bytes, format) => {
  $("too-large-title").textContent = `This document has ${size(bytes)}; this page takes ${size(MOST)}. Check it from a command line.`;
  const file = `'${name.replaceAll("'", "'\\''")}'`;
  const line = `curl -X POST '${main.dataset.api}/validate?excerpts=true' -H "X-API-Key: $KEY" -H 'Content-Type: ${TYPES[format ?? "json"]}' --data-binary @${file}`;
  $("curl").textContent = line;
  const copy = $("curl-copy");
  copy.dataset.copy = line;
  copy.hidden = !navigator.clipboard;
  forget();
  $("too-large").hidden = false;
  announce("The document is too large for this page. A command line is shown.");
};

// Bringing a document in

const take = (text, name) => {
  area.value = text;
  fileName = name;
  forget();
  lastSize = new Blob([text]).size;
  measure();
  describe();
  area.scrollTop = 0;
  draw();
  check(false);
};

// A file of another format than EPCIS goes to the form, which every browser can send.
const upload = file => {
  const chosen = new DataTransfer();
  chosen.items.add(file);
  $("upload").files = chosen.files;
  forget();
  $("file-form").requestSubmit();
};

document.addEventListener("htmx:afterSwap", () => {
  const title = $("file-title");
  if (title) announce(`${title.textContent}. Nothing was stored.`);
});
document.addEventListener("htmx:responseError", event => {
  if (event.detail.elt?.id !== "file-form") return;
  const status = event.detail.xhr.status;
  verdict("err", "err", status === 413 ? "The file is too large for this page" : `The server answered ${status}`,
    status === 413 ? "This page takes 20 MB. Send a larger file from a command line." : "Load the page again, then send the file once more.", "");
});

// The name of a file with a text that was pasted: X12, or a table with its headings; null for any other text.
// FDA's headings are quoted and have lines of their own
const tableName = text => {
  const start = text.trimStart().slice(0, 5_000);
  if (/^ISA([^\w\s])\d\d\1/.test(start)) return "pasted.x12";
  const first = start.replace(/"[^"]*("|$)/g, "").split("\n", 1)[0];
  return (first.match(/[\t;,]/g) ?? []).length >= 2 ? "pasted.csv" : null;
};

const isEpcis = async file => /\.(json|jsonld|xml)$/i.test(file.name)
  || sniff(new TextDecoder().decode(await file.slice(0, 1_000).arrayBuffer())) !== null;

const open = async file => {
  if (!await isEpcis(file)) {
    upload(file);
    return;
  }
  if (file.size > MOST) {
    const format = /xml$/i.test(file.name) ? "xml" : "json";
    $("name").textContent = file.name;
    $("kind").textContent = size(file.size);
    tooLarge(file.name, file.size, format);
    return;
  }
  take(await file.text(), file.name);
};

$("file").addEventListener("change", event => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) open(file);
});
for (const name of ["dragenter", "dragover"]) editor.addEventListener(name, event => {
  if (![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  editor.classList.add("over");
});
for (const name of ["dragleave", "drop"]) editor.addEventListener(name, () => editor.classList.remove("over"));
editor.addEventListener("drop", event => {
  const [file] = event.dataTransfer.files;
  if (!file) return;
  event.preventDefault();
  open(file);
});

let pasted = false;
area.addEventListener("paste", () => { pasted = true; });
area.addEventListener("input", () => {
  const before = starts.length;
  measure();
  const grown = starts.length - before;
  if (grown && faults.length) { // faults below the edit move with their lines
    const lines = area.value.slice(0, area.selectionStart).split("\n").length;
    const edited = lines - Math.max(0, grown);
    for (const fault of faults) if (fault.line > edited) fault.line = Math.max(1, fault.line + grown);
    index();
  }
  lastSize = area.value.length < 1e6 ? new Blob([area.value]).size : area.value.length;
  describe();
  redraw();
  if (!area.value.trim()) {
    pasted = false;
    if (!capturing) running?.abort();
    forget();
  } else if (pasted) {
    pasted = false;
    check(false);
  } else if (!$("verdict").hidden) {
    $("verdict-sub").textContent = "Changed since it was checked. Check again.";
  }
});

$("send").addEventListener("click", () => check(isCapturing()));
area.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    check(isCapturing());
  }
});
$("proceed").addEventListener("change", () => check(false));
for (const mode of document.querySelectorAll(".cap-head input[name=mode]")) mode.addEventListener("change", () => {
  $("send").querySelector("span").textContent = isCapturing() ? "Capture" : "Check";
  $("promise").textContent = isCapturing()
    ? "Checked first: what would be refused is not captured."
    : PROMISE;
});

// The refused events of a capture, to mend them here.
if (main.dataset.from) {
  const answer = await fetch(`/compliance/captures/${main.dataset.from}/refused.jsonld`, { headers: { "X-Requested-With": "fetch" } });
  if (answer.ok) take(await answer.text(), "refused events");
  else verdict("warn", "warn", "This capture keeps no refused event", "Open the document you sent, and mend it here.", "");
} else if (area.value) take(area.value, ""); // the browser restored the text of a reload
