/** The stage plan and the rules that end a stage. */
@NullMarked
package io.srpo.core.stage;

import org.jspecify.annotations.NullMarked;
