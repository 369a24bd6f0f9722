package io.srpo.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.engine.TestFiles;
import io.srpo.engine.tokenizer.ChatTemplate.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatTemplateTest {
    private static final List<Message> QUESTION = List.of(new Message("user", "What is 17+25?"));

    @Test
    void smolLm2OpensTheAssistantsTurnAfterItsOwnSystemPrompt() throws IOException {
        assertThat(read("smollm2").render(QUESTION, true))
                .isEqualTo(
                        "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"
                                + "<|im_start|>user\nWhat is 17+25?<|im_end|>\n<|im_start|>assistant\n");
    }

    @Test
    void moreVariablesReachTheTemplate() throws IOException {
        ChatTemplate qwen3 = read("qwen3-style");
        assertThat(qwen3.render(QUESTION, true))
                .isEqualTo("<|im_start|>user\nWhat is 17+25?<|im_end|>\n<|im_start|>assistant\n");
        assertThat(qwen3.render(QUESTION, true, Map.of("enable_thinking", false)))
                .endsWith("assistant\n<think>\n\n</think>\n\n");
    }

    @Test
    void beginTokenAndMissingToolsAreKnownToTheTemplate() throws IOException {
        assertThat(read("llama3-style").render(QUESTION, false))
                .isEqualTo("<s><|start_header_id|>user<|end_header_id|>\n\nWhat is 17+25?<|eot_id|>");
        assertThat(read("llama3.2-style").render(QUESTION, false, Map.of("date_string", "then")))
                .doesNotContain("ipython")
                .contains("Today Date: then");
    }

    @Test
    void datesAreWrittenAsStrftimeWritesThem() {
        LocalDateTime time = LocalDateTime.of(2026, 3, 5, 14, 7, 9);
        assertThat(Strftime.format("%d %b %Y, %H:%M:%S %A %q 100%", time))
                .isEqualTo("05 Mar 2026, 14:07:09 Thursday %q 100%");
    }

    private static ChatTemplate read(String name) throws IOException {
        return new ChatTemplate(Files.readString(TestFiles.resource("chat/" + name + ".jinja")), "<s>", "</s>");
    }
}
