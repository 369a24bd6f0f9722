package io.srpo.data.curate;

import java.nio.file.Path;

/**
 * One row that was removed.
 *
 * @param reason for a person
 * @param line counted from 1
 * @param question empty when the row is no task
 */
public record Removal(Filter filter, String reason, Path file, int line, String question) {}
