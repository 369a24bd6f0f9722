package io.srpo.core.reflection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReflectionTest {
    private final Reflection reflection = new Reflection(ReflectionWords.DEFAULT);

    @Test
    void countsEachKindByWholeWords() {
        String text =
                "12 + 30 = 52. Wait, that's not right. Let me\ncheck: 42. HOWEVER, waiting waiters await. Alternatively, count.";
        assertThat(reflection.count(text)).isEqualTo(new ReflectionCounts(1, 3, 1));
        assertThat(reflection.count(text).total()).isEqualTo(5);
        assertThat(reflection.count("The answer is 42.")).isEqualTo(new ReflectionCounts(0, 0, 0));
    }

    @Test
    void theLongestPhraseCountsOnce() {
        Reflection own = new Reflection(new ReflectionWords(List.of("check", "check again"), List.of(), List.of()));
        assertThat(own.count("check again, then check")).isEqualTo(new ReflectionCounts(2, 0, 0));
    }

    @Test
    void wordsInScriptsWithoutSpacesAreFoundInsideALine() {
        assertThat(reflection.count("等等,我再验证一下。")).isEqualTo(new ReflectionCounts(1, 1, 0));
    }

    @Test
    void specialCharactersAreTakenAsTheyStand() {
        Reflection own = new Reflection(new ReflectionWords(List.of("a.b", "(?"), List.of(), List.of()));
        assertThat(own.count("axb a.b (? ").recheck()).isEqualTo(2);
    }

    @Test
    void anEmptyWordIsRefused() {
        assertThatThrownBy(() -> new ReflectionWords(List.of(" "), List.of(), List.of()))
                .isInstanceOf(SrpoException.class);
    }
}
