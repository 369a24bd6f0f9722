package io.srpo.engine.weights;

import io.srpo.core.SrpoException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One safetensors file: 8 bytes of header length, a JSON header, the tensors' bytes. Types F64, F32, F16 and BF16 are read; others are listed and refused when
 * read. The header is checked whole on opening, so that a file cut short is found at once. Thread-safe.
 */
public final class SafetensorsFile implements WeightSource {
    private final MappedFile file;
    private final Map<String, StoredTensor> tensors;

    private SafetensorsFile(MappedFile file, Map<String, StoredTensor> tensors) {
        this.file = file;
        this.tensors = tensors;
    }

    /** @throws SrpoException (input) when the file is missing, cut short or not safetensors */
    public static SafetensorsFile open(Path path) {
        MappedFile file = MappedFile.open(path);
        try {
            return new SafetensorsFile(file, SafetensorsHeader.read(file));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    @Override
    public long[] shape(String name) {
        return tensor(name).shape().clone();
    }

    @Override
    public float[] read(String name) {
        StoredTensor tensor = tensor(name);
        return file.decode(name, tensor.offset(), tensor.values(), tensor.encoding());
    }

    @Override
    public void close() {
        file.close();
    }

    /** The file's path, for messages. */
    @Override
    public String toString() {
        return file.path().toString();
    }

    private StoredTensor tensor(String name) {
        @Nullable StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw SrpoException.input(
                    file.path() + ": no tensor " + name + " in this file; it is incomplete or of another architecture");
        }
        return tensor;
    }
}
