// Twinlet as an ES module: a bundle from any folder of a static host, answered on this device.
import init, { Model } from "./twinlet_module.js";

export { Model };

/**
 * Fetches a bundle's index and the files that it lists, and opens it fail-closed: every file verified by hash, the
 * reference experiments reproduced here. Throws a Refusal ({ code, message, hint }) or the browser's own error.
 */
export async function load(folder) {
  const base = new URL(folder.endsWith("/") ? folder : `${folder}/`, document.baseURI);
  const index = await bytes(new URL("bundle.json", base));
  const listed = Object.keys(JSON.parse(new TextDecoder().decode(index)).files);
  const needed = listed.filter((name) => !PEOPLE.includes(name));
  const parts = await Promise.all(needed.map(async (name) => [name, await bytes(new URL(name, base))]));
  await init();
  return new Model({ "bundle.json": index, ...Object.fromEntries(parts) });
}

/** Parts for people; an answer does not need them. */
const PEOPLE = ["validation.json", "provenance.json", "heldout.json"];

async function bytes(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw { code: "fetch", message: `${url} answers ${response.status}`, hint: "upload the bundle's folder again" };
  }
  return new Uint8Array(await response.arrayBuffer());
}
