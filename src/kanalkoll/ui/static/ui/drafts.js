/*
 * What was typed is kept until it is sent. form[data-draft="name"] is saved in this browser, per person, a moment
 * after each change; when the form is shown again with other words in it, what was kept is offered back. A page
 * that carries [data-draft-sent="name"] says that the server has it, and then it is forgotten; so is what is
 * older than two weeks. Passwords and hidden fields are never kept.
 */
const person = document.body.dataset.person || "";
const prefix = `kanalkoll:draft:${person}:`;
const LIFE = 14 * 24 * 60 * 60 * 1000;
const KEPT = "textarea, input[type=text], input[type=email], select, input[type=radio]:checked";

function forms(root) {
  return root.querySelectorAll("form[data-draft]:not([data-draft-watched])");
}

function watch(form) {
  form.dataset.draftWatched = "";
  const name = prefix + form.dataset.draft;
  offer(form, name);
  let waiting;
  const save = () => {
    clearTimeout(waiting);
    waiting = undefined;
    store(name, { at: Date.now(), values: valuesOf(form) });
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 400);
  });
  form.addEventListener("submit", save);
  addEventListener("pagehide", () => waiting && save()); // Left in the middle of a word.
}

function valuesOf(form) {
  return Object.fromEntries([...form.querySelectorAll(KEPT)].filter((f) => f.name).map((f) => [f.name, f.value]));
}

function offer(form, name) {
  const draft = load(name);
  const now = valuesOf(form);
  const lost = Object.entries(draft?.values ?? {}).filter(([key, value]) => value && value !== now[key]);
  if (!lost.some(([key]) => form.elements[key] instanceof HTMLTextAreaElement)) return;
  const box = document.createElement("div");
  box.className = "draft-offer";
  box.setAttribute("role", "status");
  box.append(text(`Du skrev något här ${spoken(draft.at)} som inte skickades.`));
  box.append(action("Hämta tillbaka", () => { restore(form, draft.values); box.remove(); }));
  box.append(action("Släng", () => { forget(name); box.remove(); }));
  form.prepend(box);
}

function restore(form, values) {
  for (const [key, value] of Object.entries(values)) {
    if (form.elements[key]) form.elements[key].value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.querySelector("textarea")?.focus();
}

function text(words) {
  const span = document.createElement("span");
  span.textContent = words;
  return span;
}

function action(words, run) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = words;
  button.addEventListener("click", run);
  return button;
}

function spoken(at) {
  const then = new Date(at);
  const clock = `${pad(then.getHours())}.${pad(then.getMinutes())}`;
  if (then.toDateString() === new Date().toDateString()) return `i dag ${clock}`;
  return `den ${then.toLocaleDateString("sv-SE", { day: "numeric", month: "long" })} ${clock}`;
}

function pad(number) {
  return String(number).padStart(2, "0");
}

function load(name) {
  try {
    const draft = JSON.parse(localStorage.getItem(name) ?? "null");
    if (draft && Date.now() - draft.at < LIFE) return draft;
  } catch {
    // Unreadable or not allowed: there is nothing to offer.
  }
  forget(name);
  return null;
}

function store(name, draft) {
  try {
    localStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // Full or not allowed: the form works as before, only without a copy.
  }
}

function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Not allowed, so nothing was kept either.
  }
}

function tidy() {
  try {
    Object.keys(localStorage).filter((key) => key.startsWith("kanalkoll:draft:")).forEach(load);
  } catch {
    // Not allowed, so nothing was kept either.
  }
}

function begin(root) {
  for (const sent of root.querySelectorAll("[data-draft-sent]")) forget(prefix + sent.dataset.draftSent);
  forms(root).forEach(watch);
}

tidy();
begin(document);
document.addEventListener("htmx:load", (event) => begin(event.detail.elt.parentElement ?? document));
