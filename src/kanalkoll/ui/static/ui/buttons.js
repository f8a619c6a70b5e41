/*
 * Two buttons that need a script. a[data-fills="id"] puts its data-text into that field instead of following its
 * link (which does the same by loading the page). button[data-prints] is hidden until there is a script to print.
 */
function fill(link) {
  const field = document.getElementById(link.dataset.fills);
  if (!field) return false;
  const before = field.value.trimEnd();
  field.value = before ? `${before}\n\n${link.dataset.text}` : link.dataset.text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-fills]");
  if (link && !event.ctrlKey && !event.metaKey && fill(link)) event.preventDefault();
  if (event.target.closest?.("[data-prints]")) print();
});

for (const button of document.querySelectorAll("[data-prints]")) button.hidden = false;
