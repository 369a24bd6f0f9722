package io.srpo.cli.data;

import io.srpo.core.task.Task;
import io.srpo.data.curate.Inspection.Found;
import io.srpo.data.curate.Lengths;
import io.srpo.data.read.TaskJson;
import io.srpo.train.page.PlainPage;
import io.srpo.train.page.PlainPage.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an inspection found, as a page. */
final class InspectionPage {
    private InspectionPage() {}

    /** @param counted whether lengths were counted with a model's tokenizer, or estimated */
    static String of(Path file, boolean counted, Found found) {
        PlainPage page = new PlainPage("What " + file.getFileName() + " holds");
        page.big(String.format(Locale.ROOT, "%,d rows", found.rows()));
        page.sentence(verdict(found));
        counts(page, "Domains", "domain", found.domains());
        counts(page, "Kinds of answer", "answer", found.answers());
        counts(page, "Languages of the questions", "language", found.languages());
        found.labels().forEach((label, values) -> counts(page, "By " + label, label, values));

        page.heading("Lengths in tokens");
        page.note(counted ? "Counted with the model's tokenizer." : "Estimated; --tokenizer MODEL counts.");
        List<List<Cell>> lengths = new ArrayList<>();
        lengths.add(lengths("questions", found.questionTokens()));
        if (found.answerTokens().count() > 0) {
            lengths.add(lengths("answers", found.answerTokens()));
        }
        page.table(List.of("", "mean", "half up to", "90% up to", "99% up to", "longest"), lengths);

        page.heading("Faults, and what curation would look at");
        counts(page, "", "kind", found.faults());
        found.faultSamples().forEach((kind, samples) -> {
            page.note(kind + ", the first of them:");
            page.verbatim(String.join("\n", samples));
        });

        page.heading("Samples");
        for (Task task : found.samples()) {
            page.verbatim(TaskJson.format(task).toPrettyString());
        }
        return page.html();
    }

    private static String verdict(Found found) {
        int faults = found.faults().values().stream().mapToInt(count -> count).sum();
        return faults == 0
                ? "No fault was found."
                : String.format(
                        Locale.ROOT,
                        "%,d findings of %d kinds; ./srpo data curate removes what they name.",
                        faults,
                        found.faults().size());
    }

    private static void counts(PlainPage page, String title, String what, Map<String, Integer> counts) {
        if (counts.isEmpty()) {
            return;
        }
        if (!title.isEmpty()) {
            page.heading(title);
        }
        double all = counts.values().stream().mapToInt(count -> count).sum();
        List<List<Cell>> rows = new ArrayList<>();
        counts.forEach((value, count) -> rows.add(List.of(
                Cell.of(value),
                Cell.of(String.format(Locale.ROOT, "%,d", count)),
                Cell.of(String.format(Locale.ROOT, "%.1f%%", 100 * count / all)))));
        page.table(List.of(what, "rows", "share"), rows);
    }

    private static List<Cell> lengths(String what, Lengths lengths) {
        return List.of(
                Cell.of(what),
                Cell.of(String.format(Locale.ROOT, "%.0f", lengths.mean())),
                Cell.of(Integer.toString(lengths.quantile(0.5))),
                Cell.of(Integer.toString(lengths.quantile(0.9))),
                Cell.of(Integer.toString(lengths.quantile(0.99))),
                Cell.of(Integer.toString(lengths.longest())));
    }
}
