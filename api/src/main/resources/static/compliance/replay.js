// The replay of an export job: the slider and the arrow keys step through its events. Each step is a URL.

const replay = document.getElementById("replay");
const slider = document.getElementById("seq");
const form = document.getElementById("replay-form");
const last = Number(replay.dataset.last);
document.getElementById("replay-show").hidden = true;

function urlOf(at) {
  const url = new URL(form.action);
  url.searchParams.set("at", at);
  return url.pathname + url.search;
}

function point(link, at) {
  if (at < 0 || at > last) {
    link.removeAttribute("href");
    link.setAttribute("aria-disabled", "true");
    link.classList.add("off");
  } else {
    link.href = urlOf(at) + "#replay";
    link.removeAttribute("aria-disabled");
    link.classList.remove("off");
  }
}

function show(body) {
  const at = Number(body.dataset.at);
  slider.value = at;
  slider.setAttribute("aria-valuetext", body.dataset.says);
  for (const mark of document.querySelectorAll(".seq-marks [data-seq]"))
    mark.classList.toggle("at", Number(mark.dataset.seq) === at);
  point(document.getElementById("replay-older"), at - 1);
  point(document.getElementById("replay-newer"), at + 1);
  history.replaceState(history.state, "", urlOf(at));
}

function step(by) {
  const at = Number(slider.value) + by;
  if (at < 0 || at > last) return;
  slider.value = at;
  slider.dispatchEvent(new Event("change", { bubbles: true }));
}

document.body.addEventListener("htmx:afterSwap", () => show(document.getElementById("replay-body")));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, select, textarea, pre, [role=listbox]")) return;
  if (event.key === "ArrowLeft") step(-1);
  else if (event.key === "ArrowRight") step(1);
  else return;
  event.preventDefault();
});
