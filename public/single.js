// A single file: what a host would send is in the page itself, as base64, most of it packed with gzip. Runs before everything
// else that needs it; a classic script, because the rest of the page must find `fetch` and `Worker` as they are left here.
(() => {
  "use strict";

  // `bindings` comes with the app's own script; `missing` is why nothing can be unpacked.
  window.twinletSingle = { bindings: null, missing: typeof DecompressionStream === "function" ? null : "unpack" };

  const FOLDER = new URL("./", document.baseURI).href;

  // The element that holds a file of the app, or null where the address is no file of this one.
  function partOf(address) {
    const url = new URL(address, document.baseURI).href;
    if (!url.startsWith(FOLDER)) return null;
    const path = decodeURIComponent(url.slice(FOLDER.length));
    return document.querySelector(`script[data-path="${CSS.escape(path)}"]`);
  }

  function bytesOf(part) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(part.textContent);
    const text = atob(part.textContent);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  function responseOf(part) {
    const plain = new Blob([bytesOf(part)]).stream();
    const body = part.dataset.packed === "gzip" ? plain.pipeThrough(new DecompressionStream("gzip")) : plain;
    return new Response(body, { headers: { "content-type": part.dataset.type } });
  }

  // Beside a page without a host there is nothing to ask: what is not in the file is missing. Remote models have hosts.
  const ask = window.fetch.bind(window);
  window.fetch = async (request, options) => {
    const address = request.url ?? request;
    const part = partOf(address);
    if (part) return responseOf(part);
    const isOwn = new URL(address, document.baseURI).href.startsWith(FOLDER);
    return isOwn ? new Response("", { status: 404 }) : ask(request, options);
  };

  // The engine is compiled once, however often its worker is replaced.
  let compiled = null;
  function compiledEngine(path) {
    compiled ??= WebAssembly.compileStreaming(responseOf(partOf(path)));
    compiled.catch(() => { compiled = null; });
    return compiled;
  }

  // Browsers start no module worker here, and no worker from a file: a classic one from memory, which gets its wasm as the
  // first message, before it says that it is ready.
  let engine = null;
  const policy = window.trustedTypes?.createPolicy("twinlet-single-file", { createScriptURL: (text) => (text === engine ? text : null) });
  function addressOf(part) {
    engine ??= URL.createObjectURL(new Blob([bytesOf(part)], { type: "text/javascript" }));
    return policy ? policy.createScriptURL(engine) : engine;
  }

  const HostedWorker = window.Worker;
  window.Worker = function (address, options) {
    const part = partOf(address);
    if (!part) return new HostedWorker(address, options);
    const worker = new HostedWorker(addressOf(part));
    const failed = (error) => worker.dispatchEvent(new ErrorEvent("error", { message: `the engine cannot be unpacked: ${error.message}` }));
    compiledEngine(part.dataset.wasm).then((module) => worker.postMessage(module)).catch(failed);
    return worker;
  };

  // Browsers keep what all files of a disk store in one place: each app gets a database of its own.
  const app = document.querySelector('meta[name="twinlet-single-file"]').content;
  const openDatabase = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name, ...version) {
    return openDatabase.call(this, `${name} ${app}`, ...version);
  };

  // Pictures are not packed, so that they are there at once.
  const setAttribute = Element.prototype.setAttribute;
  HTMLImageElement.prototype.setAttribute = function (name, value) {
    const part = name === "src" ? partOf(value) : null;
    setAttribute.call(this, name, part ? `data:${part.dataset.type};base64,${part.textContent}` : value);
  };
})();
