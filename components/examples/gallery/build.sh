#!/bin/sh
# Builds the gallery into the folder given: sh components/examples/gallery/build.sh /tmp/gallery
# Then serve that folder and open it; see main.rs for the pages.
set -eu
out=$1
here=$(cd "$(dirname "$0")" && pwd)
cargo build -p twinlet-components --example gallery --target wasm32-unknown-unknown
target=${CARGO_TARGET_DIR:-target}
wasm-bindgen --target web --no-typescript --out-dir "$out" "$target/wasm32-unknown-unknown/debug/examples/gallery.wasm"
cp "$here/index.html" "$here"/../../../style/*.css "$out"
# Leptos makes templates from strings of its own: under enforced Trusted Types a policy has to say so.
cat > "$out/boot.js" <<'EOF'
import init from "./gallery.js";
if (window.trustedTypes) trustedTypes.createPolicy("default", { createHTML: (own) => own });
init({ module_or_path: "./gallery_bg.wasm" });
EOF
