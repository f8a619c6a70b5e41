/*
 * Who else has this open. [data-presence="address"] is told every twenty seconds, while the page is seen, that this
 * person looks; the answer {"others": [names]} is written there. Leaving says so. Silence changes nothing on the page.
 */
const EVERY = 20_000;

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] ?? "";
}

async function tell(place) {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(place.dataset.presence, {
      method: "POST",
      headers: { "X-CSRFToken": token(), Accept: "application/json" },
    });
    if (answer.ok) show(place, (await answer.json()).others);
  } catch {
    // The network is away for the moment; the next round tries again.
  }
}

function show(place, others) {
  if (!Array.isArray(others)) return;
  const words = others.length ? others.join(", ") : "bara du";
  if (place.textContent !== words) place.textContent = words; // Unchanged words are not read out again.
}

function leave() {
  for (const place of document.querySelectorAll("[data-presence]")) {
    const form = new FormData();
    form.set("csrfmiddlewaretoken", token());
    form.set("left", "1");
    navigator.sendBeacon(place.dataset.presence, form);
  }
}

function round() {
  document.querySelectorAll("[data-presence]").forEach(tell);
}

round();
setInterval(round, EVERY);
document.addEventListener("visibilitychange", round);
document.addEventListener("htmx:load", (event) => event.detail.elt.querySelectorAll("[data-presence]").forEach(tell));
addEventListener("pagehide", leave);
