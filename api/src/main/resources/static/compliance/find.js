// The list below the box that finds anything: a combobox with a listbox, which htmx fills while the reader types.
// Without this module the form sends the text to the page of results.

const box = document.getElementById("q");
const found = document.getElementById("found");
const status = document.getElementById("status");
let active = -1;

box.setAttribute("role", "combobox");
box.setAttribute("aria-autocomplete", "list");
box.setAttribute("aria-expanded", "false");

const options = () => [...found.querySelectorAll("[role=option]")];
const isOpen = () => box.getAttribute("aria-expanded") === "true";

const choose = index => {
  const all = options();
  for (const option of all) option.setAttribute("aria-selected", "false");
  active = all.length === 0 ? -1 : (index + all.length) % all.length;
  if (index < 0 && active === -1) return;
  const option = all[active];
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", option.id);
};

const open = () => {
  if (!found.querySelector("[role=listbox]")) return;
  found.hidden = false;
  box.setAttribute("aria-expanded", "true");
  box.setAttribute("aria-controls", "found-list");
};

const close = () => {
  found.hidden = true;
  active = -1;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-controls");
  box.removeAttribute("aria-activedescendant");
};

const show = () => {
  active = -1;
  box.removeAttribute("aria-activedescendant");
  const list = found.querySelector("[role=listbox]");
  if (!list || box.value.trim() === "" || document.activeElement !== box) {
    close();
    return;
  }
  open();
  status.textContent = list.dataset.said;
};
document.addEventListener("htmx:afterSwap", event => { if (event.detail.target === found) show(); });

box.addEventListener("keydown", event => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (options().length === 0) return;
    event.preventDefault();
    if (!isOpen()) open();
    choose(event.key === "ArrowDown" ? active + 1 : active <= 0 ? options().length - 1 : active - 1);
  } else if (event.key === "Enter" && isOpen() && active >= 0) {
    event.preventDefault();
    location.assign(options()[active].href);
  } else if (event.key === "Escape") {
    if (isOpen()) close();
    else box.value = "";
    event.preventDefault();
  } else if (event.key === "Tab") close();
});

box.addEventListener("focus", () => { if (box.value.trim() !== "" && found.childElementCount > 0) open(); });
document.addEventListener("click", event => { if (!box.form.contains(event.target)) close(); });
if (found.childElementCount > 0) show();
