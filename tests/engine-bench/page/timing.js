// How long a call takes: blocks long enough for the page's clock, which counts in tenths of a millisecond.
const [WARM_MS, BLOCK_MS] = [60, 10];

async function block(run, times) {
  const start = performance.now();
  for (let i = 0; i < times; i++) await run();
  return performance.now() - start;
}

// Warms up and returns a function that times a block: ms per call.
export async function perRun(run) {
  let [calls, spent] = [0, 0];
  for (let times = 1; spent < WARM_MS; times = Math.min(2 * times, 1000)) {
    spent += await block(run, times);
    calls += times;
  }
  // The later half is warmer than this average: a block is never shorter than meant by much.
  const times = Math.max(1, Math.ceil((BLOCK_MS * calls) / spent));
  return async () => (await block(run, times)) / times;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

// The stored rows, repeated or cut to so many.
export function repeated(stored, rows) {
  return stored.map(([shape, data]) => {
    const stride = data.length / shape[0];
    const all = Array.isArray(data) ? new Array(rows * stride) : new data.constructor(rows * stride);
    for (let i = 0; i < all.length; i++) all[i] = data[i % data.length];
    return [[rows, ...shape.slice(1)], all];
  });
}

// The largest difference of 32- and 64-bit numbers, relative to the largest magnitude of the output; labels are left out.
export function disagreement(ours, theirs) {
  let worst = 0;
  for (let k = 1; k < ours.length; k += 2) {
    const [a, b] = [ours[k], theirs[k]];
    if (!(b instanceof Float32Array || b instanceof Float64Array)) continue;
    const scale = b.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-300);
    b.forEach((x, i) => { worst = Math.max(worst, Math.abs(a[i] - x) / scale); });
  }
  return worst;
}
