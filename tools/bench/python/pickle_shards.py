"""Writes the safetensors files of a model folder anew as PyTorch pickles them, pytorch_model-*.bin with their index, and removes them. One at a time."""
import json
import pathlib
import sys

import torch
from safetensors.torch import load_file

folder = pathlib.Path(json.loads(sys.argv[1])["folder"])
weight_map = {}
for file in sorted(folder.glob("model-*.safetensors")):
    tensors = load_file(file)
    name = f"pytorch_{file.stem}.bin"
    torch.save(tensors, folder / name)
    weight_map |= {tensor: name for tensor in tensors}
    file.unlink()
(folder / "model.safetensors.index.json").unlink()
index = {"metadata": {}, "weight_map": weight_map}
(folder / "pytorch_model.bin.index.json").write_text(json.dumps(index))
print(json.dumps({"tensors": len(weight_map)}))
