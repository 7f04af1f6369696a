// Offline: one build, whole or not at all. `cargo xtask stage` writes the next line.
const BUILD = { id: "", files: {}, rescue: {} };

// Caches belong to the origin, which apps in other folders share: the scope is part of the name.
const FAMILY = `twinlet ${self.registration.scope} `;
const CACHE = FAMILY + BUILD.id;
// Exists once the host has served a newer start page while a file of this build was missing: stand aside.
const RETIRED = `${FAMILY}retired ${BUILD.id}`;

// Only these headers are kept: the body is stored decoded, so encoding and length would be wrong.
const KEPT_HEADERS = ["content-type", "content-security-policy", "referrer-policy", "x-content-type-options"];

// Without its icons an app still decides.
const ESSENTIAL = Object.keys(BUILD.files).filter((path) => !path.startsWith("icons/"));

const addressOf = (path) => new URL(path, self.registration.scope).href;

async function sha256(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The response when its bytes are those of this build, else undefined.
async function verified(path, response) {
  if (!response?.ok) return undefined;
  const bytes = await response.arrayBuffer();
  if ((await sha256(bytes)) !== BUILD.files[path]) return undefined;
  const kept = KEPT_HEADERS.filter((name) => response.headers.has(name));
  return new Response(bytes, { headers: kept.map((name) => [name, response.headers.get(name)]) });
}

// Tries the old versions' caches, the browser's cache, the network: whatever is verified is the right file.
async function obtain(path) {
  const url = addressOf(path);
  const sources = [
    () => caches.match(url),
    () => fetch(url, { cache: "default" }),
    () => fetch(url, { cache: "reload" }),
  ];
  for (const source of sources) {
    const response = await verified(path, await source().catch(() => undefined)).catch(() => undefined);
    if (response) return response;
  }
  throw new Error(`${url} is missing, or is not the file of build ${BUILD.id}; is the upload complete?`);
}

async function store(path) {
  const response = await obtain(path);
  const cache = await caches.open(CACHE);
  await cache.put(addressOf(path), response.clone());
  return response;
}

async function install() {
  // All must settle before the cache goes: a file that arrives later would open it anew.
  const stored = await Promise.allSettled(Object.keys(BUILD.files).map(store));
  const failed = stored.find((one) => one.status === "rejected");
  if (failed) {
    await caches.delete(CACHE);
    throw failed.reason;
  }
}

async function removeOtherBuilds() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(FAMILY) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// The stored file, if it is there and whole.
async function stored(path) {
  const cache = await caches.open(CACHE);
  return verified(path, await cache.match(addressOf(path)));
}

function rescuePage() {
  return new Response(BUILD.rescue.page, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}

function embedded(path) {
  if (path !== BUILD.rescue.script) return undefined;
  return new Response(BUILD.rescue.code, { headers: { "content-type": "text/javascript; charset=utf-8" } });
}

// Nothing verified to give. A start page that the host does serve is another build: let that one run from the network.
async function lastResort(path, request) {
  if (request.mode !== "navigate") return embedded(path) ?? Response.error();
  const newer = await fetch(request).catch(() => undefined);
  if (!newer?.ok) return rescuePage();
  await caches.open(RETIRED);
  return newer;
}

async function answer(path, request) {
  if (await caches.has(RETIRED)) return fetch(request).catch(() => lastResort(path, request));
  const kept = await stored(path).catch(() => undefined);
  return kept ?? store(path).catch(() => lastResort(path, request));
}

// A page never starts without the rest of its build: one that could not run offline is replaced by the rescue page.
async function answerNavigation(request) {
  const response = await answer("index.html", request);
  const cache = await caches.open(CACHE);
  const present = new Set((await cache.keys()).map((entry) => entry.url));
  const missing = ESSENTIAL.filter((path) => !present.has(addressOf(path)));
  if (missing.length === 0 || (await caches.has(RETIRED))) return response;
  const healed = await Promise.all(missing.map(store)).catch(() => undefined);
  return healed ? response : lastResort("index.html", request);
}

function listedPath(request) {
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return undefined;
  const path = new URL(request.url).pathname.slice(new URL(self.registration.scope).pathname.length);
  return path in BUILD.files ? path : undefined;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(removeOtherBuilds()));

self.addEventListener("fetch", (event) => {
  const path = listedPath(event.request);
  if (event.request.mode === "navigate") event.respondWith(answerNavigation(event.request));
  else if (path) event.respondWith(answer(path, event.request));
});

// A new build takes over only when the page that asks for it is the only one open.
async function activateIfAlone() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length <= 1) await self.skipWaiting();
}

// From here on the pages that were loaded without this worker are served by it, if they are of this build.
async function adopt({ data, ports }) {
  if (data.build === BUILD.id) await self.clients.claim();
  ports[0]?.postMessage("answered");
}

self.addEventListener("message", (event) => {
  if (event.data?.type === "activate") event.waitUntil(activateIfAlone());
  if (event.data?.type === "adopt") event.waitUntil(adopt(event));
});
