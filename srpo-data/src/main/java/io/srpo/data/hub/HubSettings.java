package io.srpo.data.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Hub's environment variables say.
 *
 * @param endpoint without a slash at the end; {@code HF_ENDPOINT}, else {@code https://huggingface.co}
 * @param token {@code HF_TOKEN}, else the file {@code HF_HOME/token}; null without
 * @param offline {@code HF_HUB_OFFLINE}: nothing but the cache is looked at
 * @param cache {@code HF_HUB_CACHE}, else {@code HF_HOME/hub}, else {@code ~/.cache/huggingface/hub}
 */
public record HubSettings(String endpoint, @Nullable String token, boolean offline, Path cache) {
    private static final Set<String> YES = Set.of("1", "ON", "YES", "TRUE");

    /** @param home the user's home folder */
    public static HubSettings of(Map<String, String> environment, Path home) {
        String endpoint =
                value(environment, "HF_ENDPOINT", "https://huggingface.co").replaceFirst("/+$", "");
        Path cacheHome = Path.of(
                value(environment, "XDG_CACHE_HOME", home.resolve(".cache").toString()));
        Path hubHome = Path.of(
                value(environment, "HF_HOME", cacheHome.resolve("huggingface").toString()));
        Path cache = Path.of(
                value(environment, "HF_HUB_CACHE", hubHome.resolve("hub").toString()));
        boolean offline = YES.contains(value(environment, "HF_HUB_OFFLINE", "").toUpperCase(java.util.Locale.ROOT));
        return new HubSettings(endpoint, token(environment, hubHome), offline, cache);
    }

    private static @Nullable String token(Map<String, String> environment, Path hubHome) {
        String given = value(environment, "HF_TOKEN", "").strip();
        if (!given.isEmpty()) {
            return given;
        }
        try {
            Path file = hubHome.resolve("token");
            String kept = Files.isRegularFile(file) ? Files.readString(file).strip() : "";
            return kept.isEmpty() ? null : kept;
        } catch (IOException e) {
            // A token that cannot be read is as none: public sets need none, and others are refused with a sentence on
            // it.
            return null;
        }
    }

    private static String value(Map<String, String> environment, String key, String otherwise) {
        String value = environment.get(key);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
