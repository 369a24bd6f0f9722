package io.srpo.data.ledger;

/** A problem that was drawn for training, with the text that the model was given for it last. */
public record PromptRow(String taskId, String domain, String prompt) {}
