package io.srpo.train.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run: folders {@code step-000120} in Hugging Face layout with optimizer state, trainer state
 * ({@code trainer.json}) and a list of checksums. A checkpoint is written aside, synced and renamed, so one under its own
 * name is whole unless the disk damaged it; that the checksums notice.
 *
 * @param <S> the trainer state, a record that Jackson writes and reads
 */
public final class Checkpoints<S> {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Pattern NAME = Pattern.compile("step-(\\d{6,})");
    private static final String STATE = "trainer.json";
    private static final String CHECKSUMS = "checksums.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Class<S> stateType;
    private final int keep;

    /** @param keep how many of the newest to keep, at least 1 */
    public Checkpoints(Path folder, Class<S> stateType, int keep) {
        this.folder = folder;
        this.stateType = stateType;
        this.keep = Math.max(1, keep);
    }

    /** Writes a policy's files into a folder. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(Path folder);
    }

    /** A checkpoint that was found whole. */
    public record Found<S>(Path folder, S state) {}

    /** Saves; when this returns the checkpoint is on disk, and older ones beyond {@code keep} are gone. */
    public Path save(long step, S state, Writer policy) {
        Path target = folder.resolve(name(step));
        Path aside = folder.resolve("." + name(step) + ".tmp");
        try {
            Files.createDirectories(folder);
            DurableFiles.deleteTree(aside);
            Files.createDirectory(aside);
            policy.writeTo(aside);
            Files.write(
                    aside.resolve(STATE), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(state));
            Map<String, String> sums = new LinkedHashMap<>();
            for (Path file : DurableFiles.filesUnder(aside)) {
                sums.put(file.toString(), DurableFiles.sha256(aside.resolve(file)));
            }
            Files.write(
                    aside.resolve(CHECKSUMS),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(sums));
            for (Path file : DurableFiles.filesUnder(aside)) {
                DurableFiles.sync(aside.resolve(file));
            }
            DurableFiles.sync(aside);
            DurableFiles.deleteTree(target);
            DurableFiles.move(aside, target);
            prune();
        } catch (IOException e) {
            throw SrpoException.resource(
                    "cannot save the checkpoint of step " + step + " in " + folder + ": "
                            + DurableFiles.reason(e)
                            + "; earlier checkpoints are untouched, so free space and go on with --resume",
                    e);
        }
        return target;
    }

    /** The newest checkpoint whose checksums hold; damaged ones are named in the log and passed over. */
    public Optional<Found<S>> newest() {
        for (long step : steps()) {
            Path candidate = folder.resolve(name(step));
            Optional<String> damage = damage(candidate);
            if (damage.isEmpty()) {
                return Optional.of(new Found<>(candidate, readState(candidate)));
            }
            LOG.warn("checkpoint {} is damaged ({}); taking the one before it", candidate, damage.get());
        }
        return Optional.empty();
    }

    /** Steps of which a checkpoint is there, newest first. */
    public List<Long> steps() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> NAME.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Long.parseLong(matcher.group(1)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw SrpoException.resource("cannot list " + folder + ": " + DurableFiles.reason(e), e);
        }
    }

    private void prune() throws IOException {
        List<Long> steps = steps();
        for (long step : steps.subList(Math.min(keep, steps.size()), steps.size())) {
            DurableFiles.deleteTree(folder.resolve(name(step)));
        }
    }

    private static Optional<String> damage(Path checkpoint) {
        try {
            Map<String, String> sums = JSON.readValue(
                    checkpoint.resolve(CHECKSUMS).toFile(), new TypeReference<LinkedHashMap<String, String>>() {});
            for (Map.Entry<String, String> entry : sums.entrySet()) {
                Path file = checkpoint.resolve(entry.getKey());
                if (!Files.isRegularFile(file)) {
                    return Optional.of(entry.getKey() + " is missing");
                }
                if (!DurableFiles.sha256(file).equals(entry.getValue())) {
                    return Optional.of(entry.getKey() + " does not match its checksum");
                }
            }
            return sums.containsKey(STATE) ? Optional.empty() : Optional.of(STATE + " is not listed");
        } catch (IOException e) {
            return Optional.of(CHECKSUMS + " cannot be read: " + DurableFiles.reason(e));
        }
    }

    private S readState(Path checkpoint) {
        try {
            return JSON.readValue(checkpoint.resolve(STATE).toFile(), stateType);
        } catch (IOException e) {
            throw SrpoException.input(
                    checkpoint.resolve(STATE) + " was written by another version: " + DurableFiles.reason(e)
                            + "; go on with that version",
                    e);
        }
    }

    private static String name(long step) {
        return String.format("step-%06d", step);
    }
}
