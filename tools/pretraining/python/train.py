"""Pre-trains with PyTorch what `weitiao train` trains, on the same blocks in the same order, and goes on where it was stopped.

    python tools/pretraining/python/train.py PLAN.json FOLDER [MINUTES]

PLAN.json is what write-plan.ts wrote of the trial file: its options, and which blocks each step takes. The blocks themselves are cut here, from the
text, as transformers' run_clm.py groups texts. FOLDER holds the state and at the end `result.json`.
"""

import json
import sys
import time
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, get_cosine_schedule_with_warmup

EVERY = 10


def blocks(plan: dict) -> torch.Tensor:
    """[blocks, length]"""
    tokenizer = AutoTokenizer.from_pretrained(plan['model'])
    with open(plan['text'], encoding='utf-8') as lines:
        texts = [json.loads(line)['text'] for line in lines]
    stream = [token for ids in tokenizer(texts)['input_ids'] for token in [*ids, tokenizer.eos_token_id]]
    length = plan['blockLength']
    count = len(stream) // length
    return torch.tensor(stream[: count * length]).view(count, length)


def held_out_loss(model, held: torch.Tensor) -> float:
    with torch.no_grad():
        losses = [model(input_ids=part, labels=part).loss.item() * len(part) for part in held.split(8)]
    return sum(losses) / len(held)


def decays(model) -> list[dict]:
    """Biases and norms do not decay, as in the Trainer of transformers."""
    named = list(model.named_parameters())
    with_decay = [parameter for name, parameter in named if parameter.ndim > 1]
    without = [parameter for name, parameter in named if parameter.ndim <= 1]
    return [{'params': with_decay}, {'params': without, 'weight_decay': 0.0}]


def main(plan: dict, folder: Path, minutes: float) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(plan['threads'])
    all_blocks, steps = blocks(plan), plan['steps']
    held = all_blocks[plan['heldOut']]
    model = AutoModelForCausalLM.from_pretrained(plan['model'])
    optimizer = torch.optim.AdamW(decays(model), lr=plan['learningRate'], betas=(0.9, 0.999), eps=1e-8, weight_decay=plan['weightDecay'])
    schedule = get_cosine_schedule_with_warmup(optimizer, plan['warmup'], len(steps))
    losses, held_out, first = [], {}, 0
    state = folder / 'state.pt'
    if state.exists():
        saved = torch.load(state, weights_only=True)
        model.load_state_dict(saved['model'])
        optimizer.load_state_dict(saved['optimizer'])
        schedule.load_state_dict(saved['schedule'])
        losses, held_out, first = saved['losses'], saved['held_out'], len(saved['losses'])
    if first == 0:
        held_out[0] = held_out_loss(model, held)
    begun = time.monotonic()
    for step in range(first, len(steps)):
        total = 0.0
        batch = all_blocks[steps[step]]
        for part in batch.split(plan['blocksAtOnce']):
            loss = model(input_ids=part, labels=part).loss * (len(part) / len(batch))
            loss.backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(model.parameters(), plan['maxGradientNorm'])
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        losses.append(total)
        if (step + 1) % plan['heldOutEvery'] == 0 or step + 1 == len(steps):
            held_out[step + 1] = held_out_loss(model, held)
        stop = time.monotonic() - begun > minutes * 60
        if (step + 1) % EVERY == 0 or stop or step + 1 == len(steps):
            parts = {'model': model, 'optimizer': optimizer, 'schedule': schedule}
            saved = {name: part.state_dict() for name, part in parts.items()}
            torch.save({**saved, 'losses': losses, 'held_out': held_out}, folder / 'state.tmp')
            (folder / 'state.tmp').replace(state)
            print(f'step {step + 1} of {len(steps)}, loss {total:.4f}', flush=True)
        if stop and step + 1 < len(steps):
            sys.exit(75)
    (folder / 'result.json').write_text(json.dumps({'losses': losses, 'heldOut': held_out}) + '\n')
    model.save_pretrained(folder / 'model')


if __name__ == '__main__':
    main(json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 1e9)
