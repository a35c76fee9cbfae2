"""Seconds of each LoRA training step of a BLOOM shape with PyTorch + transformers + peft, and peak memory. One JSON line.

    python lora_step.py '{"width": 512, "layers": 8, "heads": 8, "vocabulary": 32000, "rows": 4, "tokens": 256, "rank": 8, "threads": 2, "steps": 12}'
"""
import json
import sys
import time

import peft
import torch
from transformers import BloomConfig, BloomForCausalLM

from measure import peak_megabytes

shape = json.loads(sys.argv[1])
torch.set_num_threads(shape["threads"])
torch.manual_seed(0)
config = BloomConfig(
    vocab_size=shape["vocabulary"], hidden_size=shape["width"], n_layer=shape["layers"], n_head=shape["heads"], use_cache=False
)
lora = peft.LoraConfig(r=shape["rank"], lora_alpha=2 * shape["rank"], target_modules=["query_key_value"], task_type="CAUSAL_LM")
model = peft.get_peft_model(BloomForCausalLM(config), lora).train()
parameters = [p for p in model.parameters() if p.requires_grad]
optimizer = torch.optim.AdamW(parameters, lr=1e-4, weight_decay=0.0)

seconds, losses = [], []
for step in range(shape["steps"]):
    ids = torch.randint(shape["vocabulary"], (shape["rows"], shape["tokens"]), generator=torch.Generator().manual_seed(step))
    start = time.perf_counter()
    loss = model(input_ids=ids, labels=ids).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()
    optimizer.zero_grad()
    losses.append(loss.item())
    seconds.append(time.perf_counter() - start)
print(json.dumps({"seconds": seconds, "losses": losses, "peakMegabytes": peak_megabytes()}))
