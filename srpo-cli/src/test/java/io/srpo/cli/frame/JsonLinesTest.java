package io.srpo.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    /** Gives back the line's text. */
    private static class Echo implements JsonLines.Answerer {
        @Override
        public ObjectNode answer(ObjectNode line) {
            return JsonLines.MAPPER
                    .createObjectNode()
                    .<ObjectNode>set("id", line.get("id"))
                    .put("said", JsonLines.text(line, "text"));
        }

        @Override
        public ObjectNode fault(JsonNode id, String reason) {
            return JsonLines.MAPPER.createObjectNode().<ObjectNode>set("id", id).put("fault", reason);
        }
    }

    @Test
    void answersKeepTheLinesOrderThoughTheFirstIsTheSlowest() throws IOException {
        CountDownLatch others = new CountDownLatch(3);
        JsonLines.Answerer firstWaits = new Echo() {
            @Override
            public ObjectNode answer(ObjectNode line) {
                try {
                    if (line.get("id").intValue() == 0) {
                        others.await();
                    } else {
                        others.countDown();
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return super.answer(line);
            }
        };
        String lines = IntStream.range(0, 50)
                .mapToObj(i -> "{\"id\":" + i + ",\"text\":\"t" + i + "\"}\n")
                .collect(Collectors.joining());

        assertThat(answer(lines, firstWaits)).isZero();

        assertThat(out.toString().lines()).hasSize(50).element(0).isEqualTo("{\"id\":0,\"said\":\"t0\"}");
        assertThat(out.toString().lines().skip(49)).containsExactly("{\"id\":49,\"said\":\"t49\"}");
    }

    @Test
    void aFaultyLineIsNamedAndTheOthersAreAnswered() throws IOException {
        int faulty = answer("""
                {"id": "a", "text": "x"}

                not json
                {"id": "b"}
                {"id": 7, "text": 3}
                [1]
                {"id": "c", "text": "y", "text": "z"}
                {"id": "d", "text": "w"} trailing
                {"id": "e", "text": "v"}
                """, new Echo());

        assertThat(faulty).isEqualTo(6);
        List<String> answers = out.toString().lines().toList();
        assertThat(answers).hasSize(8);
        assertThat(answers.get(0)).isEqualTo("{\"id\":\"a\",\"said\":\"x\"}");
        assertThat(answers.get(1)).startsWith("{\"id\":null,\"fault\":\"line 3: this is not JSON");
        assertThat(answers.get(2)).isEqualTo("{\"id\":\"b\",\"fault\":\"line 4: the key \\\"text\\\" is missing\"}");
        assertThat(answers.get(3)).isEqualTo("{\"id\":7,\"fault\":\"line 5: \\\"text\\\" has to be text\"}");
        assertThat(answers.get(4)).contains("line 6: a line has to be a JSON object");
        assertThat(answers.get(5)).contains("line 7: this is not JSON");
        assertThat(answers.get(6)).contains("line 8: this is not JSON");
        assertThat(answers.get(7)).isEqualTo("{\"id\":\"e\",\"said\":\"v\"}");
    }

    @Test
    void aFailureOfTheMachineIsNoFaultOfTheLine() {
        assertThatThrownBy(() -> answer("{\"id\":1}\n", new Echo() {
                    @Override
                    public ObjectNode answer(ObjectNode line) {
                        throw SrpoException.resource("no sandbox");
                    }
                }))
                .isInstanceOf(SrpoException.class)
                .hasMessage("no sandbox");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> JsonLines.answer("none.jsonl", 1, new PrintWriter(out), new Echo()))
                .hasMessage("there is no file none.jsonl");
    }

    private int answer(String lines, JsonLines.Answerer answerer) throws IOException {
        Path file = Files.writeString(folder.resolve("in.jsonl"), lines);
        return JsonLines.answer(file.toString(), 4, new PrintWriter(out), answerer);
    }
}
