package io.srpo.engine.kernels;

import org.bytedeco.javacpp.Pointer;

/** A place behind a pointer that is moved about; it stays valid as long as the pointer's memory does. */
final class Address extends Pointer {
    private final long base;

    Address(Pointer from) {
        super(from);
        base = address;
    }

    /** Moves to so many bytes behind the pointer, and is given back. */
    Address at(long bytes) {
        address = base + bytes;
        return this;
    }
}
