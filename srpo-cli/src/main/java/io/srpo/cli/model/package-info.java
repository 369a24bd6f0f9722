/** Commands that ask a model: completions, log-probabilities, held-out accuracy. */
@NullMarked
package io.srpo.cli.model;

import org.jspecify.annotations.NullMarked;
