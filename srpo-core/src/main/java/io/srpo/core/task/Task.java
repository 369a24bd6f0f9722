package io.srpo.core.task;

import java.util.Map;

/**
 * One problem with its reference answer.
 *
 * @param id unique within a run; the history is kept under it
 * @param question the problem's text, without any template
 * @param labels what else the source says of it (source, level, topic), for reports; may be empty
 */
public record Task(String id, Domain domain, String question, Reference reference, Map<String, String> labels) {
    public Task {
        labels = Map.copyOf(labels);
    }

    public Task(String id, Domain domain, String question, Reference reference) {
        this(id, domain, question, reference, Map.of());
    }
}
