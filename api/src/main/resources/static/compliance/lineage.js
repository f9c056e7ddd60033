// The lineage graph. LineageLayout has placed every box; what is in view is drawn as SVG.
const COLUMN = 296, WIDTH = 188, HEIGHT = 62, BEND = (COLUMN - WIDTH) / 2, DROP = 76, ARROW = 7, HEAD = 44;
const MARKS = .3;         // below this scale boxes are marks
const MOST_LINES = 3000;  // more lines in view are left out until the reader comes closer
const MOST_SCALE = 2;
const ROLE = { s: ["seed", "●", "this lot"], u: ["up", "◂", "came of"], d: ["down", "▸", "went into"] };
const SEVERITY = { 0: "error", 1: "warning", 2: "note" };

const $ = id => document.getElementById(id);
const root = $("lineage"), canvas = $("lg-canvas"), drawer = $("lg-drawer");
const query = new URLSearchParams(location.search);
const announce = text => { $("status").textContent = text; };
const control = name => root.querySelector(`[data-do="${name}"]`);
const number = n => n.toLocaleString("en-US");
const plural = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;
const when = seconds => new Date(seconds * 1000).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });

const svg = (name, attributes = {}, text) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (text !== undefined) element.textContent = text;
  return element;
};

/* Data */

let boxes = [], lines = [], columns = [], seed = 0, data = null;

const decoded = text => { try { return decodeURIComponent(text); } catch { return text; } };

const read = json => {
  data = json;
  boxes = [];
  columns = [];
  for (let c = 0, next = 0; c < json.columns.length; c += 2) {
    const column = { at: json.columns[c], first: next, lots: 0, places: new Set(), far: false };
    for (let y = 0, end = next + json.columns[c + 1]; next < end; next++) {
      y += json.y[next];
      const group = json.groups[next], mark = json.marks[next] ?? [0, -1];
      const key = group ? json.rest[next] : json.prefixes[json.prefix[next]] + json.rest[next];
      boxes.push({
        i: next, x: column.at * COLUMN, y, key, group, role: json.role[next], gaps: mark[0], severity: mark[1],
        code: group ? `${number(group[0])} lots` : json.code[next] ?? decoded(json.rest[next]),
        product: group && group[1] > 1 ? `${number(group[1])} products` : json.names[json.product[next]] ?? "Product not described",
        place: group && group[2] > 1 ? `${number(group[2])} places` : json.names[json.place[next]] ?? "Place not known",
        before: [], after: [], column: columns.length,
      });
      column.lots += group ? group[0] : 1;
      if (json.place[next] >= 0) column.places.add(json.place[next]);
      column.far ||= Boolean(group?.[3]);
    }
    column.last = next;
    columns.push(column);
  }
  seed = json.seed;
  lines = [];
  let from = 0;
  json.from.forEach((step, i) => {
    from += step;
    const a = boxes[from], b = boxes[json.to[i]], lanes = json.lanes[i] ?? [], end = json.ends[i];
    const below = a.x > b.x || a === b;
    const line = {
      i, a, b, lanes, end, below, back: a.x > b.x, label: json.labels[json.label[i]],
      left: Math.min(a.x, b.x), right: Math.max(a.x, b.x) + WIDTH,
      top: Math.min(a.y, b.y, ...lanes) - HEIGHT, bottom: Math.max(a.y, b.y, ...lanes) + (below ? HEIGHT + DROP : HEIGHT),
    };
    lines.push(line);
    a.after.push(line);
    b.before.push(line);
  });
  for (const box of boxes) {
    spread(box.before, "in", line => line.lanes.at(-1) ?? line.a.y);
    spread(box.after, "out", line => line.lanes[0] ?? line.b.y);
  }
};

const spread = (found, side, y) => {
  const across = found.filter(line => !line.below).sort((one, other) => y(one) - y(other) || one.i - other.i);
  const step = Math.min(12, (HEIGHT - 18) / Math.max(1, across.length));
  across.forEach((line, i) => { line[side] = Math.round((i - (across.length - 1) / 2) * step); });
};

const curve = (x, y, endX, endY) => `C${x + BEND} ${y} ${endX - BEND} ${endY} ${endX} ${endY}`;

const course = line => {
  const { a, b } = line;
  if (line.below) {
    const x = a.x + WIDTH / 2, endX = b.x + WIDTH / 2, spread = a === b ? WIDTH / 3 : 0;
    const y = a.y + HEIGHT / 2, endY = b.y + HEIGHT / 2 + ARROW;
    return `M${x + spread / 2} ${y}C${x + spread} ${y + DROP} ${endX - spread} ${endY + DROP} ${endX} ${endY}`;
  }
  let x = a.x + WIDTH, y = a.y + line.out, path = `M${x} ${y}`;
  line.lanes.forEach((lane, i) => {
    const start = a.x + COLUMN * (i + 1);
    path += `${curve(x, y, start, lane)}H${start + WIDTH}`;
    x = start + WIDTH;
    y = lane;
  });
  return path + curve(x, y, b.x - ARROW, b.y + line.in);
};

const middle = line => line.below
  ? [(line.a.x + line.b.x) / 2 + WIDTH / 2, (line.a.y + line.b.y) / 2 + HEIGHT / 2 + DROP * .75]
  : [line.b.x - BEND, ((line.lanes.at(-1) ?? line.a.y + line.out) + line.b.y + line.in) / 2];

/* Words */

const gaps = box => box.gaps ? plural(box.gaps, "gap", "gaps") : "";

const declared = line => line.end[1] < 0 ? `no longer holds since log position ${number(line.end[0])}` : `declared an error on ${when(line.end[1])}`;

const nameOf = box => {
  const near = box.role === "d" ? box.before : box.after;
  const says = near.filter(line => !line.below).slice(0, 3).map(line =>
    `${line.label || "an unstated quantity"} ${box.role === "d" ? `of ${line.a.code}` : `into ${line.b.code}`}${line.end ? `, ${declared(line)}` : ""}`);
  if (near.length > 3) says.push(`and ${near.length - 3} more`);
  return [`${box.group ? "" : "Lot "}${box.code}`, ROLE[box.role][2], box.product, box.place, ...says, gaps(box), SEVERITY[box.severity], box.group && "Enter opens them"].filter(Boolean).join(", ");
};

// Keeps the last letters too if asked: lot codes often differ at their end only.
const short = (text, most, last = 0) => {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1 - last).join("")}…${last ? letters.slice(-last).join("") : ""}`;
};

/* Drawing */

let scene, lineLayer, labelLayer, boxLayer, farLayer, heads, picture;
let scale = 1, moveX = 0, moveY = 0, wide = 0, high = 0;
let focused = -1, selected = query.get("sel") ?? "", isHidden = query.get("withdrawn") === "false";
const drawnBoxes = new Map(), drawnLines = new Map();
let drawn = null; // the rectangle of the scene that is in the document

const prepare = () => {
  picture = svg("svg", { class: "lg-picture", role: "group", "aria-label": `Lineage of lot ${root.dataset.lot}. The table says the same.` });
  scene = svg("g");
  farLayer = svg("g");
  lineLayer = svg("g", { "aria-hidden": "true" });
  labelLayer = svg("g", { "aria-hidden": "true" });
  boxLayer = svg("g");
  heads = svg("g", { class: "lg-heads", "aria-hidden": "true" });
  scene.append(farLayer, lineLayer, labelLayer, boxLayer);
  picture.append(scene, heads);
  canvas.replaceChildren(picture);
};

const boxElement = box => {
  const element = svg("g", {
    class: `lg-box ${ROLE[box.role][0]}${box.group ? " group" : ""}`, transform: `translate(${box.x} ${box.y - HEIGHT / 2})`,
    role: "button", tabindex: box.i === focused ? 0 : -1, "data-box": box.i, "aria-label": nameOf(box),
    [box.group ? "aria-expanded" : "aria-pressed"]: !box.group && isSelected(box),
  });
  if (box.i !== seed && [...box.before, ...box.after].every(line => line.end)) element.classList.add("off");
  if (box.group) element.append(svg("rect", { x: 5, y: -5, width: WIDTH, height: HEIGHT, rx: 8 }));
  element.append(
    svg("rect", { width: WIDTH, height: HEIGHT, rx: 8 }),
    svg("text", { class: "t", x: 11, y: 21 }, `${ROLE[box.role][1]} ${short(box.code, 20, 13)}`),
    svg("text", { x: 11, y: 37 }, short(box.product, 27)),
    svg("text", { x: 11, y: 52 }, short(box.place, 27)));
  const says = gaps(box) || (box.severity < 2 && SEVERITY[box.severity]);
  if (says) {
    const badge = says.length * 7 + 30, x = WIDTH - badge + 6, kind = box.severity === 0 ? "err" : "warn";
    const shape = kind === "err" ? "M4 0h5l4 4v5l-4 4H4L0 9V4z" : "M6.5 0L13 12H0z";
    const mark = svg("g", { class: `lg-badge ${kind}`, transform: `translate(${x} -11)` });
    mark.append(svg("rect", { width: badge, height: 20, rx: 10 }), svg("path", { d: shape, transform: "translate(7 4) scale(.9)" }), svg("text", { x: 23, y: 14 }, says));
    element.append(mark);
  }
  if (isSelected(box)) element.classList.add("on");
  return element;
};

const lineElements = line => {
  const kind = `${line.end ? " off" : ""}${line.back ? " back" : ""}${selected && lineKey(line) === selected ? " on" : ""}`;
  const group = svg("g", { class: `lg-line${kind}`, "data-line": line.i });
  const path = course(line);
  const x = line.below ? line.b.x + WIDTH / 2 : line.b.x, y = line.below ? line.b.y + HEIGHT / 2 : line.b.y + line.in;
  group.append(
    svg("path", { class: "hit", d: path }), svg("path", { d: path }),
    svg("path", { class: "arrow", d: line.below ? `M${x} ${y}l-4.5 8h9z` : `M${x} ${y}l-8 -4.5v9z` }));
  group.append(svg("title", {}, [`${line.a.code} into ${line.b.code}`, line.label, line.end && declared(line), line.back && "closes a cycle"].filter(Boolean).join(", ")));
  let label = null;
  if (line.label) {
    const [at, level] = middle(line), text = short(line.label, 17), width = text.length * 6.2 + 8;
    label = svg("g", { class: `lg-label${kind}` });
    label.append(svg("rect", { x: at - width / 2, y: level - 8, width, height: 16, rx: 4 }), svg("text", { x: at, y: level + 4 }, text));
  }
  return [group, label];
};

const lineKey = line => line.a.group || line.b.group ? "" : `${line.a.key} ${line.b.key}`;
const isSelected = box => box.key === selected;

const inView = margin => ({
  left: (-moveX - wide * margin) / scale, right: (-moveX + wide * (1 + margin)) / scale,
  top: (-moveY - high * margin) / scale, bottom: (-moveY + high * (1 + margin)) / scale,
});

const firstFrom = (column, y) => {
  let low = column.first, high = column.last;
  while (low < high) {
    const half = (low + high) >> 1;
    if (boxes[half].y < y) low = half + 1; else high = half;
  }
  return low;
};

const boxesIn = view => {
  const found = [];
  for (const column of columns) {
    const x = column.at * COLUMN;
    if (x + WIDTH + 8 < view.left || x > view.right) continue;
    for (let i = firstFrom(column, view.top - HEIGHT); i < column.last && boxes[i].y <= view.bottom + HEIGHT; i++) found.push(boxes[i]);
  }
  return found;
};

const linesIn = view => lines.filter(line => !(isHidden && line.end)
  && line.right >= view.left && line.left <= view.right && line.bottom >= view.top && line.top <= view.bottom);

// Adds what is wanted and not there yet, and takes out the rest.
const keep = (map, wanted = new Set(), make, ...layers) => {
  for (const [item, elements] of map) {
    if (wanted.has(item)) continue;
    elements.forEach(element => element?.remove());
    map.delete(item);
  }
  for (const item of wanted) {
    if (map.has(item)) continue;
    const elements = make(item);
    map.set(item, elements);
    elements.forEach((element, i) => element && layers[i].append(element));
  }
};

const drawWindow = () => {
  drawn = { ...inView(.4), scale, far: scale < MARKS };
  const seen = boxesIn(drawn), crossing = linesIn(drawn);
  const tooMany = crossing.length > MOST_LINES, shown = tooMany ? [] : crossing;
  const near = new Set(drawn.far ? [] : seen);
  if (focused >= 0) near.add(boxes[focused]);
  keep(drawnBoxes, near, box => [boxElement(box)], boxLayer);
  keep(drawnLines, new Set(drawn.far ? [] : shown), lineElements, lineLayer, labelLayer);
  drawFar(drawn.far ? seen : [], drawn.far ? shown : []);
  $("lg-count").textContent = `${plural(data.lots, "lot", "lots")}${data.lots === boxes.length ? "" : ` in ${plural(boxes.length, "box", "boxes")}`}`
    + (tooMany ? `; ${number(crossing.length)} lines are left out until you zoom in` : "")
    + (data.is_marked ? "" : "; gaps and findings are not marked in a lineage this large");
};

const drawFar = (seen, crossing) => {
  const paths = { line: "", off: "", up: "", down: "", seed: "" };
  for (const box of seen) paths[ROLE[box.role][0]] += `M${box.x} ${box.y - HEIGHT / 2}h${WIDTH}v${HEIGHT}h${-WIDTH}z`;
  for (const line of crossing) paths[line.end ? "off" : "line"] += `M${line.a.x + WIDTH} ${line.a.y}L${line.b.x} ${line.b.y}`;
  farLayer.replaceChildren(...Object.keys(paths).filter(kind => paths[kind]).map(kind => svg("path", { class: `lg-far ${kind}`, d: paths[kind] })));
};

const drawHeads = () => {
  if (COLUMN * scale < 90) return heads.replaceChildren();
  heads.replaceChildren(svg("rect", { width: wide, height: HEAD }), ...columns.flatMap(column => {
    const x = column.at * COLUMN * scale + moveX;
    if (x < -COLUMN || x > wide) return [];
    const steps = Math.abs(column.at);
    const title = column.at === 0 ? "This lot" : `${steps}${column.far ? " or more" : ""} ${steps === 1 ? "step" : "steps"} ${column.at < 0 ? "before" : "after"}`;
    const places = column.places.size > 1 && !column.far ? `, ${plural(column.places.size, "place", "places")}` : "";
    return [svg("text", { class: "t", x, y: 18 }, title), svg("text", { x, y: 34 }, plural(column.lots, "lot", "lots") + places)];
  }));
};

let frame = 0;
const changed = () => { frame ||= requestAnimationFrame(show); };

const show = () => {
  frame = 0;
  scene.setAttribute("transform", `translate(${moveX} ${moveY}) scale(${scale})`);
  drawHeads();
  const view = inView(0);
  const isCovered = drawn && drawn.far === scale < MARKS && drawn.left <= view.left && drawn.right >= view.right && drawn.top <= view.top && drawn.bottom >= view.bottom
    && drawn.scale / scale < 3;
  if (!isCovered) drawWindow();
};

const redraw = () => {
  if (!scene) return;
  const hadFocus = canvas.contains(document.activeElement);
  keep(drawnBoxes);
  keep(drawnLines);
  drawn = null;
  show();
  if (hadFocus) drawnBoxes.get(boxes[focused])?.[0].focus({ preventScroll: true });
};

/* Camera */

const measure = () => { wide = canvas.clientWidth; high = canvas.clientHeight; };

const bounds = () => ({
  left: columns[0].at * COLUMN - 16, right: columns.at(-1).at * COLUMN + WIDTH + 16,
  top: Math.min(...columns.map(column => boxes[column.first].y)) - HEIGHT, bottom: Math.max(...columns.map(column => boxes[column.last - 1].y)) + HEIGHT,
});

const leastScale = () => {
  const all = bounds();
  return Math.min(1, wide / (all.right - all.left), (high - HEAD) / (all.bottom - all.top));
};

const fit = () => {
  const all = bounds();
  scale = leastScale();
  moveX = (wide - (all.left + all.right) * scale) / 2;
  moveY = HEAD + (high - HEAD - (all.top + all.bottom) * scale) / 2;
  changed();
};

// As high as the picture needs. It never shrinks: the reader's place stays.
let height = 0;
const grow = () => {
  const all = bounds();
  height = Math.max(height, Math.round(all.bottom - all.top + HEAD + 40));
  root.style.setProperty("--lg-high", `${height}px`);
};

// The first view: all of it if it can be read, otherwise the seed in the middle.
const start = () => {
  measure();
  if (leastScale() >= .55) return fit();
  scale = 1;
  moveX = wide / 2 - WIDTH / 2;
  moveY = HEAD + (high - HEAD) / 2;
  changed();
};

const zoom = (factor, x = wide / 2, y = high / 2) => {
  const next = Math.min(MOST_SCALE, Math.max(leastScale() * .9, scale * factor));
  moveX = x - (x - moveX) * next / scale;
  moveY = y - (y - moveY) * next / scale;
  scale = next;
  changed();
};

const pan = (x, y) => {
  const all = bounds(), margin = 80;
  moveX = Math.min(wide - margin - all.left * scale, Math.max(margin - all.right * scale, moveX + x));
  moveY = Math.min(high - margin - all.top * scale, Math.max(HEAD + margin - all.bottom * scale, moveY + y));
  changed();
};

const bringIn = box => {
  if (scale < MARKS) { scale = .7; moveX = wide / 2 - (box.x + WIDTH / 2) * scale; moveY = high / 2 - box.y * scale; }
  const x = box.x * scale + moveX, y = (box.y - HEIGHT / 2) * scale + moveY, edge = 16;
  if (x < edge) moveX += edge - x;
  if (x + WIDTH * scale > wide - edge) moveX -= x + WIDTH * scale - wide + edge;
  if (y < HEAD + edge) moveY += HEAD + edge - y;
  if (y + HEIGHT * scale > high - edge) moveY -= y + HEIGHT * scale - high + edge;
  show();
};

/* Focus, selection, groups */

const focusOn = (box, moves = true) => {
  drawnBoxes.get(boxes[focused])?.[0].setAttribute("tabindex", -1);
  focused = box.i;
  if (moves) bringIn(box);
  if (!drawnBoxes.has(box)) redraw();
  const element = drawnBoxes.get(box)[0];
  element.setAttribute("tabindex", 0);
  if (moves) element.focus({ preventScroll: true });
};

const remember = (name, value) => {
  if (value) query.set(name, value); else query.delete(name);
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
};

const parameters = (...more) => {
  const sent = new URLSearchParams();
  for (const name of ["direction", "as_of", "open", ...more]) if (query.get(name)) sent.set(name, query.get(name));
  return sent;
};

const select = key => {
  selected = key;
  remember("sel", key);
  redraw();
  for (const row of root.querySelectorAll("[data-key]")) row.ariaCurrent = ` ${row.dataset.key} `.includes(` ${key} `);
  if (!key) { drawer.replaceChildren(); root.classList.remove("lg-open"); return Promise.resolve(); }
  root.classList.add("lg-open");
  measureAgain();
  return htmx.ajax("GET", `${root.dataset.base}/evidence?${parameters("sel")}`, { target: drawer, swap: "innerHTML" })
    .then(() => announce(`Evidence for ${drawer.querySelector(".lg-title")?.textContent ?? "the selection"}`));
};

const open = key => {
  const keys = new Set((query.get("open") ?? "").split(",").filter(Boolean));
  keys.add(key);
  remember("open", [...keys].join(","));
  if (selected === key) remember("sel", selected = "");
  return load("The group is open. ");
};

const activate = box => {
  focusOn(box, false);
  return box.group ? open(box.key) : select(box.key);
};

/* Loading */

const message = (words, offers = "") => {
  $("lg-message").hidden = !words;
  $("lg-words").textContent = words;
  for (const name of ["stop", "retry"]) control(name).hidden = name !== offers;
};

let loading = null, marks = null;

const load = async (news = "") => {
  loading?.abort();
  const own = loading = new AbortController();
  const isFirst = !data;
  let received = 0;
  const say = stops => message(received ? `Reading the lineage: ${number(Math.round(received / 1000))} KB` : "Tracing the lineage", stops);
  const begun = performance.now();
  const ticking = setInterval(() => { if (performance.now() - begun > 500) say(performance.now() - begun > 2000 && "stop"); }, 250);
  root.setAttribute("aria-busy", "true");
  try {
    const sent = parameters("sel");
    if (!marks) sent.set("changes", "true");
    const answer = await fetch(`${root.dataset.base}.json?${sent}`, { signal: own.signal, headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 401) return location.reload();
    const parts = [];
    const reader = answer.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) { parts.push(part.value); received += part.value.length; }
    const json = JSON.parse(await new Blob(parts).text());
    if (!answer.ok) {
      message(answer.status === 413 ? `${json.detail} Choose Back or Forward above.` : json.detail, answer.status >= 500 && "retry");
      return announce(json.title);
    }
    message("");
    const key = boxes[focused]?.key, known = new Set(boxes.map(box => box.key));
    read(json);
    focused = boxes.findIndex(box => box.key === key);
    if (focused < 0 && !isFirst) focused = boxes.findIndex(box => !known.has(box.key)); // the first lot of an opened group
    if (focused < 0) focused = seed;
    grow();
    if (isFirst) { prepare(); start(); listen(); }
    redraw();
    marked();
    if (!marks) {
      const more = json.changes ? null : await fetch(`${root.dataset.base}/changes.json?${parameters()}`);
      if (more?.ok !== false) setUpSlider(json.changes ?? await more.json());
    }
    if (news) announce(`${news}${plural(data.lots, "lot", "lots")}`);
  } catch (fault) {
    if (own.signal.aborted) { if (own === loading) message("Stopped.", "retry"); } else message("The server does not answer.", "retry");
  } finally {
    clearInterval(ticking);
    if (own === loading) root.removeAttribute("aria-busy");
  }
};

const marked = () => {
  const all = control("all");
  all.hidden = !query.get("open") && data.lots === boxes.length;
  all.textContent = query.get("open") ? "Group again" : `Show all ${number(data.lots)}`;
  root.querySelector(".lg-svg").href = `${root.dataset.base}.svg?${parameters("withdrawn")}`;
};

/* As of */

const slider = $("lg-slider");

const setUpSlider = changes => {
  marks = changes;
  const last = marks.at.length - 1;
  if (last < 1) return;
  slider.max = last;
  const asked = query.get("as_of");
  slider.value = asked ? markOf(asked) : last;
  slider.disabled = false;
  sayMark(asked ? $("lg-past-time").textContent : "now");
  drawTicks();
};

// The index of a log position or a time, otherwise NaN.
const markOf = text => {
  const isPosition = /^\d{1,18}$/.test(text), value = isPosition ? Number(text) : Date.parse(text) / 1000;
  return Number.isNaN(value) ? value : Math.max(0, marks[isPosition ? "at" : "time"].findLastIndex(at => at <= value));
};
const isLast = () => Number(slider.value) === marks.at.length - 1;

const sayMark = (words, cause = "") => {
  $("lg-when").textContent = words;
  $("lg-from").value = isLast() ? "" : marks.at[slider.value];
  slider.setAttribute("aria-valuetext", words + cause);
};

// Head, warning and table as the page of this address has them.
const refresh = () => htmx.ajax("GET", location.href, {
  source: slider, target: "#lot-known", select: "#lot-known", swap: "outerHTML", selectOOB: "#lot-print,#lg-past,#lg-table",
}).then(() => {
  root.classList.toggle("lg-then", !$("lg-past").hidden);
  if (!isLast()) sayMark($("lg-past-time").textContent, causeOf(slider.value));
});
const causeOf = i => `, ${marks.cause[i] === "e" ? "a correction" : "a capture"}, log position ${number(marks.at[i])}`;

// At most one tick for each two pixels; a correction is never hidden by captures.
const drawTicks = () => {
  const ticks = $("lg-ticks"), width = slider.clientWidth, last = marks.at.length - 1, half = 8;
  const captures = new Set(), corrections = new Set();
  for (let i = 0; i <= last; i++) (marks.cause[i] === "e" ? corrections : captures).add(Math.round((half + (width - 2 * half) * i / last) / 2) * 2);
  ticks.setAttribute("width", width);
  ticks.replaceChildren(
    ...[...captures].map(x => svg("rect", { class: "c", x: x - 1, y: 4, width: 1.5, height: 8 })),
    ...[...corrections].map(x => svg("rect", { class: "e", x: x - 1.5, y: 0, width: 3, height: 14 })));
};

let turning = 0;
const turnTo = i => {
  slider.value = i;
  sayMark(isLast() ? "now" : when(marks.time[i]), causeOf(i));
  clearTimeout(turning);
  turning = setTimeout(() => {
    remember("as_of", isLast() ? "" : String(marks.at[slider.value]));
    $("lg-time").value = query.get("as_of") ?? "";
    Promise.all([refresh(), load(isLast() ? "What is known now: " : `What was known on ${when(marks.time[slider.value])}: `)])
      .then(() => { if (selected) select(selected); });
  }, 120);
};

/* Listening */

const measureAgain = () => {
  if (!data || !canvas.clientWidth) return;
  const before = wide;
  measure();
  if (before && wide !== before) moveX += (wide - before) / 2;
  if (marks && !slider.disabled) drawTicks();
  changed();
};

const listen = () => {
  new ResizeObserver(measureAgain).observe(canvas);
  const pointers = new Map();
  let moved = 0;
  canvas.addEventListener("pointerdown", event => {
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
    moved = 0;
  });
  canvas.addEventListener("pointermove", event => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const x = event.clientX - before[0], y = event.clientY - before[1];
    moved += Math.abs(x) + Math.abs(y);
    if (moved > 4 && !canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const area = canvas.getBoundingClientRect();
      const length = at => Math.hypot(at[0] - other[0], at[1] - other[1]) || 1;
      zoom(length([event.clientX, event.clientY]) / length(before), (event.clientX + other[0]) / 2 - area.left, (event.clientY + other[1]) / 2 - area.top);
      pan(x / 2, y / 2);
    } else if (moved > 4) pan(x, y);
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, event => pointers.delete(event.pointerId));
  canvas.addEventListener("wheel", event => {
    const isZoom = event.ctrlKey || event.metaKey;
    if (!isZoom && !canvas.contains(document.activeElement)) return;
    event.preventDefault();
    if (!isZoom) return pan(-event.deltaX, -event.deltaY);
    const area = canvas.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY * .004), event.clientX - area.left, event.clientY - area.top);
  }, { passive: false });
  canvas.addEventListener("click", event => {
    if (moved > 4) return;
    const box = event.target.closest("[data-box]"), line = event.target.closest("[data-line]");
    if (box) {
      const at = boxes[box.dataset.box];
      focusOn(at);
      if (at.group) announce(`${at.code}. Double click or Enter opens them.`);
      select(at.key);
    } else if (line) {
      const key = lineKey(lines[line.dataset.line]);
      if (key) select(key);
    }
  });
  canvas.addEventListener("dblclick", event => {
    const box = event.target.closest("[data-box]");
    if (box && boxes[box.dataset.box].group) open(boxes[box.dataset.box].key);
  });
  canvas.addEventListener("keydown", pressed);
};

const nearest = (from, found) => found.length ? found.reduce((best, box) => Math.abs(box.y - from.y) < Math.abs(best.y - from.y) ? box : best) : null;
const along = (box, side, end) => nearest(box, box[side].filter(line => !line.below && !(isHidden && line.end)).map(line => line[end]));

const pressed = event => {
  if (event.ctrlKey || event.metaKey || event.altKey || focused < 0) return;
  const box = boxes[focused], column = columns[box.column];
  const goes = {
    ArrowLeft: () => along(box, "before", "a"), ArrowRight: () => along(box, "after", "b"),
    ArrowUp: () => focused > column.first ? boxes[focused - 1] : null, ArrowDown: () => focused + 1 < column.last ? boxes[focused + 1] : null,
    Home: () => boxes[seed],
  }[event.key];
  const does = goes ? () => {
    const next = goes();
    if (next) focusOn(next); else announce("Nothing further");
  } : {
    Enter: () => activate(box),
    " ": () => { if (box.group) open(box.key); }, Escape: () => select(""),
    "+": () => zoom(1.25), "-": () => zoom(.8), 0: fit,
    "?": () => { location.href = "/compliance/help/keys"; },
  }[event.key];
  if (!does) return;
  event.preventDefault();
  does();
};

root.addEventListener("click", event => {
  const chosen = event.target.closest("a, button");
  if (!chosen) return;
  const name = chosen.dataset.do;
  const takes = act => { event.preventDefault(); return act(); };
  if (chosen.dataset.view) takes(() => {
    root.classList.remove("lg-auto", "lg-graph", "lg-table");
    root.classList.add(`lg-${chosen.dataset.view}`);
    remember("view", chosen.dataset.view);
    showKind();
  });
  else if (chosen.id === "lg-withdrawn") takes(() => {
    isHidden = !isHidden;
    remember("withdrawn", isHidden ? "false" : "");
    chosen.textContent = isHidden ? "Show corrected links" : "Hide corrected links";
    if (data) redraw();
  });
  else if (chosen.dataset.open !== undefined) takes(() => open(selected));
  else if (chosen.dataset.select !== undefined) takes(() => select(new URL(chosen.href).searchParams.get("sel")).then(() => drawer.focus()));
  else if (name === "in") zoom(1.25);
  else if (name === "out") zoom(.8);
  else if (name === "fit") fit();
  else if (name === "stop") loading?.abort();
  else if (name === "retry") load();
  else if (name === "all") { remember("open", query.get("open") ? "" : "all"); load().then(start); }
  else if (name === "now" && marks && !slider.disabled) takes(() => turnTo(marks.at.length - 1));
});

// What htmx puts into the drawer opens it: the comparison of two marks.
drawer.addEventListener("htmx:afterSwap", () => {
  root.classList.add("lg-open");
  measureAgain();
});

slider.addEventListener("input", () => turnTo(slider.value));
root.querySelector(".lg-asof").addEventListener("submit", event => {
  event.preventDefault();
  query.set("as_of", $("lg-time").value.trim());
  location.search = query;
});

let wasShown = false;
const showKind = () => {
  const isGraph = canvas.offsetParent !== null;
  for (const choice of root.querySelectorAll("[data-view]")) choice.ariaCurrent = (choice.dataset.view === "graph") === isGraph;
  const rows = $("lg-table");
  if (isGraph && !wasShown) { wasShown = true; load(); }
  else if (!isGraph && rows.dataset.later) {
    rows.firstElementChild.textContent = "Reading the table";
    htmx.ajax("GET", rows.dataset.later, { target: rows, swap: "outerHTML", select: "#lg-table" });
  }
};

root.classList.add("lg-live");
if (selected) root.classList.add("lg-open");
matchMedia("(max-width: 720px)").addEventListener("change", showKind);
showKind();
