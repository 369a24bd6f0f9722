package io.srpo.engine.weights;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads and checks the header of a safetensors file. */
final class SafetensorsHeader {
    /** The format's own limit on the header's size. */
    private static final long LARGEST = 100_000_000;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SafetensorsHeader() {}

    /** The tensors of a file, in its header's order. */
    static Map<String, StoredTensor> read(MappedFile file) {
        if (file.size() < 8) {
            throw bad(file, "it is only " + file.size() + " bytes long");
        }
        long length = file.map(0, 8).getLong(0);
        if (length < 2 || length > LARGEST) {
            throw bad(file, "its first 8 bytes are not a header length");
        }
        if (length > file.size() - 8) {
            throw cut(file, "its header should have " + length + " bytes");
        }
        byte[] header = new byte[(int) length];
        file.map(8, length).get(header);
        JsonNode root;
        try {
            root = JSON.readTree(header);
        } catch (IOException e) {
            throw bad(file, "its header is not JSON");
        }
        if (root == null || !root.isObject()) {
            throw bad(file, "its header is not a JSON object");
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor(file, entry.getKey(), entry.getValue(), 8 + length));
            }
        }
        return tensors;
    }

    private static StoredTensor tensor(MappedFile file, String name, JsonNode node, long base) {
        JsonNode dims = node.path("shape");
        JsonNode offsets = node.path("data_offsets");
        if (!dims.isArray()
                || offsets.size() != 2
                || !offsets.path(0).isIntegralNumber()
                || !offsets.path(1).isIntegralNumber()) {
            throw bad(file, "tensor " + name + " has no shape or data_offsets");
        }
        long[] shape = new long[dims.size()];
        for (int i = 0; i < shape.length; i++) {
            if (!dims.get(i).isIntegralNumber() || dims.get(i).asLong() < 0) {
                throw bad(file, "tensor " + name + " has the shape " + dims);
            }
            shape[i] = dims.get(i).asLong();
        }
        Encoding encoding = encoding(file, name, node.path("dtype").asText());
        long from = offsets.get(0).asLong();
        long to = offsets.get(1).asLong();
        StoredTensor tensor = new StoredTensor(name, shape, encoding, base + from);
        if (from < 0 || to < from || to - from != bytes(file, tensor)) {
            throw bad(
                    file,
                    "tensor " + name + " of type " + encoding + " and shape " + dims + " does not fit data_offsets "
                            + offsets);
        }
        if (to > file.size() - base) {
            throw cut(file, "tensor " + name + " should end at byte " + (base + to));
        }
        return tensor;
    }

    private static long bytes(MappedFile file, StoredTensor tensor) {
        try {
            return tensor.bytes();
        } catch (ArithmeticException e) {
            throw bad(file, "tensor " + tensor.name() + " has an impossible size");
        }
    }

    private static Encoding encoding(MappedFile file, String name, String dtype) {
        if (Set.of("F64", "F32", "F16", "BF16").contains(dtype)) {
            return Encoding.valueOf(dtype);
        }
        throw SrpoException.input(file.path() + ": tensor " + name + " is of type " + dtype
                + ", which is not read; use weights of type F32, F16 or BF16 (an unquantised export)");
    }

    private static SrpoException bad(MappedFile file, String what) {
        return SrpoException.input(
                file.path() + ": not a whole safetensors file, " + what + "; fetch or export it again");
    }

    private static SrpoException cut(MappedFile file, String what) {
        return SrpoException.input(
                file.path() + ": cut short, " + what + " but the file has " + file.size() + "; fetch or copy it again");
    }
}
