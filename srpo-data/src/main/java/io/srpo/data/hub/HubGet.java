package io.srpo.data.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fetches a repository's files into the Hub's own cache layout ({@code blobs}, {@code snapshots}, {@code refs}), which {@code huggingface_hub} reads too. What is
 * there is not fetched again, what was cut is gone on with, and every file is held against its checksum before it shows.
 */
public final class HubGet {
    /** Milliseconds. */
    private static final long PAUSE = 200;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HubSettings settings;
    private final HubHttp http;
    private final Progress progress;

    /** Told how far a file is. */
    @FunctionalInterface
    public interface Progress {
        /** @param size -1 when the Hub does not tell */
        void at(String file, long bytes, long size);
    }

    /**
     * What is in the cache now.
     *
     * @param snapshot the folder that holds the files under their own names
     * @param licence as the repository's card says; "not stated" when it does not
     */
    public record Got(Path snapshot, String commit, String licence, List<Path> files) {}

    public HubGet(HubSettings settings, Progress progress) {
        this(settings, progress, PAUSE);
    }

    HubGet(HubSettings settings, Progress progress, long pause) {
        this.settings = settings;
        this.http = new HubHttp(settings, pause);
        this.progress = progress;
    }

    /**
     * Fetches the files whose names fit one of the patterns.
     *
     * @param patterns such as {@code *.parquet} or {@code main/test-*}; empty for all
     * @throws SrpoException (input) when there is no such repository or it may not be read, or no file fits, (resource) when the Hub cannot be reached
     *     or the disk is full
     */
    public Got get(HubRepo repo, List<String> patterns) {
        Path folder = settings.cache().resolve(repo.folder());
        try {
            return settings.offline() ? cached(repo, folder) : fetch(repo, folder, patterns);
        } catch (IOException e) {
            throw SrpoException.resource("cannot write into the cache " + folder + ": " + e.getMessage(), e);
        }
    }

    private Got fetch(HubRepo repo, Path folder, List<String> patterns) throws IOException {
        JsonNode listing;
        try (InputStream body = http.get(repo.listing(), 0).body()) {
            listing = MAPPER.readTree(body);
        }
        String commit = listing.path("sha").asText();
        if (!commit.matches("[0-9a-f]{7,64}")) {
            throw SrpoException.resource("the Hub at " + settings.endpoint() + " told no commit of " + repo.id());
        }
        List<String> names = new ArrayList<>();
        listing.path("siblings")
                .forEach(file -> names.add(file.path("rfilename").asText()));
        List<String> wanted =
                names.stream().filter(name -> fits(name, patterns)).toList();
        if (wanted.isEmpty()) {
            throw SrpoException.input(repo.id() + " has no file that fits " + patterns + "; it has " + names);
        }
        Path snapshot = folder.resolve("snapshots").resolve(commit);
        HubBlobs blobs = new HubBlobs(folder, http, progress);
        List<Path> files = new ArrayList<>();
        for (String name : wanted) {
            files.add(blobs.file(repo, commit, name, snapshot));
        }
        Path ref = folder.resolve("refs").resolve(repo.revision());
        Files.createDirectories(ref.toAbsolutePath().getParent());
        Files.writeString(ref, commit);
        Files.writeString(folder.resolve(".licence-" + commit), licence(listing));
        return new Got(snapshot, commit, licence(listing), files);
    }

    private Got cached(HubRepo repo, Path folder) throws IOException {
        Path ref = folder.resolve("refs").resolve(repo.revision());
        String commit = Files.isRegularFile(ref) ? Files.readString(ref).strip() : repo.revision();
        Path snapshot = folder.resolve("snapshots").resolve(commit);
        if (!Files.isDirectory(snapshot)) {
            throw SrpoException.input(
                    "HF_HUB_OFFLINE is set, and " + repo.id() + " at " + repo.revision() + " is not in the cache "
                            + settings.cache() + "; unset it to fetch, or point HF_HOME to a cache that has it");
        }
        Path note = folder.resolve(".licence-" + commit);
        String licence = Files.isRegularFile(note) ? Files.readString(note) : "not stated";
        try (Stream<Path> files = Files.walk(snapshot)) {
            return new Got(
                    snapshot,
                    commit,
                    licence,
                    files.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private static String licence(JsonNode listing) {
        JsonNode card = listing.path("cardData").path("license");
        if (card.isTextual()) {
            return card.textValue();
        } else if (card.isArray() && !card.isEmpty()) {
            return card.get(0).asText();
        }
        for (JsonNode tag : listing.path("tags")) {
            if (tag.asText().startsWith("license:")) {
                return tag.asText().substring("license:".length());
            }
        }
        return "not stated";
    }

    private static boolean fits(String name, List<String> patterns) {
        // A name decides where a file is written, so one that would leave the folder is never taken.
        if (name.isBlank()
                || name.startsWith("/")
                || name.contains("\\")
                || List.of(name.split("/", -1)).contains("..")) {
            return false;
        }
        for (String pattern : patterns) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            Path path = Path.of(name);
            if (matcher.matches(path) || (!pattern.contains("/") && matcher.matches(path.getFileName()))) {
                return true;
            }
        }
        return patterns.isEmpty();
    }
}
