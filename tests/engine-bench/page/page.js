// What the driver calls: `check` runs a model on its references; `open`, `measure` and `close` time it beside onnxruntime-web.
import { instance, filesOf, attempt } from "./ours.js";
import { median, perRun, repeated, disagreement } from "./timing.js";

const BLOCKS = 11;

// A fresh instance for each model: a trap leaves nothing behind for the next one.
window.check = async (name) => {
  const done = await attempt(async () => JSON.parse((await instance()).check(name, await filesOf(name))));
  return done.value ?? { model: name, plan: null, outputs: [], batches: [], problem: done.problem };
};

// Opens a file that may be hostile in an instance of its own, and asks it for a row when it opens.
window.hostile = async (file) => {
  const bytes = new Uint8Array(await (await fetch(`hostile/${file}`)).arrayBuffer());
  const engine = await instance();
  const start = performance.now();
  let opened;
  const done = await attempt(async () => { opened = new engine.Surrogate(bytes); opened.try_one_row(); });
  const ms = performance.now() - start;
  const most = engine.memory.buffer.byteLength + engine.sandbox_bytes();
  return { file, ms, bytes: most, trapped: done.trapped ?? false, problem: done.problem ?? null };
};

let engine, ort, model;

async function theirs() {
  if (ort) return ort;
  ort = await import("./ort.js");
  ort.env.wasm.numThreads = 1;
  const at = (name) => new URL(name, location.href).href;
  ort.env.wasm.wasmPaths = { mjs: at("ort-wasm.js"), wasm: at("ort-wasm.wasm") };
  ort.env.logLevel = "fatal";
  return ort;
}

const TYPES = new Map([[Float32Array, "float32"], [Float64Array, "float64"], [Int32Array, "int32"], [BigInt64Array, "int64"], [Array, "string"]]);

function caller(library, session) {
  return async (inputs) => {
    const feeds = {};
    session.inputNames.forEach((name, k) => {
      const [shape, data] = inputs[k];
      feeds[name] = new library.Tensor(TYPES.get(data.constructor), data, shape);
    });
    const answers = await session.run(feeds);
    return session.outputNames.flatMap((name) => [answers[name].dims, answers[name].data]);
  };
}

// Opens a model in both engines; what each says against it.
window.open_both = async (name) => {
  const files = await filesOf(name);
  engine ??= await instance();
  const stored = await attempt(async () => engine.inputs(files));
  const ours = await attempt(async () => new engine.Surrogate(files["model.onnx"]));
  const library = await theirs();
  const session = await attempt(async () => library.InferenceSession.create(files["model.onnx"].slice(), { executionProviders: ["wasm"] }));
  if (ours.trapped || stored.trapped) engine = undefined;
  model = { name, stored: stored.value, ours: ours.value, session: session.value };
  return { ours: ours.problem ?? stored.problem ?? null, theirs: session.problem ?? null };
};

// Time per run of both at a batch size, in ms: the median over blocks, in turn.
window.measure = async (rows) => {
  const inputs = repeated(model.stored, rows);
  const [shapes, data] = [inputs.map(([shape]) => shape), inputs.map(([, values]) => values)];
  const run = {};
  if (model.ours) run.ours = async () => model.ours.run(shapes, data);
  if (model.session) {
    const call = caller(ort, model.session);
    run.theirs = () => call(inputs);
  }
  const result = { rows, problems: {}, ms: {} };
  const [answers, times] = [{}, {}];
  for (const who of Object.keys(run)) {
    const first = await attempt(run[who]);
    if (first.trapped) engine = undefined;
    if (first.problem) { result.problems[who] = first.problem; delete run[who]; continue; }
    answers[who] = first.value;
    times[who] = await perRun(run[who]);
  }
  const blocks = { ours: [], theirs: [] };
  for (let k = 0; k < BLOCKS; k++) {
    for (const who of Object.keys(run)) blocks[who].push(await times[who]());
  }
  for (const who of Object.keys(run)) result.ms[who] = median(blocks[who]);
  if (answers.ours && answers.theirs) result.disagreement = disagreement(answers.ours, answers.theirs);
  return result;
};

window.close_both = async () => {
  await attempt(async () => model.ours?.free());
  await attempt(async () => model.session?.release());
  model = undefined;
};

// Bytes of linear memory at this moment.
window.linear_memory = () => ({
  ours: engine ? engine.memory.buffer.byteLength + engine.sandbox_bytes() : null,
  theirs: window.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) || null,
});

document.documentElement.dataset.ready = "yes";
