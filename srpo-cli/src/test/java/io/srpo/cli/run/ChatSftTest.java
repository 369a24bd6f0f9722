package io.srpo.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.cli.Invocation;
import io.srpo.data.tokenize.BundledTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supervised training of a model that has a chat template. */
class ChatSftTest {
    private static final String TEMPLATE = "{% for m in messages %}<{{ m.role }}>{{ m.content }}\n{% endfor %}<reply>";

    @TempDir
    Path folder;

    @BeforeEach
    void aModelWithATemplate() throws IOException {
        BundledTokenizer.train(7).save(folder.resolve("tokenizer"));
        write("raw.jsonl", "{\"prompt\":\"<user>2 + 2\\n<reply>\",\"completion\":\"4\"}\n");
        write("chat.jsonl", "{\"prompt\":\"2 + 2\",\"completion\":\"4\"}\n");
        write("fresh.yaml", """
                model:
                  fresh: {tokenizer: tokenizer, hidden: 32, intermediate: 64, layers: 2, heads: 2, kvHeads: 1, context: 256}
                data: [{file: raw.jsonl}]
                threads: 1
                """);
        sft("fresh", 0);
    }

    @Test
    void thePromptIsTheUsersMessageInTheModelsOwnTemplate() throws IOException {
        write("fresh/model/chat_template.jinja", TEMPLATE);
        train("chat", "chat.jsonl", "chat");
        train("raw", "raw.jsonl", "raw");
        train("other", "chat.jsonl", "raw");
        assertThat(weights("chat")).isEqualTo(weights("raw"));
        assertThat(weights("other")).isNotEqualTo(weights("raw"));
        assertThat(folder.resolve("chat/model/chat_template.jinja")).hasContent(TEMPLATE);
    }

    @Test
    void withoutATemplateThatIsRefused() throws IOException {
        write("none.yaml", "model: {path: fresh/model}\ntemplate: chat\ndata: [{file: chat.jsonl}]\nthreads: 1\n");
        assertThat(sft("none", 2)).contains("chat template");
    }

    private void train(String name, String data, String template) throws IOException {
        write(
                name + ".yaml",
                "model: {path: fresh/model, dtype: fp32}\ntemplate: " + template + "\ndata: [{file: " + data
                        + "}]\noptimizer: {lr: 1e-2}\nthreads: 1\n");
        sft(name, 0);
    }

    private String sft(String name, int status) {
        Invocation invocation = Invocation.of(
                "sft",
                folder.resolve(name + ".yaml").toString(),
                "--run",
                folder.resolve(name).toString());
        assertThat(invocation.status()).as(invocation.err()).isEqualTo(status);
        return invocation.err();
    }

    private byte[] weights(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("model/model.safetensors"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
