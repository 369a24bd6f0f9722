package io.srpo.engine.weights;

import io.srpo.core.SrpoException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses and checks a GGUF header: magic, version, counts, metadata, tensor table; tensor data begins at the next aligned byte. */
record GgufHeader(Map<String, Object> metadata, Map<String, StoredTensor> tensors) {
    private static final int MAGIC = 0x46554747; // "GGUF", little-endian
    private static final long DEFAULT_ALIGNMENT = 32;

    static GgufHeader read(MappedFile file) {
        ByteBuffer in = file.map(0, Math.min(file.size(), Integer.MAX_VALUE));
        try {
            return parse(file, in);
        } catch (BufferUnderflowException e) {
            throw SrpoException.input(
                    file.path() + ": cut short, the file ends after " + file.size()
                            + " bytes within its header; fetch or copy it again",
                    e);
        }
    }

    private static GgufHeader parse(MappedFile file, ByteBuffer in) {
        if (in.remaining() < 4 || in.getInt() != MAGIC) {
            throw SrpoException.input(file.path() + ": not a GGUF file (it does not begin with GGUF)");
        }
        int version = in.getInt();
        if (version != 2 && version != 3) {
            throw SrpoException.input(
                    file.path() + ": GGUF version " + (version > 0xffff ? "of a big-endian machine" : version)
                            + " is not read; convert it to version 3, little-endian");
        }
        long tensorCount = count(in);
        long pairs = count(in);
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (long i = 0; i < pairs; i++) {
            String key = string(in);
            metadata.put(key, value(file, key, in.getInt(), in));
        }
        List<StoredTensor> table = new ArrayList<>();
        for (long i = 0; i < tensorCount; i++) {
            table.add(tensor(file, in));
        }
        long alignment = metadata.get("general.alignment") instanceof Long a && a > 0 ? a : DEFAULT_ALIGNMENT;
        long base = (in.position() + alignment - 1) / alignment * alignment;
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (StoredTensor t : table) {
            StoredTensor placed = new StoredTensor(t.name(), t.shape(), t.encoding(), base + t.offset());
            if (t.offset() < 0 || placed.offset() > file.size() - placed.bytes()) {
                throw SrpoException.input(file.path() + ": cut short, tensor " + t.name() + " should end at byte "
                        + (placed.offset() + placed.bytes()) + " but the file has " + file.size()
                        + "; fetch or copy it again");
            }
            tensors.put(t.name(), placed);
        }
        return new GgufHeader(metadata, tensors);
    }

    /** One row of the tensor table; its dimensions come innermost first, its offset counts from the data's begin. */
    private static StoredTensor tensor(MappedFile file, ByteBuffer in) {
        String name = string(in);
        int dimensions = in.getInt();
        if (dimensions < 0 || dimensions > 4) {
            throw SrpoException.input(file.path() + ": tensor " + name + " has " + dimensions
                    + " dimensions; the file is damaged, fetch it again");
        }
        long[] shape = new long[dimensions];
        for (int i = dimensions - 1; i >= 0; i--) {
            shape[i] = in.getLong();
        }
        Encoding encoding = GgufTypes.encoding(file.path(), name, in.getInt());
        long row = dimensions == 0 ? 1 : shape[dimensions - 1];
        StoredTensor tensor = new StoredTensor(name, shape, encoding, in.getLong());
        try {
            if (row % encoding.blockValues() != 0 || tensor.values() < 0 || tensor.bytes() < 0) {
                throw new ArithmeticException("no whole number of blocks");
            }
        } catch (ArithmeticException e) {
            throw SrpoException.input(
                    file.path() + ": tensor " + name + " of type " + encoding
                            + " has an impossible shape; the file is damaged, fetch it again",
                    e);
        }
        return tensor;
    }

    private static Object value(MappedFile file, String key, int type, ByteBuffer in) {
        return switch (type) {
            case 0 -> (long) (in.get() & 0xff);
            case 1 -> (long) in.get();
            case 2 -> (long) (in.getShort() & 0xffff);
            case 3 -> (long) in.getShort();
            case 4 -> in.getInt() & 0xffffffffL;
            case 5 -> (long) in.getInt();
            // Through its shortest decimal form, so that 1e-5 stays 1e-5 and does not become 9.999999747378752e-06.
            case 6 -> Double.parseDouble(Float.toString(in.getFloat()));
            case 7 -> in.get() != 0;
            case 8 -> string(in);
            case 9 -> list(file, key, in);
            case 10, 11 -> in.getLong();
            case 12 -> in.getDouble();
            default ->
                throw SrpoException.input(file.path() + ": key " + key + " has the unknown type " + type
                        + "; the file is damaged, fetch it again");
        };
    }

    private static List<Object> list(MappedFile file, String key, ByteBuffer in) {
        int type = in.getInt();
        if (type == 9) {
            throw SrpoException.input(
                    file.path() + ": key " + key + " is a list of lists, which no GGUF of a supported model has");
        }
        long length = count(in);
        List<Object> list = new ArrayList<>((int) length);
        for (long i = 0; i < length; i++) {
            list.add(value(file, key, type, in));
        }
        return list;
    }

    private static String string(ByteBuffer in) {
        byte[] bytes = new byte[(int) count(in)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A count of things of at least one byte each: more than there are bytes left means a file cut short, found before memory is taken. */
    private static long count(ByteBuffer in) {
        long count = in.getLong();
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return count;
    }
}
