/** Supervised training on prompt and completion: the warm start that small base models need, and how the bundled policy is made. */
@NullMarked
package io.srpo.train.sft;

import org.jspecify.annotations.NullMarked;
