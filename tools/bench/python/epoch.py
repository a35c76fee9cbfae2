"""One epoch of LoRA on real rows with transformers.Trainer and its padding collator, or with TRL and packing. One JSON line.

    python epoch.py trainer|trl '{"model": "…", "rows": "….json", "limit": 256, "examples": 4, "rank": 8, "learningRate": 3e-4, "threads": 2}'
"""
import json
import sys
import tempfile
import time

import peft
import torch
import transformers
from datasets import Dataset

from measure import encoded, peak_megabytes

kind, task = sys.argv[1], json.loads(sys.argv[2])
torch.set_num_threads(task["threads"])
transformers.utils.logging.set_verbosity_error()
tokenizer = transformers.AutoTokenizer.from_pretrained(task["model"])
base = transformers.AutoModelForCausalLM.from_pretrained(task["model"], dtype=torch.float32)
lora = peft.LoraConfig(r=task["rank"], lora_alpha=2 * task["rank"], target_modules=["query_key_value"], task_type="CAUSAL_LM")
rows = list(encoded(task["rows"], tokenizer, task["limit"]))
trained = sum(sum(label >= 0 for label in row["labels"]) for row in rows)
common = dict(
    output_dir=tempfile.mkdtemp(), num_train_epochs=1, per_device_train_batch_size=task["examples"], learning_rate=task["learningRate"],
    weight_decay=0.0, report_to=[], save_strategy="no", logging_strategy="no", disable_tqdm=True, use_cpu=True, dataloader_pin_memory=False,
)
if kind == "trainer":
    trainer = transformers.Trainer(
        model=peft.get_peft_model(base, lora),
        args=transformers.TrainingArguments(**common),
        train_dataset=Dataset.from_list(rows),
        data_collator=transformers.DataCollatorForSeq2Seq(tokenizer, padding=True),
    )
else:
    import trl

    arguments = trl.SFTConfig(
        **common, packing=True, max_length=task["limit"], completion_only_loss=True, gradient_checkpointing=False, bf16=False
    )
    masked = [{"input_ids": row["input_ids"], "completion_mask": [int(label >= 0) for label in row["labels"]]} for row in rows]
    trainer = trl.SFTTrainer(
        model=base, args=arguments, train_dataset=Dataset.from_list(masked), processing_class=tokenizer, peft_config=lora
    )
start = time.perf_counter()
trainer.train()
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "trainedTokens": trained, "steps": trainer.state.global_step, "peakMegabytes": peak_megabytes()}))
