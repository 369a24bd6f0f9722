package io.srpo.engine.decoder;

/** The four matrices of a layer as they are multiplied: query, key and value are one, gate and up are one. */
enum Site {
    QKV,
    O,
    GATE_UP,
    DOWN
}
