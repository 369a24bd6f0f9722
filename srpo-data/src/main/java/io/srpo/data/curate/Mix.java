package io.srpo.data.curate;

/** 64-bit hashes that are the same in every run and version: FNV-1a over characters, finished as in MurmurHash3. */
final class Mix {
    private Mix() {}

    static long of(String text) {
        long h = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001B3L;
        }
        return of(h);
    }

    static long of(long value) {
        long h = value;
        h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
        h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return h ^ (h >>> 33);
    }
}
