"""Writes the model that both trainings start from: a byte-level BPE of the text, and random weights of the shape of bloom-zh-7m.

    python tools/pretraining/python/start.py TEXT.jsonl TARGET
"""

import json
import sys
from pathlib import Path

import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import BloomConfig, BloomForCausalLM, PreTrainedTokenizerFast

VOCABULARY, SEED = 8000, 1
SPECIALS = ['<unk>', '<s>', '</s>', '<pad>']
# BLOOM's own: tokenizer.json of bigscience/bloom.
PATTERN = r' ?[^(\s|[.,!?…。，、।۔،])]+'


def tokenizer(text: Path) -> PreTrainedTokenizerFast:
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PATTERN), behavior='isolated'),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=SPECIALS,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    with text.open(encoding='utf-8') as lines:
        made.train_from_iterator((json.loads(line)['text'] for line in lines), trainer)
    unknown, begin, end, pad = SPECIALS
    return PreTrainedTokenizerFast(tokenizer_object=made, unk_token=unknown, bos_token=begin, eos_token=end, pad_token=pad)


def main(text: Path, target: Path) -> None:
    tokenizer(text).save_pretrained(target)
    torch.manual_seed(SEED)
    config = BloomConfig(vocab_size=VOCABULARY, hidden_size=256, n_layer=6, n_head=4, initializer_range=0.02, pad_token_id=3)
    BloomForCausalLM(config).save_pretrained(target)


if __name__ == '__main__':
    main(Path(sys.argv[1]), Path(sys.argv[2]))
