package io.srpo.engine.weights;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A GGUF file (versions 2 and 3, little-endian): typed metadata and tensors under llama.cpp's names. Memory-mapped, thread-safe. */
public final class GgufFile implements AutoCloseable {
    private final MappedFile file;
    private final GgufMetadata metadata;
    private final Map<String, StoredTensor> tensors;

    private GgufFile(MappedFile file, GgufMetadata metadata, Map<String, StoredTensor> tensors) {
        this.file = file;
        this.metadata = metadata;
        this.tensors = tensors;
    }

    /** @throws io.srpo.core.SrpoException (input) when the file is missing, cut short, of another version, or has a tensor type that is not read */
    public static GgufFile open(Path path) {
        MappedFile file = MappedFile.open(path);
        try {
            GgufHeader header = GgufHeader.read(file);
            return new GgufFile(file, new GgufMetadata(path, header.metadata()), header.tensors());
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The key-value pairs of the header. */
    public GgufMetadata metadata() {
        return metadata;
    }

    /** Where it lies. */
    public Path path() {
        return file.path();
    }

    /** Whether there is a tensor of this llama.cpp name. */
    public boolean hasTensor(String name) {
        return tensors.containsKey(name);
    }

    /** Values of a tensor that is there, by its llama.cpp name. */
    public float[] read(String name) {
        return read(Objects.requireNonNull(tensors.get(name), name));
    }

    Collection<StoredTensor> tensors() {
        return tensors.values();
    }

    @Nullable
    StoredTensor tensor(String name) {
        return tensors.get(name);
    }

    float[] read(StoredTensor tensor) {
        return file.decode(tensor.name(), tensor.offset(), tensor.values(), tensor.encoding());
    }

    @Override
    public void close() {
        file.close();
    }
}
