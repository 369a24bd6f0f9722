package io.srpo.train.sft;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.objective.Update;
import io.srpo.train.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftTrainerTest {
    private static final List<Example> EXAMPLES =
            IntStream.range(0, 23).mapToObj(i -> new Example("q" + i, "a" + i)).toList();

    @TempDir
    Path folder;

    @Test
    void everyEpochTakesEveryExampleOnceInAnOrderOfItsOwn() {
        Listening pupil = new Listening();
        long steps = train(folder.resolve("whole"), pupil, false, () -> false);
        assertThat(steps).isEqualTo(12);
        List<String> first = pupil.heard.subList(0, 23);
        List<String> second = pupil.heard.subList(23, 46);
        assertThat(first).doesNotHaveDuplicates();
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    }

    @Test
    void aRunStoppedAndResumedHearsWhatARunLeftAloneHears() {
        Listening alone = new Listening();
        train(folder.resolve("alone"), alone, false, () -> false);
        Listening stopped = new Listening();
        Path run = folder.resolve("stopped");
        train(run, stopped, false, () -> stopped.heard.size() >= 20);
        assertThat(stopped.heard).hasSizeLessThan(alone.heard.size());
        Listening resumed = new Listening();
        train(run, resumed, true, () -> false);
        assertThat(resumed.heard).isEqualTo(alone.heard);
        assertThat(run.resolve("model/heard.txt")).hasSameTextualContentAs(folder.resolve("alone/model/heard.txt"));
    }

    private static long train(Path folder, Pupil pupil, boolean resume, BooleanSupplier stop) {
        try (RunDirectory run = resume ? RunDirectory.open(folder) : RunDirectory.create(folder)) {
            run.write("config.yaml", "seed: 3\n");
            SftTrainer.Schedule schedule = new SftTrainer.Schedule(4, 2, 5, 2, 3);
            return new SftTrainer(schedule, pupil, run, (step, of, update, left) -> {}, stop).train(EXAMPLES, resume);
        }
    }

    /** Learns by heart: its "weights" are what it heard, in order. */
    private static final class Listening implements Pupil {
        private final List<String> heard = new ArrayList<>();

        @Override
        public Update learn(List<Example> batch, long step) {
            batch.forEach(example -> heard.add(example.prompt()));
            return Update.none(0);
        }

        @Override
        public void save(Path folder) {
            try {
                Files.write(folder.resolve("heard.txt"), heard);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void export(Path folder) {
            try {
                save(Files.createDirectories(folder));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void restore(Path folder) {
            try {
                heard.clear();
                heard.addAll(Files.readAllLines(folder.resolve("heard.txt")));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
