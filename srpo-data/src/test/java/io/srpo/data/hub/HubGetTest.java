package io.srpo.data.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubGetTest {
    private static final HubRepo SET = new HubRepo(HubRepo.Kind.DATASET, "us/set", "main");

    @TempDir
    Path folder;

    private LocalHub hub;
    private final byte[] large = new byte[300_000];

    @BeforeEach
    void start() throws IOException {
        hub = new LocalHub();
        new Random(1).nextBytes(large);
        hub.files.put("data/train.parquet", large);
        hub.files.put("README.md", "a set\n".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void filesLandInTheHubsOwnCacheLayoutWithChecksumsAndLicence() throws IOException {
        HubGet.Got got = get(SET, Map.of("HF_TOKEN", hub.token));

        Path repo = folder.resolve("hf/hub/datasets--us--set");
        Path snapshot = repo.resolve("snapshots/" + LocalHub.COMMIT);
        assertThat(got.licence()).isEqualTo("mit");
        assertThat(got.files()).containsExactly(snapshot.resolve("README.md"), snapshot.resolve("data/train.parquet"));
        assertThat(Files.readAllBytes(snapshot.resolve("data/train.parquet"))).isEqualTo(large);
        assertThat(Files.readSymbolicLink(snapshot.resolve("data/train.parquet")))
                .isEqualTo(Path.of("../../../blobs/" + LocalHub.sha256(large)));
        assertThat(repo.resolve("blobs/" + LocalHub.git(hub.files.get("README.md"))))
                .isRegularFile();
        assertThat(repo.resolve("refs/main")).hasContent(LocalHub.COMMIT);
        assertThat(folder.resolve("hf/hub/outside.txt")).doesNotExist();
        assertThat(hub.asked).filteredOn(line -> line.startsWith("hub")).allMatch(line -> line.endsWith(" token"));
        assertThat(hub.asked).filteredOn(line -> line.startsWith("store")).noneMatch(line -> line.contains("token"));
    }

    @Test
    void whatIsThereIsNotFetchedAgain() {
        get(SET, Map.of());
        hub.asked.clear();
        get(SET, Map.of());
        assertThat(hub.asked).containsExactly("hub /api/datasets/us/set/revision/main");
    }

    @Test
    void cutConnectionsAreGoneOnWithWhereTheyBroke() throws IOException {
        hub.files.remove("README.md");
        hub.cuts.set(2);
        HubGet.Got got = get(SET, Map.of());
        assertThat(Files.readAllBytes(got.files().get(0))).isEqualTo(large);
        assertThat(hub.asked)
                .filteredOn(line -> line.startsWith("store"))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("store /data/train.parquet"),
                        second -> assertThat(second).contains("bytes="),
                        third -> assertThat(third).contains("bytes="));
    }

    @Test
    void aBusyHubIsAskedAgainAfterTheTimeItNames() {
        hub.busy.set(3);
        assertThat(get(SET, Map.of()).files()).hasSize(2);
    }

    @Test
    void refusalsSayWhatToDo() {
        HubRepo hidden = new HubRepo(HubRepo.Kind.DATASET, "us/private", "main");
        refused(() -> get(hidden, Map.of()), "(401)", "set HF_TOKEN");
        refused(() -> get(hidden, Map.of("HF_TOKEN", "wrong")), "(401)", "the token in HF_TOKEN may not read it");
        assertThat(get(hidden, Map.of("HF_TOKEN", hub.token)).files()).hasSize(2);
        refused(
                () -> get(new HubRepo(HubRepo.Kind.DATASET, "us/gone", "main"), Map.of()),
                "has no /api/datasets/us/gone");
        refused(() -> get(SET, Map.of(), "*.csv"), "no file that fits [*.csv]", "data/train.parquet");
        refused(() -> new HubRepo(HubRepo.Kind.MODEL, "../etc", "main"), "no name of the Hub");
    }

    @Test
    void offlineTheCacheServesAndNothingIsAsked() {
        refused(() -> get(SET, Map.of("HF_HUB_OFFLINE", "1")), "is not in the cache", "HF_HOME");
        HubGet.Got online = get(SET, Map.of());
        hub.asked.clear();
        HubGet.Got offline = get(SET, Map.of("HF_HUB_OFFLINE", "1"));
        assertThat(offline).isEqualTo(online);
        assertThat(hub.asked).isEmpty();
    }

    @Test
    void patternsPickFiles() {
        assertThat(get(SET, Map.of(), "*.parquet").files())
                .singleElement()
                .asString()
                .endsWith("train.parquet");
        assertThat(get(SET, Map.of(), "data/*").files()).hasSize(1);
    }

    @Test
    void aFileThatIsNotWhatTheHubSaysNeverShows() throws IOException {
        byte[] other = large.clone();
        other[7] ^= 1;
        Path repo = folder.resolve("hf/hub/datasets--us--set");
        // A part left behind by another version of the file: as long as the whole, so that nothing more is fetched.
        Path blobs = Files.createDirectories(repo.resolve("blobs"));
        hub.cuts.set(100);
        assertThatThrownBy(() -> get(SET, Map.of(), "*.parquet")).hasMessageContaining("cannot be reached");
        hub.cuts.set(0);
        try (Stream<Path> parts = Files.list(blobs)) {
            Files.write(parts.findFirst().orElseThrow(), other);
        }
        refused(() -> get(SET, Map.of(), "*.parquet"), "came with the checksum " + LocalHub.sha256(other));
        assertThat(Files.exists(repo.resolve("snapshots/" + LocalHub.COMMIT + "/data/train.parquet")))
                .isFalse();
        assertThat(get(SET, Map.of(), "*.parquet").files()).hasSize(1);
    }

    @Test
    void theEnvironmentDecidesPlacesAndToken() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        HubSettings plain = HubSettings.of(Map.of(), home);
        assertThat(plain)
                .isEqualTo(
                        new HubSettings("https://huggingface.co", null, false, home.resolve(".cache/huggingface/hub")));
        Path kept = Files.createDirectories(home.resolve(".cache/huggingface")).resolve("token");
        Files.writeString(kept, "hf_kept\n");
        assertThat(HubSettings.of(Map.of(), home).token()).isEqualTo("hf_kept");
        assertThat(HubSettings.of(Map.of("HF_HUB_CACHE", "/elsewhere", "HF_ENDPOINT", "http://mirror/"), home))
                .isEqualTo(new HubSettings("http://mirror", "hf_kept", false, Path.of("/elsewhere")));
    }

    private HubGet.Got get(HubRepo repo, Map<String, String> environment, String... patterns) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("HF_ENDPOINT", hub.endpoint());
        all.put("HF_HOME", folder.resolve("hf").toString());
        return new HubGet(HubSettings.of(all, folder), (file, bytes, size) -> {}, 1).get(repo, List.of(patterns));
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(SrpoException.class).hasMessageContainingAll(words);
    }
}
