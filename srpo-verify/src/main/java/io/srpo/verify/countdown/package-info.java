/** The countdown number game: reach a target from given numbers. Also the worked example of a domain of one's own. */
@NullMarked
package io.srpo.verify.countdown;

import org.jspecify.annotations.NullMarked;
