// Notes every linear memory that a script makes, because onnxruntime-web shows none of its own.
window.memories = [];
WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
  construct(target, given) {
    const memory = new target(...given);
    window.memories.push(memory);
    return memory;
  },
});
