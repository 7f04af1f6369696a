import type { Model } from "./twinlet_module.js";
export * from "./twinlet_module.js";

/** Fetches and opens the bundle in a folder, relative to the page. Throws a Refusal. */
export function load(folder: string): Promise<Model>;
