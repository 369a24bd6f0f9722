package io.srpo.data.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two local servers that behave like the Hub and the store it sends large files from: listings, redirects, ranges, 401, 404, 429, connections cut half way.
 * Large files are those whose name ends in {@code .parquet}.
 */
final class LocalHub implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    /** "hub GET /path range token", one a request. */
    final List<String> asked = new CopyOnWriteArrayList<>();
    /** So many of the next downloads end half way. */
    final AtomicInteger cuts = new AtomicInteger();
    /** So many of the next requests are answered 429. */
    final AtomicInteger busy = new AtomicInteger();
    /** What is wanted of private repositories. */
    final String token = "hf_secret";

    private final HttpServer hub;
    private final HttpServer store;

    LocalHub() throws IOException {
        hub = server(this::hub);
        store = server(this::store);
    }

    private static HttpServer server(com.sun.net.httpserver.HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "local-hub");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return server;
    }

    String endpoint() {
        return address(hub);
    }

    private static String address(HttpServer server) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private void hub(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        note("hub", exchange);
        if (busy.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            exchange.getResponseHeaders().add("Retry-After", "0");
            exchange.sendResponseHeaders(429, -1);
        } else if (path.contains("private")
                && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.sendResponseHeaders(401, -1);
        } else if (path.matches("/api/(datasets|models)/(us/set|us/private|set)/revision/main")) {
            listing(exchange);
        } else if (path.contains("/resolve/" + COMMIT + "/") && files.containsKey(name(path))) {
            file(exchange, name(path));
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private void listing(HttpExchange exchange) throws IOException {
        StringBuilder siblings = new StringBuilder();
        files.keySet().stream().sorted().forEach(name -> siblings.append(siblings.length() == 0 ? "" : ",")
                .append("{\"rfilename\":\"")
                .append(name)
                .append("\"}"));
        byte[] body = ("{\"sha\":\"" + COMMIT + "\",\"tags\":[\"license:mit\"],\"siblings\":[" + siblings
                        + ",{\"rfilename\":\"../outside.txt\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void file(HttpExchange exchange, String name) throws IOException {
        byte[] content = files.get(name);
        if (name.endsWith(".parquet")) {
            exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + sha256(content) + "\"");
            exchange.getResponseHeaders().add("X-Linked-Size", String.valueOf(content.length));
            exchange.getResponseHeaders().add("Location", address(store) + "/" + name);
            exchange.sendResponseHeaders(302, -1);
        } else {
            exchange.getResponseHeaders().add("ETag", "\"" + git(content) + "\"");
            send(exchange, content);
        }
    }

    private void store(HttpExchange exchange) throws IOException {
        note("store", exchange);
        byte[] content = files.get(exchange.getRequestURI().getPath().substring(1));
        exchange.getResponseHeaders().add("ETag", "\"store-etag\"");
        send(exchange, content);
    }

    private void send(HttpExchange exchange, byte[] content) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= content.length && from > 0) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        byte[] rest = Arrays.copyOfRange(content, from, content.length);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
        boolean cut = cuts.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        OutputStream out = exchange.getResponseBody();
        out.write(rest, 0, cut ? rest.length / 2 : rest.length);
        out.flush();
    }

    private void note(String who, HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        boolean shown = exchange.getRequestHeaders().containsKey("Authorization");
        asked.add(who + " " + exchange.getRequestURI().getPath() + (range == null ? "" : " " + range)
                + (shown ? " token" : ""));
    }

    private static String name(String path) {
        return path.substring(path.indexOf(COMMIT) + COMMIT.length() + 1);
    }

    static String sha256(byte[] content) {
        return digest("SHA-256", content);
    }

    static String git(byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return digest("SHA-1", all);
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
    }
}
