package io.srpo.engine.torch;

import org.bytedeco.javacpp.Pointer;

/** A place behind a pointer, which stays valid as long as the pointer's memory does. */
final class Address extends Pointer {
    private final long base;

    Address(Pointer from) {
        super(from);
        base = address;
    }

    /** So many bytes behind the pointer. */
    Address at(long bytes) {
        address = base + bytes;
        return this;
    }
}
