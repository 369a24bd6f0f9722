/** Walls around untrusted programs, found by trying them, and the warm processes behind them. */
@NullMarked
package io.srpo.verify.sandbox;

import org.jspecify.annotations.NullMarked;
