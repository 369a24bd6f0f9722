"""The GGUF's weights as an fp32 Hugging Face folder, for the peers. usage: to_folder.py MODEL.gguf FOLDER"""
import os, shutil, sys, torch
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

folder, name = os.path.split(os.path.abspath(sys.argv[1]))
read = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32)
config = read.config.to_dict()
config.pop("quantization_config", None)
plain = LlamaForCausalLM(LlamaConfig(**config))
plain.load_state_dict(read.state_dict())
plain.save_pretrained(sys.argv[2])
# transformers' own conversion of the tokenizer loses the splitting of digits, so the files beside the model are taken.
for file in ["tokenizer.json", "tokenizer_config.json", "chat_template.jinja"]:
    shutil.copy(os.path.join(folder, file), sys.argv[2])
