"""Expected renderings by Jinja2 itself, set up as transformers' apply_chat_template sets it up. The templates are our own, written in the style of the named models'.

usage: make_chat_references.py      writes references.json beside itself; needs jinja2
"""
import json
import pathlib

from jinja2.exceptions import TemplateError
from jinja2.ext import Extension, loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

HERE = pathlib.Path(__file__).resolve().parent


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def raise_exception(message):
    raise TemplateError(message)


def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


env = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, loopcontrols])
env.filters["tojson"] = tojson
env.globals["raise_exception"] = raise_exception

user = {"role": "user", "content": "  What is 17+25? 日本 "}
system = {"role": "system", "content": "Be brief.\n"}
thought = {"role": "assistant", "content": "<think>\nadd them\n</think>\n\n42"}
plain = {"role": "assistant", "content": "42"}
more = {"role": "user", "content": "And \"twice\" that?"}
called = {"role": "assistant", "content": "", "tool_calls": [{"name": "add", "arguments": {"a": 1, "b": [2, 3]}}]}
answered = {"role": "tool", "content": "3"}
tool = {"type": "function", "function": {"name": "add", "parameters": {"a": {"type": "number", "default": 1.5}}, "strict": True, "note": None}}
conversations = [[user], [system, user], [user, plain, more], [system, user, thought, more], [user, thought], [user, called, answered], [user, user]]
cases = []
for path in sorted(HERE.glob("*.jinja")):
    template = env.from_string(path.read_text())
    for messages in conversations:
        for variables in ({"add_generation_prompt": True}, {"add_generation_prompt": False},
                          {"add_generation_prompt": True, "enable_thinking": False}, {"add_generation_prompt": True, "tools": [tool]}):
            try:
                text = template.render(messages=messages, **{"tools": None, "documents": None, "bos_token": "<s>", "eos_token": "</s>", "date_string": "1 Jan 2026", **variables})
            except TemplateError as e:
                text = None
            cases.append({"template": path.name, "messages": messages, "variables": variables, "text": text})
(HERE / "references.json").write_text(json.dumps(cases, ensure_ascii=False, indent=1))
print(len(cases), sum(c["text"] is None for c in cases))
