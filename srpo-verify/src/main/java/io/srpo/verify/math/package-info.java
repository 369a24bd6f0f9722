/** Math verdicts: find the answer in a response, and decide whether it equals the reference answer. */
@NullMarked
package io.srpo.verify.math;

import org.jspecify.annotations.NullMarked;
