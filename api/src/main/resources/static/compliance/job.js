// The page of an export job: says when its workbook could not be verified. The frame says when the server is away.

document.body.addEventListener("htmx:responseError", event => {
  if (event.detail.elt.id !== "verify-form") return;
  const note = document.createElement("p");
  note.className = "note err";
  note.textContent = `The workbook was not verified: the server answered ${event.detail.xhr.status}. Try again.`;
  document.getElementById("verification").replaceChildren(note);
  document.getElementById("status").textContent = note.textContent;
});
