package io.srpo.data.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsCountedAndItsFaultsAreShownWithTheirLines() throws IOException {
        Path file = Files.writeString(folder.resolve("t.jsonl"), """
                {"id":"a","question":"How many is 2 + 3 in the end?","answer":"5","level":"easy"}
                {"id":"a","question":"What is half of 1?","answer":"1/2","level":"hard"}
                {"id":"b","question":"How many is 2 + 3, in the end?","answer":"6","level":"easy"}
                {"id":"c"}
                {"id":"d","question":"Name the colour.","answer":"dark blue"}
                """);
        Inspection.Found found = Inspection.of(file, null, Map.of(), TaskChecks.PLAIN, (doing, rows) -> {});
        assertThat(found.rows()).isEqualTo(5);
        assertThat(found.answers()).isEqualTo(Map.of("whole number", 2, "fraction", 1, "words", 1));
        assertThat(found.languages()).isEqualTo(Map.of("en", 4));
        assertThat(found.labels()).isEqualTo(Map.of("level", Map.of("easy", 2, "hard", 1)));
        assertThat(found.faults()).isEqualTo(Map.of("unreadable", 1, "id given before", 1, "conflict", 1));
        assertThat(found.faultSamples().get("conflict"))
                .containsExactly("line 3: answered 5 and 6: How many is 2 + 3, in the end?");
        assertThat(found.questionTokens().count()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "How many apples are in the box?, en",
        "Wie viele Birnen sind in der Kiste und wer hat die Kiste?, de",
        "Combien de pommes y a-t-il dans la caisse?, fr",
        "\u4E00\u5171\u6709\u591A\u5C11\u4E2A\u82F9\u679C?, zh",
        "\u308A\u3093\u3054\u306F\u3044\u304F\u3064\u3042\u308A\u307E\u3059\u304B, ja",
        "\u0421\u043A\u043E\u043B\u044C\u043A\u043E \u044F\u0431\u043B\u043E\u043A?, ru",
        "\\frac{1}{2} + 3, none"
    })
    void languagesAreToldApart(String text, String language) {
        assertThat(Tongue.of(text)).isEqualTo(language);
    }

    @Test
    void quantilesAreExact() {
        Lengths lengths = new Lengths();
        for (int i = 1; i <= 1000; i++) {
            lengths.add(i);
        }
        assertThat(lengths.quantile(0.5)).isEqualTo(500);
        assertThat(lengths.quantile(0.99)).isEqualTo(990);
        assertThat(lengths.quantile(1)).isEqualTo(1000);
        assertThat(lengths.mean()).isEqualTo(500.5);
        assertThat(new Lengths().quantile(0.5)).isZero();
    }
}
