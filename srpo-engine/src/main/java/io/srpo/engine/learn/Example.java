package io.srpo.engine.learn;

import io.srpo.core.SrpoException;

/**
 * One example of supervised training.
 *
 * @param prompt token ids that carry no loss, at least one
 * @param response token ids to learn, the end token included, at least one
 */
public record Example(int[] prompt, int[] response) {
    public Example {
        if (prompt.length == 0 || response.length == 0) {
            throw SrpoException.input("an example needs at least one prompt token and one response token, this one has "
                    + prompt.length + " and " + response.length);
        }
    }
}
