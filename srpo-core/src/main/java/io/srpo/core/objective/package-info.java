/** The loss: surrogates, aggregations, KL terms, and the port to a learner. */
@NullMarked
package io.srpo.core.objective;

import org.jspecify.annotations.NullMarked;
