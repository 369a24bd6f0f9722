package io.srpo.train.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final Pattern NAME = Pattern.compile("step-\\d{6,}");
    private static final Pattern REPLACED = Pattern.compile("\\.step-\\d{6,}\\.old");
    private static final Pattern DAMAGED = Pattern.compile("step-\\d{6,}\\.damaged");
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
            replace(target, aside);
            prune(step);
        } catch (IOException e) {
            throw unsaved(step, aside, DurableFiles.reason(e), e);
        } catch (SrpoException e) {
            throw e.category() == SrpoException.Category.RESOURCE && Files.exists(aside)
                    ? unsaved(step, aside, String.valueOf(e.getMessage()), e)
                    : e;
        }
        return target;
    }

    /** Gives back the room that the attempt has taken. */
    private SrpoException unsaved(long step, Path aside, String reason, Exception cause) {
        DurableFiles.discard(aside);
        return SrpoException.resource(
                "cannot save the checkpoint of step " + step + " in " + folder + " (" + reason
                        + "); earlier checkpoints are untouched, so free space and go on with --resume",
                cause);
    }

    /**
     * The newest checkpoint whose checksums hold, to go on from. Damaged ones are named in the log and set aside under the name {@code step-000120.damaged}, so that
     * they never stand in a good one's place.
     *
     * @return empty when none was ever saved
     * @throws SrpoException (resource) when there are some, but every one is damaged
     */
    public Optional<Found<S>> newest() {
        List<String> damaged = new ArrayList<>();
        try {
            bringBackReplaced();
            List<String> before = names(DAMAGED);
            for (long step : steps()) {
                Path candidate = folder.resolve(name(step));
                Optional<String> damage = damage(candidate);
                if (damage.isEmpty()) {
                    return Optional.of(new Found<>(candidate, readState(candidate)));
                }
                LOG.warn("checkpoint {} is damaged ({}); taking the one before it", candidate, damage.get());
                damaged.add(name(step) + ": " + damage.get());
                setAside(candidate);
            }
            damaged.addAll(before);
        } catch (IOException e) {
            throw SrpoException.resource("cannot read the checkpoints in " + folder + ": " + DurableFiles.reason(e), e);
        }
        if (!damaged.isEmpty()) {
            throw SrpoException.resource("every checkpoint in " + folder + " is damaged (" + String.join("; ", damaged)
                    + "); put back a copy of one, or delete that folder to begin the run anew with --resume");
        }
        return Optional.empty();
    }

    /** Steps of which a checkpoint is there, newest first. */
    public List<Long> steps() {
        try {
            return names(NAME).stream()
                    .map(name -> Long.parseLong(name.substring("step-".length())))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw SrpoException.resource("cannot list " + folder + ": " + DurableFiles.reason(e), e);
        }
    }

    private List<String> names(Pattern pattern) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> pattern.matcher(name).matches())
                    .toList();
        }
    }

    /** At no moment is the step without a whole checkpoint: the old one goes when the new one is in its place. */
    private void replace(Path target, Path aside) throws IOException {
        Path old = folder.resolve("." + target.getFileName() + ".old");
        DurableFiles.deleteTree(old);
        if (Files.exists(target)) {
            DurableFiles.move(target, old);
        }
        DurableFiles.move(aside, target);
        DurableFiles.deleteTree(old);
    }

    /** What a process left that died between the two renames of {@link #replace}. */
    private void bringBackReplaced() throws IOException {
        for (String name : names(REPLACED)) {
            Path old = folder.resolve(name);
            Path target = folder.resolve(name.substring(1, name.length() - ".old".length()));
            if (Files.exists(target)) {
                DurableFiles.deleteTree(old);
            } else {
                DurableFiles.move(old, target);
            }
        }
    }

    private void setAside(Path damaged) throws IOException {
        Path aside = folder.resolve(damaged.getFileName() + ".damaged");
        DurableFiles.deleteTree(aside);
        DurableFiles.move(damaged, aside);
    }

    /** Deletes only what is older than the checkpoint just saved, and only once that one reads back whole. */
    private void prune(long saved) throws IOException {
        List<Long> older = steps().stream().filter(step -> step < saved).toList();
        List<Long> gone = older.subList(Math.min(keep - 1, older.size()), older.size());
        if (gone.isEmpty()) {
            return;
        }
        Path newest = folder.resolve(name(saved));
        Optional<String> damage = damage(newest);
        if (damage.isPresent()) {
            throw SrpoException.resource(
                    "the checkpoint " + newest + " does not read back as it was written (" + damage.get()
                            + "), so none of the earlier ones was deleted; have the disk looked at and go on with --resume");
        }
        for (long step : gone) {
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
