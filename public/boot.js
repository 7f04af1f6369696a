// Starts the app, or says why it cannot start. What it needs from the build is on its own script tag.

const script = document.getElementById("boot");

// The smallest module with one SIMD instruction.
const SIMD = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);

// Leptos builds static markup from strings that were compiled in; none of them holds a script, and none will.
const ACTIVE_CONTENT = /<\s*(script|iframe|object|embed|link|meta|base|style|form)\b|\son\w+\s*=|javascript:/i;

function allowTrustedTypes() {
  if (!window.trustedTypes) return;
  window.trustedTypes.createPolicy("default", {
    createHTML: (text) => (ACTIVE_CONTENT.test(text) ? null : text),
    createScriptURL: (text) => (new URL(text, document.baseURI).origin === location.origin ? text : null),
  });
}

function missingFeature() {
  if (typeof WebAssembly !== "object") return "wasm";
  if (!WebAssembly.validate(SIMD)) return "simd";
  return window.twinletSingle?.missing ?? null;
}

// A single file holds the app's script itself (single.js).
function importBindings() {
  return window.twinletSingle?.bindings ?? import(new URL(script.dataset.js, document.baseURI).href);
}

// The hash is of the wasm file that belongs to this page; a file of another build is refused.
function fetchWasm() {
  return fetch(new URL(script.dataset.wasm, document.baseURI), { integrity: script.dataset.integrity });
}

// The engine is by far the largest file, and the app asks for it last. It starts as soon as the app's own file has the line no
// longer, and the app takes it over with what it has said until then. A single file starts its engine by itself.
function startEngine() {
  const url = document.querySelector('meta[name="twinlet-worker"]')?.content;
  if (!url || window.twinletSingle) return;
  const worker = new Worker(url, { type: "module" });
  const heard = [];
  worker.onmessage = worker.onerror = (event) => heard.push(event);
  window.twinletEngine = { url, worker, heard };
}

// The same for what the app reads before its first decision: answers by address, each taken once.
function fetchEarly() {
  if (window.twinletSingle) return;
  const paths = (script.dataset.early ?? "").split(" ").filter((path) => path !== "");
  window.twinletEarly = new Map(paths.map((path) => [path, fetch(path).catch(() => undefined)]));
}

function fail(reason, error) {
  window.twinletEngine?.worker.terminate();
  if (error) console.error(`the app could not start (${reason}):`, error);
  window.dispatchEvent(new CustomEvent("twinlet:failed", { detail: { reason } }));
}

async function load() {
  const [bindings, response] = await Promise.all([
    importBindings(),
    fetchWasm(),
  ]);
  if (!response.ok) throw new Error(`${script.dataset.wasm}: HTTP ${response.status}`);
  return { bindings, module: await WebAssembly.compileStreaming(response) };
}

async function start() {
  allowTrustedTypes();
  const missing = missingFeature();
  if (missing) return fail(missing);
  const loading = load();
  fetchEarly();
  const loaded = await loading.catch((error) => fail("load", error));
  if (!loaded) return;
  startEngine();
  await loaded.bindings.default({ module_or_path: loaded.module }).catch((error) => fail("start", error));
}

start();
