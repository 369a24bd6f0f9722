package io.srpo.train.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Chromium without a window, steered through its own protocol: opens a page, clicks, asks, takes pictures, and notes every fault the page has. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Link link = new Link();
    private final WebSocket socket;
    private int sent;

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, link)
                .join();
        call("Runtime.enable", JSON.createObjectNode());
        call("Log.enable", JSON.createObjectNode());
        call("Page.enable", JSON.createObjectNode());
    }

    /** Where the browser is; null when none is installed. */
    static @Nullable Path installed() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** @param profile a folder for its own files, made anew */
    static Browser start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < 600 && (!Files.exists(port) || Files.size(port) == 0); i++) {
            Thread.sleep(100);
        }
        String address = "http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list";
        HttpResponse<String> pages = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        for (JsonNode page : JSON.readTree(pages.body())) {
            if (page.get("type").asText().equals("page")) {
                return new Browser(
                        process, URI.create(page.get("webSocketDebuggerUrl").asText()));
            }
        }
        process.destroyForcibly();
        throw new AssertionError("the browser has no page: " + pages.body());
    }

    /** Shows a file in a window of this size, in the light or the dark. */
    void open(Path file, int width, int height, boolean dark) {
        ObjectNode size = JSON.createObjectNode().put("width", width).put("height", height);
        call(
                "Emulation.setDeviceMetricsOverride",
                size.put("deviceScaleFactor", 1).put("mobile", width < 600));
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
        call("Page.navigate", JSON.createObjectNode().put("url", file.toUri().toString()));
        await("document.readyState === 'complete'");
    }

    /** What an expression comes to; a promise is waited for. */
    JsonNode ask(String expression) {
        ObjectNode question = JSON.createObjectNode().put("expression", expression);
        JsonNode answer =
                call("Runtime.evaluate", question.put("returnByValue", true).put("awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Moves the pointer to the middle of the first element of this kind. */
    void pointAt(String selector) {
        JsonNode middle = ask("(() => { const b = document.querySelector('" + selector
                + "').getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; })()");
        call(
                "Input.dispatchMouseEvent",
                JSON.createObjectNode()
                        .put("type", "mouseMoved")
                        .put("x", middle.get(0).asDouble())
                        .put("y", middle.get(1).asDouble()));
    }

    void await(String condition) {
        for (int i = 0; i < 600; i++) {
            if (ask("!!(" + condition + ")").asBoolean()) {
                return;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("never came true: " + condition);
    }

    /** A picture of what the window shows. */
    void picture(Path file) throws IOException {
        JsonNode picture =
                call("Page.captureScreenshot", JSON.createObjectNode().put("format", "png"));
        Files.write(file, Base64.getDecoder().decode(picture.get("data").asText()));
    }

    /** Exceptions and messages of errors that the page has caused so far. */
    List<String> faults() {
        return List.copyOf(link.faults);
    }

    private JsonNode call(String method, ObjectNode parameters) {
        int id = ++sent;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        link.waiting.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).join();
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
        // Its processes write into its folder until the last of them is gone.
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroyForcibly();
        helpers.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        helpers.forEach(helper -> helper.onExit().join());
    }

    /** Takes what the browser sends. */
    private static final class Link implements WebSocket.Listener {
        private final ConcurrentHashMap<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
        private final List<String> faults = new CopyOnWriteArrayList<>(new ArrayList<>());
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                try {
                    take(JSON.readTree(part.toString()));
                } catch (IOException e) {
                    faults.add("not JSON: " + part);
                }
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void take(JsonNode message) {
            String method = message.path("method").asText();
            if (message.has("id")) {
                CompletableFuture<JsonNode> answer =
                        waiting.remove(message.get("id").asInt());
                if (answer != null) {
                    answer.complete(message.has("error") ? message : message.path("result"));
                }
            } else if (method.equals("Runtime.exceptionThrown")
                    || (method.equals("Log.entryAdded")
                            && message.at("/params/entry/level").asText().equals("error"))) {
                faults.add(message.get("params").toString());
            }
        }
    }
}
