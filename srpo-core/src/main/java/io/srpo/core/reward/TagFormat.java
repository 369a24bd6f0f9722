package io.srpo.core.reward;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * 1 when the template's tags stand in the response in order, once each, else 0. A tag that the prompt pre-filled counts, since a response's text begins
 * with the prefill. What stands between, before and after the tags does not matter.
 *
 * @param tags in the order wanted, such as {@code <think>, </think>, <answer>, </answer>}; empty when the template has none, and then the score is 0 for
 *     every response
 */
public record TagFormat(List<String> tags) implements RewardPart {
    public static final String NAME = "format";

    /** The tags of the default template. */
    public static final List<String> THINK_ANSWER = List.of("<think>", "</think>", "<answer>", "</answer>");

    /** @throws SrpoException (input) when a tag is empty */
    public TagFormat {
        tags = List.copyOf(tags);
        if (tags.stream().anyMatch(String::isBlank)) {
            throw SrpoException.input("prompt: a tag of the template is empty; leave the pair out, or give both tags");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double score(Task task, Response response, Verdict verdict) {
        return !tags.isEmpty() && tagsOf(response.text()).equals(tags) ? 1 : 0;
    }

    /** All tags in the text in the order met; where several fit, the longest. Stops when there are more than wanted. */
    private List<String> tagsOf(String text) {
        List<String> found = new ArrayList<>();
        int at = 0;
        while (at < text.length() && found.size() <= tags.size()) {
            String longest = "";
            for (String tag : tags) {
                if (tag.length() > longest.length() && text.startsWith(tag, at)) {
                    longest = tag;
                }
            }
            if (longest.isEmpty()) {
                at++;
            } else {
                found.add(longest);
                at += longest.length();
            }
        }
        return found;
    }
}
