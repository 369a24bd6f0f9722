package io.srpo.data.hub;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the Hub: follows redirects without showing the token to other hosts, waits when told to, tries again when a connection breaks. Thread-safe.
 */
final class HubHttp {
    private static final int TRIES = 6;
    private static final int REDIRECTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LONGEST_WAIT_SECONDS = 300;

    private final HubSettings settings;
    private final long pause;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param pause milliseconds after the first connection that broke; twice as long after each further one */
    HubHttp(HubSettings settings, long pause) {
        this.settings = settings;
        this.pause = pause;
    }

    /** An answer of status 200, 206 or 416 and, of the Hub's own host, what it says of the file. */
    record Answer(int status, InputStream body, @Nullable String etag, long size) {}

    /**
     * Asks for a path of the endpoint.
     *
     * @param from first byte wanted; 0 for all
     * @throws SrpoException (input) when the Hub refuses, (resource) when it cannot be reached
     */
    Answer get(String path, long from) {
        for (int attempt = 1; ; attempt++) {
            try {
                URI address = URI.create(settings.endpoint() + path);
                String etag = null;
                long size = -1;
                for (int hop = 0; hop <= REDIRECTS; hop++) {
                    HttpResponse<InputStream> response = send(address, from);
                    etag = etag != null ? etag : etag(response);
                    size = size >= 0 ? size : linkedSize(response);
                    int status = response.statusCode();
                    Optional<String> location = response.headers().firstValue("Location");
                    if (status / 100 == 3 && location.isPresent()) {
                        response.body().close();
                        address = address.resolve(location.get());
                        continue;
                    }
                    if (status == 200 || status == 206 || status == 416) {
                        return new Answer(status, response.body(), etag, size >= 0 ? size : told(response, from));
                    }
                    response.body().close();
                    long wait = waitFor(path, response, attempt);
                    Thread.sleep(wait * 1000);
                    break;
                }
            } catch (IOException e) {
                if (attempt >= TRIES) {
                    throw unreachable(e);
                }
                pause(attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SrpoException.resource("interrupted; the same command goes on where it stopped", e);
            }
        }
    }

    private HttpResponse<InputStream> send(URI address, long from) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).header("User-Agent", "srpo");
        URI endpoint = URI.create(settings.endpoint());
        boolean ours = endpoint.getHost().equals(address.getHost()) && endpoint.getPort() == address.getPort();
        if (settings.token() != null && ours) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        return client.send(request.GET().build(), BodyHandlers.ofInputStream());
    }

    /** Seconds to wait before another try. @throws SrpoException when none would help */
    private long waitFor(String path, HttpResponse<?> response, int attempt) {
        int status = response.statusCode();
        switch (status) {
            case 401, 403 ->
                throw SrpoException.input(
                        "the Hub does not give " + path + " (" + status + "): it is private, gated or does not exist; "
                                + (settings.token() == null
                                        ? "set HF_TOKEN to a token that may read it"
                                        : "the token in HF_TOKEN may not read it: accept its terms on the Hub first"));
            case 404 ->
                throw SrpoException.input("the Hub at " + settings.endpoint() + " has no " + path
                        + "; look at the name and the revision");
            default -> {
                boolean passing = status == 429 || status >= 500;
                if (!passing || attempt >= TRIES) {
                    throw SrpoException.resource("the Hub at " + settings.endpoint() + " answered " + status + " for "
                            + path + (passing ? ", " + TRIES + " times; try again later" : ""));
                }
                return response.headers()
                        .firstValue("Retry-After")
                        .filter(text -> text.matches("\\d{1,6}"))
                        .map(Long::parseLong)
                        .map(seconds -> Math.min(LONGEST_WAIT_SECONDS, seconds))
                        .orElse(1L << Math.min(5, attempt));
            }
        }
    }

    private static @Nullable String etag(HttpResponse<?> response) {
        return response.headers()
                .firstValue("X-Linked-Etag")
                .or(() -> response.headers().firstValue("ETag"))
                .map(text -> text.replaceFirst("^W/", "").replace("\"", ""))
                .filter(text -> text.matches("[0-9a-f]{40}|[0-9a-f]{64}"))
                .orElse(null);
    }

    private static long linkedSize(HttpResponse<?> response) {
        return response.headers().firstValueAsLong("X-Linked-Size").orElse(-1);
    }

    /** The whole file's size by the answer's own length; -1 when it is not told. */
    private static long told(HttpResponse<?> response, long from) {
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        return length < 0 || response.statusCode() == 416 ? -1 : length + (response.statusCode() == 206 ? from : 0);
    }

    void pause(int attempt) {
        try {
            Thread.sleep(pause << Math.min(6, attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SrpoException.resource("interrupted; the same command goes on where it stopped", e);
        }
    }

    SrpoException unreachable(IOException e) {
        return SrpoException.resource(
                "the Hub at " + settings.endpoint() + " cannot be reached (" + e
                        + "); on a machine without network copy the"
                        + " files by hand, or fill the cache elsewhere and set HF_HUB_OFFLINE=1",
                e);
    }
}
