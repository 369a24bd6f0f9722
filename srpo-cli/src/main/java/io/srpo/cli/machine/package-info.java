/** Commands about this machine: what is here, and how fast it is. */
@NullMarked
package io.srpo.cli.machine;

import org.jspecify.annotations.NullMarked;
