/** Verifiers for domains of a user's own: one file, one line of configuration. */
@NullMarked
package io.srpo.verify.domain;

import org.jspecify.annotations.NullMarked;
