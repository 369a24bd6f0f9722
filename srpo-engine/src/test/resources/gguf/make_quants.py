"""Random blocks of every type that is read, each beside what the gguf package dequantises it to (tensor expected.TYPE, F32).

usage: make_quants.py     writes quants.gguf beside itself; needs numpy and gguf
"""
import pathlib

import numpy as np, gguf
from gguf import GGUFWriter, GGMLQuantizationType as T
rng=np.random.default_rng(5)
w=GGUFWriter(str(pathlib.Path(__file__).with_name('quants.gguf')),'llama')
for t in [T.F16,T.BF16,T.Q4_0,T.Q4_1,T.Q5_0,T.Q5_1,T.Q8_0,T.Q4_K,T.Q5_K,T.Q6_K]:
    block,size=gguf.GGML_QUANT_SIZES[t]
    cols=512; rows=2
    b=rng.integers(0,256,(rows,cols//block*size),dtype=np.uint8)
    # scales are halves: keep them finite and moderate
    def half(at):
        v=b.reshape(rows,cols//block,size)
        v[...,at:at+2]=(rng.standard_normal((rows,cols//block))*0.05).astype(np.float16)[...,None].view(np.uint8).reshape(rows,cols//block,2)
    if t in (T.Q4_0,T.Q5_0,T.Q8_0): half(0)
    if t in (T.Q4_1,T.Q5_1,T.Q4_K,T.Q5_K): half(0); half(2)
    if t==T.Q6_K: half(208)
    if t==T.F16: b=rng.standard_normal((rows,cols)).astype(np.float16).view(np.uint8); b=b.reshape(rows,-1)
    if t==T.BF16: b=(rng.standard_normal((rows,cols)).astype(np.float32).view(np.uint32)>>16).astype(np.uint16).view(np.uint8).reshape(rows,-1)
    w.add_tensor(t.name,b,raw_dtype=t)
    w.add_tensor('expected.'+t.name,gguf.dequantize(b,t).astype(np.float32))
w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()
