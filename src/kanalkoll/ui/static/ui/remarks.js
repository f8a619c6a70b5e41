/*
 * Remarks on a text under its field, fetched by htmx while one writes. [data-remarks="id"] holds them: [role=status]
 * is told only when the sentence is a new one, so that nothing is read out twice; what was unfolded stays unfolded;
 * and [data-puts] writes its words in the place of the old ones, where those still stand.
 */
function placeOf(element) {
  return element.closest?.("[data-remarks]");
}

function arrived(place) {
  const said = place.querySelector("[data-remarks-said]")?.textContent ?? "";
  const status = place.querySelector("[role=status]");
  if (status.textContent !== said) status.textContent = said;
  show(place);
}

function show(root) {
  for (const button of root.querySelectorAll("[data-puts]")) button.hidden = false;
}

/* What is about to be pressed must not move away under the pointer, nor vanish with the focus on it. */
function isInUse(place) {
  return place.contains(document.activeElement) || Boolean(place.closest("form")?.querySelector(".actions:hover"));
}

function put(button) {
  const field = document.getElementById(placeOf(button).dataset.remarks);
  const points = [...field.value];
  const spans = button.dataset.places.split(" ").map((span) => span.split("-").map(Number));
  const still = spans.filter(([start, end]) => points.slice(start, end).join("") === button.dataset.words);
  field.focus();
  for (const [start, end] of still.reverse()) {
    const from = points.slice(0, start).join("").length;
    field.setSelectionRange(from, from + points.slice(start, end).join("").length);
    write(field, button.dataset.puts);
  }
  button.hidden = true;
}

function write(field, words) {
  // As if it had been typed, so that Ctrl+Z takes it back. Where that is not to be had it is put in all the same.
  if (document.execCommand?.("insertText", false, words)) return;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const place = placeOf(event.detail.target);
  if (!place) return;
  if (isInUse(place)) event.detail.shouldSwap = false;
  place.dataset.unfolded = place.querySelector("details")?.open ? "yes" : "";
});
document.addEventListener("htmx:afterSwap", (event) => {
  const place = placeOf(event.detail.target);
  if (!place) return;
  const further = place.querySelector("details");
  if (further) further.open = place.dataset.unfolded === "yes";
  arrived(place);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-puts]");
  if (button) put(button);
});
show(document);
