/** Commands about problem sets. */
@NullMarked
package io.srpo.cli.data;

import org.jspecify.annotations.NullMarked;
