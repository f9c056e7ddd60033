// The page of an export job: says when the server is away, and when it is back.

const away = document.getElementById("job-away");
const seen = document.getElementById("job-seen");
const says = document.getElementById("status");
let last = new Date();

const isOfTheJob = (event) => event.detail.elt && event.detail.elt.id === "job-live";

function lost(event) {
  if (!isOfTheJob(event) || !away.hidden) return;
  seen.dateTime = last.toISOString();
  seen.textContent = last.toLocaleTimeString();
  away.hidden = false;
  if (says) says.textContent = "The server does not answer. The page looks again by itself.";
}

function back(event) {
  if (!isOfTheJob(event) || !event.detail.successful) return;
  last = new Date();
  if (away.hidden) return;
  away.hidden = true;
  if (says && !says.textContent.startsWith("The workbook")) says.textContent = "The server answers again.";
}

document.body.addEventListener("htmx:sendError", lost);
document.body.addEventListener("htmx:timeout", lost);
document.body.addEventListener("htmx:responseError", (event) => {
  if (event.detail.elt.id === "verify-form") {
    const note = document.createElement("p");
    note.className = "note err";
    note.textContent = "The workbook was not verified: the server answered " + event.detail.xhr.status + ". Try again.";
    document.getElementById("verification").replaceChildren(note);
    if (says) says.textContent = note.textContent;
  } else if (event.detail.xhr.status !== 401) {
    lost(event);
  }
});
document.body.addEventListener("htmx:afterRequest", back);
