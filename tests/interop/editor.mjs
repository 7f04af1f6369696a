// Does an editor complete and explain a manifest? Asks the YAML language server, which VS Code's YAML extension and
// most other editors run, over its own protocol. See README.md beside this file.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const SERVER = "yaml-language-server@2.0.0";
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const twinlet = process.env.TWINLET ?? join(root, "target/debug/twinlet");

const folder = mkdtempSync(join(tmpdir(), "twinlet-editor-"));
const manifest = join(folder, "twin.yaml");
cpSync(join(root, "apps/transformer/twin.yaml"), manifest);
execFileSync(twinlet, ["schema", "--write", folder], { stdio: "inherit" });
const modeline = "# yaml-language-server: $schema=.twinlet/twin.schema.json\n";
const text = modeline + readFileSync(manifest, "utf8").replace("    title: Load\n", "    title: Load\n    \n");
writeFileSync(manifest, text);

const server = spawn("npx", ["--yes", SERVER, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const waiting = new Map();
let last = 0;
let buffer = Buffer.alloc(0);

const send = (message) => {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};
const ask = (method, params) =>
  new Promise((done) => {
    waiting.set(++last, done);
    send({ id: last, method, params });
  });

const hear = (message) => {
  // The server asks for settings and registers abilities; it gets none of the first and a nod for the second.
  if (message.method && message.id !== undefined)
    return send({ id: message.id, result: message.params?.items?.map(() => null) ?? null });
  if (waiting.has(message.id)) {
    waiting.get(message.id)(message.result);
    waiting.delete(message.id);
  }
};

server.stdout.on("data", (chunk) => {
  buffer = Buffer.concat([buffer, chunk]);
  for (;;) {
    const head = buffer.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/.exec(buffer.subarray(0, head).toString())[1]);
    if (buffer.length < head + 4 + length) return;
    const body = buffer.subarray(head + 4, head + 4 + length).toString();
    buffer = buffer.subarray(head + 4 + length);
    hear(JSON.parse(body));
  }
});

const failures = [];
const check = (what, found, ok) => {
  console.log(`${ok ? "ok  " : "FAIL"} ${what}: ${found}`);
  if (!ok) failures.push(what);
};
const place = (needle, offset) => {
  const before = text.slice(0, text.indexOf(needle) + offset).split("\n");
  return { line: before.length - 1, character: before.at(-1).length };
};

const uri = pathToFileURL(manifest).href;
const capabilities = { textDocument: { completion: { completionItem: { documentationFormat: ["markdown"] } }, hover: {} } };
await ask("initialize", { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities });
send({ method: "initialized", params: {} });
send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });

const load = "    title: Load\n    ";
const completion = await ask("textDocument/completion", { textDocument: { uri }, position: place(load, load.length) });
const labels = (completion?.items ?? completion ?? []).map((item) => item.label);
// `title`, `unit`, `range`, `default` are written already and not proposed again.
for (const key of ["marks", "forecast_error"]) check(`completion in inputs.load`, key, labels.includes(key));
check("keys of other places are not proposed", "graph", !labels.includes("graph"));

const hover = await ask("textDocument/hover", { textDocument: { uri }, position: place("    range: {", 6) });
const said = JSON.stringify(hover?.contents ?? null);
check("hover of `range`", said, said.includes("Contract range: outside it nothing is run"));

server.kill();
rmSync(folder, { recursive: true });
process.exit(failures.length === 0 ? 0 : 1);
