// Makes the app work offline, and tells it how far that is:
// <html data-offline="installing | ready | unavailable" data-update="ready">,
// events `twinlet:offline-ready` and `twinlet:update-ready` on window.
// The app may dispatch `twinlet:apply-update` there: the page reloads into the new version.

const state = document.documentElement.dataset;
const build = document.querySelector('meta[name="twinlet-build"]')?.content;

function set(key, value, event) {
  if (state[key] === value) return;
  state[key] = value;
  if (event) window.dispatchEvent(new CustomEvent(event));
}

// A page that was loaded before the first installation is adopted only if it is of the same build: what it fetches from
// then on comes from the store. An older worker does not answer; it has stored the app none the less.
function adopted(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    setTimeout(resolve, 2000);
    worker.postMessage({ type: "adopt", build }, [port2]);
  });
}

async function ready(registration) {
  if (!navigator.serviceWorker.controller) await adopted(registration.active);
  set("offline", "ready", "twinlet:offline-ready");
}

function watchUpdates(registration) {
  const announce = () => {
    if (registration.waiting && registration.active) set("update", "ready", "twinlet:update-ready");
  };
  announce();
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      announce();
      if (worker.state === "redundant" && !registration.active) set("offline", "unavailable");
    });
  });
  // Installed apps on iOS do not look for a new version by themselves.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  });
}

function applyUpdates(registration) {
  window.addEventListener("twinlet:apply-update", () => {
    const worker = registration.waiting;
    if (!worker) return;
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage({ type: "activate" });
  });
}

async function install() {
  const registration = await navigator.serviceWorker.register(new URL("./sw.js", document.baseURI).href, { updateViaCache: "none" });
  watchUpdates(registration);
  applyUpdates(registration);
  await ready(await navigator.serviceWorker.ready);
}

if (window.isSecureContext && "serviceWorker" in navigator) {
  install().catch((error) => {
    console.warn("this app is not available offline:", error);
    if (!navigator.serviceWorker.controller) set("offline", "unavailable");
  });
} else {
  set("offline", "unavailable");
}
