"""What the measurements have in common."""
import json
import pathlib


def peak_megabytes():
    """The largest resident memory that this process ever had (VmHWM of the Linux kernel), in MB."""
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise SystemExit("this kernel does not tell VmHWM")


PROMPT = (
    "Below is an instruction that describes a task. "
    "Write a response that appropriately completes the request.\n\n"
    "### Instruction:\n{instruction}\n\n### Response:"
)
PROMPT_WITH_INPUT = (
    "Below is an instruction that describes a task, paired with an input that provides further context. "
    "Write a response that appropriately completes the request.\n\n"
    "### Instruction:\n{instruction}\n\n### Input:\n{input}\n\n### Response:"
)


def encoded(path, tokenizer, limit):
    """The rows as the study encodes them: prompt + " " + output + " " + eos; the loss is on the response only."""
    for row in json.loads(pathlib.Path(path).read_text(encoding="utf8")):
        prompt = (PROMPT_WITH_INPUT if row["input"] else PROMPT).format(**row)
        text = prompt + " " + row["output"] + " " + tokenizer.eos_token
        ids = tokenizer(text, add_special_tokens=False)["input_ids"][:limit]
        start = len(tokenizer(prompt, add_special_tokens=False)["input_ids"])
        labels = [-100] * min(start, len(ids)) + ids[start:]
        if any(label >= 0 for label in labels):
            yield {"input_ids": ids, "labels": labels, "attention_mask": [1] * len(ids)}
