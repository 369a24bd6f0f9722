/** What the small things that run often cost. */
@NullMarked
package io.srpo.bench;

import org.jspecify.annotations.NullMarked;
