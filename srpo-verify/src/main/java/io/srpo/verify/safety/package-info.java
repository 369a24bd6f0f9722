/** Probes of refusal and leakage: whether training changed them, no more. */
@NullMarked
package io.srpo.verify.safety;

import org.jspecify.annotations.NullMarked;
