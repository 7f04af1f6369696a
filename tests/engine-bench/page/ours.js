// Our engine: compiled once, instantiated as often as needed.
const compiled = WebAssembly.compileStreaming(fetch("engine_bench_bg.wasm"));
// What is more than plain layers runs in a module of its own, as in an app.
const sandbox = WebAssembly.compileStreaming(fetch("sandbox.wasm"));
const listing = fetch("corpus.json").then((answer) => answer.json());
let instances = 0;
let spoken;
// The engine says here why it panicked; the trap itself says nothing.
console.error = (...said) => { spoken = said.join(" "); };

export async function instance() {
  instances += 1;
  // The query makes another copy of the script, and with it another instance.
  const script = await import(`./engine_bench.js?${instances}`);
  const { memory } = await script.default({ module_or_path: await compiled });
  script.provide(await sandbox);
  return { ...script, memory };
}

export async function filesOf(name) {
  const names = (await listing)[name];
  const bytes = async (file) => new Uint8Array(await (await fetch(`corpus/${name}/${file}`)).arrayBuffer());
  return Object.fromEntries(await Promise.all(names.map(async (file) => [file, await bytes(file)])));
}

// The value, or why there is none.
export async function attempt(work) {
  spoken = undefined;
  try {
    return { value: await work() };
  } catch (error) {
    const trapped = error instanceof WebAssembly.RuntimeError;
    const said = trapped && spoken ? spoken : (error?.message ?? String(error));
    return { trapped, problem: trapped ? `trap: ${said}` : said };
  }
}
