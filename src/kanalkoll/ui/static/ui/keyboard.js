/*
 * Keys for those who want them. The page says what they do: [data-key="r"] is pressed by r, [data-row] are the
 * rows that j and k walk, [type=search] is found by /. Never inside a field, never with a modifier, and off when
 * the person has said so (kept in this browser, per person).
 */
const person = document.body.dataset.person || "";
const setting = `kanalkoll:keys:${person}`;
const help = document.getElementById("keys");

function isOn() {
  return read(setting) !== "off";
}

function show(on) {
  document.documentElement.dataset.keys = on ? "on" : "off";
}

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (!isOn() || isField(event.target) || document.querySelector("dialog[open]")) return;
  if (press(event.key)) event.preventDefault();
}

function isField(element) {
  return Boolean(element.closest?.("input, textarea, select, [contenteditable]:not([contenteditable=false])"));
}

function press(key) {
  if (key === "j") return walk(1);
  if (key === "k") return walk(-1);
  if (key === "/") return focus(document.querySelector("[type=search]"));
  if (key === "?") return openHelp();
  if (!/^[a-z]$/.test(key)) return false;
  return use([...document.querySelectorAll(`[data-key="${key}"]`)].find(isVisible));
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(isVisible);
  const here = rows.indexOf(document.activeElement?.closest("[data-row]"));
  const opened = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const from = here >= 0 ? here : opened >= 0 ? opened : step > 0 ? -1 : rows.length;
  return focus(rows[Math.min(Math.max(from + step, 0), rows.length - 1)]);
}

function isVisible(element) {
  return element.checkVisibility?.() ?? true;
}

function focus(element) {
  if (!element) return false;
  element.focus();
  element.scrollIntoView({ block: "nearest" });
  return true;
}

function use(element) {
  if (!element || element.disabled) return false;
  if (isField(element)) return focus(element);
  element.click();
  return true;
}

function openHelp() {
  help?.showModal();
  return Boolean(help);
}

function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // A browser that keeps nothing still has working keys.
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    show(value === "on");
  }
}

const toggle = help?.querySelector("[data-keys-switch]");
if (toggle) {
  toggle.checked = isOn();
  toggle.addEventListener("change", () => {
    write(setting, toggle.checked ? "on" : "off");
    show(toggle.checked);
  });
}
for (const opener of document.querySelectorAll("[data-opens-keys]")) {
  opener.hidden = false;
  opener.addEventListener("click", openHelp);
}
show(isOn());
document.addEventListener("keydown", onKey);
document.querySelector("[data-takes-focus]")?.focus();
