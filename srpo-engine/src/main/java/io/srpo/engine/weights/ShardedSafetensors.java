package io.srpo.engine.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Several safetensors files under one {@code model.safetensors.index.json}. Thread-safe. */
public final class ShardedSafetensors implements WeightSource {
    private final Path index;
    private final Map<String, SafetensorsFile> shards;
    private final Map<String, SafetensorsFile> owners;

    private ShardedSafetensors(Path index, Map<String, SafetensorsFile> shards, Map<String, SafetensorsFile> owners) {
        this.index = index;
        this.shards = shards;
        this.owners = owners;
    }

    /**
     * Opens every shard the index names.
     *
     * @throws SrpoException (input) when the index is not readable, a shard is missing or damaged, or lacks a tensor the index says it has
     */
    public static ShardedSafetensors open(Path index) {
        ShardedSafetensors all = new ShardedSafetensors(index, new LinkedHashMap<>(), new LinkedHashMap<>());
        try {
            JsonNode map = new ObjectMapper().readTree(index.toFile()).path("weight_map");
            if (!map.isObject() || map.isEmpty()) {
                throw SrpoException.input(index + ": has no weight_map; fetch the file again");
            }
            for (Map.Entry<String, JsonNode> entry : map.properties()) {
                all.add(entry.getKey(), entry.getValue().asText());
            }
            return all;
        } catch (IOException e) {
            throw SrpoException.input(index + ": not readable as JSON; fetch the file again", e);
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void add(String name, String shard) {
        // A shard lies beside its index: a path that leads elsewhere is not followed.
        if (!Path.of(shard).equals(Path.of(shard).getFileName())) {
            throw SrpoException.input(
                    index + ": weight_map." + name + " is \"" + shard + "\", which is not a plain file name");
        }
        SafetensorsFile file = shards.computeIfAbsent(shard, s -> SafetensorsFile.open(index.resolveSibling(s)));
        if (!file.names().contains(name)) {
            throw SrpoException.input(index + ": says that " + shard + " has tensor " + name
                    + ", but it has not; fetch index and shards again");
        }
        owners.put(name, file);
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(owners.keySet());
    }

    @Override
    public long[] shape(String name) {
        return owner(name).shape(name);
    }

    @Override
    public float[] read(String name) {
        return owner(name).read(name);
    }

    @Override
    public void close() {
        shards.values().forEach(SafetensorsFile::close);
    }

    /** The index's path, for messages. */
    @Override
    public String toString() {
        return index.toString();
    }

    private SafetensorsFile owner(String name) {
        SafetensorsFile file = owners.get(name);
        if (file == null) {
            throw SrpoException.input(index + ": no tensor " + name
                    + " in weight_map; the model is incomplete or of another architecture");
        }
        return file;
    }
}
