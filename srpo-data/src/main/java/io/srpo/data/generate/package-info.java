/**
 * Short math and code problems made by seed, with named levels, and the text from which the bundled policy is made. Training and held-out problems are disjoint by
 * construction: which of the two a problem belongs to is a function of its content.
 */
@NullMarked
package io.srpo.data.generate;

import org.jspecify.annotations.NullMarked;
