"""A whole trial: an epoch of LoRA with transformers.Trainer, the adapter saved, questions scored with lm-evaluation-harness. One JSON line.

    python trial.py '{"model": "…", "rows": "….json", "prompts": "….json", "limit": 256, "examples": 4, "rank": 8, "learningRate": 3e-4,
                      "options": ["A", "B", "C", "D"], "batchSize": 8, "threads": 2}'
"""
import json
import logging
import pathlib
import resource
import sys
import tempfile

import torch
import transformers
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM

from measure import peak_megabytes
from trainer import lora_trainer

task = json.loads(sys.argv[1])
torch.set_num_threads(task["threads"])
transformers.utils.logging.set_verbosity_error()
logging.disable(logging.WARNING)
with tempfile.TemporaryDirectory() as folder:
    trainer, _ = lora_trainer(task, folder)
    trainer.train()
    trainer.model.save_pretrained(folder + "/adapter")
    model = HFLM(
        pretrained=task["model"], peft=folder + "/adapter", device="cpu", dtype="float32", batch_size=task["batchSize"], backend="causal"
    )
    prompts = json.loads(pathlib.Path(task["prompts"]).read_text(encoding="utf8"))
    requests = [Instance("loglikelihood", {}, (prompt, option), index) for index, prompt in enumerate(prompts) for option in task["options"]]
    model.loglikelihood(requests, disable_tqdm=True)
used = resource.getrusage(resource.RUSAGE_SELF)
figures = {"processorSeconds": used.ru_utime + used.ru_stime, "peakMegabytes": peak_megabytes(), "answers": len(prompts)}
print(json.dumps(figures))
