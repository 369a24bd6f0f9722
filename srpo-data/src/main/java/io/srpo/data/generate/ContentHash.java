package io.srpo.data.generate;

import java.nio.charset.StandardCharsets;

/** A text as 64 well-mixed bits: FNV-1a (Fowler, Noll, Vo) and the finalizer of MurmurHash3. The same in every version: splits and ids depend on it. */
final class ContentHash {
    private ContentHash() {}

    static long of(String text) {
        long h = 0xCBF29CE484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xFF)) * 0x100000001B3L;
        }
        h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
        h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return h ^ (h >>> 33);
    }
}
