"""An epoch of LoRA as transformers.Trainer runs it. Apart from measure.py: what is imported here counts in peak memory."""
import peft
import torch
import transformers
from datasets import Dataset

from measure import encoded


def lora_config(task):
    return peft.LoraConfig(r=task["rank"], lora_alpha=2 * task["rank"], target_modules=["query_key_value"], task_type="CAUSAL_LM")


def training_arguments(task, folder):
    """What Trainer and TRL have in common; nothing is logged or saved on the way."""
    return dict(
        output_dir=folder, num_train_epochs=1, per_device_train_batch_size=task["examples"], learning_rate=task["learningRate"],
        weight_decay=0.0, report_to=[], save_strategy="no", logging_strategy="no", disable_tqdm=True, use_cpu=True, dataloader_pin_memory=False,
    )


def lora_trainer(task, folder):
    """transformers.Trainer with its padding collator, and how many tokens it trains in an epoch."""
    tokenizer = transformers.AutoTokenizer.from_pretrained(task["model"])
    base = transformers.AutoModelForCausalLM.from_pretrained(task["model"], dtype=torch.float32)
    rows = list(encoded(task["rows"], tokenizer, task["limit"]))
    trainer = transformers.Trainer(
        model=peft.get_peft_model(base, lora_config(task)),
        args=transformers.TrainingArguments(**training_arguments(task, folder)),
        train_dataset=Dataset.from_list(rows),
        data_collator=transformers.DataCollatorForSeq2Seq(tokenizer, padding=True),
    )
    return trainer, trained_tokens(rows)


def trained_tokens(rows):
    return sum(sum(label >= 0 for label in row["labels"]) for row in rows)
