/** What every command shares: failures in words, output, JSON lines. */
@NullMarked
package io.srpo.cli.frame;

import org.jspecify.annotations.NullMarked;
