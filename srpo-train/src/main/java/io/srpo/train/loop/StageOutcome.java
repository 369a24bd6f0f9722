package io.srpo.train.loop;

/**
 * How a stage went.
 *
 * @param steps steps that it took
 * @param endedBy the rule that ended it and why, as its rule says it; "stopped" or "budget" when it did not come to its own end
 * @param dropped prompts that history resampling had dropped by its end
 */
public record StageOutcome(String name, int steps, String endedBy, int dropped) {}
