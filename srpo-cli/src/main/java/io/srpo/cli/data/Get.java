package io.srpo.cli.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.core.SrpoException;
import io.srpo.data.hub.HubGet;
import io.srpo.data.hub.HubRepo;
import io.srpo.data.hub.HubSettings;
import io.srpo.train.evaluate.Protocol;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a public set or model from the Hub. */
@Command(
        name = "get",
        description = {
            "Fetches a set or a model from the Hugging Face Hub into the cache that its other tools share.",
            "Goes on where it stopped, holds every file against its checksum, and shows the licence.",
            "HF_ENDPOINT, HF_TOKEN, HF_HOME, HF_HUB_CACHE and HF_HUB_OFFLINE mean what they mean everywhere."
        })
final class Get implements Callable<Integer> {
    private static final long EVERY_NANOS = 500_000_000L;

    @Parameters(
            paramLabel = "NAME",
            description = "owner/name, or a benchmark's name such as gsm8k, math-500, aime24, humaneval, mbpp.")
    private String name = "";

    @Option(names = "--kind", paramLabel = "KIND", description = "dataset or model; dataset without it.")
    private String kind = "dataset";

    @Option(names = "--revision", paramLabel = "REV", description = "Branch, tag or commit; main without it.")
    private String revision = "main";

    @Option(
            names = "--file",
            paramLabel = "GLOB",
            description = "Only such files, such as *.parquet; may be given several times; all without it.")
    private List<String> patterns = new ArrayList<>();

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private long shown;

    @Override
    public Integer call() {
        Protocol known = Protocol.named(name);
        HubRepo repo = new HubRepo(kind(), known == null ? name : known.hub(), revision);
        HubSettings settings = HubSettings.of(System.getenv(), Path.of(System.getProperty("user.home", ".")));
        HubGet.Got got = new HubGet(settings, this::progress).get(repo, patterns);
        PrintWriter out = output.words(spec);
        out.println(repo.id() + " at " + got.commit() + ", licence: " + got.licence());
        got.files().forEach(file -> out.println("  " + file));
        out.flush();
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("name", repo.id()).put("commit", got.commit()).put("licence", got.licence());
        json.put("folder", got.snapshot().toString());
        ArrayNode files = json.putArray("files");
        got.files().forEach(file -> files.add(file.toString()));
        output.result(spec, json);
        return 0;
    }

    private HubRepo.Kind kind() {
        for (HubRepo.Kind known : HubRepo.Kind.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(kind)) {
                return known;
            }
        }
        throw SrpoException.usage("--kind " + kind + ": use dataset or model");
    }

    private void progress(String file, long bytes, long size) {
        long now = System.nanoTime();
        if (Boolean.getBoolean("srpo.terminal") && now - shown > EVERY_NANOS) {
            shown = now;
            PrintWriter err = spec.commandLine().getErr();
            String of = size < 0 ? "" : String.format(Locale.ROOT, " of %.1f", size / 1e6);
            err.printf("\r%s: %.1f%s MB \u001b[K", file, bytes / 1e6, of);
            err.flush();
        }
    }
}
