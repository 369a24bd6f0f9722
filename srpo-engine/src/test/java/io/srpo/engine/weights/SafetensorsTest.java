package io.srpo.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.engine.TestFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path temp;

    @Test
    void everyFloatTypeIsWidened() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8 + 2 + 2 + 16).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1.5f)
                .putFloat(-2f)
                .putShort((short) 0x3e00)
                .putShort((short) 0xbfc0)
                .putDouble(0.1)
                .putDouble(3);
        Path file = file(
                "{\"__metadata__\":{\"format\":\"pt\"},\"single\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                        + "\"half\":{\"dtype\":\"F16\",\"shape\":[],\"data_offsets\":[8,10]},\"brain\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[10,12]},"
                        + "\"wide\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[12,28]}}",
                data.array());
        try (SafetensorsFile weights = SafetensorsFile.open(file)) {
            assertThat(weights.names()).containsExactly("single", "half", "brain", "wide");
            assertThat(weights.shape("single")).containsExactly(2, 1);
            assertThat(weights.read("single")).containsExactly(1.5f, -2f);
            assertThat(weights.read("half")).containsExactly(1.5f);
            assertThat(weights.read("brain")).containsExactly(-1.5f);
            assertThat(weights.read("wide")).containsExactly(0.1f, 3f);
            assertThatThrownBy(() -> weights.read("other"))
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining(file + ": no tensor other");
        }
    }

    @Test
    void tensorsLargerThanTheReadingWindowComeWhole() throws IOException {
        int size = (1 << 24) + 5;
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i % 251;
        }
        Path file = temp.resolve("large.safetensors");
        SafetensorsWriter.write(file, Map.of("x", new long[] {size}), name -> values, SavedType.BF16);
        try (SafetensorsFile weights = SafetensorsFile.open(file)) {
            assertThat(Arrays.equals(weights.read("x"), values)).isTrue();
        }
    }

    @Test
    void filesCutShortOrOfAnotherKindAreFoundOnOpening() throws IOException {
        byte[] whole = Files.readAllBytes(TestFiles.resource("models/tiny-llama/model.safetensors"));
        Path cut = temp.resolve("cut.safetensors");
        for (int length : new int[] {0, 7, 100, 5000, whole.length - 1}) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SafetensorsFile.open(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("cut.safetensors");
        }
        assertThatThrownBy(() ->
                        SafetensorsFile.open(Files.writeString(temp.resolve("text"), "<html>not found, sorry</html>")))
                .hasMessageContaining("not a whole safetensors file");
        assertThatThrownBy(() -> SafetensorsFile.open(
                        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", new byte[8])))
                .hasMessageContaining("tensor a of type F32 and shape [3] does not fit");
        assertThatThrownBy(() -> SafetensorsFile.open(file(
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}",
                        new byte[8])))
                .hasMessageContaining("impossible size");
        assertThatThrownBy(() -> SafetensorsFile.open(
                        file("{\"a\":{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[0,8]}}", new byte[8])))
                .hasMessageContaining("type I8");
        assertThatThrownBy(() -> SafetensorsFile.open(temp.resolve("nowhere"))).hasMessageContaining("no such file");
    }

    @Test
    void shardsAreOneModelAndMissingOnesAreNamed() throws IOException {
        SafetensorsWriter.write(
                temp.resolve("one.safetensors"), Map.of("a", new long[] {1}), name -> new float[] {1}, SavedType.F32);
        SafetensorsWriter.write(
                temp.resolve("two.safetensors"), Map.of("b", new long[] {1}), name -> new float[] {2}, SavedType.F32);
        Path index = temp.resolve("model.safetensors.index.json");
        Files.writeString(
                index, "{\"metadata\":{},\"weight_map\":{\"a\":\"one.safetensors\",\"b\":\"two.safetensors\"}}");
        try (WeightSource weights = ShardedSafetensors.open(index)) {
            assertThat(weights.names()).containsExactly("a", "b");
            assertThat(weights.read("b")).containsExactly(2f);
            assertThatThrownBy(() -> weights.shape("c")).hasMessageContaining("no tensor c");
        }
        Files.writeString(index, "{\"weight_map\":{\"a\":\"two.safetensors\"}}");
        assertThatThrownBy(() -> ShardedSafetensors.open(index))
                .hasMessageContaining("says that two.safetensors has tensor a");
        Files.writeString(index, "{\"weight_map\":{\"a\":\"three.safetensors\"}}");
        assertThatThrownBy(() -> ShardedSafetensors.open(index))
                .hasMessageContaining("three.safetensors: no such file");
        Files.writeString(index, "{\"weight_map\":{\"a\":\"../one.safetensors\"}}");
        assertThatThrownBy(() -> ShardedSafetensors.open(index)).hasMessageContaining("not a plain file name");
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                temp.resolve("made.safetensors"),
                all.putLong(json.length).put(json).put(data).array());
    }
}
