#!/bin/sh
# Fills fuzz/corpus/{scan,decode,load} with what the targets start from: the small exports of tests/suite/corpus and the
# small files of the hostile set.
set -eu
cd "$(dirname "$0")/.."
rm -rf fuzz/corpus/hostile
cargo run --quiet -p twinlet-onnx --example hostile -- fuzz/corpus/hostile
rm fuzz/corpus/hostile/index.json
for target in scan decode load; do
  mkdir -p "fuzz/corpus/$target"
  find fuzz/corpus/hostile -name '*.onnx' -size -33k -exec cp {} "fuzz/corpus/$target/" \;
  for model in tests/suite/corpus/*/model.onnx; do
    if [ "$(wc -c < "$model")" -lt 32768 ]; then
      cp "$model" "fuzz/corpus/$target/$(basename "$(dirname "$model")").onnx"
    fi
  done
done
rm -r fuzz/corpus/hostile
ls fuzz/corpus/load | wc -l
