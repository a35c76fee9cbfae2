"""One epoch of LoRA on real rows with transformers.Trainer and its padding collator, or with TRL and packing. One JSON line.

    python epoch.py trainer|trl '{"model": "…", "rows": "….json", "limit": 256, "examples": 4, "rank": 8, "learningRate": 3e-4, "threads": 2}'
"""
import json
import sys
import tempfile
import time

import torch
import transformers
from datasets import Dataset

from measure import encoded, peak_megabytes
from trainer import lora_config, lora_trainer, trained_tokens, training_arguments


def trl_trainer(task, folder):
    import trl

    tokenizer = transformers.AutoTokenizer.from_pretrained(task["model"])
    base = transformers.AutoModelForCausalLM.from_pretrained(task["model"], dtype=torch.float32)
    rows = list(encoded(task["rows"], tokenizer, task["limit"]))
    arguments = trl.SFTConfig(
        **training_arguments(task, folder),
        packing=True, max_length=task["limit"], completion_only_loss=True, gradient_checkpointing=False, bf16=False,
    )
    masked = [{"input_ids": row["input_ids"], "completion_mask": [int(label >= 0) for label in row["labels"]]} for row in rows]
    trainer = trl.SFTTrainer(
        model=base, args=arguments, train_dataset=Dataset.from_list(masked), processing_class=tokenizer, peft_config=lora_config(task)
    )
    return trainer, trained_tokens(rows)


kind, task = sys.argv[1], json.loads(sys.argv[2])
torch.set_num_threads(task["threads"])
transformers.utils.logging.set_verbosity_error()
with tempfile.TemporaryDirectory() as folder:
    trainer, trained = (lora_trainer if kind == "trainer" else trl_trainer)(task, folder)
    start = time.perf_counter()
    trainer.train()
    seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "trainedTokens": trained, "steps": trainer.state.global_step, "peakMegabytes": peak_megabytes()}))
