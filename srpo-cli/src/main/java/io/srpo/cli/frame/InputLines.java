package io.srpo.cli.frame;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The options of every command that answers JSON lines. */
public final class InputLines {
    @Option(
            names = "--in",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines to answer; - for standard input.")
    private String file = "-";

    @Option(
            names = "--jobs",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Lines answered at once; as many as there are cores without it.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    /** Lines answered at once, at least 1. */
    public int jobs() {
        return jobs;
    }

    /** Answers all lines, several at a time; says on {@code err} how many were faulty. Exit status 0, or 2 when there were any. */
    public int answer(JsonLines.Answerer answerer, PrintWriter out, PrintWriter err) {
        return answer(jobs(), answerer, out, err);
    }

    /** As {@link #answer(JsonLines.Answerer, PrintWriter, PrintWriter)}, for what can answer only one at a time. */
    public int answerOneByOne(JsonLines.Answerer answerer, PrintWriter out, PrintWriter err) {
        return answer(1, answerer, out, err);
    }

    private int answer(int atOnce, JsonLines.Answerer answerer, PrintWriter out, PrintWriter err) {
        int faulty = JsonLines.answer(file, atOnce, out, answerer);
        if (faulty > 0) {
            err.println(
                    "srpo: " + faulty + (faulty == 1 ? " line was" : " lines were") + " faulty; their answers say why");
            err.flush();
        }
        return faulty > 0 ? 2 : 0;
    }
}
