/** Commands that train, and what they tell while they do. */
@NullMarked
package io.srpo.cli.run;

import org.jspecify.annotations.NullMarked;
