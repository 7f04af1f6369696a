// Redraws both charts in turn and keeps the times. `script` is the main thread's time until the call has drawn;
// `drawn` also waits until the canvas has its pixels, by reading one back.
import init, { redraw, numbers } from "./chart_bench.js";

const [SERIES, PICTURES, WIDTH, HEIGHT] = [3, 8, 760, 400];
const COLORS = ["#0b6b60", "#6a3d9a", "#1f5fa8"];

function uplotSeries(k) {
  const edge = { width: 0, stroke: "transparent", points: { show: false } };
  return [{ stroke: COLORS[k], width: 2.5, points: { show: false } }, edge, edge, edge, edge].map((s) => ({ ...s }));
}

function uplotBands(k) {
  const first = 1 + 5 * k;
  return [{ series: [first + 2, first + 1], fill: COLORS[k] + "26" }, { series: [first + 4, first + 3], fill: COLORS[k] + "3a" }];
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const pixel = (canvas) => canvas.getContext("2d").getImageData(1, 1, 1, 1).data[0];

async function timed(canvas, draw) {
  await frame();
  const start = performance.now();
  await draw();
  const script = performance.now() - start;
  pixel(canvas);
  return { script, drawn: performance.now() - start };
}

let page;

function prepare() {
  const times = Float64Array.from({ length: 1500 }, (_, i) => (i * 24) / 1499);
  const range = [...Array(SERIES).keys()];
  const series = (p) => range.flatMap((k) => [0, 1, 2, 3, 4].map((which) => numbers(k, p, which)));
  const pictures = [...Array(PICTURES).keys()].map((p) => [times, ...series(p)]);
  const options = {
    width: WIDTH, height: HEIGHT, legend: { show: false }, cursor: { show: false }, scales: { x: { time: false } },
    series: [{}, ...range.flatMap(uplotSeries)], bands: range.flatMap(uplotBands),
  };
  const uplot = new uPlot(options, pictures[0], document.getElementById("theirs"));
  return { ours: document.getElementById("ours"), uplot, pictures };
}

// So many redraws of each, in turn. The caller leaves out the first call's times: everything is cold there.
window.measure = async (rounds) => {
  page ??= prepare();
  const { ours, uplot, pictures } = page;
  const results = { ours: [], uplot: [] };
  for (let i = 0; i < rounds; i++) {
    results.ours.push(await timed(ours, async () => redraw(i, devicePixelRatio)));
    // uPlot draws in a microtask.
    results.uplot.push(await timed(uplot.ctx.canvas, async () => { uplot.setData(pictures[i % PICTURES]); await null; await null; }));
  }
  return results;
};

await init({ module_or_path: "./chart_bench_bg.wasm" });
document.documentElement.dataset.ready = "yes";
