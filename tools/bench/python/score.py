"""Log-probability of every option after every prompt with lm-evaluation-harness' Hugging Face model, from text. One JSON line.

    python score.py '{"model": "…", "prompts": "….json", "options": ["A", "B", "C", "D"], "batchSize": 8, "threads": 2}'

Its tasks want the hub; its model takes the requests that they would make. It reads a prompt once for all options of one token.
"""
import json
import logging
import pathlib
import sys
import time

import torch
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM

from measure import peak_megabytes

task = json.loads(sys.argv[1])
torch.set_num_threads(task["threads"])
logging.disable(logging.WARNING)
prompts = json.loads(pathlib.Path(task["prompts"]).read_text(encoding="utf8"))
options = task["options"]
model = HFLM(pretrained=task["model"], device="cpu", dtype="float32", batch_size=task["batchSize"], backend="causal")

start = time.perf_counter()
requests = [Instance("loglikelihood", {}, (prompt, option), index) for index, prompt in enumerate(prompts) for option in options]
found = [score for score, _ in model.loglikelihood(requests, disable_tqdm=True)]
seconds = time.perf_counter() - start
scores = [found[first : first + len(options)] for first in range(0, len(found), len(options))]
print(json.dumps({"seconds": seconds, "scores": scores, "peakMegabytes": peak_megabytes()}))
